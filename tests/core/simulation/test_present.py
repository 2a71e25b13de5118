"""A simulation that begins with the cases that are open now, each exactly where it stands."""

from __future__ import annotations

import numpy as np
import pytest

from motcua.core.process import Complete, Start, State, advance, read_model
from motcua.core.process.steering import command_for, steerable
from motcua.core.simulation.lengths import Length, exponential, fixed, lognormal, sampled, uniform, weibull
from motcua.core.simulation.model import (
    BadModelError,
    ClockState,
    Hours,
    Interruption,
    Limit,
    Model,
    Played,
    Pool,
    Present,
    PresentWait,
    Step,
)
from motcua.core.simulation.playing import ALL, Outcome, play
from tests.core.process.drawn import NOW, compiled, xml

DRAWING = "start s\nuser a\nparallel p\nuser b\nuser c\nparallel j\nend e\ns -> a -> p -> b -> j -> e\np -> c -> j"
PROCESS = steerable(read_model(xml(DRAWING)))


def standing(*done: str) -> State:
    """Where a case stands after these steps."""
    definition = compiled(DRAWING)
    state, _ = advance(definition, definition.initial, Start("s"), {}, NOW)
    for node in done:
        number = next(wait.number for wait in state.waits if wait.node == node)
        state, _ = advance(definition, state, Complete(number), {}, NOW)
    return state._replace(definition=PROCESS.definition.fingerprint)


AT_A, AT_BOTH, AT_C = standing(), standing("a"), standing("a", "b")


def played(cases: list[Present], steps: dict[str, Step], pools: tuple[Pool, ...] = (), **more: object) -> Outcome:
    return play(Model((Played("it", PROCESS, (), steps, present=tuple(cases), **more),), pools), 3, logged=ALL)  # type: ignore[arg-type]


def begun(length: Length, passed: float, cases: int = 40_000) -> np.ndarray:
    """How long step a still takes, of which so much has passed."""
    wait = PresentWait(-passed, -passed)
    found = played([Present(n, -passed, AT_A, {1: wait}) for n in range(cases)], {"a": Step(length)})
    return found.case_end


def test_a_case_goes_on_from_where_it_stands() -> None:
    steps = {"a": Step(fixed(1.0)), "b": Step(fixed(10.0)), "c": Step(fixed(20.0))}
    found = played([Present(7, -50.0, AT_BOTH), Present(8, -60.0, AT_C), Present(9, -5.0, AT_A)], steps)
    assert found.case_key.tolist() == [7, 8, 9]
    assert found.case_arrival.tolist() == [-50.0, -60.0, -5.0]
    assert found.case_end.tolist() == [20.0, 20.0, 21.0]
    assert found.node_count.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("length", "passed", "mean"),
    [
        (fixed(10.0), 4.0, 6.0),
        (fixed(10.0), 40.0, 0.0),
        (exponential(10.0), 25.0, 10.0),
        (uniform(0.0, 10.0), 5.0, 2.5),
        (uniform(0.0, 10.0), 15.0, 0.0),
        (sampled([1.0, 2.0, 8.0, 10.0]), 4.0, 5.0),
        (weibull(10.0, 1.0), 25.0, 10.0),
    ],
)
def test_what_has_begun_takes_as_long_as_those_that_take_longer_than_what_has_passed(
    length: Length, passed: float, mean: float
) -> None:
    assert begun(length, passed).mean() == pytest.approx(mean, rel=0.02, abs=1e-9)


def test_so_it_is_with_lengths_that_have_no_formula() -> None:
    drawn = np.random.default_rng(1).lognormal(np.log(10.0) - np.log(2) / 2, np.sqrt(np.log(2)), 2_000_000)
    longer = drawn[drawn > 12.0] - 12.0
    assert begun(lognormal(10.0, 10.0), 12.0).mean() == pytest.approx(longer.mean(), rel=0.03)


def test_only_working_hours_have_passed_of_it() -> None:
    hours = Hours(((-100.0, -90.0), (-10.0, 5.0), (20.0, 100.0)))
    case = Present(0, -100.0, AT_A, {1: PresentWait(-100.0, -95.0)})
    found = played([case], {"a": Step(fixed(25.0), ("desk",))}, (Pool("desk", 1, hours),))
    assert found.log_ended[0] == 25.0  # 15 of 25 are done, 5 more until the office closes
    assert found.busy.tolist() == [10.0]


