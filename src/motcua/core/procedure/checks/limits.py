"""Time: the steps of the longest way must fit into the legal limit, for each case, each channel and each limit.

For the sum a working day has 8 working hours and every other day counts as one working day too, which is what the
printed tables of steps do ("30 ngày = 240 giờ"). Where calendar days meet working time that sum is only half the truth,
so such a package is also laid over the days of a real year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit, statutory_due_at
from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import CaseLimit, Procedure, ProcedureCase
from motcua.core.procedure.vocabulary import Certainty, StepKind, WaitsFor
from motcua.core.process import Longest, critical_path, order, serial_sum
from motcua.core.workcal import WorkCalendar

_HOURS = {
    LimitUnit.WORKING_HOURS: 1,
    LimitUnit.WORKING_DAYS: 8,
    LimitUnit.CALENDAR_DAYS: 8,
    LimitUnit.MONTHS: 8 * 30,
}
_WORKING = frozenset({LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.SAME_DAY})
_STATED = re.compile(r"(\d+)\s*(giờ làm việc|ngày làm việc|ngày|tháng)", re.IGNORECASE)
_UNITS = {
    "giờ làm việc": LimitUnit.WORKING_HOURS,
    "ngày làm việc": LimitUnit.WORKING_DAYS,
    "ngày": LimitUnit.CALENDAR_DAYS,
    "tháng": LimitUnit.MONTHS,
}
_NO_RULES = ClockRules()


@dataclass(frozen=True, slots=True)
class Year:
    """A year of an ordinary office, on whose days a process is tried out. The calendar reaches beyond the year."""

    year: int
    calendar: WorkCalendar


def check_limits(examined: Examined, procedure: Procedure, findings: Findings, year: Year | None) -> None:
    """Channels, stated texts, sums, and the share of days on which the sum deceives."""
    for key, case in procedure.cases.items():
        _check_channels(case, procedure, examined, findings)
        for limit in case.limits:
            place = examined.top["cases"][key]["limits"][limit.key].place
            if not _agrees_with_its_text(limit):
                stated = {"stated": limit.stated, "amount": limit.limit.amount, "unit": limit.limit.unit}
                findings.report("limit_differs_from_stated", place, key=limit.key, **stated)
            elif _lacks_a_unit(limit):
                findings.report("stated_without_unit", place, stated=limit.stated)
            _check_way(procedure, case, limit, place, findings, year=year)


def _check_way(
    procedure: Procedure, case: ProcedureCase, limit: CaseLimit, place: Line, findings: Findings, *, year: Year | None
) -> None:
    """The longest way against the limit: as the printed tables add it up, and on the days of a year."""
    path = longest_path(procedure, limit)
    allowed = hours_of(limit.limit)
    way = {"case": case.key, "limit": limit.key, "steps": _spelled(weights(procedure, limit), path)}
    if path.length > allowed:
        findings.report("path_longer_than_limit", place, allowed=allowed, sum=path.length, **way)
        return
    if path.length == allowed:
        findings.report("path_at_limit", place, allowed=allowed, **way)
    serial = serial_path(procedure, limit)
    if serial.length > allowed:
        way["steps"] = _spelled(_work(procedure, limit), serial)
        findings.report("serial_sum_longer_than_limit", place, allowed=allowed, sum=serial.length, **way)
    if year and _units_differ(limit, path, procedure):
        missed, tried = missed_days(procedure, limit, path, case.clock, year)
        if missed:
            share = f"{100 * missed / tried:.0f}"
            findings.report("path_misses_limit_on_days", place, share=share, tried=tried, year=year.year, **way)


def hours_of(limit: TimeLimit) -> int:
    """A limit as the hours of the printed tables; the same day is one day."""
    return 8 if limit.unit is LimitUnit.SAME_DAY else limit.amount * _HOURS[limit.unit]


def longest_path(procedure: Procedure, limit: CaseLimit) -> Longest[int]:
    """The longest way through the diagram in hours, without the waits for the applicant, which stop the clock."""
    return critical_path(procedure.process, weights(procedure, limit))


def serial_path(procedure: Procedure, limit: CaseLimit) -> Longest[int]:
    """The most work that one dossier may ask for in hours, if one person did it all; waiting is no work."""
    return serial_sum(procedure.process, _work(procedure, limit))


def missed_days(
    procedure: Procedure, limit: CaseLimit, path: Longest[int], rules: ClockRules, year: Year
) -> tuple[int, int]:
    """On how many working days of the year a dossier accepted when the office opens ends too late, and of how many."""
    timed = [part for node in path.nodes for part in _counted(procedure, node.id, limit)]
    missed = tried = 0
    day = date(year.year, 1, 1)
    while day.year == year.year:
        if year.calendar.is_working_day(day):
            start = year.calendar.opening(day)
            done = _finished_at(year.calendar, start, timed)
            missed += done > statutory_due_at(year.calendar, limit.limit, rules, start)
            tried += 1
        day += timedelta(days=1)
    return missed, tried


def _finished_at(calendar: WorkCalendar, start: datetime, timed: list[TimeLimit]) -> datetime:
    moment = start
    for limit in timed:
        moment = statutory_due_at(calendar, limit, _NO_RULES, moment)
    return moment


def weights(procedure: Procedure, limit: CaseLimit) -> Mapping[str, int]:
    """The hours that each step takes from a limit, as the printed tables count them."""
    return {step: sum(map(hours_of, _counted(procedure, step, limit))) for step in procedure.steps}


def _work(procedure: Procedure, limit: CaseLimit) -> Mapping[str, int]:
    """The hours of the steps in which the deciding office works, without those in which it waits for others."""
    others = {step.key for step in procedure.steps.values() if step.kind in (StepKind.WAIT, StepKind.CHILD)}
    return {step: 0 if step in others else hours for step, hours in weights(procedure, limit).items()}


def _counted(procedure: Procedure, key: str, limit: CaseLimit) -> Iterator[TimeLimit]:
    """The time that a step takes from this limit: its own, or that of its group at the group's first step."""
    step = procedure.steps.get(key)
    if step is None or step.waits_for in (WaitsFor.APPLICANT, WaitsFor.PAYMENT, WaitsFor.OBLIGATION):
        return
    if step.only_within and step.only_within != limit.key:
        return
    if step.limit:
        yield step.limit
    elif step.group in procedure.groups and _first_of_group(procedure, step.group) == key:
        yield procedure.groups[step.group].limit


