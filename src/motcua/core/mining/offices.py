"""Offices that do the same procedure, each beside all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from motcua.core.mining.comparison import Comparison, Profile, Ranks, compare_profiles, profile
from motcua.core.mining.durations import Outcome, working_durations
from motcua.core.mining.figures import Yardstick
from motcua.core.mining.lengths import Spread, spread
from motcua.core.mining.limits import case_outcomes, cases_over, dated_outcomes
from motcua.core.mining.log import EventLog, Ids
from motcua.core.mining.parts import cases_by_attribute, only


@dataclass(frozen=True, slots=True)
class Office:
    """One office. cases: all that it has. hours: how long those that are over lasted in working time. outcomes: by
    their own deadlines, by_limit: by the limit, of all. others: it first, all other offices second, by the cases that
    are over; what differs notably is told with all offices in mind.
    """

    name: str
    cases: int
    hours: Spread | None
    outcomes: Mapping[Outcome, int]
    by_limit: Mapping[Outcome, int]
    others: Comparison


def compare_offices(log: EventLog, attribute: str, yardstick: Yardstick) -> tuple[Office, ...]:
    """Each office, by the attribute of cases that names it; cases without it are in none. Raises CalendarEndsError.

    An open case is short because it is not done: in what is compared it has no part.
    """
    parts = cases_by_attribute(log, attribute)
    if not parts:
        return ()
    over = cases_over(log, yardstick.ended, yardstick.limits.final)
    done = {name: cases[np.isin(cases, over)] for name, cases in parts.items()}
    whole = profile(only(log, np.concatenate(list(done.values()))))
    ranks = Ranks.of(whole.durations)
    found, begin = [], 0
    for name, cases in parts.items():
        ended = only(log, done[name])
        own = profile(ended)
        members = np.arange(begin, begin + own.cases)
        begin += own.cases
        comparison = compare_profiles(own, _rest(whole, own, members), ranks.chance(members), tests=len(parts))
        found.append(_office(name, only(log, cases), ended, yardstick, comparison))
    return tuple(found)


def _rest(whole: Profile, own: Profile, members: Ids) -> Profile:
    return Profile(
        np.delete(whole.durations, members),
        {name: count - own.having.get(name, 0) for name, count in whole.having.items()},
        {name: count - own.steps.get(name, 0) for name, count in whole.steps.items()},
    )


def _office(name: str, part: EventLog, ended: EventLog, yardstick: Yardstick, comparison: Comparison) -> Office:
    office = yardstick.office
    return Office(
        name,
        len(part.cases),
        spread(working_durations(ended, office)) if office else None,
        dated_outcomes(part, yardstick.ended, yardstick.deadline),
        case_outcomes(part, yardstick.limits, office) if office else {},
        comparison,
    )