def test_whoever_is_at_work_stays_there_and_the_rest_wait_in_their_order() -> None:
    cases = [
        Present(0, -9.0, AT_A, {1: PresentWait(-5.0)}),
        Present(1, -9.0, AT_A, {1: PresentWait(-7.0)}),
        Present(2, -9.0, AT_A, {1: PresentWait(-3.0, -2.0)}),
    ]
    found = played(cases, {"a": Step(fixed(10.0), ("desk",))}, (Pool("desk", 1),))
    at_a = found.log_node == 0
    assert found.log_case[at_a].tolist() == [2, 1, 0]
    assert found.log_ended[at_a].tolist() == [8.0, 18.0, 28.0]
    assert found.log_ready[at_a].tolist() == [-2.0, -7.0, -5.0]


def test_an_applicant_who_was_asked_comes_back_when_he_said_or_when_chance_says() -> None:
    asking = Interruption("supplement", 0.0, fixed(30.0), most=1)
    steps = {"a": Step(fixed(1.0), interruptions=(asking,))}
    known = Present(0, -50.0, AT_A, {1: PresentWait(-20.0, interruption="supplement", back=3.0)}, used=5.0)
    unknown = Present(1, -50.0, AT_A, {1: PresentWait(-20.0, interruption="supplement")}, used=5.0)
    found = played([known, unknown], steps, limit=Limit(5.5))
    assert found.case_end.tolist() == [4.0, 11.0]
    assert found.case_used.tolist() == [6.0, 6.0]
    assert found.case_late.tolist() == [1, 1]


def test_the_limit_goes_on_from_what_is_used() -> None:
    steps = {"a": Step(fixed(10.0))}
    clocks = (ClockState.RUNNING, ClockState.NOT_BEGUN, ClockState.OVER)
    cases = [Present(n, -50.0, AT_A, used=5.0, clock=clock) for n, clock in enumerate(clocks)]
    found = played(cases, steps, limit=Limit(12.0, accepted_by="b"))
    assert found.case_used[0] == 15.0
    assert found.case_late.tolist() == [1, 0, -1]


def test_open_cases_and_new_ones_share_nothing_but_the_people() -> None:
    cases = tuple(Present(n, 0.0, AT_A) for n in range(2_000))
    model = Model((Played("it", PROCESS, [0.0] * 2_000, {"a": Step(exponential(10.0))}, present=cases),))
    found = play(model, 3)
    assert abs(np.corrcoef(found.case_end[:2_000], found.case_end[2_000:])[0, 1]) < 0.1


def test_more_at_work_than_there_are_people_wait_again() -> None:
    cases = [Present(n, -9.0, AT_A, {1: PresentWait(-5.0, -4.0 - n)}) for n in range(2)]
    found = played(cases[:1] + cases[1:], {"a": Step(fixed(10.0), ("desk",))}, (Pool("desk", 1),))
    assert sorted(found.log_ended[found.log_node == 0].tolist()) == [6.0, 16.0]


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (Present(-1, 0.0, AT_A), "needs a key"),
        (Present(0, 5.0, AT_A), "an arrival before second 0"),
        (Present(0, 0.0, PROCESS.definition.initial), "does not stand in this drawing"),
        (Present(0, 0.0, AT_A._replace(definition="another")), "does not stand in this drawing"),
        (Present(0, 0.0, AT_A, {1: PresentWait(0.0, interruption="rework")}), "has no interruption “rework”"),
        (Present(0, 0.0, AT_A, {1: PresentWait(-1.0, -2.0)}), "must be enabled before it is started"),
    ],
)
def test_what_cannot_be_open_is_told(case: Present, told: str) -> None:
    with pytest.raises(BadModelError, match=told):
        played([case], {})


def test_two_open_cases_with_one_key_are_told() -> None:
    with pytest.raises(BadModelError, match="one key"):
        played([Present(0, 0.0, AT_A), Present(0, 0.0, AT_A)], {})


def test_the_engine_answers_the_waits_that_these_cases_have() -> None:
    nodes = PROCESS.definition.graph.node
    assert all(command_for(nodes[wait.node], wait) for state in (AT_A, AT_BOTH, AT_C) for wait in state.waits)
