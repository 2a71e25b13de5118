"""The chance of being late that an open case is told comes true as often as it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from motcua.core.mining.log import Event, EventLog, LogBuilder, as_time
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.forecast.forecast import Forecast, OpenCase, forecast
from motcua.core.simulation.forecast.reliability import reliability
from motcua.core.simulation.forecast.standing import standings_at
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.model import BadModelError, Limit, Model, Played, Pool, Present, Step
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.tables import compile_model
from tests.core.process.drawn import xml
from tests.effort import examples

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = 3600.0
LIMIT = Limit(12 * HOUR)
TWO_STEPS = steerable(read_model(xml("start s\nuser look\nuser decide\nend e\ns -> look -> decide -> e")))
STEPS = {"look": Step(exponential(0.9 * HOUR), ("clerk",)), "decide": Step(exponential(1.8 * HOUR), ("officer",))}
POOLS = (Pool("clerk", 1), Pool("officer", 2))


def coming(seed: int, hours: float) -> list[float]:
    """About one case an hour."""
    gaps = np.random.default_rng(seed).exponential(HOUR, int(hours))
    return np.cumsum(gaps).tolist()


def a_year(seed: int) -> tuple[EventLog, dict[str, bool]]:
    """What an office did, and whether each of its cases was late."""
    compiled = compile_model(Model((Played("it", TWO_STEPS, coming(seed, 9_000), STEPS, limit=LIMIT),), POOLS))
    found = play(compiled, seed, logged=ALL)
    builder = LogBuilder()
    columns = (found.log_case, found.log_node, found.log_enabled, found.log_started, found.log_ended)
    for case, node, *times in zip(*(column.tolist() for column in columns), strict=True):
        enabled, started, ended = (BEGIN + timedelta(seconds=time) for time in times)
        builder.add(Event(str(case), compiled.nodes[node][1], ended, started, enabled=enabled))
    late = {str(case): bool(each) for case, each in enumerate(found.case_late.tolist())}
    return builder.build(), late


def open_at(log: EventLog, hour: float) -> dict[str, Present]:
    standings = standings_at(log, TWO_STEPS, as_time(BEGIN + timedelta(hours=hour)))
    assert standings.unplaced == ()
    return {
        each.case: Present(key, each.arrived, each.state, each.waits, used=-each.arrived, turns=each.turns)
        for key, each in enumerate(standings.cases)
    }


def foreseen(present: tuple[Present, ...], runs: int, seed: int = 0) -> Forecast:
    def modelling(n: int) -> Model:
        return Model((Played("it", TWO_STEPS, coming(n, 100), STEPS, limit=LIMIT, present=present),), POOLS)

    return forecast(modelling, runs=runs, seed=seed)


def test_of_all_cases_told_a_chance_about_that_share_is_late() -> None:
    log, became = a_year(1)
    told: list[float] = []
    happened: list[bool] = []
    for hour in range(500, 500 + 60 * examples(120), 60):
        if not (present := open_at(log, hour)):
            continue
        found = foreseen(tuple(present.values()), 80, seed=hour)
        told += [case.late for case in found.cases if case.late is not None]
        happened += [became[case] for case in present]
    judged = reliability(told, happened, bins=5)
    assert judged.cases > 20
    assert judged.brier < judged.base  # it knows more than how many are late in all
    assert abs(judged.bias) < 0.15
    assert sum(each.agrees for each in judged.bins) >= len(judged.bins) - 1


def test_what_is_late_already_is_certain_and_what_has_no_limit_is_told_no_chance() -> None:
    [one, *_] = open_at(a_year(2)[0], 400).values()
    late, early = replace(one, key=0, used=13 * HOUR), replace(one, key=1, used=0.0)

    def modelling(_n: int) -> Model:
        free = Played("free", TWO_STEPS, (), STEPS, present=(replace(one, key=7),))
        return Model((Played("it", TWO_STEPS, (), STEPS, limit=LIMIT, present=(late, early)), free), POOLS)

    found = forecast(modelling, runs=20)
    assert [case.case for case in found.cases] == [OpenCase("it", 0), OpenCase("it", 1), OpenCase("free", 7)]
    certain, likely, unlimited = found.cases
    assert certain.late == 1.0
    assert likely.late is not None
    assert 0 < likely.late < 1
    assert unlimited.late is None
    assert all(0 < low <= middle <= high for low, middle, high in (case.ends for case in found.cases))


def test_what_is_late_by_now_may_get_another_limit_on_the_way() -> None:
    one = next(
        each for each in open_at(a_year(2)[0], 400).values() if [wait.node for wait in each.state.waits] == ["look"]
    )
    steps = {**STEPS, "decide": replace(STEPS["decide"], brings=Limit(900 * HOUR))}
    model = Model((Played("it", TWO_STEPS, (), steps, limit=LIMIT, present=(replace(one, used=13 * HOUR),)),), POOLS)
    assert forecast(lambda _: model, runs=20).cases[0].late == 0.5 / 21


def test_the_same_seed_foresees_the_same_and_another_seed_nearly_so() -> None:
    present = tuple(open_at(a_year(3)[0], 700).values())
    first, again, other = foreseen(present, 40), foreseen(present, 40), foreseen(present, 40, seed=1_000)
    assert first == again
    assert first != other


def test_it_stops_when_it_is_told_and_says_so() -> None:
    [one, *_] = open_at(a_year(2)[0], 400).values()
    seen: list[int] = []

    def watch(runs: int) -> bool:
        seen.append(runs)
        return runs < 3

    found = forecast(
        lambda _: Model((Played("it", TWO_STEPS, (), STEPS, present=(one,)),), POOLS), runs=50, watch=watch
    )
    assert (found.runs, found.stopped, seen) == (3, True, [1, 2, 3])


def test_a_case_that_can_still_be_in_time_when_the_run_ends_is_counted_as_undecided() -> None:
    [one, *_] = open_at(a_year(2)[0], 400).values()
    steps = {**STEPS, "decide": Step(fixed(1e9), ("officer",)), "look": Step(fixed(1e9), ("clerk",))}
    model = Model((Played("it", TWO_STEPS, (), steps, limit=LIMIT, present=(replace(one, used=0.0),)),), POOLS)
    found = forecast(lambda _: model, runs=5, ahead=HOUR)
    assert found.undecided == 5
    assert found.cases[0].ends == (np.inf, np.inf, np.inf)


def test_where_nothing_is_open_there_is_nothing_to_forecast() -> None:
    with pytest.raises(BadModelError) as refusal:
        forecast(lambda _: Model((Played("it", TWO_STEPS, (), STEPS),), POOLS))
    assert "nothing to forecast" in refusal.value.en


def test_no_runs_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one run"):
        forecast(lambda _: Model((), ()), runs=0)
