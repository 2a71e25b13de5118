"""What the scenarios of the catalogue tell is what the acts do: the same times, fees, letters and results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.procedure import Procedure, Step, StepKind, WaitsFor
from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.scenarios import End, Passage, Played, Scenario, read_scenarios, rehearse, spelled
from motcua.core.procedure.scenarios.scenario import DONE, SILENCE, Answer, Event, Meanwhile
from motcua.domain.dossiers.acts import (
    ending,
    inspection,
    money,
    opinions,
    reception,
    replies,
    result,
    steps,
    timers,
)
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import (
    Minutes,
    Phase,
    Question,
    ReturnMethod,
    SupplementItem,
    Task,
    TaskKind,
    Verdict,
)
from tests.catalogue.reading import CATALOGUE, shared
from tests.core.workcal.office import CALENDAR_2026, at
from tests.domain.dossiers.paper_city import CITIZEN, CLERK, SPECIALIST, Desk, handed_in, procedure, uploaded
from tests.effort import examples

WORDS = "Không đủ điều kiện theo quy định."
PHASES = {
    End.RETURNED: {Phase.RETURNED},
    End.NOT_ACCEPTED: {Phase.NOT_ACCEPTED},
    End.WITHDRAWN: {Phase.WITHDRAWN},
    End.STOPPED: {Phase.STOPPED},
    End.OPEN: {Phase.SUBMITTED, Phase.ACCEPTED, Phase.PROCESSING, Phase.RESOLVED},
}
# What an office does by itself, in the same breath as what went before.
BY_ITSELF = (StepKind.SYSTEM, StepKind.FEE_NOTICE)
STORIES = sorted(file.relative_to(CATALOGUE).as_posix() for file in CATALOGUE.glob("*/scenarios/*.yaml"))


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_what_the_acts_make_of_it(story: str) -> None:
    code = story.partition("/")[0]
    assert_true(code, story_of(code, story))


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, Scenario]:
    """A dossier like one of the catalogue's, filed at any moment and answered in any way."""
    story = draw(st.sampled_from([each for each in STORIES if "not_accepted" not in each]))
    code = story.partition("/")[0]
    offered = procedure(code)
    answers = {}
    for step in offered.steps.values():
        words = list(step.outcomes) or [DONE]
        if step.kind is StepKind.WAIT and offered.process.graph.node[step.key].boundary:
            words = [DONE, SILENCE]
        given = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
        answers[step.key] = tuple(Answer(word, None) for word in given)
    filed = at("2026-10-01 00:00") + timedelta(minutes=draw(st.integers(0, 30 * 24 * 60)))
    return code, replace(story_of(code, story), filed=filed, answers=answers, meanwhile=())


@settings(max_examples=examples(400), deadline=None)
@given(stories())
def test_any_story_is_what_the_acts_make_of_it(story: tuple[str, Scenario]) -> None:
    assert_true(*story)


def assert_true(code: str, scenario: Scenario) -> None:
    """The rehearsal tells what a dossier on paper comes to."""
    played = rehearse(procedure(code), scenario, CALENDAR_2026)
    assert played.broken is None or "kết quả" in played.broken.vi
    desk = Replay(code, scenario).until_the_end(played)
    case = desk.case
    clock = case.clock
    assert case.phase in PHASES[played.end]
    assert (clock and clock.original_due_at, clock and clock.statutory_due_at) == (played.promised, played.deadline)
    assert case.fees_due == played.fees
    assert tuple(desk.letters) == played.letters
    assert tuple(facts["result"] for kind, facts in desk.log if kind == EventKind.RESULT_ISSUED) == played.results
    assert {task.step for task in case.tasks if task.kind is TaskKind.STEP} <= set(played.waiting)


@cache
def story_of(code: str, story: str) -> Scenario:
    findings = Findings()
    name = story.partition("/")[2]
    document = read_document(name, (CATALOGUE / story).read_bytes(), findings)
    assert document
    (scenario,) = read_scenarios({name: document}, shared().schemas, procedure(code), findings)
    return scenario


