"""What is in a log, as plain values: its figures, whether the procedure changed, how offices differ, what is unread."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from motcua.core.mining.comparison import Comparison
from motcua.core.mining.conformance import Conformance
from motcua.core.mining.drift import Drift, drift
from motcua.core.mining.figures import Yardstick, figures_of
from motcua.core.mining.limits import NO_LIMITS, Limits, cases_over
from motcua.core.mining.log import as_moment
from motcua.core.mining.office_hours import UNKNOWN_HOURS, Hours, WorkingTime
from motcua.core.mining.offices import Office, compare_offices
from motcua.core.mining.parts import only
from motcua.core.mining.plain import MOST_LISTED, Plain, plain_figures, plain_spread
from motcua.core.mining.reading import Read
from motcua.core.workcal import WorkCalendar


def report(
    read: Read,
    *,
    hours: Hours = UNKNOWN_HOURS,
    office: WorkCalendar | None = None,
    limits: Limits = NO_LIMITS,
    ended: str = "",
    deadline: str = "",
    offices: str = "",
    parted: datetime | None = None,
) -> Plain:
    """What is in a log.

    hours: when each resource is at work. office: in whose working time lengths are told and limits counted. ended,
    deadline, offices: the attributes of cases that say when they ended, by when they had to, and which office had them.
    parted: compare the cases that began before with those since; without it the moment is looked for at which they
    change. Raises CalendarEndsError for a time outside a calendar that has to know it.
    """
    log = read.log
    yardstick = Yardstick(hours, WorkingTime.of(office) if office else None, limits, ended, deadline)
    return {
        **plain_figures(figures_of(log, yardstick), log.activities, log.resources, log.cases),
        "drift": plain_drift(drift(only(log, cases_over(log, ended, limits.final)), parted)),
        "offices": [plain_office(each) for each in compare_offices(log, offices, yardstick)] if offices else [],
        "unread": {"count": read.left_out, "first": [asdict(each) for each in read.unread]},
    }


def conformance_report(found: Conformance) -> Plain:
    """How a log fits a process, as plain values."""
    return {
        "fitness": found.fitness,
        "cases": found.cases,
        "fitting": found.fitting,
        "deviations": [
            {
                "kind": each.kind.value,
                "activity": each.activity,
                "count": each.count,
                "case_count": len(each.cases),
                "cases": list(each.cases[:MOST_LISTED]),
            }
            for each in found.deviations[:MOST_LISTED]
        ],
        "left_off": max(len(found.deviations) - MOST_LISTED, 0),
        "unjudged": [case for cases in found.unjudged.values() for case in cases][:MOST_LISTED],
        "unjudged_because": {reason.value: len(cases) for reason, cases in found.unjudged.items()},
    }


def plain_drift(found: Drift) -> Plain:
    """Whether the procedure changed. clearest: in what, for a moment that was found; no activity means durations."""
    moment = as_moment(found.moment) if found.moment is not None else None
    return {
        "found": found.moment is not None and not found.given,
        "given": found.given,
        "at": moment.isoformat() if moment else None,
        "cases": found.cases,
        "series_tested": found.tested,
        "chance": found.chance,
        "clearest": None if moment is None or found.given else {"activity": found.series or None},
        "comparison": plain_comparison(found.comparison) if found.comparison else None,
    }


def plain_office(each: Office) -> Plain:
    """One office beside all the others."""
    return {
        "name": each.name,
        "cases": each.cases,
        "working": plain_spread(each.hours),
        "outcomes": {outcome.value: count for outcome, count in sorted(each.outcomes.items())},
        "by_limit": {outcome.value: count for outcome, count in sorted(each.by_limit.items())},
        "comparison": plain_comparison(each.others),
    }


def plain_comparison(found: Comparison) -> Plain:
    """Both sides; of what differs the most notable."""
    return {
        "cases": list(found.cases),
        "durations": [plain_spread(each) for each in found.durations],
        "durations_chance": found.durations_chance,
        "activities": [asdict(each) for each in found.activities[:MOST_LISTED]],
        "steps": [asdict(each) for each in found.steps[:MOST_LISTED]],
    }
