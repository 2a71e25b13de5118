"""Playing a scenario: the process as it will run, time as the office's calendar counts it, answers as its author gave
them. Nothing here waits, stores or sends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from motcua.core.deadlines import timer_due_at
from motcua.core.fees import AssessmentError, Collected
from motcua.core.forms import Text
from motcua.core.procedure.answering import answer_of, begun_anew, with_answer
from motcua.core.procedure.course import standing_steps, step_due_at
from motcua.core.procedure.deciding import decide
from motcua.core.procedure.issuing import LETTER_OF_KIND, letters_at_the_end, letters_of
from motcua.core.procedure.scenarios.dossier import Dossier
from motcua.core.procedure.scenarios.played import Passage, Played
from motcua.core.procedure.scenarios.scenario import DONE, NOBODY, SILENCE, Answer, End, Meanwhile, Scenario
from motcua.core.procedure.types import Procedure, Step
from motcua.core.procedure.vocabulary import StepKind, WaitsFor
from motcua.core.process import (
    Cancel,
    Command,
    Complete,
    Deliver,
    Fact,
    Fire,
    FlowTaken,
    InstancesBegun,
    Kind,
    MessageAwaited,
    MessageGivenUp,
    ProcessError,
    ServiceRequested,
    Start,
    TaskCancelled,
    TaskEnabled,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
    advance,
)
from motcua.core.rules import RuleError
from motcua.core.text import ToldError
from motcua.core.workcal import WorkCalendar

MOST_ACTS = 1_000  # a story in which officers go around in circles ends here
REFUSE = "refuse"


def rehearse(procedure: Procedure, scenario: Scenario, calendar: WorkCalendar) -> Played:
    """Play the scenario to the end: until the dossier has ended, or nobody is going to do anything any more."""
    rehearsal = _Rehearsal(procedure, scenario, calendar)
    broken = None
    try:
        rehearsal.play()
    except (ProcessError, RuleError, AssessmentError, ToldError) as stopped:
        broken = _told(stopped)
    return rehearsal.played(broken)


@dataclass(frozen=True, slots=True)
class _Open:
    """A step at which the process stands. `planned`: when it will end; None when nobody is going to end it."""

    passage: Passage
    step: Step
    answer: Answer
    planned: datetime | None


@dataclass(frozen=True, slots=True)
class _Timer:
    node: str
    armed_at: datetime
    due_at: datetime


class _Rehearsal:
    def __init__(self, procedure: Procedure, scenario: Scenario, calendar: WorkCalendar) -> None:
        self.procedure = procedure
        self.scenario = scenario
        self.calendar = calendar
        self.dossier = Dossier(procedure, scenario, calendar)
        self.state = procedure.process.initial
        self.now = scenario.filed
        self.open: dict[int, _Open] = {}
        self.timers: dict[int, _Timer] = {}
        self.passages: list[Passage] = []
        self.flows: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.overtaken: set[str] = set()
        self.early: list[tuple[str, datetime, datetime]] = []
        self.events = sorted(scenario.meanwhile, key=lambda event: event.at)

    def play(self) -> None:
        self.drive(Start())
        for _ in range(MOST_ACTS):
            coming = min(self.coming(), key=lambda each: each[:3], default=None)
            if coming is None:
                return
            self.now = max(self.now, coming[0])
            coming[3]()
        raise ToldError(
            f"Kịch bản không kết thúc sau {MOST_ACTS} việc; các bước không ghi câu trả lời cứ lặp lại.",
            f"The scenario does not end after {MOST_ACTS} acts; steps without an answer go around in circles.",
        )

    def coming(self) -> Iterator[tuple[datetime, int, int, Callable[[], None]]]:
        """What may happen next: moment, order among what happens at that moment, number, and the act. Who answers at
        the very moment at which a timer comes due has answered in time.
        """
        if self.state.status != "running":
            return
        if self.events:
            yield self.events[0].at, 0, 0, self.meanwhile
        for number, each in self.open.items():
            if each.planned and not self.dossier.awaits_supplement:
                yield each.planned, 1, number, partial(self.end_step, number)
        for number, timer in self.timers.items():
            yield timer.due_at, 2, number, partial(self.fire, number)

    # --- what happens

    def end_step(self, number: int) -> None:
        """Somebody does what is to be done at a step, in the order of the acts of a real dossier."""
        doing = self.open[number]
        step, word = doing.step, doing.answer.word
        outcome = word if word in step.outcomes else ""
        command: Command = Complete(number)
        match step.kind:
            case StepKind.RECEPTION if word == REFUSE:
                self.dossier.refuse()
                command = Complete(number) if outcome else Cancel()
            case StepKind.RECEPTION:
                self.dossier.accept(self.now)
            case StepKind.WAIT:
                if step.waits_for is WaitsFor.PAYMENT and self.dossier.outstanding:
                    self.dossier.pay()
                command = Deliver(number)
            case StepKind.ISSUE:
                self.dossier.issue(self.now)
            case StepKind.CONSULTATION | StepKind.INSPECTION:
                self.dossier.letters += letters_of(step)
        if outcome:
            self.record(step, {"outcome": outcome})
        if not (outcome and step.outcomes[outcome].back_to) and step.kind not in LETTER_OF_KIND:
            self.dossier.letters += letters_at_the_end(self.procedure, step)
        self.close(number, word)
        self.drive(command)
        if step.kind is StepKind.RETURN:
            self.dossier.end = End.RETURNED

    def fire(self, number: int) -> None:
        """A day has come that the process waited for."""
        timer = self.timers[number]
        if timer.node in self.procedure.steps:
            self.passages.append(Passage(timer.node, timer.armed_at, timer.due_at, self.now, DONE))
        self.drive(Fire(number))

    def meanwhile(self) -> None:
        """Something happens beside the steps."""
        event = self.events.pop(0)
        match event.what:
            case Meanwhile.PAID:
                self.dossier.pay()
                for number, each in self.open.items():
                    if each.step.waits_for is WaitsFor.PAYMENT:
                        self.end_step(number)
                        break
            case Meanwhile.SUPPLEMENT_REQUESTED:
                self.dossier.ask_for_supplement(self.now)
            case Meanwhile.SUPPLEMENT_RECEIVED:
                self.dossier.take_supplement(self.now)
                self.open = {number: self.begun_anew(each) for number, each in self.open.items()}
            case Meanwhile.WITHDRAWN | Meanwhile.STOPPED:
                self.dossier.break_off(End(event.what), self.now)
                self.drive(Cancel())

    # --- what follows

    def drive(self, command: Command) -> None:
        """One command to the process, and all that follows from it, down to the dossier's clock."""
        commands = [command]
        for each in commands:
            self.state, facts = advance(self.procedure.process, self.state, each, self.dossier.data(), self.now)
            for fact in facts:
                if isinstance(fact, ServiceRequested) and not self.is_asked(fact):
                    commands += [Complete(fact.number)] if fact.wait else []
                else:
                    self.take_in(fact)
        waiting = [step for _, step in standing_steps(self.procedure, self.state)]
        others_work = any(each.step.kind is not StepKind.WAIT for each in self.open.values())
        self.dossier.follow(waiting, others_work=others_work, now=self.now)

    def is_asked(self, fact: ServiceRequested) -> bool:
        """Whether somebody is asked to do it; what the office's system does by itself is done here and now."""
        step = self.procedure.steps[fact.node]
        if fact.kind is Kind.DECISION:
            verdict = decide(self.procedure.decisions, fact.service, self.dossier.data(), self.now)
            self.record(step, answer_of(verdict.value))
        elif step.kind is StepKind.FEE_NOTICE:
            self.dossier.tell_fees(Collected.AFTER)
        elif step.kind is StepKind.SYSTEM:
            self.dossier.letters += step.letters
        elif fact.wait:
            return True
        self.passages.append(Passage(step.key, self.now, None, self.now, DONE))
        return False

    def take_in(self, fact: Fact) -> None:
        match fact:
            case TaskEnabled(number=number, node=node) | ServiceRequested(number=number, node=node):
                self.open[number] = self.begun(self.procedure.steps[node])
            case MessageAwaited(number=number, node=node) if self.is_a_wait(node):
                self.open[number] = self.begun(self.procedure.steps[node])
            case InstancesBegun(node=node, place=()):
                self.dossier.answers = begun_anew(self.procedure, self.dossier.answers, node)
            case TaskCancelled(number=number) | MessageGivenUp(number=number) if number in self.open:
                self.overtake(number)
            case TimerArmed(number=number, node=node, timer=timer, at=at):
                due_at = timer_due_at(self.calendar, timer.form, timer.value, at)
                self.timers[number] = _Timer(node, at, due_at)
            case TimerFired(number=number) | TimerDisarmed(number=number):
                self.timers.pop(number)
            case FlowTaken(flow=flow):
                self.flows.add(flow)

    def record(self, step: Step, said: Mapping[str, Any]) -> None:
        self.dossier.answers = with_answer(self.procedure.process, self.dossier.answers, step.key, said)

    def is_a_wait(self, node: str) -> bool:
        """Whether a message is awaited at a step of its own; a receive task tells of itself as a task."""
        return self.procedure.process.graph.node[node].kind is Kind.MESSAGE_CATCH and node in self.procedure.steps

    def begun(self, step: Step) -> _Open:
        """A step that begins now, with the answer that its author gave for this time."""
        given = self.scenario.answers.get(step.key, ())
        turn = self.asked[step.key]
        self.asked[step.key] += 1
        by_itself = step.kind is not StepKind.WAIT and not step.outcomes
        otherwise = Answer(DONE if by_itself and not given else NOBODY, None)
        answer = given[turn] if turn < len(given) else otherwise
        return self.with_plan(_Open(Passage(step.key, self.now, None), step, answer, None))

    def begun_anew(self, each: _Open) -> _Open:
        """The same step after a supplement: its own limit counts from now, unless it only waits for others."""
        return each if each.step.kind is StepKind.WAIT else self.with_plan(each)

    def with_plan(self, each: _Open) -> _Open:
        due_at = step_due_at(self.calendar, each.step, self.now)
        passage = replace(each.passage, due_at=due_at)
        if each.answer.word in (SILENCE, NOBODY):
            return replace(each, passage=passage)
        at = each.answer.at
        if at and at < self.now:
            self.early.append((each.step.key, at, self.now))
        return replace(each, passage=passage, planned=max(at or due_at or self.now, self.now))

    def overtake(self, number: int) -> None:
        """A step ends without being done: a timer overtook it, or the dossier is over."""
        if self.dossier.end is not End.OPEN:
            del self.open[number]
            return
        if self.open[number].planned:
            self.overtaken.add(self.open[number].step.key)
        self.close(number, SILENCE)

    def is_idle(self, step: str, given: tuple[Answer, ...]) -> bool:
        """Whether some answer of the step was never asked for, or came too late because something overtook it."""
        return self.asked[step] < len(given) or step in self.overtaken

    def close(self, number: int, outcome: str) -> None:
        self.passages.append(replace(self.open.pop(number).passage, ended_at=self.now, outcome=outcome))

    def played(self, broken: Text | None) -> Played:
        waits = [Passage(timer.node, timer.armed_at, timer.due_at) for timer in self.timers.values()]
        still_open = [each.passage for each in self.open.values()]
        still_open += [wait for wait in waits if wait.step in self.procedure.steps]
        clock, limits = self.dossier.clock, self.dossier.limits
        answers = self.scenario.answers
        return Played(
            case=self.scenario.case,
            passages=(*self.passages, *(() if self.state.status == "cancelled" else still_open)),
            end=self.dossier.end,
            promised=clock.original_due_at if clock else None,
            deadline=clock.statutory_due_at if clock else None,
            limit=limits[-1].key if limits else None,
            in_time=self.dossier.in_time,
            fees=self.dossier.fees_due,
            results=self.dossier.results,
            letters=tuple(self.dossier.letters),
            flows=frozenset(self.flows),
            limits=frozenset(limit.key for limit in limits),
            broken=broken,
            early=tuple(self.early),
            unasked=tuple(key for key, given in answers.items() if self.is_idle(key, given)),
            missed=tuple(self.events),
        )


def _told(stopped: Exception) -> Text:
    """The reason in both languages, wherever the error carries it."""
    if isinstance(stopped, ToldError):
        return Text(stopped.vi, stopped.en)
    if isinstance(stopped, ProcessError | RuleError | AssessmentError):
        return Text(stopped.message.vi, stopped.message.en)
    raise TypeError(f"no words for {stopped!r}")
