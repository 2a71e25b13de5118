"""Independent runs of one model, as many as it takes to know its figures as sharply as was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from math import inf, nan
from typing import Final

from motcua.core.simulation.intervals import CONFIDENCE, Estimate, estimate
from motcua.core.simulation.spreading import InTurn, Spread

Figures = Mapping[str, float]
Run = Callable[[int], Figures]
"""One run with a seed, and the figures it tells; NaN where it cannot tell one."""

FIRST: Final = 10
"""Runs before the first look at how sharp the figures are: fewer would too often seem sharp by accident."""
MOST: Final = 200


class Ended(StrEnum):
    """Why there were no more runs."""

    REACHED = "reached"
    MOST = "most"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Aim:
    """How sharp a figure shall be: half its interval at most `within` times the size of figure `of`, or just `within`
    where `of` names none, as for shares.
    """

    figure: str
    within: float
    of: str | None = None

    def __post_init__(self) -> None:
        if not self.within > 0:
            raise ValueError(f"a precision must be above 0, not {self.within}: no number of runs reaches it")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. missing: how many times wider the widest interval is than was asked; at most 1 when done."""

    runs: int
    most: int
    missing: float


Watch = Callable[[Progress], bool]
"""Told after every run; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """values: by figure what each run told, in the order of the seeds. missing: see Progress."""

    values: Mapping[str, tuple[float, ...]]
    runs: int
    ended: Ended
    missing: float
    confidence: float

    def __getitem__(self, figure: str) -> Estimate:
        return estimate(self.values[figure], self.confidence)


def repeat(
    run: Run,
    *,
    aims: Sequence[Aim],
    seed: int = 0,
    first: int = FIRST,
    most: int = MOST,
    confidence: float = CONFIDENCE,
    spread: Spread | None = None,
    watch: Watch | None = None,
) -> Experiment:
    """Runs with the seeds from `seed` on until every aim is reached, `most` runs were made, or `watch` answers no.

    The same however it is spread: runs are looked at in the order of their seeds. Raises ValueError for an aim at a
    figure that no run tells.
    """
    if not 2 <= first <= most:
        raise ValueError(f"at least 2 first runs and no fewer in all are needed, not {first} and {most}")
    told: dict[str, list[float]] = {}
    runs, missing, ended = 0, inf, Ended.MOST
    with closing((spread or InTurn()).each(run, range(seed, seed + most))) as results:
        for figures in results:
            _add(told, figures, runs)
            runs += 1
            missing = _missing(told, aims, confidence)
            if runs >= first and missing <= 1:
                ended = Ended.REACHED
                break
            if watch and not watch(Progress(runs, most, missing)):
                ended = Ended.STOPPED
                break
    return Experiment({name: tuple(values) for name, values in told.items()}, runs, ended, missing, confidence)


def _add(told: dict[str, list[float]], figures: Figures, runs: int) -> None:
    for name, value in figures.items():
        told.setdefault(name, [nan] * runs).append(value)
    for values in told.values():
        if len(values) == runs:
            values.append(nan)


def _missing(told: Mapping[str, Sequence[float]], aims: Sequence[Aim], confidence: float) -> float:
    return max((_times_too_wide(told, aim, confidence) for aim in aims), default=0.0)


def _times_too_wide(told: Mapping[str, Sequence[float]], aim: Aim, confidence: float) -> float:
    for name in (aim.figure, aim.of):
        if name is not None and name not in told:
            raise ValueError(f"no run tells “{name}”; there are {', '.join(told)}")
    half = estimate(told[aim.figure], confidence).half
    size = 1.0 if aim.of is None else abs(estimate(told[aim.of], confidence).mean)
    if not half:
        return 0.0
    return half / (aim.within * size) if size else inf
