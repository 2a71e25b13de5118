"""The dossiers that were open on a day of the past, as they stood by what was known then, from the log of events.

What became of them is in the log too: so forecasts can be made for the past and judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

from motcua.core.deadlines import (
    Changed,
    ClockError,
    DossierClock,
    Grounds,
    Outcome,
    PauseCause,
    TimeLimit,
    change_limit,
    pause,
    resume,
    start,
)
from motcua.core.mining.broken_off import MARK
from motcua.core.mining.conformance import Steerable
from motcua.core.mining.log import NO_TIME, EventLog, as_moment, as_time
from motcua.core.procedure import Channel, Procedure
from motcua.core.simulation.forecast.ahead import OpenCases
from motcua.core.simulation.forecast.forecast import OpenCase
from motcua.core.simulation.forecast.owed import Owed, owed
from motcua.core.simulation.forecast.standing import Standing, standings_at
from motcua.core.simulation.model import Limit, Present
from motcua.core.workcal import WorkCalendar, office_time
from motcua.domain.dossiers.tracing import SUPPLEMENT

_ASKED: Final = f"{MARK}{SUPPLEMENT}"
_OF_THE_LOG: Final = Grounds("log", "log")


_Change = Callable[[DossierClock, datetime], Changed]


@dataclass(frozen=True, slots=True)
class Followed:
    """What the dossiers of a log followed. brings: by step, the limit that takes over once it is open."""

    procedure: Procedure
    drawing: Steerable
    calendar: WorkCalendar
    brings: Mapping[str, TimeLimit]


class PastCases(NamedTuple):
    """cases: by limit, all by one drawing. late: of each, whether it became late. unplaced: how many stood nowhere in
    the drawing as it is now.
    """

    cases: tuple[OpenCases, ...]
    late: dict[OpenCase, bool]
    unplaced: int


def past_cases(log: EventLog, of: Followed, moment: datetime, now: datetime) -> PastCases:
    """The dossiers of a log of one procedure and agency that had been accepted and not decided at a moment, with what
    became of them by now. Those of which that is not known yet are left out.
    """
    at = as_time(moment)
    standings = standings_at(log, of.drawing, at, ended=_over(log))
    number = {case: n for n, case in enumerate(log.cases)}
    sorts: dict[Limit, list[Present]] = {}
    late: dict[tuple[Limit, int], bool] = {}
    for standing in standings.cases:
        n = number[standing.case]
        clock, became = _clock_then(log, n, of, at), _became_late(log, n, now)
        if clock is None or became is None:
            continue
        left = owed(clock, of.calendar, moment)
        sorts.setdefault(left.limit, []).append(_present(n, standing, clock, left))
        late[left.limit, n] = became
    names = {limit: f"past#{n}" for n, limit in enumerate(sorts)}
    return PastCases(
        tuple(OpenCases(names[limit], of.drawing, limit, tuple(present)) for limit, present in sorts.items()),
        {OpenCase(names[limit], n): became for (limit, n), became in late.items()},
        len(standings.unplaced),
    )


def _present(n: int, standing: Standing, clock: DossierClock, left: Owed) -> Present:
    return Present(
        n,
        standing.arrived,
        standing.state,
        standing.waits,
        left.used,
        left.since,
        left.kept_until,
        turns=standing.turns,
        interrupted={SUPPLEMENT: clock.supplement_count} if clock.supplement_count else {},
    )


def _over(log: EventLog) -> dict[str, int]:
    """When the limit of each was over: its result was ready, or it had ended without one."""
    moments = zip(log.cases, _column(log, "decided"), _column(log, "ended"), strict=True)
    found = (
        (case, min((as_time(each) for each in ends if isinstance(each, datetime)), default=None))
        for case, *ends in moments
    )
    return {case: end for case, end in found if end is not None}


def _clock_then(log: EventLog, n: int, of: Followed, at: int) -> DossierClock | None:
    """The clock with what had happened to it by then; None before acceptance, and for what the law cannot count."""
    accepted, case, channel = (_column(log, name)[n] for name in ("accepted", "case", "channel"))
    variant = of.procedure.cases.get(str(case))
    if not isinstance(accepted, datetime) or as_time(accepted) > at or variant is None:
        return None
    try:
        clock, _ = start(of.calendar, variant.limit_for(Channel(str(channel))).limit, accepted, variant.clock)
        for moment, change in sorted(_changes(log, n, of, at), key=lambda each: each[0]):
            if moment >= clock.changed_at:  # what was before it was accepted is none of it
                clock, _ = change(clock, moment)
    except ClockError:
        return None
    return clock


def _changes(log: EventLog, n: int, of: Followed, at: int) -> Iterator[tuple[datetime, _Change]]:
    """What happened to a clock until then: the applicant was asked for more, he answered, another limit took over."""
    rows = range(int(log.first[n]), int(log.first[n + 1]))
    for row in rows:
        activity = log.activities[log.activity[row]]
        enabled = int(log.enabled[row])
        if (limit := of.brings.get(activity.partition(MARK)[0])) and NO_TIME != enabled <= at:
            yield _moment(enabled), partial(_changed, of.calendar, limit)
        if activity.endswith(_ASKED) and log.ended[row] <= at:
            yield _moment(int(log.ended[row])), _paused
            answered = _answered(log, rows, row)
            if NO_TIME != answered <= at:
                yield _moment(answered), partial(_resumed, of.calendar)


def _answered(log: EventLog, rows: range, row: int) -> int:
    """When the step was open again at which the applicant had been asked for more."""
    step = log.activities[log.activity[row]].removesuffix(_ASKED)
    again = (
        int(log.enabled[later])
        for later in rows
        if log.activities[log.activity[later]].partition(MARK)[0] == step
        and NO_TIME != log.enabled[later] >= log.ended[row]
    )
    return min(again, default=NO_TIME)


def _paused(clock: DossierClock, at: datetime) -> Changed:
    return pause(clock, at, PauseCause.SUPPLEMENT, _OF_THE_LOG, special_law=True)


def _resumed(calendar: WorkCalendar, clock: DossierClock, at: datetime) -> Changed:
    return resume(calendar, clock, at, _OF_THE_LOG)


def _changed(calendar: WorkCalendar, limit: TimeLimit, clock: DossierClock, at: datetime) -> Changed:
    return change_limit(calendar, clock, at, limit, _OF_THE_LOG)


def _became_late(log: EventLog, n: int, now: datetime) -> bool | None:
    """What the clock said when it was finished; of one that runs on, whether its day has gone by."""
    outcome, due = _column(log, "outcome")[n], _column(log, "due")[n]
    if outcome is not None:
        return outcome == Outcome.LATE.value
    return True if isinstance(due, datetime) and due < now and _column(log, "ended")[n] is None else None


def _column(log: EventLog, name: str) -> tuple[object, ...] | list[object]:
    return list(log.attributes.get(name, ())) or [None] * len(log.cases)


def _moment(time: int) -> datetime:
    found = as_moment(time)
    if found is None:
        raise ValueError("an event of our own log always has its times")
    return office_time(found)
