"""The chance of being late for each open case, from many runs that begin where all of them stand now.

Every run has the same open cases in the same standing, and other cases that come after them, other lengths and other
choices. A chance is the share of runs in which the case was late.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.model import BadModelError, Model, Played
from motcua.core.simulation.playing import Playing
from motcua.core.simulation.spreading import InTurn, Spread
from motcua.core.simulation.tables import compile_model

RUNS: Final = 200
DAY: Final = 86_400.0
SLICE: Final = 30 * DAY
"""A run is looked at after so many seconds each: whether all that is asked of it is known."""
MOST_AHEAD: Final = 3 * 366 * DAY
_OPEN: Final = -1
Modelling = Callable[[int], Model]
"""The model of a run: the open cases as they stand at second 0, and those to come as the seed draws them."""


class OpenCase(NamedTuple):
    """Which case: the name of its process in the model, and its key there."""

    process: str
    key: int


@dataclass(frozen=True, slots=True)
class CaseForecast:
    """What is to be expected of one case.

    late: the chance that it ends, or has ended its limit, too late; None if it has no limit. Over n runs of which k
    were late it is (k + 1/2) / (n + 1): it is 0 or 1 only where that is certain already. ends: seconds from now to its
    end in the best tenth, the middle, and the worst tenth of runs; endless where so many runs did not see the end.
    """

    case: OpenCase
    late: float | None
    ends: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """cases: in the order of the model. runs: over how many. undecided: how many times a case was open at the end of
    a run and could still have been in time; it counts as in time. stopped: fewer runs than asked, because told so.
    """

    cases: tuple[CaseForecast, ...]
    runs: int
    undecided: int
    stopped: bool


class _Seen(NamedTuple):
    late: NDArray[np.int8]
    end: NDArray[np.float64]


def forecast(
    modelling: Modelling,
    *,
    runs: int = RUNS,
    seed: int = 0,
    ahead: float = MOST_AHEAD,
    spread: Spread | None = None,
    watch: Callable[[int], bool] | None = None,
) -> Forecast:
    """Play on from the present `runs` times, at most `ahead` seconds far.

    watch: told how many runs are done, answers whether to go on. Raises BadModelError for a model without open cases.
    """
    if runs < 1:
        raise ValueError(f"at least one run is needed, not {runs}")
    cases = _open_cases(modelling(seed))
    late = np.zeros(len(cases), np.int64)
    undecided = 0
    ends: list[NDArray[np.float64]] = []
    with closing((spread or InTurn()).each(_Lived(modelling, len(cases), ahead), range(seed, seed + runs))) as lived:
        for each in lived:
            late += each.late == 1
            undecided += int(((each.late == _OPEN) & _has_limit(cases)).sum())
            ends.append(each.end)
            if watch and not watch(len(ends)) and len(ends) < runs:
                break
    quantiles = np.quantile(np.stack(ends), (0.1, 0.5, 0.9), axis=0, method="inverted_cdf")
    done = len(ends)
    return Forecast(
        tuple(
            CaseForecast(case.case, _chance(int(k), done, case), (float(low), float(middle), float(high)))
            for case, k, low, middle, high in zip(cases, late, *quantiles, strict=True)
        ),
        done,
        undecided,
        done < runs,
    )


class _Known(NamedTuple):
    """What is known of an open case before anything is played."""

    case: OpenCase
    limited: bool
    late: bool


def _open_cases(model: Model) -> tuple[_Known, ...]:
    found = tuple(
        _Known(
            OpenCase(played.name, present.key),
            played.limit is not None,
            present.used > _most_allowed(played) and present.kept_until <= 0,
        )
        for played in model.processes
        for present in played.present
    )
    if not found:
        raise BadModelError(
            "Không có hồ sơ nào đang mở nên không có gì để dự báo.", "No case is open, so there is nothing to forecast."
        )
    return found


def _most_allowed(played: Played) -> float:
    """Seconds that a case may take at most, whichever limits take over on its way; endless where it has none."""
    limit = played.limit
    if limit is None:
        return np.inf
    brought = (step.brings for step in played.steps.values() if step.brings and step.brings.counts_like(limit))
    return max([limit.seconds, *(each.seconds for each in brought)])


def _has_limit(cases: tuple[_Known, ...]) -> NDArray[np.bool_]:
    return np.array([case.limited for case in cases])


def _chance(late: int, runs: int, case: _Known) -> float | None:
    if not case.limited:
        return None
    return 1.0 if case.late else (late + 0.5) / (runs + 1)


class _Lived:
    """One run, until all that is open now has ended, or until `ahead`."""

    def __init__(self, modelling: Modelling, cases: int, ahead: float) -> None:
        self._modelling = modelling
        self._cases = cases
        self._ahead = ahead

    def __call__(self, seed: int) -> _Seen:
        playing = Playing(compile_model(self._modelling(seed)), seed)
        moment = 0.0
        while True:
            moment = min(moment + SLICE, self._ahead)
            playing.until(moment)
            outcome = playing.outcome()
            end = outcome.case_end[: self._cases]
            if moment >= self._ahead or np.isfinite(end).all():
                return _Seen(outcome.case_late[: self._cases].copy(), end.copy())
