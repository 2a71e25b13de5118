"""All figures of a log as plain values, for whoever shows them. Lengths of time are seconds."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any, Final

from motcua.core.mining.conformance import Conformance
from motcua.core.mining.durations import Spread, case_borders, case_durations, outcomes, spread, step_durations
from motcua.core.mining.graph import follows_graph
from motcua.core.mining.handovers import Handover, handovers
from motcua.core.mining.log import NOBODY, EventLog, as_moment
from motcua.core.mining.reading import Read
from motcua.core.mining.rework import rework
from motcua.core.mining.variants import variants
from motcua.core.mining.waiting import Hours, Wait, unknown_hours, waiting
from motcua.core.mining.workload import workload

Plain = dict[str, Any]
_SECOND: Final = 1_000_000
_CAUSES: Final = ("batching", "contention", "prioritisation", "unavailability", "extraneous")


def report(read: Read, *, hours: Hours = unknown_hours, ended: str = "", deadline: str = "") -> Plain:
    """What is in a log. ended, deadline: the attributes of cases by which lateness is told."""
    log = read.log
    waited = waiting(log, hours)
    return {
        "cases": _cases(log),
        "events": len(log),
        "activities": _counted(log.activities, log.activity.tolist()),
        "resources": [_seconds(asdict(each), "busy") for each in workload(log)],
        "variants": [
            {"activities": list(each.activities), "count": len(each.cases), "cases": list(each.cases[:_FIRST])}
            for each in variants(log)
        ],
        "graph": _graph(log),
        "durations": _durations(log, ended, deadline),
        "rework": [asdict(each) for each in rework(log)],
        "waiting": _waiting(log, waited.waits, waited.estimated),
        "unread": {"count": read.left_out, "first": [asdict(each) for each in read.unread]},
    }


_FIRST: Final = 20
"""So many cases are named beside each variant."""


def conformance_report(found: Conformance) -> Plain:
    """How a log fits a process, as plain values."""
    return {
        "fitness": found.fitness,
        "cases": found.cases,
        "fitting": found.fitting,
        "deviations": [
            {"kind": each.kind.value, "activity": each.activity, "count": each.count, "cases": list(each.cases)}
            for each in found.deviations
        ],
        "unjudged": list(found.unjudged),
    }


def _cases(log: EventLog) -> Plain:
    begins, ends = case_borders(log)
    found: Plain = {"count": len(log.cases), "without_events": len(log.cases) - len(begins)}
    if len(begins):
        first, last = as_moment(int(begins.min())), as_moment(int(ends.max()))
        found |= {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}
    return found


def _counted(names: tuple[str, ...], numbers: list[int]) -> list[Plain]:
    counts = Counter(numbers)
    found = [{"name": names[n], "count": count} for n, count in counts.items() if n != NOBODY]
    return sorted(found, key=lambda each: (-int(each["count"]), each["name"]))


def _graph(log: EventLog) -> Plain:
    graph = follows_graph(log)
    return {
        "edges": [
            {
                "from": edge.source,
                "to": edge.to,
                "count": edge.count,
                "mean": edge.total / edge.count / _SECOND,
                "shortest": edge.shortest / _SECOND,
                "longest": edge.longest / _SECOND,
            }
            for edge in graph.edges
        ],
        "starts": dict(graph.starts),
        "ends": dict(graph.ends),
    }


def _durations(log: EventLog, ended: str, deadline: str) -> Plain:
    cases = spread(case_durations(log))
    found: Plain = {
        "cases": _spread(cases) if cases else None,
        "steps": {activity: _spread(each) for activity, each in step_durations(log).items()},
    }
    if ended and deadline:
        unknown = (None,) * len(log.cases)
        told = outcomes(log.attributes.get(ended, unknown), log.attributes.get(deadline, unknown))
        found["outcomes"] = {outcome.value: count for outcome, count in sorted(told.items())}
    return found


def _spread(each: Spread) -> Plain:
    return _seconds(asdict(each), "total", "mean", "median", "p90", "shortest", "longest")


def _seconds(plain: Plain, *names: str) -> Plain:
    return {name: value / _SECOND if name in names else value for name, value in plain.items()}


def _waiting(log: EventLog, waits: tuple[Wait, ...], estimated: int) -> Plain:
    return {
        "enabling_estimated": estimated,
        "total": sum(wait.total for wait in waits) / _SECOND,
        "causes": {cause: sum(getattr(wait, cause) for wait in waits) / _SECOND for cause in _CAUSES},
        "handovers": [_handover(each) for each in handovers(log, waits)],
    }


def _handover(each: Handover) -> Plain:
    plain = _seconds(asdict(each), "total", *_CAUSES)
    plain["cases"] = len(each.cases)
    return plain
