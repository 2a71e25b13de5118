"""What a trial is to those who show it: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.procedure import Channel
from motcua.domain.dossiers.queries.linked import PartPage
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import Phase


@dataclass(frozen=True, slots=True)
class TrialCard:
    """A test dossier in a list.

    version_id: the version that it was started with, as it was then; `outdated` when that draft has changed since.
    shown_at: what its own clock shows. started_by, started_at: which officer started it, by the city's clock.
    seed: from which the invented people and answers were drawn.
    """

    id: UUID
    version_id: int
    reference: str
    code: str
    procedure: Text
    case: Text
    channel: Channel
    phase: Phase
    shown_at: datetime
    started_by: int
    started_at: datetime
    seed: str
    outdated: bool


@dataclass(frozen=True, slots=True)
class LinkedPart:
    """A part of a linked procedure, which runs at another agency. n: the engine's number of its step in the whole; key,
    name: which of the linked procedures it is, as the whole calls it. agency: whose it is.
    """

    n: int
    key: str
    name: Text
    agency: str


class WorkKind(StrEnum):
    """Where something can be done: at an open step, at an opinion that is owed, at a wait of the process; or beside
    them by the applicant, or by the office.
    """

    STEP = "step"
    OPINION = "opinion"
    WAIT = "wait"
    APPLICANT = "applicant"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who could do a piece of work. officer_id: None for the applicant and for other systems.

    stand_in: nobody holds the role in that office on that day. Whoever tries the procedure then does it in the name of
    the role; a real dossier would lie there for good.
    """

    officer_id: int | None
    name: str
    stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to do a piece of work, by its key.

    wants_words: the law wants them; without any, `act` says something that shows that it is a trial. leads_to: what
    would be open then, or how it would end. refused: why it cannot be done now.
    """

    key: str
    name: Text
    wants_words: bool = False
    goes_back: bool = False
    leads_to: tuple[Text, ...] = ()
    refused: Text | None = None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something that can be done now. `key` names it for `act`; `node` is where it stands in the diagram.

    due_at: the step's or opinion's own limit; late is measured by the trial's own clock. hands: who could do it, the
    first of them unless another is named. candidates: to whom an assignment can give the dossier, alike. part: the part
    of a linked dossier where it is open, and in whose diagram `node` then stands; None for the dossier itself.
    """

    key: str
    kind: WorkKind
    node: str
    name: Text
    role: Text | None
    office: str
    due_at: datetime | None
    late: bool
    hands: tuple[Hand, ...]
    choices: tuple[Choice, ...]
    candidates: tuple[Hand, ...] = ()
    part: LinkedPart | None = None


@dataclass(frozen=True, slots=True)
class TimerAhead:
    """A moment at which the process goes on by itself. `node` is the timer in the diagram, `name` what is drawn.

    part: the part of a linked dossier whose timer it is. silence: by then the agency of that part must have said that
    it has it; `node` is then the step of the whole that waits for it.
    """

    n: int
    node: str
    name: str
    due_at: datetime
    part: LinkedPart | None = None
    silence: bool = False


@dataclass(frozen=True, slots=True)
class TrialPage:
    """All that a page shows of a trial. `dossier` is what the desk would show of it, so whatever draws a dossier (its
    diagram, its timeline, its papers, opinions and clock) draws this one, at `card.shown_at`.

    fees_due, fees_paid: whole đồng. next_moment: the next at which time alone changes something; None when nothing is
    waited for. parts: those of a linked dossier in the order in which they were sent, as the desk shows them too.
    """

    card: TrialCard
    dossier: DossierPage
    open: tuple[OpenWork, ...]
    timers: tuple[TimerAhead, ...]
    fees_due: int
    fees_paid: int
    next_moment: datetime | None
    parts: tuple[PartPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """What happened while time passed: the timers that fired and the agencies found silent, oldest first, and what the
    clock shows now.
    """

    shown_at: datetime
    fired: tuple[TimerAhead, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """How a trial that played itself has ended. moves: what was done, in order, in words; stuck: nothing could be done
    any more, though it has not ended.
    """

    phase: Phase
    moves: tuple[Text, ...]
    stuck: bool
    faults: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PlayFault:
    """Something that went wrong in one of many plays. The same seed plays it again; moves: what led there."""

    seed: str
    what: Text
    moves: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Unstaffed:
    """A role that nobody holds in an office where a step of the procedure needs it."""

    step: Text
    role: Text
    office: str


@dataclass(frozen=True, slots=True)
class PartPlays:
    """What came of one part of a linked procedure in many plays, by the steps and results of its own procedure, whose
    code is `procedure`. key, name: as the whole calls it. opened: how many dossiers it had; the rest as in `Plays`.
    """

    key: str
    name: Text
    procedure: str
    opened: int
    ends: Mapping[Phase, int]
    results: Mapping[str, int]
    visits: Mapping[str, int]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plays:
    """What came of many plays. ends: how many ended in each phase, those that got stuck apart; results: which results
    were issued how often, by their keys. visits: how many plays came to each step; never: the steps that none came to.
    Steps that the office does by itself are not counted. parts: the same of each part that runs in the city's system.
    """

    played: int
    ends: Mapping[Phase, int]
    stuck: int
    results: Mapping[str, int]
    visits: Mapping[str, int]
    never: tuple[str, ...]
    unstaffed: tuple[Unstaffed, ...]
    faults: tuple[PlayFault, ...]
    parts: tuple[PartPlays, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented application form. problems: what could not be filled in, as the form itself tells it: path, then
    Vietnamese and English.
    """

    form: Mapping[str, object]
    problems: tuple[tuple[str, str, str], ...]
