"""Whether forecasts come true as often as they say: of all cases told to be late with a chance of 30 %, 30 % are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.kpi.shares import Interval, wilson
from motcua.core.text import ToldError

BINS: Final = 10
CONFIDENCE: Final = 0.95
Floats = NDArray[np.float64]


class NothingToJudgeError(ToldError):
    """Forecasts cannot be judged: there are none, or they are no chances."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose chance lay between two borders: the chance that they were told on the average, what share was
    late, and between which shares the true one lies.
    """

    least: float
    most: float
    cases: int
    told: float
    happened: float
    interval: Interval

    @property
    def agrees(self) -> bool:
        """Whether what was told may be true."""
        return self.interval.low <= self.told <= self.interval.high


@dataclass(frozen=True, slots=True)
class Reliability:
    """How good forecasts were.

    brier: the mean squared error of the chances (0 is perfect). base: that of always telling the share that was late
    in all. skill: by how large a part the first is less than the second; 1 is perfect, 0 tells no more than the share.
    gap: by how much told and happened differ on the average over the bins, weighed by their cases. bias: by how much
    more was told in all than happened. bins: those that hold a case, the least chances first.
    """

    cases: int
    brier: float
    base: float
    skill: float
    gap: float
    bias: float
    bins: tuple[Bin, ...]


def reliability(
    told: Sequence[float], happened: Sequence[bool], *, bins: int = BINS, confidence: float = CONFIDENCE
) -> Reliability:
    """Set what was told of each case beside what became of it. Raises NothingToJudgeError."""
    chances, late = _as_columns(told, happened)
    brier = float(((chances - late) ** 2).mean())
    share = float(late.mean())
    base = share * (1 - share)
    found = tuple(_bins(chances, late, bins, confidence))
    return Reliability(
        len(chances),
        brier,
        base,
        1 - brier / base if base else float(brier == 0),
        sum(each.cases * abs(each.told - each.happened) for each in found) / len(chances),
        float(chances.mean()) - share,
        found,
    )


def _bins(chances: Floats, late: Floats, bins: int, confidence: float) -> list[Bin]:
    places = np.minimum((chances * bins).astype(np.int64), bins - 1)
    found = []
    for place in np.unique(places).tolist():
        mine = places == place
        cases, having = int(mine.sum()), int(late[mine].sum())
        told = float(chances[mine].mean())
        interval = wilson(having, cases, confidence)
        found.append(Bin(place / bins, (place + 1) / bins, cases, told, having / cases, interval))
    return found


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a told chance has meant so far: steps that go up, from a chance on, to the share that was then late."""

    told: tuple[float, ...]
    happened: tuple[float, ...]

    def __call__(self, chance: float) -> float:
        """The chance as it should be told; between two steps on the line that joins them."""
        return float(np.interp(chance, self.told, self.happened))


def calibrate(told: Sequence[float], happened: Sequence[bool]) -> Calibration:
    """Learn from forecasts of the past what they meant: the rising steps that are nearest to what happened.

    Pool-adjacent-violators: neighbours whose shares fall are taken together until none do. A step is never 0 or 1: one
    case of each kind is thought to be in it beside those that are (Laplace). Raises NothingToJudgeError.
    """
    chances, late = _as_columns(told, happened)
    values, places = np.unique(chances, return_inverse=True)
    counts = np.bincount(places).astype(np.float64)
    having = np.bincount(places, weights=late)
    steps: list[tuple[float, float, float]] = []  # the sum of chances, of late ones, of cases
    for value, count, were_late in zip(values.tolist(), counts.tolist(), having.tolist(), strict=True):
        steps.append((value * count, were_late, count))
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            last, before = steps.pop(), steps.pop()
            steps.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return Calibration(
        tuple(chance / cases for chance, _, cases in steps),
        tuple(_rising([(were_late + 1) / (cases + 2) for _, were_late, cases in steps])),
    )


def _rising(shares: list[float]) -> list[float]:
    """The imagined cases weigh most in small steps, which may then lie below the one before."""
    return np.maximum.accumulate(shares).tolist() if shares else []


def _as_columns(told: Sequence[float], happened: Sequence[bool]) -> tuple[Floats, Floats]:
    if not told or len(told) != len(happened):
        raise NothingToJudgeError(
            f"Có {len(told)} dự báo và {len(happened)} kết quả; cần ít nhất một cặp và số lượng bằng nhau.",
            f"There are {len(told)} forecasts and {len(happened)} outcomes; give as many of both, and at least one.",
        )
    wrong = next((each for each in told if not (isfinite(each) and 0 <= each <= 1)), None)
    if wrong is not None:
        raise NothingToJudgeError(
            f"{wrong} không phải là xác suất; xác suất nằm từ 0 đến 1.", f"{wrong} is no chance; one lies from 0 to 1."
        )
    return np.asarray(told, np.float64), np.asarray(happened, np.float64)
