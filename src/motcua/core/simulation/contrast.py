"""Two models side by side, played with the same numbers of chance: what differs comes from them, not from luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Final

from motcua.core.simulation.experiment import FIRST, MOST, Aim, Experiment, Figures, Run, Watch, repeat
from motcua.core.simulation.intervals import CONFIDENCE, Estimate
from motcua.core.simulation.spreading import Spread

_ONE, _OTHER, _CHANGE = "one", "other", "change"
_SIDES: Final = (_ONE, _OTHER, _CHANGE)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure on both sides. by: the other less the one, run by run, with the interval of these differences.
    unpaired: half the interval that the same runs would give had each side had chance of its own.
    """

    one: Estimate
    other: Estimate
    by: Estimate

    @property
    def unpaired(self) -> float:
        return hypot(self.one.half, self.other.half)

    @property
    def is_sure(self) -> bool:
        """Whether the difference is more than chance."""
        return self.by.is_not_nothing


@dataclass(frozen=True, slots=True)
class Contrast:
    """changes: by figure, those that both sides tell. The rest only one side has, such as a step that was left out."""

    changes: Mapping[str, Change]
    only_one: Mapping[str, Estimate]
    only_other: Mapping[str, Estimate]
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class _Both:
    """One run of both sides with one seed."""

    one: Run
    other: Run

    def __call__(self, seed: int) -> Figures:
        one, other = self.one(seed), self.other(seed)
        change = {name: other[name] - value for name, value in one.items() if name in other}
        return {
            f"{side}:{name}": value
            for side, figures in zip(_SIDES, (one, other, change), strict=True)
            for name, value in figures.items()
        }


def contrast(
    one: Run,
    other: Run,
    *,
    aims: Sequence[Aim],
    seed: int = 0,
    first: int = FIRST,
    most: int = MOST,
    confidence: float = CONFIDENCE,
    spread: Spread | None = None,
    watch: Watch | None = None,
) -> Contrast:
    """Play both with the same seeds until the differences are as sharp as the aims ask; see `repeat`.

    An aim is at the difference of a figure; its size `of` is that of the figure on the first side.
    """
    experiment = repeat(
        _Both(one, other),
        aims=[_at_change(aim) for aim in aims],
        seed=seed,
        first=first,
        most=most,
        confidence=confidence,
        spread=spread,
        watch=watch,
    )
    sides: dict[str, dict[str, Estimate]] = {side: {} for side in _SIDES}
    for name in experiment.values:
        side, _, figure = name.partition(":")
        sides[side][figure] = experiment[name]
    ones, others, changes = (sides[side] for side in _SIDES)
    return Contrast(
        {figure: Change(ones[figure], others[figure], by) for figure, by in changes.items()},
        {figure: found for figure, found in ones.items() if figure not in changes},
        {figure: found for figure, found in others.items() if figure not in changes},
        experiment,
    )


def _at_change(aim: Aim) -> Aim:
    return replace(aim, figure=f"{_CHANGE}:{aim.figure}", of=aim.of and f"{_ONE}:{aim.of}")
