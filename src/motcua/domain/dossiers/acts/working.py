"""One act at work on one case: what it records, and what the rows will be when it is done. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from motcua.core.deadlines import ClockChange, ClockEvent, DossierClock, Outcome, outcome
from motcua.core.fees import Assessment
from motcua.core.procedure.answering import Answer, Answers, with_answer
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.errors import TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.events import Data, Event, EventKind, fingerprint
from motcua.domain.dossiers.types import Actor, LetterState, Paper, Part, Party, Phase, SignedLetter, Task, TaskKind

CLOCK_EVENTS = {
    ClockEvent.STARTED: EventKind.CLOCK_STARTED,
    ClockEvent.PAUSED: EventKind.CLOCK_PAUSED,
    ClockEvent.RESUMED: EventKind.CLOCK_RESUMED,
    ClockEvent.RESTARTED: EventKind.CLOCK_RESTARTED,
    ClockEvent.RESCHEDULED: EventKind.CLOCK_RESCHEDULED,
    ClockEvent.FINISHED: EventKind.CLOCK_FINISHED,
    ClockEvent.STOPPED: EventKind.CLOCK_STOPPED,
    ClockEvent.LIMIT_CHANGED: EventKind.CLOCK_LIMIT_CHANGED,
    ClockEvent.RECOMPUTED: EventKind.CLOCK_RECOMPUTED,
}


@dataclass(frozen=True, slots=True)
class NewPaper:
    n: int
    paper: Paper


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter that the act issues. `details` is what only this letter says; the rest is added when it is stored.

    signed: who acts signs it with his key. document_id: of one that is made at once, because it is signed or a result,
    instead of when somebody first asks for it.
    """

    n: int
    key: str
    number: str
    details: Mapping[str, Any]
    state: LetterState = LetterState.ISSUED
    signed: bool = False
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LetterChange:
    """What the act does to a prepared letter: it gets its number and its seal, or it does not hold any more.

    document_id: from the seal on another document, the one with the seal.
    """

    letter: SignedLetter
    state: LetterState
    number: str = ""
    document_id: UUID | None = None


class Pen(Protocol):
    """What an act may ask about digital signatures; who carries it out makes them."""

    def officer_signs(self) -> bool:
        """Whether who acts holds a key to sign with. PinNeededError when he does and gave no PIN."""

    def has_seal(self, agency_id: int) -> bool:
        """Whether the agency holds a key to seal with."""

    def must_seal(self, agency_id: int) -> None:
        """Refuse unless the agency's seal can be set in this act. NoSealError, PinNeededError."""


@dataclass(frozen=True, slots=True)
class NewFee:
    """What the act finds to be paid at a moment of the procedure, and from what it was assessed: the answers and the
    version of the form as they were. memo: what a bank transfer for it says.
    """

    moment: str
    fees: Assessment
    memo: str
    answers: Answers
    contents: int


def lines(words: str) -> list[str]:
    """What an officer wrote, as a letter prints it: each line a point of its own."""
    return [line.strip() for line in words.splitlines() if line.strip()]


