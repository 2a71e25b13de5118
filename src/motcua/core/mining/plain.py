"""The figures of a log as plain values, for whoever shows them. Lengths of time are seconds.

Every list is bounded: `left_off` says how many entries of which list were not told, `counts` how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from motcua.core.mining.durations import Measure
from motcua.core.mining.enabling import EntangledError
from motcua.core.mining.figures import ACTIVITY_FOLDS, Figures
from motcua.core.mining.graph import Edge, edges_of, named
from motcua.core.mining.handovers import handovers_of
from motcua.core.mining.lengths import Spread, spread, spreads
from motcua.core.mining.log import Ids, as_moment
from motcua.core.mining.rework import rework_of
from motcua.core.mining.tables import FINE, Table, rows
from motcua.core.mining.waiting import CAUSES
from motcua.core.mining.workload import loads_of

Plain = dict[str, Any]
MOST_LISTED: Final = 10_000
"""So many entries of any list are told, and so many activities of a course."""
SECOND: Final = 1_000_000
_STARTS, _ENDS, _REWORK, _WAITS = 1, 2, 3, 6


def plain_figures(figures: Figures, activities: Sequence[str], resources: Sequence[str], cases: Sequence[str]) -> Plain:
    """All of them; the names are those behind the numbers of activities, resources and cases."""
    whole: dict[str, list[Any]] = {
        "resources": _resources(figures, resources),
        "rework": [asdict(each) for each in rework_of(_by_activity(figures, len(activities)), activities)],
        "starts": list(named(_column(figures, len(activities), _STARTS), activities)),
        "ends": list(named(_column(figures, len(activities), _ENDS), activities)),
    }
    tables = {"activities": figures.activities, "variants": figures.courses.counts}
    tables |= {"edges": figures.edges, "handovers": figures.handovers}
    counts = {name: len(found) for name, found in whole.items()} | {name: len(of.keys) for name, of in tables.items()}
    shown = {name: found[:MOST_LISTED] for name, found in whole.items()}
    return {
        "counts": {"cases": figures.cases, "events": figures.events, **counts},
        "left_off": {name: count - MOST_LISTED for name, count in counts.items() if count > MOST_LISTED},
        "cases": figures.cases,
        "events": figures.events,
        "period": _period(figures),
        "activities": _activities(figures, activities),
        "resources": shown["resources"],
        "variants": _variants(figures, activities, cases),
        "graph": {
            "edges": [_edge(each) for each in edges_of(_most_frequent(figures.edges, activities), activities)],
            "starts": dict(shown["starts"]),
            "ends": dict(shown["ends"]),
        },
        "durations": _durations(figures, activities),
        "rework": shown["rework"],
        "waiting": _waiting(figures, _handovers(figures, activities, resources)),
        "faults": figures.faults._asdict(),
    }


def plain_spread(each: Spread | None) -> Plain | None:
    """Lengths of time in seconds; None of nothing."""
    if each is None:
        return None
    return {name: value if name == "count" else value / SECOND for name, value in asdict(each).items()}


def _period(figures: Figures) -> Plain:
    """From the first begin of a case to the last end, and how many cases had no event in it."""
    lived = len(figures.begun)
    found: Plain = {"cases_without_events": figures.cases - lived}
    if lived:
        first, last = as_moment(int(figures.begun.min())), as_moment(int(figures.ended.max()))
        found |= {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}
    return found


def _column(figures: Figures, width: int, column: int) -> Ids:
    found = np.zeros(width, np.int64)
    found[figures.activities.keys[:, 0]] = figures.activities.values[:, column]
    return found


def _by_activity(figures: Figures, width: int) -> Ids:
    return np.stack([_column(figures, width, column) for column in range(_REWORK, _WAITS)])


def _activities(figures: Figures, names: Sequence[str]) -> list[Plain]:
    """The most frequent first."""
    table = figures.activities
    order = np.lexsort((_ranks(names)[table.keys[:, 0]], -table.values[:, 0]))
    return [
        {
            "name": names[n],
            "count": values[0],
            "waiting": None if figures.entangled else _by_cause(values[_WAITS:]),
        }
        for (n,), values in rows(_listed(table, order), ACTIVITY_FOLDS)
    ]


def _by_cause(values: Sequence[int]) -> dict[str, float]:
    return {cause: value / SECOND for cause, value in zip(CAUSES, values, strict=True)}


def _resources(figures: Figures, names: Sequence[str]) -> list[Plain]:
    found = [asdict(each) for each in loads_of(figures.loads, figures.skills, names)]
    unknown = {"batches": None, "batched": None} if figures.entangled else {}
    return [each | {"busy": each["busy"] / SECOND} | unknown for each in found]


def _variants(figures: Figures, activities: Sequence[str], cases: Sequence[str]) -> list[Plain]:
    """The most frequent first, among equals the one that was taken first."""
    courses = figures.courses
    nodes, times = courses.counts.keys[:, 0], courses.counts.values[:, 0]
    begins, ends = (np.searchsorted(courses.cases[:, 0], nodes, side) for side in ("left", "right"))
    order = np.lexsort((courses.cases[begins, 1], -times))[:MOST_LISTED]
    found = []
    for n in order.tolist():
        course = courses.tree.course(int(nodes[n]))
        found.append(
            {
                "activities": [activities[each] for each in course[:MOST_LISTED]],
                "length": len(course),
                "count": int(times[n]),
                "cases": [cases[each] for each in courses.cases[begins[n] : ends[n], 1].tolist()],
            }
        )
    return found


def _most_frequent(edges: Table, activities: Sequence[str]) -> Table:
    """The edges that are listed: by how often they are taken, then by names."""
    names = _ranks(activities)[edges.keys]
    return _listed(edges, np.lexsort((names[:, 1], names[:, 0], -edges.values[:, 0])))


def _longest(handovers: Table, activities: Sequence[str], resources: Sequence[str]) -> Table:
    """The handovers that are listed: by how long work waited there, then by names."""
    times = (
        handovers.values[:, 2:].reshape(-1, len(CAUSES), 2).sum(axis=1)
    )  # in two columns (motcua.core.mining.tables)
    steps, people = _ranks(activities)[handovers.keys[:, ::2]], _ranks(("", *resources))[handovers.keys[:, 1::2]]
    names = (people[:, 1], steps[:, 1], people[:, 0], steps[:, 0])
    return _listed(handovers, np.lexsort((*names, -(times[:, 0] * float(1 << FINE) + times[:, 1]))))


def _listed(table: Table, order: Ids) -> Table:
    return Table(table.keys[order[:MOST_LISTED]], table.values[order[:MOST_LISTED]])


def _ranks(names: Sequence[str]) -> Ids:
    """The place of each name in the order of all."""
    ranks = np.zeros(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _edge(edge: Edge) -> Plain:
    return {
        "from": edge.source,
        "to": edge.to,
        "count": edge.count,
        "mean": edge.total / edge.count / SECOND,
        "shortest": edge.shortest / SECOND,
        "longest": edge.longest / SECOND,
    }


def _durations(figures: Figures, activities: Sequence[str]) -> Plain:
    steps = spreads(figures.lengths)
    found: Plain = {"cases": plain_spread(spread(figures.ended - figures.begun))}
    for name, measure in (("steps", Measure.WORKED), ("steps_taken", Measure.TAKEN)):
        found[name] = _steps(steps, measure, activities)
    if len(figures.case_hours):
        found["working"] = {
            "cases": plain_spread(spread(figures.case_hours)),
            "steps": _steps(steps, Measure.WORKED_IN_HOURS, activities),
            "steps_taken": _steps(steps, Measure.TAKEN_IN_HOURS, activities),
        }
    if figures.dated:
        found["outcomes"] = {outcome.value: count for outcome, count in sorted(figures.dated.items())}
    if figures.by_limit or figures.steps_by_limit:
        by_step: Plain = {}
        for (n, outcome), count in sorted(figures.steps_by_limit.items()):
            by_step.setdefault(activities[n], {})[outcome.value] = count
        by_case = {outcome.value: count for outcome, count in sorted(figures.by_limit.items())}
        found["limits"] = {"cases": by_case, "steps": by_step}
    return found


def _steps(steps: dict[tuple[int, ...], Spread], measure: Measure, activities: Sequence[str]) -> Plain:
    found = {activities[n]: plain_spread(each) for (kind, n), each in steps.items() if kind == measure}
    return dict(sorted(found.items())[:MOST_LISTED])


def _handovers(figures: Figures, activities: Sequence[str], resources: Sequence[str]) -> list[Plain]:
    """Those that waited longest first."""
    if figures.entangled:
        return []
    found = handovers_of(_longest(figures.handovers, activities, resources), activities, resources)
    longest = sorted(found, key=lambda each: (-each.total, each.source, each.giver, each.to, each.receiver))
    return [
        {
            **{name: getattr(each, name) for name in ("source", "giver", "to", "receiver", "count", "cases")},
            "total": each.total / SECOND,
            **_by_cause([getattr(each, cause) for cause in CAUSES]),
        }
        for each in longest
    ]


def _waiting(figures: Figures, handovers: list[Plain]) -> Plain:
    """Where the enabling could not be estimated the causes are not told, and why is. The wait of an event whose start
    is missing (`starts_missing`) has the work on it in it.
    """
    halves = figures.activities.values[:, _WAITS:].sum(axis=0).reshape(len(CAUSES), 2).tolist()
    sums = [(coarse << FINE) + fine for coarse, fine in halves]
    untold = EntangledError() if figures.entangled else None
    return {
        "enabling_estimated": figures.estimated,
        "starts_missing": figures.faults.no_start + figures.faults.ended_before_start,
        "total": None if untold else sum(sums) / SECOND,
        "causes": None if untold else _by_cause(sums),
        "handovers": handovers,
        "untold": {"vi": untold.vi, "en": untold.en} if untold else None,
    }
