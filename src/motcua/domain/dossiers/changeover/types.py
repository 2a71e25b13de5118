"""What a changeover is to those who look at it or order it: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.core.deadlines import TimeLimit
from motcua.core.forms import Text
from motcua.core.process import Kind
from motcua.core.process.changeover import ObstacleKind
from motcua.domain.dossiers.types import Phase, WaitingFor

# For each version that dossiers come from, by its id: which element of its process becomes which of the new one.
Mappings = Mapping[int, Mapping[str, str]]


class ChangeoverState(StrEnum):
    """How far a changeover is. Running and undoing go on by themselves in the worker until they are through."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class DossierState(StrEnum):
    """What became of one chosen dossier.

    CHOSEN waits for its turn; MOVED is on the new version; REFUSED could not be moved and is as it was; RESTORED is
    again as it was before; STAYED could not be put back, because work has gone on; LEFT was never moved, because the
    changeover was undone before its turn.
    """

    CHOSEN = "chosen"
    MOVED = "moved"
    REFUSED = "refused"
    RESTORED = "restored"
    STAYED = "stayed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a dossier cannot be moved or put back: a word for programs, the element it is about, a sentence for people.

    code: an `ObstacleKind` of the process, or one of `Refusal`.
    """

    code: str
    element: str
    words: Text

    def as_dict(self) -> dict[str, str]:
        """As a row keeps it."""
        return {"code": self.code, "element": self.element, "vi": self.words.vi, "en": self.words.en}

    @classmethod
    def parse(cls, stored: Mapping[str, str]) -> Reason:
        """From the row that keeps it."""
        return cls(stored["code"], stored["element"], Text(stored["vi"], stored["en"]))


class Refusal(StrEnum):
    """Reasons that lie in the dossier and its procedure, not in the drawing."""

    CASE_GONE = "case-gone"
    WORK_CHANGED = "work-changed"
    OUTCOME_GONE = "outcome-gone"
    OPINION_OWED = "opinion-owed"
    COMES_AGAIN = "comes-again"
    NEVER_COMES = "never-comes"
    NO_OFFICE = "no-office"
    NO_DAY = "no-day"
    UNREADABLE = "unreadable"
    MOVED_ON = "moved-on"
    BUSY = "busy"
    ENDED = "ended"
    THERE_ALREADY = "there-already"


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step as an impact list names it. `limit` is the step's own, None where it has none."""

    key: str
    name: Text
    role: Text
    limit: TimeLimit | None


@dataclass(frozen=True, slots=True)
class StepMove:
    """Where something stands, and where it would stand; `after` is None where there is no place for it."""

    before: StepSeen
    after: StepSeen | None


@dataclass(frozen=True, slots=True)
class MissingData:
    """A condition ahead in the new process that reads what these dossiers do not have, and so reads null."""

    element: str
    name: Text
    condition: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactGroup:
    """Dossiers of one version that stand alike: one decision for all of them.

    key: names the group when dossiers are chosen. listens: what the new process begins to wait for beside the steps.
    earliest_due_at: of the dossiers' own due dates, which no changeover moves; None where none is accepted yet.
    reasons: why they cannot be moved; empty where they can.
    """

    key: str
    version_id: int
    version_number: int
    case_key: str
    phase: Phase
    waiting_for: WaitingFor | None
    dossiers: int
    moves: tuple[StepMove, ...]
    listens: tuple[Text, ...]
    missing: tuple[MissingData, ...]
    earliest_due_at: datetime | None
    reasons: tuple[Reason, ...]

    @property
    def can_move(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing a version means for the dossiers that run on other versions of the procedure, largest group
    first.
    """

    code: str
    to_version_id: int
    to_version_number: int
    groups: tuple[ImpactGroup, ...]

    @property
    def dossiers(self) -> int:
        return sum(group.dossiers for group in self.groups)

    @property
    def can_move(self) -> int:
        return sum(group.dossiers for group in self.groups if group.can_move)


@dataclass(frozen=True, slots=True)
class TaskImpact:
    """What would become of one open task. The holder keeps it where office and role stay the same.

    due_after: the step's own due date by the new limit, counted from when the step began; a changeover makes nobody
    late and excuses nobody.
    """

    n: int
    before: StepSeen
    after: StepSeen
    office_before: str
    office_after: str
    holder_stays: bool
    due_before: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, slots=True)
class DossierImpact:
    """One dossier of a group. `due_at` is the dossier's own due date: carried, never reset."""

    dossier_id: UUID
    name: str
    applicant: str
    due_at: datetime | None
    tasks: tuple[TaskImpact, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which dossiers: of these groups, or these very ones; without either all that can be moved."""

    groups: frozenset[str] = frozenset()
    dossiers: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """What the events of a changeover say of it."""

    changeover_id: int
    to_version_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class ElementToMap:
    """An element of an old process in which a dossier can stand, and which of the new process it becomes.

    becomes: by its id, or as its name suggests; empty where a person must choose among `candidates` (id and name).
    is_arrow: an arrow on which a finished branch waits before a join; it may also be mapped to "", which says that the
    new process does not wait for that branch.
    """

    id: str
    name: str
    kind: Kind
    becomes: str
    candidates: tuple[tuple[str, str], ...]
    is_arrow: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a changeover is. `counts` has every state of a dossier."""

    id: int
    code: str
    to_version_id: int
    to_version_number: int
    decision: str
    reason: str
    state: ChangeoverState
    planned_by: str
    planned_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    undone_why: str
    counts: Mapping[DossierState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def still_to_do(self) -> int:
        """How many dossiers wait for their turn, to be moved or to be put back."""
        waiting = DossierState.MOVED if self.state is ChangeoverState.UNDOING else DossierState.CHOSEN
        return 0 if self.state is ChangeoverState.UNDONE else self.counts.get(waiting, 0)


@dataclass(frozen=True, slots=True)
class DossierOutcome:
    """What became of one dossier of a changeover."""

    dossier_id: UUID
    name: str
    from_version_number: int
    state: DossierState
    reason: Reason | None


__all__ = [
    "ChangeoverState",
    "DossierImpact",
    "DossierOutcome",
    "DossierState",
    "ElementToMap",
    "Impact",
    "ImpactGroup",
    "Mappings",
    "MissingData",
    "ObstacleKind",
    "Order",
    "Progress",
    "Reason",
    "Refusal",
    "Selection",
    "StepMove",
    "StepSeen",
    "TaskImpact",
]
