"""What an officer may do with a dossier at this moment: the work that is open to him, and what is always possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.core.deadlines import Remaining
from motcua.core.forms import Text
from motcua.core.procedure import (
    LetterValue,
    Outcome,
    Procedure,
    Step,
    StepKind,
    WaitsFor,
    letters_at_the_end,
    letters_of,
)
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.beside import Beside, beside
from motcua.delivery.desk.signed import signable_again, signed_when_issued
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import may_assign, may_work_on, receives_for
from motcua.domain.dossiers.queries.cards import left_until
from motcua.domain.dossiers.queries.foresight import (
    Ahead,
    ReasonsOf,
    kinds_without_place,
    part_if_accepted,
    reasons_to_state,
    what_follows,
)
from motcua.domain.dossiers.queries.inbox import OPINION_NAME
from motcua.domain.dossiers.queries.instances import is_one_of_several, named_by_item
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.queries.prospect import Prospect, prospect
from motcua.domain.dossiers.queries.staffing import Candidate, candidates
from motcua.domain.dossiers.services.counter import counters_of, stopping_office
from motcua.domain.dossiers.services.preview import WouldSign, would_seal, would_sign
from motcua.domain.dossiers.types import Actor, ActorKind, Phase, Task, TaskKind, WaitingFor

_TEMPLATES = {
    StepKind.RECEPTION: "reception",
    StepKind.ASSIGNMENT: "assignment",
    StepKind.CONSULTATION: "consultation",
    StepKind.INSPECTION: "inspection",
    StepKind.ISSUE: "issue",
    StepKind.RETURN: "return",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from a step, with what it leads to; `ahead` is None where that cannot be told."""

    outcome: Outcome | None
    ahead: Ahead | None

    @property
    def key(self) -> str:
        return self.outcome.key if self.outcome else ""

    @property
    def needs_reason(self) -> bool:
        return bool(self.outcome and self.outcome.needs_reason)