class Working:
    """Made from a case for one act of one actor at one moment; the act changes `case` and records events."""

    def __init__(self, case: Case, world: World, actor: Actor, now: datetime, pen: Pen | None = None) -> None:
        self.before = case
        self.case = case
        self.world = world
        self.actor = actor
        self.now = now
        self.pen = pen
        self.events: list[Event] = []
        self.parties: tuple[Party, ...] = ()
        self.content: Mapping[str, Any] | None = None
        self.papers: list[NewPaper] = []
        self.letters: list[NewLetter] = []
        self.charges: list[NewFee] = []
        self.letter_changes: list[LetterChange] = []
        self._known: Mapping[str, Any] | None = None
        self._known_facts: Mapping[str, object] = {}

    # --- what the act finds

    @property
    def calendar(self) -> WorkCalendar:
        """The working time by which this dossier's clock runs: that of the agency that decides."""
        return self.world.calendar_of(self.case.competent_id)

    def must_be(self, *phases: Phase) -> None:
        """Refuse the act outside these phases."""
        if self.case.phase not in phases:
            raise WrongPhaseError(
                "Hồ sơ đã sang giai đoạn khác nên không làm được việc này nữa. Hãy tải lại trang để xem tình trạng.",
                "The dossier has moved on and this can no longer be done. Reload the page to see where it stands.",
            )

    def task(self, kind: TaskKind, n: int) -> Task:
        """The open task `n`; TaskGoneError when somebody was quicker."""
        for task in self.case.tasks:
            if task.kind is kind and task.n == n:
                return task
        raise TaskGoneError(
            "Việc này đã được xử lý hoặc không còn nữa. Hãy tải lại trang để xem ai đã xử lý.",
            "This task is already done or gone. Reload the page to see who did it.",
        )

    def data(self) -> dict[str, object]:
        """What the conditions of diagrams, limits, results and letters read."""
        case = self.case
        return {
            "case": case.case_key,
            "channel": case.channel.value,
            "form": self._facts(case.form),
            "steps": case.answers,
            "fees": {"due": case.fees_due, "outstanding": case.fees_due - case.fees_paid},
            "applicant": {"kind": case.applicant_kind},
            "province": self.world.province,
        }

    def _facts(self, form: Mapping[str, Any]) -> Mapping[str, object]:
        """The form as expressions see it, made once for each content."""
        if self._known is not form:
            self._known, self._known_facts = form, self.world.procedure.form.facts(form)
        return self._known_facts

    # --- what the act does

    def record(
        self, kind: EventKind, data: Data, *, task: Task | None = None, office_id: int | None = None, words: str = ""
    ) -> None:
        """Append an event. Free words go beside it, their hash into it. The first act of an officer on a part shows
        that its agency has it.
        """
        if words:
            data = {**data, "words": fingerprint(words)}
        step, role, office = (task.step, task.role, task.office_id) if task else ("", "", office_id)
        self.events.append(Event(kind, data, step, role, office, words))
        part_of = self.case.part_of
        if part_of and part_of.acknowledged_at is None and self.actor.officer_id is not None:
            self.change(part_of=replace(part_of, acknowledged_at=self.now))

    def answer(self, step: str, said: Answer) -> None:
        """Keep how a step ended, for the conditions that ask."""
        self.change(answers=with_answer(self.world.procedure.process, self.case.answers, step, said))

    def change(self, **changes: Any) -> None:
        """Replace fields of the case."""
        self.case = replace(self.case, **changes)

    def charge(self, moment: str, fees: Assessment, memo: str) -> None:
        """Something is to be paid; a charge for it is opened with the writing of the act."""
        self.charges.append(NewFee(moment, fees, memo, self.case.answers, self.case.contents))

    def set_clock(self, changed: tuple[DossierClock, ClockChange]) -> None:
        """Take over a changed clock and record why it changed; when it ends, whether it ended in time: against the
        limit of the law with its pauses, which no new appointment moves. A whole is late if one of its parts was.
        """
        clock, change = changed
        self.change(clock=clock)
        facts = {name: value for name, value in change.as_dict().items() if name not in ("kind", "at")}
        if change.kind is ClockEvent.FINISHED:
            own = outcome(clock.limit, clock.statutory_due_at, change.at)
            late_parts = [part.n for part in self.case.parts if part.late]
            facts |= {"outcome": Outcome.LATE.value, "late_parts": late_parts} if late_parts else {"outcome": own.value}
        self.record(CLOCK_EVENTS[change.kind], facts)

    def put_task(self, task: Task) -> None:
        """Open a task, or replace it by its changed self."""
        others = tuple(each for each in self.case.tasks if (each.kind, each.n) != (task.kind, task.n))
        self.change(tasks=(*others, task))

    def close_task(self, task: Task) -> None:
        """The task is no longer open."""
        self.change(tasks=tuple(each for each in self.case.tasks if (each.kind, each.n) != (task.kind, task.n)))

    def put_part(self, part: Part) -> None:
        """Take over what is now known of a part."""
        others = tuple(each for each in self.case.parts if each.n != part.n)
        self.change(parts=tuple(sorted((*others, part), key=lambda each: each.n)))

    def add_paper(self, paper: Paper) -> None:
        """A paper comes into the dossier."""
        n = self.case.papers + 1
        self.change(papers=n)
        self.papers.append(NewPaper(n, paper))
        facts = {"n": n, "component": paper.component, "origin": paper.origin.value, "sha256": paper.sha256}
        self.record(EventKind.PAPER_ADDED, facts)

    def put_content(self, form: Mapping[str, Any]) -> str:
        """The application form as it is from now on, as a new version; its fingerprint."""
        self.change(form=form, contents=self.case.contents + 1)
        self.content = form
        return fingerprint(form)

    def issue_letter(
        self,
        key: str,
        details: Mapping[str, Any],
        *,
        number: str = "",
        state: LetterState = LetterState.ISSUED,
        by_itself: bool = False,
    ) -> int:
        """Issue a letter; its number within the dossier. It is printed from what is known today.

        by_itself: the system writes it whoever acts, so nobody signs it. Raises PinNeededError for a letter that who
        acts signs with his key.
        """
        n = self.case.letters + 1
        signed = state is LetterState.PREPARED or (not by_itself and "result" not in details and self._signs(key))
        self.change(letters=n)
        self.letters.append(NewLetter(n, key, number, details, state, signed))
        facts: dict[str, object] = {"n": n, "letter": key, "number": number, "details": fingerprint(details)}
        if state is not LetterState.ISSUED:
            facts["state"] = state.value
        self.record(EventKind.LETTER_ISSUED, facts)
        return n

    def _signs(self, key: str) -> bool:
        """Whether who acts signs letters of this kind with his key."""
        return self.world.procedure.letters[key].signed and self.pen is not None and self.pen.officer_signs()

    def change_letter(self, letter: SignedLetter, state: LetterState, number: str = "") -> None:
        """A letter that was signed goes on to another state. What signing adds to it is recorded when it is done."""
        others = tuple(each for each in self.case.signed if each.n != letter.n)
        owed = (replace(letter, state=state),) if state is LetterState.VOID else ()
        self.change(signed=(*others, *owed))
        self.letter_changes.append(LetterChange(letter, state, number))
