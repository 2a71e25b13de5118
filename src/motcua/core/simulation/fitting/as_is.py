"""As it is, simulated beside as it is, measured: a fitted model is played and set against a log, so that a bad fit is
seen. Best on cases that it was not fitted from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from math import isfinite
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import EventLog, Ids, as_moment, as_time
from motcua.core.mining.parts import only
from motcua.core.simulation.event_log import event_log_of
from motcua.core.simulation.fitting.fit import Fitted
from motcua.core.simulation.fitting.played_log import as_recorded
from motcua.core.simulation.fitting.refusing import CannotFitError
from motcua.core.simulation.likeness import COUNTED, Distance, Measure, Portrait, arrivals, distances, portrait
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.setting import model_of
from motcua.core.simulation.tables import compile_model

_SECOND: Final = 1_000_000
RUNS: Final = 5
_FEWEST: Final = 20
"""Of a step with fewer events nothing is said: its noise cannot be known."""
_HALVING: Final = 20261122
_LEEWAY: Final = 1.5
"""A distance is within the noise up to so many times the noise. Of courses, which are independent from case to case,
that is the log's own; of lengths and arrivals the larger one of log and model, because queues, and the halving itself,
make halves of one log more alike than two logs of the same office are.
"""
_COURSES: Final = frozenset({Measure.EDGES, Measure.TRIPLES, Measure.VARIANTS})
_NEAR: Final = 0.1
_NEAR_SHARE: Final = 0.05
"""Besides noise, so far off is near enough: a tenth of the mean length or count, a twentieth of what was counted."""
_MOSTLY: Final = 0.8
"""The steps are met if those with so large a part of the events are."""


class Row(NamedTuple):
    """One thing in which model and log were compared. step: an activity, empty for the whole.

    distance: from the log to the runs, in the mean: seconds, cases a day, or a share. log_noise: between two halves of
    the log itself; model_noise: between two runs of the model; drift: from the earlier cases of the log, of which the
    model was made (0 where all were compared): no model of those can come nearer but by luck. size: the log's own mean,
    1 for shares. good: None where there were too few events to say.
    """

    measure: Measure
    step: str
    distance: float
    log_noise: float
    model_noise: float
    drift: float
    size: float
    events: int
    good: bool | None


@dataclass(frozen=True, slots=True)
class AsIs:
    """The comparison of a model with the cases of a log that came since a moment.

    held_back: whether these are not all cases that the log has. good: whether the whole (cycle times, courses,
    arrivals) is within noise or near in every row, and the steps are in those that four fifths of the events belong to.
    poor: what is not, in the order of the measures.
    """

    since: datetime
    until: datetime
    cases: int
    runs: int
    held_back: bool
    good: bool
    rows: tuple[Row, ...]

    @property
    def poor(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.good is False)


def as_is(log: EventLog, fitted: Fitted, *, since: datetime | None = None, runs: int = RUNS, seed: int = 1) -> AsIs:
    """Play a fitted model from its beginning to the end of a log, and compare the cases that came since a moment.

    log: from the beginning of what was fitted on. since: None for all cases. Raises CannotFitError where too few cases
    came since then.
    """
    begin = since or fitted.setting.begin
    measured = came_since(log, begin)
    until = as_moment(int(arrivals(measured).max())) if len(measured.cases) > 1 else None
    if until is None:
        raise _too_few(len(measured.cases))
    horizon = (int(log.ended.max()) - as_time(fitted.setting.begin)) / _SECOND
    pictures = [_simulated(fitted, measured, (begin, until), horizon, seed + n) for n in range(runs)]
    earlier = only(log, _others(log, measured))
    before = portrait(earlier, fitted.setting.begin, begin) if len(earlier) else None
    return _judged(measured, pictures, before, begin, until)


def held_back(log: EventLog, part: float) -> datetime:
    """The moment since which so large a part of the cases came. Raises CannotFitError for a log with too few cases."""
    came = np.sort(arrivals(log))
    if len(came) < 4:
        raise _too_few(len(came))
    moment = as_moment(int(came[int(len(came) * (1 - part))]))
    assert moment is not None  # events have times
    return moment


def came_since(log: EventLog, begin: datetime) -> EventLog:
    """The cases that have events and came at a moment or after it."""
    lived = np.nonzero(log.first[1:] > log.first[:-1])[0]
    return only(log, lived[arrivals(log) >= as_time(begin)])


def _others(log: EventLog, measured: EventLog) -> Ids:
    return np.nonzero(~np.isin(log.cases, measured.cases))[0]


def _simulated(
    fitted: Fitted, measured: EventLog, window: tuple[datetime, datetime], horizon: float, seed: int
) -> Portrait:
    """A run with the cases that come until the end of the window, and what is done in them until the horizon."""
    compiled = compile_model(model_of(fitted.scenario, fitted.setting, until=window[1], seed=seed))
    outcome = play(compiled, seed, horizon, logged=ALL)
    log = event_log_of(compiled, outcome, fitted.setting, fitted.scenario)
    (process,) = fitted.setting.processes.values()
    return portrait(came_since(as_recorded(log, process, measured), window[0]), *window)


def _judged(
    measured: EventLog, pictures: Sequence[Portrait], before: Portrait | None, begin: datetime, until: datetime
) -> AsIs:
    picture = portrait(measured, begin, until)
    halves = [portrait(only(measured, half), begin, until) for half in _halves(measured)]
    own = _by_thing(distances(*halves))
    among = [_by_thing(distances(one, other)) for one, other in combinations(pictures, 2)]
    found = [_by_thing(distances(picture, each)) for each in pictures]
    drift = _by_thing(distances(picture, before)) if before else {}
    rows = tuple(_rows(found, own, among, drift))
    whole = all(row.good is not False for row in rows if not row.step)
    good = whole and _steps_are_met(rows)
    return AsIs(begin, until, len(measured.cases), len(pictures), before is not None, good, rows)


def _halves(log: EventLog) -> tuple[Ids, Ids]:
    """The cases divided by chance, always in the same way."""
    numbers = np.random.default_rng(_HALVING).permutation(len(log.cases))
    return np.sort(numbers[::2]), np.sort(numbers[1::2])


Thing = tuple[Measure, str]


def _by_thing(found: Sequence[Distance]) -> dict[Thing, Distance]:
    return {(each.measure, each.step): each for each in found}


def _rows(
    found: Sequence[Mapping[Thing, Distance]],
    own: Mapping[Thing, Distance],
    among: Sequence[Mapping[Thing, Distance]],
    drift: Mapping[Thing, Distance],
) -> Iterator[Row]:
    for thing in sorted({thing for each in found for thing in each}):
        told = [each[thing] for each in found if thing in each]
        row = Row(
            *thing,
            distance=float(np.mean([each.value for each in told])),
            log_noise=own[thing].value if thing in own else 0.0,
            model_noise=float(np.mean([each[thing].value for each in among if thing in each] or [0.0])),
            drift=drift[thing].value if thing in drift else 0.0,
            size=told[0].size,
            events=told[0].weight,
            good=None,
        )
        few = row.step and max(each.weight for each in told) < _FEWEST
        yield row if few else row._replace(good=row.distance <= _allowed(row))


def _allowed(row: Row) -> float:
    noises = (row.log_noise,) if row.measure in _COURSES else (row.log_noise, row.model_noise)
    noise = max((each for each in noises if isfinite(each)), default=0.0)
    return _LEEWAY * noise + (_NEAR_SHARE if row.measure in COUNTED else _NEAR * row.size)


def _steps_are_met(rows: Sequence[Row]) -> bool:
    judged = [row for row in rows if row.step and row.good is not None]
    met = sum(row.events for row in judged if row.good)
    return met >= _MOSTLY * sum(row.events for row in judged)


def _too_few(cases: int) -> CannotFitError:
    return CannotFitError(
        f"Chỉ có {cases} hồ sơ để so sánh; hãy đưa nhật ký dài hơn hoặc giữ lại phần lớn hơn (--hold-back).",
        f"There are only {cases} cases to compare with; give a longer log or hold back a larger part (--hold-back).",
    )
