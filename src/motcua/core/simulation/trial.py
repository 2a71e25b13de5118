"""A scenario as something that can be tried: one run with a seed gives its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.experiment import Figures
from motcua.core.simulation.playing import ALL, Outcome, Playing
from motcua.core.simulation.rosters import Roster, Share, Shown
from motcua.core.simulation.scenario import Scenario
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.spreading import Spread
from motcua.core.simulation.tables import Compiled, compile_model
from motcua.core.simulation.trial_figures import LATE_SHARE, Ran, ran
from motcua.core.simulation.warming import Warming, warm_up

_PILOTS: Final = 5
"""Runs over which chance is averaged out before the warm-up is sought."""
_STEPS: Final = 1_000_000
"""After so many at a time Ctrl-C is heard: compiled code does not hear it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trial:
    """A scenario in its setting, played for its first so many cases until all of them end. warm: cases that come before
    this second play too, but do not count.
    """

    scenario: Scenario
    setting: Setting
    cases: int
    warm: float = 0.0

    def __call__(self, seed: int) -> Figures:
        """The figures of one run; see `trial_figures.ran`."""
        return self.run(seed).figures

    def run(self, seed: int) -> Ran:
        """One run."""
        return ran(self.scenario, self.setting, *self._played(seed), self.warm)

    def with_people(self, people: Mapping[str, int]) -> Trial:
        """The same with other numbers of people in some pools."""
        pools = tuple(replace(pool, people=people.get(pool.name, pool.people)) for pool in self.scenario.pools)
        return replace(self, scenario=replace(self.scenario, pools=pools))

    def cases_over_time(self, seed: int) -> tuple[Floats, Floats]:
        """When the cases of one run came, and how long each took; NaN for those that never ended."""
        _, outcome = self._played(seed)
        lasted = np.where(np.isinf(outcome.case_end), np.nan, outcome.case_end - outcome.case_arrival)
        return outcome.case_arrival, lasted

    def _played(self, seed: int) -> tuple[Compiled, Outcome]:
        compiled = compile_model(model_of(self.scenario, self.setting, cases=self.cases, seed=seed))
        playing, steps = Playing(compiled, seed, logged=ALL), _STEPS
        while playing.until(inf, most_steps=steps) >= steps:
            steps += _STEPS
        return compiled, playing.outcome()


def warmed(trials: Sequence[Trial], seed: int, spread: Spread) -> tuple[tuple[Trial, ...], tuple[Warming, ...]]:
    """The trials without their warm-up, the longest of all for each, found by runs of their own; and what each one's
    is. Cases are counted from the same moment on, or the trials could not be compared.
    """
    found = tuple(warm_up(list(spread.each(trial.cases_over_time, range(seed, seed + _PILOTS)))) for trial in trials)
    longest = max(each.until for each in found)
    return tuple(replace(trial, warm=longest) for trial in trials), found


def staffed(trial: Trial, judged: tuple[str, ...] | None) -> Callable[[tuple[Roster, int]], Shown]:
    """The trial as a search for a roster plays it: people by the pools of the scenario, in their order. judged: the
    processes whose cases are judged each by itself; None for those of all together.
    """
    return partial(_staffed, trial, judged)


def _staffed(trial: Trial, judged: tuple[str, ...] | None, item: tuple[Roster, int]) -> Shown:
    roster, seed = item
    names = (pool.name for pool in trial.scenario.pools)
    shown = trial.with_people(dict(zip(names, roster, strict=True))).run(seed)
    if judged is None:
        together = Share(1 - shown.figures[LATE_SHARE], sum(each.cases for each in shown.in_time.values()))
        return Shown((together,), shown.loads)
    return Shown(tuple(shown.in_time[name] for name in judged), shown.loads)