@dataclass(frozen=True, slots=True)
class MainAct:
    """A task that the officer may end now.

    wait: the step at which the opinions he asks for are awaited. told: until when and for how much, if he accepts the
    dossier at this moment. made_of_words: the letters that go out with the step and print what he writes, so that it
    does not end without words. reasoned: the letters with reasons that he issues. without_place:
    the kinds of agencies of which he must say in which commune. signs: what he signs with his key, or seals with the
    agency's, by ending the step: it asks for the PIN. So does `signs_on_the_way`: a letter of the step that he signs.
    """

    task: Task
    name: Text
    step: Step
    left: Remaining | None
    ways: tuple[Way, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    wait: Step | None = None
    told: Prospect | None = None
    made_of_words: tuple[Text, ...] = ()
    reasoned: tuple[ReasonsOf, ...] = ()
    without_place: frozenset[str] = frozenset()
    signs: WouldSign | None = None
    signs_on_the_way: bool = False

    @property
    def template(self) -> str:
        name = "opinion" if self.task.kind is TaskKind.OPINION else _TEMPLATES.get(self.step.kind, "work")
        return f"desk/acts/{name}.html"


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task somebody holds or might hold, as it can be moved: given back, or given to one of the candidates."""

    task: Task
    name: Text
    left: Remaining | None
    may_release: bool
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ActsNow:
    """Everything that one column of the page offers.

    supplement: from which task all that is missing may be asked for; None when it was asked for already or nothing of
    his is open. payment: whole đồng still to be paid, at a counter. sign_again: the letters that he signed, or whoever
    held his role, and that wait for a seal or hold no more. signed: the letters, by their keys, that he signs with his
    key when he issues them.
    """

    main: tuple[MainAct, ...]
    open: tuple[HeldTask, ...]
    supplement: Task | None
    intake: bool
    payment: int
    stop: bool
    withdrawal: bool
    beside: Beside
    sign_again: tuple[Text, ...] = ()
    signed: frozenset[str] = frozenset()

    @property
    def more(self) -> bool:
        """Whether anything can be done that is no step."""
        return bool(self.supplement or self.payment or self.stop or self.withdrawal or self.sign_again or self.beside)


def acts_now(page: DossierPage, by: AtWork) -> ActsNow:
    """What the officer may do. Each act is checked once more by its service when it is done."""
    mine = [task for task in page.tasks if may_work_on(by.scope, task) and task.holder_id in (None, by.officer_id)]
    waits = page.card.waiting_for is WaitingFor.SUPPLEMENT
    at_counter = bool(receives_for(by.scope))
    card = page.card
    may_stop = card.phase.is_open and stopping_office(by.scope, card.receiving_id, card.competent_id, card.handler)
    signed = signed_when_issued(page.procedure, by)
    return ActsNow(
        main=() if waits else tuple(_main(page, task, by, signed) for task in mine),
        open=tuple(_held(page, task, by) for task in page.tasks),
        supplement=_supplement_from(page, mine),
        intake=waits and at_counter,
        payment=card.fees_outstanding if at_counter and not card.phase.is_final else 0,
        stop=bool(may_stop),
        withdrawal=card.phase.is_open and card.parent_id is None and bool(counters_of(by.scope, card.receiving_id)),
        beside=beside(page, by),
        sign_again=signable_again(page, by),
        signed=signed,
    )


def step_name(page: DossierPage, task: Task, now: datetime) -> Text:
    """What a task is called; of several at the same step, what it concerns."""
    if is_one_of_several(page.procedure, task):
        return named_by_item(page, task, now)
    return OPINION_NAME if task.kind is TaskKind.OPINION else page.procedure.steps[task.step].name


def _main(page: DossierPage, task: Task, by: AtWork, signed: frozenset[str]) -> MainAct:
    step = page.procedure.steps[task.step]
    actor = Actor(ActorKind.OFFICER, str(by.officer_id))
    ahead = what_follows(page.card.id, task, actor, by.now)
    chooses = task.kind is TaskKind.STEP and step.kind is StepKind.ASSIGNMENT
    waits = [each for each in page.procedure.steps.values() if each.waits_for is WaitsFor.AGENCIES]
    return MainAct(
        task=task,
        name=step_name(page, task, by.now),
        step=step,
        left=left_until(task.due_at, task.office_id, by.now),
        ways=_ways(step, ahead),
        candidates=candidates(page.procedure, task, by.now) if chooses else (),
        wait=next(iter(waits), None),
        told=_told(page, by) if step.kind is StepKind.RECEPTION else None,
        made_of_words=_made_of_words(page.procedure, step) if task.kind is TaskKind.STEP else (),
        reasoned=reasons_to_state(page.card.id, by.now) if step.kind is StepKind.ISSUE else (),
        signs=_signs(page, task, by),
        signs_on_the_way=task.kind is TaskKind.STEP and not signed.isdisjoint(_letters_by_hand(page.procedure, step)),
        without_place=kinds_without_place(page.card.id, step, by.now) if task.kind is TaskKind.STEP else frozenset(),
    )


def _signs(page: DossierPage, task: Task, by: AtWork) -> WouldSign | None:
    if task.kind is not TaskKind.STEP:
        return None
    match page.procedure.steps[task.step].kind:
        case StepKind.SIGNATURE:
            return would_sign(page.card.id, task.n, by.officer_id, by.now)
        case StepKind.ISSUE:
            return would_seal(page.card.id, by.officer_id, by.now)
        case _:
            return None


def _letters_by_hand(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """What the officer writes by ending the step."""
    if step.kind in (StepKind.CONSULTATION, StepKind.INSPECTION):
        return letters_of(step)
    return letters_at_the_end(procedure, step)


def _told(page: DossierPage, by: AtWork) -> Prospect:
    card = page.card
    if card.parent_id:
        return part_if_accepted(card.id, by.now)
    return prospect(page.procedure, page.case_key, card.channel, page.form, office_id=card.competent_id, now=by.now)


def _made_of_words(procedure: Procedure, step: Step) -> tuple[Text, ...]:
    letters = [procedure.letters[key] for key in letters_at_the_end(procedure, step)]
    return tuple(letter.name for letter in letters if LetterValue.WORDS in letter.needs)


def _ways(step: Step, ahead: Mapping[str, Ahead]) -> tuple[Way, ...]:
    if not step.outcomes:
        return (Way(None, ahead.get("")),)
    return tuple(Way(outcome, ahead.get(key)) for key, outcome in step.outcomes.items())


def _held(page: DossierPage, task: Task, by: AtWork) -> HeldTask:
    leads = may_assign(by.scope, task, catalogue.leading_roles())
    at_assignment = page.procedure.steps[task.step].kind is StepKind.ASSIGNMENT and task.kind is TaskKind.STEP
    others = candidates(page.procedure, task, by.now) if leads and not at_assignment else ()
    return HeldTask(
        task=task,
        name=step_name(page, task, by.now),
        left=left_until(task.due_at, task.office_id, by.now),
        may_release=task.holder_id is not None and (task.holder_id == by.officer_id or leads),
        candidates=tuple(each for each in others if each.officer_id != task.holder_id),
    )


def _supplement_from(page: DossierPage, mine: list[Task]) -> Task | None:
    """The first step of his from which the one supplement may still be asked for (Nghị định 118/2025/NĐ-CP Điều 11)."""
    allowed = page.procedure.cases[page.case_key].clock.supplements_allowed
    steps = [task for task in mine if task.kind is TaskKind.STEP]
    asked = page.supplements >= allowed or page.card.waiting_for is WaitingFor.SUPPLEMENT
    open_phases = (Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING)
    return None if asked or page.card.phase not in open_phases else next(iter(steps), None)
