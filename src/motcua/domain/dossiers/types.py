"""What a dossier is to those who use this app: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from motcua.core.procedure import PartyKind as PartyKind  # noqa: PLC0414 told on, as what a Party is made of
from motcua.core.procedure import PartyRole as PartyRole  # noqa: PLC0414 told on, as what a Party is made of


class Phase(StrEnum):
    """Where the business stands. Money, delivery and synchronisation have states of their own."""

    SUBMITTED = "submitted"
    NOT_ACCEPTED = "not_accepted"
    ACCEPTED = "accepted"
    PROCESSING = "processing"
    RESOLVED = "resolved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"

    @property
    def is_final(self) -> bool:
        """Nothing may happen to the dossier any more."""
        return self in FINAL_PHASES

    @property
    def is_open(self) -> bool:
        """The office still owes a decision."""
        return self in (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING)


FINAL_PHASES = frozenset({Phase.NOT_ACCEPTED, Phase.RETURNED, Phase.WITHDRAWN, Phase.STOPPED})


class WaitingFor(StrEnum):
    """What the applicant owes while the clock stands. PART: what the office of a linked part has asked him for."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    ANSWER = "answer"
    PART = "part"


# TrangThaiHoSo of the national portal. What waits for the applicant is never told as finished.
_NATIONAL_STATUS = {
    Phase.SUBMITTED: 1,
    Phase.ACCEPTED: 2,
    Phase.NOT_ACCEPTED: 3,
    Phase.PROCESSING: 4,
    Phase.WITHDRAWN: 7,
    Phase.STOPPED: 8,
    Phase.RESOLVED: 9,
    Phase.RETURNED: 10,
}
_NATIONAL_WAITING = {WaitingFor.SUPPLEMENT: 5, WaitingFor.PAYMENT: 6, WaitingFor.ANSWER: 5, WaitingFor.PART: 5}


def national_status(phase: Phase, waiting_for: WaitingFor | None) -> int:
    """The code from 1 to 10 by which the national portal knows this state."""
    if waiting_for and phase.is_open:
        return _NATIONAL_WAITING[waiting_for]
    return _NATIONAL_STATUS[phase]


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body in its role in a dossier, as declared on the day of filing.

    person_id: whose account sees the dossier among its own; None for those who are only named.
    identifier: personal id or tax code; empty when there is none, never a dummy.
    """

    role: PartyRole
    kind: PartyKind
    name: str
    identifier: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    person_id: UUID | None = None


class PaperOrigin(StrEnum):
    """How a paper came into the dossier (the digitisation states of TT 01/2023 and the sync flags).

    LINKED: from the whole or another part of a linked procedure, passed on between agencies. For a result its `variant`
    is the key of the result, and its component the key of the part that issued it.
    """

    UPLOADED = "uploaded"
    SCANNED = "scanned"
    REUSED_COMPONENT = "reused_component"
    REUSED_RESULT = "reused_result"
    REGISTRY = "registry"
    ON_PAPER = "on_paper"
    SHOWN = "shown"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in its place in a dossier.

    component: the key of the dossier component it answers; `variant` which of its alternatives.
    document_id: None for a paper that was handed in or shown and not scanned.
    """

    component: str
    origin: PaperOrigin
    document_id: UUID | None = None
    sha256: str = ""
    name: str = ""
    variant: str = ""
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """An uploaded paper of a draft: for which component, as which of its alternatives."""

    component: str
    document_id: UUID
    sha256: str
    name: str
    variant: str = ""

    def as_dict(self) -> dict[str, str]:
        """As the draft's row keeps it."""
        return {
            "component": self.component,
            "document_id": str(self.document_id),
            "sha256": self.sha256,
            "name": self.name,
            "variant": self.variant,
        }


class TaskKind(StrEnum):
    """A step of the process, or an opinion that another agency owes."""

    STEP = "step"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Task:
    """Work that is open now. `n` is the engine's number for a step, the opinion's number for an opinion.

    due_at: when the step's own limit ends. counts_from: since when it counts, where that is not since the step was
    open. holder_id: the officer it was given to, if any.
    """

    kind: TaskKind
    n: int
    step: str
    role: str
    office_id: int
    enabled_at: datetime
    due_at: datetime | None = None
    holder_id: int | None = None
    claimed_at: datetime | None = None
    started_at: datetime | None = None
    counts_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handler:
    """The officer in charge of a dossier: steps of this role in this office come to him by themselves."""

    officer_id: int
    office_id: int
    role: str


