"""By what a command measures a log: deadlines, limits, working time, offices, periods."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from django.conf import settings

from motcua.core.mining.durations import case_borders
from motcua.core.mining.limits import NO_LIMITS, Limit, Limits, Unit, cases_over
from motcua.core.mining.log import EventLog, as_moment
from motcua.core.mining.office_hours import UNKNOWN_HOURS, Hours, hours_of
from motcua.core.mining.reading import Guess
from motcua.core.text import ToldError
from motcua.core.workcal import ZONE, WorkCalendar, office_time
from motcua.domain.catalogue.folder import ordinary_calendar
from motcua.infra import clock

_LIMIT: Final = re.compile(r"(?:(?P<activity>.+)=)?(?P<amount>\d+(?:\.\d+)?)(?P<unit>[hd])")
_MOST_NAMED: Final = 40
_NO_DAY: Final = "“{0}” không phải ngày; hãy ghi như 2026-07-01 ({0!r} is no day; write 2026-07-01)"
_UNITS: Final = {"h": Unit.WORKING_HOURS, "d": Unit.WORKING_DAYS}


@dataclass(frozen=True, slots=True)
class Measured:
    """What `report` may be told beside the log."""

    hours: Hours = UNKNOWN_HOURS
    office: WorkCalendar | None = None
    limits: Limits = NO_LIMITS
    ended: str = ""
    deadline: str = ""
    offices: str = ""
    parted: datetime | None = None

    def as_arguments(self) -> dict[str, Any]:
        """As `report` takes them."""
        return {name: getattr(self, name) for name in self.__slots__}

    def open_cases(self, log: EventLog) -> Iterator[str]:
        """The cases that are not over."""
        over = cases_over(log, self.ended, self.limits.final)
        return (log.cases[n] for n in np.setdiff1d(np.arange(len(log.cases)), over).tolist())


def add_measuring_options(parser: argparse.ArgumentParser) -> None:
    """By what cases and steps are measured."""
    parser.add_argument("--ended", default="", metavar="NAME", help="what of a case says when it ended")
    parser.add_argument("--deadline", default="", metavar="NAME", help="what of a case says by when it had to")
    parser.add_argument("--by", default="", metavar="NAME", help="compare the offices that this of a case names")
    parser.add_argument("--since", type=a_moment, metavar="DAY", help="compare the cases begun since with those before")
    parser.add_argument(
        "--calendar", action="store_true", help="measure in the working time of the country's offices too"
    )
    parser.add_argument(
        "--final", action="append", default=[], metavar="STEP", help="a case is over when it ends with this step"
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="[STEP=]15d|8h",
        help="working days or hours that a case, or a step, may take; measured in working time",
    )


def a_moment(text: str) -> datetime:
    """A moment of the command line. Raises ArgumentTypeError."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_NO_DAY.format(text)) from None


def a_day(text: str) -> date:
    """A day of the command line. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_NO_DAY.format(text)) from None


def measured_by(given: argparse.Namespace, log: EventLog) -> Measured:
    """What was told with these options. Raises ToldError for a limit that is none or comes twice, for a name that the
    log does not have, for dates that are none, and for a log older than the known calendar.
    """
    for name in (given.ended, given.deadline, given.by):
        if name and name not in log.attributes:
            known = ", ".join(log.attributes) or "-"
            raise ToldError(
                f"Nhật ký không có thuộc tính ca “{name}”; có: {known}.",
                f"The log says nothing of cases that is called {name!r}; there are: {known}.",
            )
    for name in filter(None, (given.ended, given.deadline)):
        if (strange := _no_moments(log, name)) and len(strange) == sum(
            each is not None for each in log.attributes[name]
        ):
            raise ToldError(
                f"“{name}” của hồ sơ không phải thời điểm, chẳng hạn “{strange[0]}”; hãy chọn thuộc tính khác.",
                f"What cases say as {name!r} is no moment, such as {strange[0]!r}; choose another attribute.",
            )
    limits = _limits(given.limit, given.final)
    for name in (*limits.steps, *given.final):
        if name not in log.activities:
            known = ", ".join(sorted(log.activities)[:_MOST_NAMED]) or "-"
            raise ToldError(
                f"Nhật ký không có bước “{name}”; có: {known}.",
                f"The log has no step {name!r}; there are: {known}.",
            )
    since = given.since.replace(tzinfo=given.since.tzinfo or ZONE) if given.since else None
    found = Measured(limits=limits, ended=given.ended, deadline=given.deadline, offices=given.by, parted=since)
    return in_working_time(found, log) if given.calendar or given.limit else found


def dates_unread(asked: Measured, log: EventLog) -> Iterator[Guess]:
    """What is told of cases whose end or deadline cannot be read."""
    for name, vi, en in ((asked.ended, "chưa xong", "open"), (asked.deadline, "không có hạn", "without a deadline")):
        if name and (strange := _no_moments(log, name)):
            yield Guess(
                f"{len(strange)} hồ sơ có “{name}” không phải thời điểm, như “{strange[0]}”, nên được coi là {vi}; "
                "hãy sửa rồi đưa lại tệp.",
                f"{len(strange)} cases have a {name!r} that is no moment, such as {strange[0]!r}, and were taken to be "
                f"{en}; mend it and give the file again.",
            )


def _no_moments(log: EventLog, name: str) -> list[object]:
    values = log.attributes.get(name, ())
    return [each for each in values if each is not None and not isinstance(each, datetime)]


def in_working_time(asked: Measured, log: EventLog) -> Measured:
    """The same in the working time of the country's offices. Raises ToldError for a log older than their calendar."""
    calendar = _calendar(log)
    return replace(asked, hours=hours_of(dict.fromkeys(log.resources, calendar)), office=calendar)


def _limits(written: list[str], final: list[str]) -> Limits:
    case: Limit | None = None
    steps: dict[str, Limit] = {}
    for each in written:
        match = _LIMIT.fullmatch(each)
        if match is None:
            raise ToldError(
                f"“{each}” không phải thời hạn; ví dụ: 15d (ngày làm việc), 8h (giờ làm việc), “Thẩm định=8h”.",
                f"{each!r} is no limit; such are 15d (working days), 8h (working hours), appraise=8h.",
            )
        limit, of = Limit(float(match["amount"]), _UNITS[match["unit"]]), match["activity"] or ""
        if of in steps or (case and not of):
            raise ToldError(
                f"Có hai thời hạn cho {f'bước “{of}”' if of else 'cả hồ sơ'}; hãy giữ một.",
                f"There are two limits for {f'the step {of!r}' if of else 'the case'}; keep one.",
            )
        if of:
            steps[of] = limit
        else:
            case = limit
    return Limits(case, steps, frozenset(final))


def _calendar(log: EventLog) -> WorkCalendar:
    """That of the country for the years of the log, and one more for limits that end later."""
    begins, ends = case_borders(log)
    now = clock.now()
    first, last = (as_moment(int(each)) for each in (begins.min(), ends.max())) if len(begins) else (now, now)
    years = [office_time(each).year for each in (first, last, now) if each]
    calendar = ordinary_calendar(settings.CATALOGUE, range(min(years), max(years) + 2))
    if calendar is None or (first and calendar.first > office_time(first).date()):
        raise ToldError(
            "Lịch làm việc của cả nước không biết các ngày của nhật ký này; hãy bỏ --calendar và --limit.",
            "The country's calendar does not know the days of this log; leave out --calendar and --limit.",
        )
    return calendar
