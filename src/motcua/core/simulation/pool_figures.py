"""How busy the people of each pool were, how long work waited for them, and whether more came than they can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from motcua.core.simulation.absent_time import AbsentTime
from motcua.core.simulation.figures import Floats, Plain
from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.rows import AWAY_POOL
from motcua.core.simulation.scenario import PoolPlan, Scenario
from motcua.core.simulation.setting import sorts_of
from motcua.core.simulation.tables import Compiled
from motcua.core.simulation.working_line import WorkingLine

_ENOUGH: Final = 40
"""Pieces of work below which nobody can tell whether a queue grows."""
_GROWS: Final = 1.5
"""How many times longer the last quarter waits than the second one, if a queue grows without end."""
_HOUR: Final = 3600.0


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """busy: the part of their working time in which people worked, while cases came. asked: the work that came as a
    part of what they can do. waited: seconds within their hours in which work waited for them, in all. left: pieces of
    work that nobody had begun in the end. grows: more came than they can do, and it waited longer and longer. hours: at
    work, without absences; cost: of all hours, with them.
    """

    name: str
    people: int
    hours: float
    busy: float
    asked: float
    waited: float
    left: int
    cost: float
    grows: bool

    @property
    def people_asked(self) -> int:
        """As many people as could do all that came."""
        return max(ceil(self.asked * self.people), 1)

    def plain(self, labels: Mapping[str, str]) -> Plain:
        return {
            "name": labels.get(self.name, self.name),
            "people": self.people,
            "hours": round(self.hours, 3),
            "busy": round(self.busy, 6),
            "asked": round(self.asked, 6),
            "people_asked": self.people_asked,
            "waited": round(self.waited, 3),
            "left": self.left,
            "cost": round(self.cost),
        }


def pool_figures(
    scenario: Scenario, compiled: Compiled, outcome: Outcome, lines: Mapping[str, WorkingLine], window: float
) -> list[PoolFigures]:
    """The figures of every pool, in the order of the scenario. window: the second until which cases came."""
    found, absent = [], AbsentTime(compiled.tables)
    for (n, pool), left in zip(enumerate(scenario.pools), _left(scenario, compiled, outcome), strict=True):
        line = lines[pool.calendar]
        absences = compiled.tables.away[compiled.tables.absent[:, AWAY_POOL] == n]
        away = float(line.between(*np.minimum(absences, window).T).sum())
        work = _Work.of(n, scenario, outcome, line, absent, window)
        found.append(_figures(pool, work, line, left, window, away))
    return found


@dataclass(frozen=True, slots=True)
class _Work:
    """The work of one pool: by piece when it was ready and started, and how many working seconds it took, in all and
    until the end of the window.
    """

    ready: Floats
    started: Floats
    took: Floats
    within: Floats

    @classmethod
    def of(
        cls, pool: int, scenario: Scenario, outcome: Outcome, line: WorkingLine, absent: AbsentTime, window: float
    ) -> _Work:
        until = np.cumsum([each.people for each in scenario.pools])
        first = until[pool] - scenario.pools[pool].people
        theirs = (outcome.log_person >= first) & (outcome.log_person < until[pool])
        ready, started, ended = (each[theirs] for each in (outcome.log_ready, outcome.log_started, outcome.log_ended))
        person = outcome.log_person[theirs]
        within = absent.worked(line, person, np.minimum(started, window), np.minimum(ended, window))
        return cls(ready, started, absent.worked(line, person, started, ended), within)


def _figures(pool: PoolPlan, work: _Work, line: WorkingLine, left: int, window: float, away: float) -> PoolFigures:
    paid = pool.people * float(line.until(np.array([window]))[0])
    hours = paid - away
    came = work.ready <= window
    waits = line.between(work.ready, work.started)
    mean = float(work.took.mean()) if len(work.took) else 0.0
    asked = float(work.took[came].sum()) + left * mean
    return PoolFigures(
        pool.name,
        pool.people,
        hours / _HOUR,
        float(work.within.sum()) / hours if hours else 0.0,
        asked / hours if hours else 0.0,
        float(waits.sum()),
        left,
        paid / _HOUR * pool.cost,
        asked > hours and (left > 0 or _grows(work.ready[came], waits[came])),
    )


def _grows(ready: Floats, waits: Floats) -> bool:
    if len(ready) < _ENOUGH:
        return False
    quarters = np.array_split(waits[np.argsort(ready, kind="stable")], 4)
    return bool(quarters[3].mean() > _GROWS * quarters[1].mean())


def _left(scenario: Scenario, compiled: Compiled, outcome: Outcome) -> Iterator[int]:
    """How much nobody has begun, by the pool that is preferred for it."""
    found = dict.fromkeys((pool.name for pool in scenario.pools), 0)
    plans = _plan_steps(scenario)
    for (process, node), count in zip(compiled.nodes, outcome.queue_left.tolist(), strict=True):
        pools = plans.get((process, node), ())
        if pools:
            found[pools[0]] += count
    yield from found.values()


def _plan_steps(scenario: Scenario) -> dict[tuple[str, str], tuple[str, ...]]:
    """The pools of each step, by the name of the process in the model and the node."""
    return {(sort.name, node): step.pools for sort in sorts_of(scenario) for node, step in sort.plan.steps.items()}