class Verdict(StrEnum):
    """What a consulted agency said."""

    AGREE = "agree"
    AGREE_WITH_CONDITIONS = "agree_with_conditions"
    DISAGREE = "disagree"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Opinion:
    """One agency's part of a consultation."""

    n: int
    step: str
    agency_id: int
    question: str
    asked_at: datetime
    due_at: datetime
    verdict: Verdict | None = None
    answered_at: datetime | None = None
    words: str = ""


class LetterState(StrEnum):
    """How far a letter is. PREPARED: signed by who signs the result, without number and seal yet. VOID: it was
    prepared, something changed since, and a new signature is owed. GIVEN_UP: the same, and nothing is owed for it.
    """

    ISSUED = "issued"
    PREPARED = "prepared"
    VOID = "void"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """A result that was signed and is not issued: PREPARED, or VOID. result: the key of the result that it is."""

    n: int
    key: str
    result: str
    state: LetterState
    document_id: UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of this dossier: which, its number, and the data it is printed from, as they were that day."""

    n: int
    key: str
    number: str
    issued_at: datetime
    details: dict[str, Any]
    document_id: UUID | None = None
    state: LetterState = LetterState.ISSUED


class ReturnMethod(StrEnum):
    """How a result reaches the applicant. LINKED: that of a part goes to the whole, which hands all of them over."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class PartOf:
    """To which whole a dossier belongs: that dossier, the engine's number of the step there, which of the linked
    procedures it is, and the version of the whole that says so. acknowledged_at: since when its office has it in hand.
    """

    parent_id: UUID
    n: int
    child: str
    version_id: int
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a whole knows of one of its parts. `n` is the engine's number of the step that waits for it.

    part_id: the dossier at the other agency. acknowledge_by: until when that agency must say that it has it; silent_at:
    when it was found that it had not. due_at, waiting_for: how the part stands while it is open. late: it ended late,
    and due_at is the day that it missed. number: of its result. called_off_at: the whole no longer waits for it.
    """

    n: int
    child: str
    step: str
    part_id: UUID
    agency_id: int
    sent_at: datetime
    acknowledge_by: datetime | None = None
    acknowledged_at: datetime | None = None
    silent_at: datetime | None = None
    code: str = ""
    due_at: datetime | None = None
    waiting_for: WaitingFor | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    number: str = ""
    late: bool = False
    called_off_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """The whole still waits for it."""
        return self.ended_at is None and self.called_off_at is None

    @property
    def is_silent(self) -> bool:
        """Its agency has let the time pass in which it must acknowledge, and still says nothing."""
        return self.is_open and self.silent_at is not None and self.acknowledged_at is None

    @property
    def owed_at(self) -> datetime | None:
        """The day by which the whole is measured too: that of an open part, and that which a late one has missed."""
        counts = self.late if self.ended_at else self.is_open and self.waiting_for is None
        return self.due_at if counts else None


class ErrandKind(StrEnum):
    """What one dossier of a linked procedure has to do at another, soon or at a moment: open or call off its parts; let
    its whole know how it stands; see whether the agencies have acknowledged.
    """

    SEND = "send"
    TELL = "tell"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Errand:
    """An errand of a dossier. A dossier has one of each kind at most: whoever carries it looks at how things stand."""

    kind: ErrandKind
    due_at: datetime


class ActorKind(StrEnum):
    OFFICER = "officer"
    CITIZEN = "citizen"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an officer, a person by his own account, or the system on a rule of law (`timer`)."""

    kind: ActorKind
    id: str

    @classmethod
    def of(cls, told: str) -> Self:
        """The one that is told as `officer:7`. ValueError if there is no such kind."""
        kind, _, id_ = told.partition(":")
        return cls(ActorKind(kind), id_)

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def officer_id(self) -> int | None:
        return int(self.id) if self.kind is ActorKind.OFFICER else None

    @property
    def person_id(self) -> UUID | None:
        return UUID(self.id) if self.kind is ActorKind.CITIZEN else None


TIMER = Actor(ActorKind.SYSTEM, "timer")
# Carries what passes between the whole and the parts of a linked procedure.
LINK = Actor(ActorKind.SYSTEM, "link")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one kind of agency. `unit`: the code of the place whose agency is meant, where neither the
    procedure nor the form tells it.
    """

    agency_kind: str
    words: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """One thing that is missing or wrong: which component, what to do, and why."""

    component: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes of a field inspection say."""

    visited_at: datetime
    place: str
    participants: tuple[str, ...]
    findings: str
    conclusion: str
