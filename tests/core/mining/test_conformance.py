"""Cases are replayed through the engine: what fits costs nothing, what deviates is named with its cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.conformance import (
    Conformance,
    DeviationKind,
    MoveKind,
    Moves,
    Reason,
    align,
    check_conformance,
    steerable,
)
from motcua.core.mining.limits import Limit, Limits, Unit
from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.mining.reading import read_xes
from motcua.core.process import read_model
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts
from tests.core.process.blocks import BLOCKS, Block, conditions, drawing
from tests.core.process.drawn import Dossier, compiled, xml
from tests.effort import examples

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)
PERMIT = Path(__file__).resolve().parents[1] / "process" / "permit.bpmn"
RECEIPT = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"
OFFICE = """
start s
user receive
user check
user answer
end e
s -> receive -> check -> answer -> e
lane desk role=clerk members=receive,answer
lane back role=specialist members=check
"""
CHOICE = """
start s
exclusive x default=x-b
user a
user b
end e
s -> x
x -> a : this = true
x -> b
a -> e
b -> e
"""


TASKS = [f"t{n}" for n in range(10)]
SIDE_BY_SIDE = "start s\nparallel fork\nparallel join\nend e\ns -> fork\njoin -> e\n" + "".join(
    f"user {task}\nfork -> {task} -> join\n" for task in TASKS
)


def logged(*courses: Sequence[str], roles: dict[str, str] | None = None) -> EventLog:
    builder = LogBuilder()
    for n, course in enumerate(courses, 1):
        for hour, activity in enumerate(course):
            ended = MORNING + timedelta(hours=hour)
            builder.add(Event(f"case {n}", activity, ended, role=(roles or {}).get(activity, "")))
    return builder.build()


def checked(drawn: str, *courses: Sequence[str], **known: object) -> Conformance:
    return check_conformance(logged(*courses), steerable(read_model(xml(drawn))), **known)  # type: ignore[arg-type]


def told(found: Conformance) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(each.kind.value, each.activity, each.cases) for each in found.deviations}


def test_a_course_as_drawn_fits() -> None:
    found = checked(OFFICE, ("receive", "check", "answer"))
    assert (found.fitness, found.fitting, found.deviations) == (1, 1, ())


def test_every_branch_fits_whatever_the_data_were() -> None:
    assert checked(CHOICE, ("a",), ("b",)).fitness == 1
    assert told(checked(CHOICE, ("a", "b"))) == {("inserted", "b", ("case 1",))} or told(
        checked(CHOICE, ("a", "b"))
    ) == {("inserted", "a", ("case 1",))}


def test_what_was_skipped_inserted_or_done_elsewhere_is_told_with_its_cases() -> None:
    found = checked(
        OFFICE,
        ("receive", "answer"),
        ("receive", "check", "phone", "answer"),
        ("check", "receive", "answer"),
        ("receive", "check", "answer"),
    )
    moved = {each for each in told(found) if each[0] == "wrong_order"}
    assert told(found) - moved == {("skipped", "check", ("case 1",)), ("inserted", "phone", ("case 2",))}
    assert {(kind, cases) for kind, _, cases in moved} == {("wrong_order", ("case 3",))}
    assert found.fitting == 1
    assert found.fitness == pytest.approx(1 - 4 / (4 * 3 + 2 + 4 + 3 + 3))


def test_a_step_by_another_role_than_drawn_is_told() -> None:
    log = logged(("receive", "check", "answer"), roles={"receive": "clerk", "check": "clerk"})
    found = check_conformance(log, steerable(read_model(xml(OFFICE))))
    assert told(found) == {("wrong_role", "check", ("case 1",))}
    assert found.fitness == 1


def test_a_step_that_took_longer_than_it_may_is_told() -> None:
    calendar = WorkCalendar(
        MORNING.date(),
        date(2026, 12, 31),
        [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))],
    )
    builder = LogBuilder()
    for activity, begin, end in (("receive", 0, 1), ("check", 1, 3), ("answer", 3, 6)):  # to answer takes all of noon
        since, ended = (MORNING + timedelta(hours=hour) for hour in (begin, end))
        builder.add(Event("case 1", activity, ended, since, enabled=since))
    limits = Limits(steps={"check": Limit(1, Unit.WORKING_HOURS), "answer": Limit(2, Unit.WORKING_HOURS)})
    process = steerable(read_model(xml(OFFICE)))
    found = check_conformance(builder.build(), process, limits=limits, office=WorkingTime.of(calendar))
    assert found.fitness == 1
    assert told(found) == {("over_limit", "check", ("case 1",))}


def test_work_side_by_side_is_the_same_whatever_was_done_first() -> None:
    found = checked(SIDE_BY_SIDE, TASKS, TASKS[::-1], TASKS[5:] + TASKS[:4])
    assert (found.cases, found.fitting) == (3, 2)
    assert told(found) == {("skipped", "t4", ("case 3",))}


def test_a_process_with_more_ways_than_are_looked_at_judges_nobody_by_some_of_them() -> None:
    tasks = [f"t{n}" for n in range(9)]
    drawn = "start s\nuser first\nparallel fork\nparallel join\nend e\ns -> first -> fork\njoin -> e\n" + "".join(
        f"exclusive x{n} default=x{n}-join\nuser {task}\nfork -> x{n}\nx{n} -> {task} : take_{n} = true\n"
        f"x{n} -> join\n{task} -> join\n"
        for n, task in enumerate(tasks)
    )
    found = checked(drawn, ("first",), ("first", "unheard"))
    assert found.unjudged == {Reason.TOO_WIDE: ("case 1", "case 2")}


def test_an_open_case_may_stand_anywhere_and_an_ended_one_may_not() -> None:
    assert checked(OFFICE, ("receive",), open_cases=["case 1"]).fitness == 1
    assert told(checked(OFFICE, ("receive",))) == {
        ("skipped", "check", ("case 1",)),
        ("skipped", "answer", ("case 1",)),
    }


def test_a_timer_or_a_message_between_two_steps_costs_nothing() -> None:
    drawn = """
    start s
    user ask
    receive opinions message=opinion
    timer-boundary silence on=opinions duration=P12D
    user decide
    end e
    s -> ask -> opinions -> decide -> e
    silence -> decide
    """
    assert checked(drawn, ("ask", "decide"), ("ask", "opinions", "decide")).fitness == 1


def test_a_log_that_does_not_fit_at_all_is_judged_too() -> None:
    found = checked(OFFICE, ("x", "y", "z"), ())
    assert found.fitness == 0
    assert found.unjudged == {}


@pytest.mark.parametrize("mode", ["parallel", "sequential"])
def test_a_repeated_step_is_done_as_often_as_the_log_says(mode: str) -> None:
    drawn = f"start s\nuser ask {mode}=agencies item=agency\nuser decide\nend e\ns -> ask -> decide -> e"
    assert checked(drawn, ("ask", "ask", "ask", "decide"), ("ask", "decide")).fitness == 1


@given(block=BLOCKS, choose=st.data())
@settings(max_examples=examples(200), deadline=None)
def test_whatever_the_engine_lets_happen_replays_without_deviation(block: Block, choose: st.DataObject) -> None:
    truths = st.fixed_dictionaries({name: st.booleans() for name in conditions(block)})
    dossier = Dossier(compiled(drawing(block)), **choose.draw(truths)).start()
    course: list[str] = []
    while dossier.status == "running" and len(course) < 12:
        step = choose.draw(st.sampled_from(sorted(dossier.waiting)))
        course.append(step)
        dossier.do(step, **choose.draw(truths))
    process = steerable(read_model(xml(drawing(block))))
    found = align(Moves(process, frozenset(course)), course, ended=dossier.status == "ended")
    assert found is not None
    assert found.cost == 0
    assert [move.activity for move in found.moves if move.kind is MoveKind.FITS] == course


def test_a_real_log_is_judged_by_a_process_that_it_has_nothing_to_do_with() -> None:
    with RECEIPT.open("rb") as file:
        log = read_xes(file).log
    found = check_conformance(log, steerable(read_model(PERMIT.read_bytes())))
    assert found.cases == 1434
    assert found.fitness == 0
    assert {each.kind for each in found.deviations} == {DeviationKind.SKIPPED, DeviationKind.INSERTED}
    inserted = sum(each.count for each in found.deviations if each.kind is DeviationKind.INSERTED)
    assert inserted == 8577


PILING = """
start s
exclusive m
user a
parallel p
user b
end e
s -> m -> a -> p -> m
p -> b -> e
"""


def unjudged(found: Conformance) -> dict[str, int]:
    return {reason.value: len(cases) for reason, cases in found.unjudged.items()}


def test_an_endless_case_is_left_unjudged_and_the_others_are_judged() -> None:
    found = checked(OFFICE, ["check"] * 60_000, ("receive", "check", "answer"))
    assert (found.cases, found.fitness, unjudged(found)) == (1, 1, {"too_wide": 1})


def test_a_process_that_never_ends_judges_no_case_that_has_ended() -> None:
    endless = "start s\nexclusive m\nuser a\ns -> m -> a -> m"
    found = checked(endless, ("a",), ("a", "a"))
    assert (found.cases, found.fitness, unjudged(found)) == (0, None, {"no_end": 2})
    assert checked(endless, ("a", "a"), open_cases=["case 1"]).fitness == 1


def test_a_process_that_lets_work_pile_up_is_given_up() -> None:
    found = checked(PILING, ["a"] * 300, open_cases=["case 1"])
    assert unjudged(found) == {"too_wide": 1}


def test_when_the_effort_is_spent_the_rare_courses_are_left_unjudged() -> None:
    usual, rare = ("receive", "check", "answer"), ("answer", "check", "receive")
    found = checked(OFFICE, usual, usual, rare, most_positions=25)
    assert (found.cases, found.fitness, unjudged(found)) == (2, 1, {"too_wide": 1})
    assert unjudged(checked(OFFICE, usual, rare, most_positions=0)) == {"no_time": 2}


def test_what_fits_takes_no_look_at_what_else_might_have_been() -> None:
    chance = Random(1)
    courses = [chance.sample(TASKS, len(TASKS)) for _ in range(200)]
    process = steerable(read_model(xml(SIDE_BY_SIDE)))
    found = check_conformance(logged(*courses), process, most_positions=6_000)
    assert (found.cases, found.fitting) == (200, 200)


def test_a_repeated_step_is_not_tried_more_often_than_anybody_does_it() -> None:
    drawn = "start s\nuser ask parallel=agencies item=agency\nend e\ns -> ask -> e"
    assert unjudged(checked(drawn, ["ask"] * 101)) == {"repeated": 1}


def test_a_log_of_a_hundred_thousand_activities_that_fits_nothing_is_judged() -> None:
    courses = [[f"step {n}" for n in range(begin, begin + 100)] for begin in range(0, 100_000, 100)]
    found = checked(OFFICE, *courses)
    assert (found.fitness, found.cases) == (0, 1000)
    assert sum(each.count for each in found.deviations if each.kind is DeviationKind.INSERTED) == 100_000


def test_of_an_empty_log_nothing_is_said() -> None:
    found = checked(OFFICE)
    assert (found.fitness, found.cases, found.deviations, unjudged(found)) == (None, 0, (), {})
