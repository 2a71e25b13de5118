"""How each step of the drawing is played, from what the log tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import NOBODY, EventLog, Ids
from motcua.core.process import Node
from motcua.core.process.graph import TIMERS
from motcua.core.simulation.fitting.censored import lengths_within
from motcua.core.simulation.fitting.efforts import Efforts
from motcua.core.simulation.fitting.families import MOST_KEPT, Fitted, Floats, fit_length, thinned
from motcua.core.simulation.fitting.groups import Grouping, helpers
from motcua.core.simulation.fitting.idling import Idle, earliest_ready
from motcua.core.simulation.fitting.line import Line
from motcua.core.simulation.fitting.moments import Moments
from motcua.core.simulation.fitting.precedence import priorities, sitting_days
from motcua.core.simulation.fitting.repeating import interruptions
from motcua.core.simulation.fitting.replaying import Replay
from motcua.core.simulation.lengths import NO_TIME, sampled
from motcua.core.simulation.scenario import InterruptionPlan, StepPlan

_SECOND: Final = 1_000_000
_LONGER: Final = 2
"""A wait that a timer overtook is taken to be so many times as long as the timer ran."""
_FEWEST: Final = 20
_NEARLY_ALL: Final = 0.98
"""What ends in office hours so often, and was seen so often, passes in them: they are a quarter of the week."""


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
    """All that is known of the events. group: of each event, `NOBODY` if nobody's. idle, open_days: of each group.
    office: the working time of the office.
    """

    log: EventLog
    replay: Replay
    times: Moments
    efforts: Efforts
    grouping: Grouping
    group: Ids
    idle: Sequence[Idle]
    open_days: Sequence[Sequence[int]]
    office: Line


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
        if not len(events) or node.kind in TIMERS:  # a timer runs as long as it is drawn
            continue
        outside = not done_by[n] and not _keeps_office_hours(seen, events)
        work = _work(seen, events) if done_by[n] else _wait(seen, events, outside, _overtaken(seen, nodes, node))
        sitting = _sitting(seen, events, done_by[n], idle[n])
        delay = Fitted(NO_TIME, "fixed", 0) if sitting or not done_by[n] else _delay(seen, events, idle[n])
        plans[node.id] = replace(
            drawn.get(node.id, StepPlan()),
            work=work.length,
            pools=tuple(seen.grouping.names[group] for group in done_by[n]),
            delay=delay.length,
            priority=ranks[n],
            sitting_days=sitting,
            interruptions=_known_as(interrupted.get(node.id, ()), drawn.get(node.id, StepPlan()).interruptions),
            outside=outside,
        )
        estimated = int((~seen.times.recorded[events]).sum())
        told.append(StepFit(node.id, node.label, len(events), work.family, delay.family, estimated))
    return plans, told


def _work(seen: Seen, events: Ids) -> Fitted:
    """How long people work on a step."""
    return fit_length(np.maximum(seen.efforts.seconds[events[seen.group[events] != NOBODY]], 0))


def _keeps_office_hours(seen: Seen, events: Ids) -> bool:
    """Whether what nobody named does ends in office hours alone, as other offices' work does."""
    return len(events) >= _FEWEST and float(seen.office.is_open(seen.times.ended[events]).mean()) >= _NEARLY_ALL


def _wait(seen: Seen, events: Ids, outside: bool, overtaken: Floats) -> Fitted:
    """How long something lasts that nobody named does: by the clock, or in office hours."""
    began, ended = seen.times.began[events], seen.times.ended[events]
    lasted = (ended - began) / _SECOND if outside else seen.office.between(began, ended)
    if not len(overtaken):
        return fit_length(np.maximum(lasted, 0))
    every = np.sort(np.maximum(np.concatenate([lasted, overtaken]), 0))
    return Fitted(sampled(thinned(every, MOST_KEPT)), "sampled", len(every))


def _overtaken(seen: Seen, nodes: Sequence[Node], node: Node) -> Floats:
    """For each time that a timer on the border of a wait was faster, a wait that is surely longer than the timer.

    How much longer nobody saw, and it does not matter: the timer will be faster again.
    """
    timers = [
        n for n, each in enumerate(nodes) if each.id in node.boundary and each.kind in TIMERS and each.interrupting
    ]
    fired = np.isin(seen.replay.node, timers)
    ran: Floats = (seen.times.ended[fired] - seen.times.enabled[fired]) / _SECOND
    return ran * _LONGER


def _known_as(found: Sequence[InterruptionPlan], drawn: Sequence[InterruptionPlan]) -> tuple[InterruptionPlan, ...]:
    """Interruptions under the names and rules that are known of them from elsewhere: one that comes back as the first
    that does, one that ends the case as the first that does.
    """
    named = []
    for each in found:
        known = next((other for other in drawn if other.ends == each.ends), each)
        wait = known.wait if each.ends else each.wait
        named.append(replace(known, share=each.share, wait=wait, outside=True, most=0))
    return tuple(named)


def _delay(seen: Seen, events: Ids, idle: Sequence[Idle]) -> Fitted:
    """How long cases lay before anybody could have begun; what is done again is told by its interruption."""
    once = events[seen.replay.again[events] == 0]
    enabled, began = seen.times.enabled[once], seen.times.began[once]
    ready = earliest_ready(enabled, began, idle)
    return fit_length(lengths_within((ready - enabled) / _SECOND, (began - enabled) / _SECOND))


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
        ready[mine] = earliest_ready(ready[mine], seen.times.began[events[mine]], idle[node])
    return priorities(ready, seen.times.began[events], place, len(nodes))