def _first_of_group(procedure: Procedure, group: str) -> str:
    ordered = (node.id for node in order(procedure.process))
    return next(key for key in ordered if key in procedure.steps and procedure.steps[key].group == group)


def _units_differ(limit: CaseLimit, path: Longest[int], procedure: Procedure) -> bool:
    units = {part.unit for node in path.nodes for part in _counted(procedure, node.id, limit)}
    return any((unit in _WORKING) != (limit.limit.unit in _WORKING) for unit in units)


def _spelled(weights: Mapping[str, int], path: Longest[int]) -> str:
    """The sum as a clerk would write it: receive 2 + assign 1 + opinions 96."""
    return " + ".join(f"{node.id} {weights[node.id]}" for node in path.nodes if weights.get(node.id))


def _check_channels(case: ProcedureCase, procedure: Procedure, examined: Examined, findings: Findings) -> None:
    """Each channel begins with exactly one limit, and one that differs from the others says why."""
    node = examined.top["cases"][case.key]["limits"]
    first = [limit for limit in case.limits if limit.when is None]
    for channel in sorted(procedure.channels):
        own = [limit for limit in first if channel in limit.channels]
        if len(own) != 1:
            code = "channel_with_two_limits" if own else "channel_without_limit"
            findings.report(code, node.place, case=case.key, channel=channel)
    amounts = {(limit.limit.unit, limit.limit.amount) for limit in first}
    if len(amounts) > 1 and not any(limit.note for limit in first):
        findings.report("channels_differ_without_note", node.place, case=case.key)


def _agrees_with_its_text(limit: CaseLimit) -> bool:
    """Whether the quoted text names this amount and unit; what is not published may differ on purpose."""
    if limit.certainty is not Certainty.PUBLISHED or limit.limit.unit is LimitUnit.SAME_DAY:
        return True
    pairs = _pairs(limit)
    return not pairs or (limit.limit.unit, limit.limit.amount) in pairs


def _lacks_a_unit(limit: CaseLimit) -> bool:
    """The quoted text has a number and no unit: "1", "3", as the national database prints some limits."""
    return limit.limit.unit is not LimitUnit.SAME_DAY and any(map(str.isdigit, limit.stated)) and not _pairs(limit)


def _pairs(limit: CaseLimit) -> list[tuple[LimitUnit, int]]:
    return [(_UNITS[unit.lower()], int(amount)) for amount, unit in _STATED.findall(limit.stated)]