class Replay:
    """A dossier on paper that is led through a story by the acts of the officers."""

    def __init__(self, code: str, scenario: Scenario) -> None:
        self.procedure: Procedure = procedure(code)
        self.events = list(scenario.meanwhile)
        papers = uploaded(*(component.key for component in self.procedure.cases[scenario.case].components))
        filed = spelled(scenario.filed)
        self.desk: Desk = handed_in(code, scenario.case, filed, scenario.channel, scenario.form, papers)

    def until_the_end(self, played: Played) -> Desk:
        for passage in played.passages:
            if passage.ended_at is None:
                continue
            for event in self.before(passage.ended_at):
                self.happen(event)
            step = self.procedure.steps[passage.step]
            if step.kind not in BY_ITSELF and not self.is_paid_meanwhile(step, passage.ended_at):
                self.end(step, passage)
        for event in self.events:
            self.happen(event)
        return self.desk

    def before(self, moment: datetime) -> Iterator[Event]:
        while self.events and self.events[0].at <= moment:
            yield self.events.pop(0)

    def is_paid_meanwhile(self, step: Step, at: datetime) -> bool:
        """Whether the wait for the payment has just been ended by the payment."""
        return step.waits_for is WaitsFor.PAYMENT and not any(w.node == step.key for w in self.desk.case.process.waits)

    def happen(self, event: Event) -> None:
        when = spelled(event.at)
        match event.what:
            case Meanwhile.PAID:
                self.pay(when)
            case Meanwhile.SUPPLEMENT_REQUESTED:
                task = self.desk.case.tasks[0]
                items = [SupplementItem("", "Bản vẽ móng", "Chưa có")]
                self.desk.does(CLERK, when, reception.request_supplement, task, items)
            case Meanwhile.SUPPLEMENT_RECEIVED:
                self.desk.does(CITIZEN, when, reception.receive_supplement, None, uploaded("drawings"))
            case Meanwhile.WITHDRAWN:
                self.desk.does(CITIZEN, when, ending.withdraw, WORDS)
            case Meanwhile.STOPPED:
                self.desk.does(CLERK, when, ending.stop, WORDS, self.desk.case.competent_id)

    def end(self, step: Step, passage: Passage) -> None:
        """Somebody ends a step; its due time was what the story says."""
        assert passage.ended_at
        when = spelled(passage.ended_at)
        if step.kind is StepKind.WAIT:
            self.end_wait(step, passage.outcome, when)
            return
        task = self.desk.task(step.key)
        assert task.due_at == passage.due_at
        self.do(step, task, passage.outcome, when)

    def do(self, step: Step, task: Task, outcome: str, when: str) -> None:
        does = self.desk.does
        chosen = outcome if outcome in step.outcomes else ""
        match step.kind:
            case StepKind.RECEPTION if outcome == reception.REFUSE:
                does(CLERK, when, reception.refuse, task, WORDS)
            case StepKind.RECEPTION:
                does(CLERK, when, reception.accept, task)
            case StepKind.CONSULTATION:
                asked = [
                    Question(kind.key, WORDS, "00002" if kind.key in step.asked_where else "") for kind in step.agencies
                ]
                does(SPECIALIST, when, opinions.ask, task, asked)
            case StepKind.INSPECTION:
                minutes = Minutes(task.enabled_at, "Tại chỗ", ("Chủ hộ",), WORDS, WORDS)
                does(SPECIALIST, when, inspection.record_inspection, task, minutes, chosen)
            case StepKind.ISSUE:
                does(CLERK, when, result.issue_result, task)
            case StepKind.RETURN:
                does(CLERK, when, result.return_result, task, ReturnMethod.COUNTER, "Người nộp")
            case _:
                does(SPECIALIST, when, steps.complete, task, chosen, WORDS)

    def end_wait(self, step: Step, outcome: str, when: str) -> None:
        graph = self.procedure.process.graph
        timer = next((t for t in self.desk.case.timers if step.key in (t.node, graph.node[t.node].host)), None)
        if timer and (outcome == SILENCE or timer.node == step.key):
            assert spelled(timer.due_at) == when
            self.desk.does(CITIZEN, when, timers.fire, timer.n)
        elif step.waits_for is WaitsFor.PAYMENT:
            self.pay(when)
        elif step.waits_for is WaitsFor.OBLIGATION:
            self.desk.does(CLERK, when, money.record_payment_elsewhere, 1, "0001")
        elif step.waits_for is WaitsFor.APPLICANT:
            self.desk.does(CITIZEN, when, reception.receive_answer)
        elif step.waits_for is WaitsFor.AGENCIES:
            for task in [task for task in self.desk.case.tasks if task.kind is TaskKind.OPINION]:
                self.desk.does(SPECIALIST, when, opinions.give, task, Verdict.DISAGREE, WORDS)
        else:
            number = next(wait.number for wait in self.desk.case.process.waits if wait.node == step.key)
            self.desk.does(CITIZEN, when, replies.receive_reply, number)

    def pay(self, when: str) -> None:
        outstanding = self.desk.case.fees_due - self.desk.case.fees_paid
        if outstanding:
            self.desk.does(CLERK, when, money.record_payment, outstanding, "0001")
        else:
            self.desk.does(CLERK, when, money.record_payment_elsewhere, 1, "0001")
