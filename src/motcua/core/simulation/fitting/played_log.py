"""What was simulated as a log of the same kind as the one it is to be set beside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from motcua.core.mining.conformance import Moves
from motcua.core.mining.log import NO_TIME, EventLog
from motcua.core.process.steering import Steerable


def as_recorded(log: EventLog, process: Steerable, like: EventLog) -> EventLog:
    """A simulated log with what the other log shows too, under its names: no timers and messages if that has none, no
    begins if it does not know them; so both are measured alike.
    """
    moves = Moves(process, frozenset(like.activities))
    known = {node.label: moves.label(node) for node in process.definition.nodes if moves.is_shown(node)}
    shown = np.array([name in known for name in log.activities], dtype=bool)
    kept = shown[log.activity] if len(log) else np.zeros(0, dtype=bool)
    case = log.case[kept]
    unknown = np.full(len(case), NO_TIME)
    return replace(
        log,
        activities=tuple(known.get(name, name) for name in log.activities),
        case=case,
        activity=log.activity[kept],
        resource=log.resource[kept],
        role=log.role[kept],
        enabled=log.enabled[kept] if (like.enabled != NO_TIME).all() else unknown,
        claimed=unknown,
        started=log.started[kept] if (like.started != NO_TIME).any() else unknown,
        ended=log.ended[kept],
        first=np.searchsorted(case, np.arange(len(log.cases) + 1)),
    )
