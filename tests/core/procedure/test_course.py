"""The clock of the law along the course of a dossier."""

from dataclasses import replace

import pytest

from motcua.core.deadlines import DossierClock, Grounds, LimitUnit, PauseCause, TimeLimit, finish, pause, start
from motcua.core.procedure import Channel, Procedure, Step, WaitsFor, read_package
from motcua.core.procedure.course import (
    awaited_answers,
    limit_taking_over,
    owed_by_the_applicant,
    place_of,
    standing_steps,
    step_due_at,
)
from motcua.core.process import Complete, Deliver, Start, advance
from tests.catalogue.reading import MINIMAL, files_in, shared
from tests.core.workcal.office import CALENDAR_2026, at

GROUNDS = Grounds("Chờ nộp phí", "Điều 11")
VERIFIED = {"steps": {"check": {"outcome": "verify"}}}


@pytest.fixture(scope="module")
def procedure() -> Procedure:
    return read_package(files_in(MINIMAL), shared())


@pytest.fixture
def clock(procedure: Procedure) -> DossierClock:
    case = procedure.cases["one"]
    return start(CALENDAR_2026, case.limit_for(Channel.ONLINE).limit, at("2026-10-05 09:00"), case.clock)[0]


def test_a_step_is_due_by_its_own_limit_without_any_cut_off_hour(procedure: Procedure) -> None:
    assert step_due_at(CALENDAR_2026, procedure.steps["receive"], at("2026-10-05 16:30")) == at("2026-10-06 09:00")
    days = replace(procedure.steps["receive"], limit=TimeLimit(LimitUnit.WORKING_DAYS, 2))
    assert step_due_at(CALENDAR_2026, days, at("2026-10-05 16:30")) == at("2026-10-07 17:30")


def test_a_step_without_a_limit_is_never_due(procedure: Procedure) -> None:
    assert step_due_at(CALENDAR_2026, procedure.steps["return_result"], at("2026-10-05 16:30")) is None


def test_another_limit_takes_over_only_when_its_fact_holds(procedure: Procedure, clock: DossierClock) -> None:
    case = procedure.cases["one"]
    assert limit_taking_over(case, Channel.ONLINE, clock, {"steps": {}}) is None
    other = limit_taking_over(case, Channel.ONLINE, clock, VERIFIED)
    assert other
    assert other.key == "verification"
    assert limit_taking_over(case, Channel.ONLINE, replace(clock, limit=other.limit), VERIFIED) is None


def test_no_limit_takes_over_while_the_clock_stands_or_when_it_has_ended(
    procedure: Procedure, clock: DossierClock
) -> None:
    case = procedure.cases["one"]
    standing, _ = pause(clock, at("2026-10-05 10:00"), PauseCause.ANSWER, GROUNDS)
    ended, _ = finish(clock, at("2026-10-05 10:00"))
    assert limit_taking_over(case, Channel.ONLINE, standing, VERIFIED) is None
    assert limit_taking_over(case, Channel.ONLINE, ended, VERIFIED) is None


@pytest.mark.parametrize(
    ("waits", "others_work", "owes"),
    [
        ([WaitsFor.PAYMENT], False, True),
        ([WaitsFor.APPLICANT], False, True),
        ([WaitsFor.PAYMENT, WaitsFor.APPLICANT], False, True),
        ([WaitsFor.PAYMENT], True, False),
        ([WaitsFor.AGENCIES], False, False),
        ([WaitsFor.APPLICANT, WaitsFor.REGISTRY], False, False),
        ([WaitsFor.PUBLIC], False, False),
        ([], False, False),
    ],
)
def test_the_clock_stands_only_while_nobody_but_the_applicant_can_do_anything(
    procedure: Procedure, waits: list[WaitsFor], others_work: bool, owes: bool
) -> None:
    steps: list[Step] = [replace(procedure.steps["opinions"], waits_for=whom) for whom in waits]
    owed = owed_by_the_applicant(steps, others_work=others_work)
    assert (owed is not None) == owes
    assert owed is None or owed is steps[0]


def test_a_repeated_wait_is_there_once_for_each_instance_and_not_as_a_whole() -> None:
    files = files_in(MINIMAL)
    task = '<userTask id="verify" name="Xác minh"/>'
    twice = '<multiInstanceLoopCharacteristics motcua:collection="form.people"/>'
    files["process.bpmn"] = (
        files["process.bpmn"].decode().replace(task, f'<receiveTask id="verify" name="Xác minh">{twice}</receiveTask>')
    ).encode()
    step = "    kind: work\n    limit: {working_hours: 16}\n    only_within: verification\n"
    whole = files["procedure.yaml"].decode()
    assert step in whole
    files["procedure.yaml"] = whole.replace(step, "    kind: wait\n    waits_for: applicant\n").encode()
    procedure = read_package(files, shared())
    state = procedure.process.initial
    data = {"form": {"people": ["Lan", "Lam"]}, "steps": {"receive": {"outcome": "accept"}, **VERIFIED["steps"]}}
    for command in (Start(), Complete(1), Complete(2), Deliver(3), Complete(5)):
        state, _ = advance(procedure.process, state, command, data, at("2026-10-05 09:00"))
    standing = list(standing_steps(procedure, state))
    assert [step.key for _, step in standing] == ["verify", "verify"]
    assert [place_of(state, number) for number, _ in standing] == [(1,), (2,)]
    assert list(awaited_answers(procedure, state, WaitsFor.APPLICANT)) == standing
    assert owed_by_the_applicant([step for _, step in standing], others_work=False)
    assert place_of(state, standing[0][0] - 1) == ()
