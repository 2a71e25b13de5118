"""How each step of the drawing is played, from what the log tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import NOBODY, EventLog, Ids
from motcua.core.process import Node
from motcua.core.simulation.fitting.efforts import Efforts
from motcua.core.simulation.fitting.families import Fitted, fit_length
from motcua.core.simulation.fitting.groups import Grouping, helpers
from motcua.core.simulation.fitting.idling import Idle, ready_times
from motcua.core.simulation.fitting.moments import Moments
from motcua.core.simulation.fitting.precedence import priorities, sitting_days
from motcua.core.simulation.fitting.repeating import interruptions
from motcua.core.simulation.fitting.replaying import Replay
from motcua.core.simulation.lengths import NO_TIME
from motcua.core.simulation.scenario import StepPlan

_SECOND: Final = 1_000_000


class StepFit(NamedTuple):
    """What a step's plan rests on: of how many events, which families its work and its delay follow, and how many of
    its begins were estimated.
    """

    node: str
    label: str
    events: int
    work: str
    delay: str
    estimated: int


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is known of the events. group: of each event, `NOBODY` if nobody's. idle: of each group."""

    log: EventLog
    replay: Replay
    times: Moments
    efforts: Efforts
    grouping: Grouping
    group: Ids
    idle: Sequence[Idle]
    open_days: Sequence[Sequence[int]]


def fit_steps(
    seen: Seen, nodes: Sequence[Node], drawn: Mapping[str, StepPlan]
) -> tuple[dict[str, StepPlan], list[StepFit]]:
    """The plan of each node that the log shows. drawn: what is known of steps from elsewhere, kept where a log is
    silent (limits of law, whether the clock stands).
    """
    done_by = [helpers(seen.group[seen.replay.node == n], len(seen.grouping.names)) for n in range(len(nodes))]
    idle = [[seen.idle[group] for group in groups] for groups in done_by]
    interrupted = interruptions(seen.log, seen.replay, seen.times, idle)
    ranks = _priorities(seen, done_by, idle)
    plans: dict[str, StepPlan] = {}
    told: list[StepFit] = []
    for n, node in enumerate(nodes):
        events = np.nonzero(seen.replay.node == n)[0]
        if not len(events):
            continue
        by_somebody = events[seen.group[events] != NOBODY] if done_by[n] else events
        work = fit_length(np.maximum(seen.efforts.seconds[by_somebody], 0))
        sitting = _sitting(seen, events, done_by[n], idle[n])
        delay = Fitted(NO_TIME, "fixed", 0) if sitting or not done_by[n] else _delay(seen, events, idle[n])
        plans[node.id] = replace(
            drawn.get(node.id, StepPlan()),
            work=work.length,
            pools=tuple(seen.grouping.names[group] for group in done_by[n]),
            delay=delay.length,
            priority=ranks[n],
            sitting_days=sitting,
            interruptions=interrupted.get(node.id, ()),
            outside=not done_by[n],
        )
        estimated = int((~seen.times.recorded[events]).sum())
        told.append(StepFit(node.id, node.label, len(events), work.family, delay.family, estimated))
    return plans, told


def _delay(seen: Seen, events: Ids, idle: Sequence[Idle]) -> Fitted:
    """How long cases lay before anybody could have begun; what is done again is told by its interruption."""
    once = events[seen.replay.again[events] == 0]
    enabled = seen.times.enabled[once]
    ready = ready_times(enabled, seen.times.began[once], idle)
    return fit_length((ready - enabled) / _SECOND)


def _sitting(seen: Seen, events: Ids, groups: Sequence[int], idle: Sequence[Idle]) -> tuple[int, ...]:
    if not groups:
        return ()
    return sitting_days(seen.times.enabled[events], seen.times.began[events], seen.open_days[groups[0]])


def _priorities(seen: Seen, done_by: Sequence[Sequence[int]], idle: Sequence[Sequence[Idle]]) -> list[int]:
    """Steps compete where the same group does most of them."""
    found = [0] * len(done_by)
    for group in range(len(seen.grouping.names)):
        mine = [n for n, groups in enumerate(done_by) if groups and groups[0] == group]
        if len(mine) > 1:
            for n, rank in zip(mine, _ranks(seen, mine, idle), strict=True):
                found[n] = rank
    return found


def _ranks(seen: Seen, nodes: Sequence[int], idle: Sequence[Sequence[Idle]]) -> list[int]:
    events = np.nonzero(np.isin(seen.replay.node, nodes))[0]
    ready = seen.times.enabled[events].copy()
    place = np.searchsorted(np.array(nodes), seen.replay.node[events])
    for n, node in enumerate(nodes):
        mine = place == n
        ready[mine] = ready_times(ready[mine], seen.times.began[events[mine]], idle[node])
    return priorities(ready, seen.times.began[events], place, len(nodes))
