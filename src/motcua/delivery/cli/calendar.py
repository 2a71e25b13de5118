"""`motcua calendar import FILE --decision NUMBER [--agency CODE] [--dry-run] [--now]`, `motcua calendar status`.

Days off, made up or given back, and office hours, for the city or for one agency and all below it:

    days:
      - {day: 2026-11-25, kind: holiday}
      - {day: 2026-12-31, kind: swap_off}
      - {day: 2026-12-26, kind: swap_work, instead_of: 2026-12-31}
      - {day: 2026-12-05, kind: working, shifts: "08:00-11:30"}
      - {day: 2026-11-24, kind: ordinary}          # what was stated, or what the country has off, no longer holds
    hours:
      - {from: 2026-12-01, week: ["07:30-11:30, 13:00-17:00", …, "", ""]}     # Monday first

All open dossiers follow: the worker computes their due dates anew, says why, and tells those whose appointment moves.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from motcua.core.text import ToldError
from motcua.core.workcal import DayKind, SpecialDay, WeekPattern, parse_shifts
from motcua.domain.dossiers.calendar_change.queries import ChangeCard, all_changes
from motcua.domain.dossiers.calendar_change.running import follow_now
from motcua.domain.dossiers.calendar_change.services import Rehearsal, rehearse
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import CalendarPlan, change_calendar
from motcua.domain.identity.types import IdentityError
from motcua.infra import clock

ORDINARY = "ordinary"
_DAY_KEYS, _WEEK_KEYS = {"day", "kind", "shifts", "instead_of"}, {"from", "week"}


class BadCalendarFileError(IdentityError):
    """The file is no calendar: which entry, and why."""


def import_calendar(arguments: list[str]) -> int:
    """Change the calendar as a file says; 1 when it is refused, and nothing is changed then."""
    given = _options(arguments)
    try:
        now = clock.now()
        agency = identity.agency_by_code(given.agency, now.date())
        plan = read_plan(given.file)
        operator = Scope(None, frozenset(), frozenset(), frozenset({agency.id}))
        reason = given.reason or f"Thay đổi lịch làm việc theo {given.decision}"

        def change() -> None:
            change_calendar(plan, agency.id, by=operator, decision=given.decision, reason=reason, now=now)

        if given.dry_run:
            _tell(rehearse(change, agency.id, now))
            return 0
        change()
        if given.now:
            follow_now(clock.now)
            print(_line(all_changes(most=1)[0]))
        else:
            print(f"{agency.name}: the calendar is changed; the worker carries it through all open dossiers")
    except (ToldError, OSError) as problem:
        print(f"motcua calendar: {problem}", file=sys.stderr)
        return 1
    return 0


def status(arguments: list[str]) -> int:
    """The latest changes and how far they are carried through."""
    parser = argparse.ArgumentParser(prog="motcua calendar status")
    parser.add_argument("--most", type=int, default=10)
    for each in all_changes(most=parser.parse_args(arguments).most):
        print(_line(each))
    return 0


def read_plan(file: Path) -> CalendarPlan:
    """The plan that a file states. Raises BadCalendarFileError, naming the entry."""
    try:
        stated = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise _unreadable(file.name, str(wrong)) from wrong
    if not isinstance(stated, dict) or not stated.keys() <= {"days", "hours"}:
        raise _unreadable(file.name, "days, hours")
    days, hours = _entries(stated, "days"), _entries(stated, "hours")
    return CalendarPlan(
        days=tuple(_day(each) for each in days if each.get("kind") != ORDINARY),
        ordinary=tuple(_date(each, "day") for each in days if each.get("kind") == ORDINARY),
        weeks=tuple(_week(each) for each in hours),
    )


def _entries(stated: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = stated.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _unreadable(name, "- {…}")
    return found


def _day(entry: dict[str, Any]) -> SpecialDay:
    try:
        if not entry.keys() <= _DAY_KEYS:
            raise ValueError(f"{', '.join(sorted(_DAY_KEYS))}")
        instead_of = _date(entry, "instead_of") if "instead_of" in entry else None
        kind = DayKind(entry["kind"])
        return SpecialDay(_date(entry, "day"), kind, parse_shifts(str(entry.get("shifts", ""))), instead_of)
    except (KeyError, ValueError) as wrong:
        raise _unreadable(str(entry), str(wrong)) from wrong


def _week(entry: dict[str, Any]) -> WeekPattern:
    try:
        if entry.keys() != _WEEK_KEYS:
            raise ValueError(", ".join(sorted(_WEEK_KEYS)))
        return WeekPattern(_date(entry, "from"), tuple(parse_shifts(str(each)) for each in entry["week"]))
    except (TypeError, ValueError) as wrong:
        raise _unreadable(str(entry), str(wrong)) from wrong


def _date(entry: dict[str, Any], key: str) -> date:
    value = entry.get(key)
    if type(value) is not date:
        raise _unreadable(f"{key}: {value}", "2026-11-25")
    return value


def _unreadable(what: str, why: str) -> BadCalendarFileError:
    return BadCalendarFileError(f"Không đọc được “{what}”: {why}", f"{what!r} cannot be read: {why}")


def _tell(found: Rehearsal) -> None:
    for agency_id, dossiers in sorted(found.moved.items(), key=lambda each: -each[1]):
        print(f"{dossiers:>7}  {identity.agency(agency_id).name}")
    total = sum(found.moved.values())
    print(
        f"{found.looked} open dossiers: {total} would get another due date, {found.steps} only other days of their "
        f"steps, {found.refused} could not be computed; nothing was changed"
    )


def _line(each: ChangeCard) -> str:
    where = identity.agency(each.agency_id).code if each.agency_id else "*"
    state = "done" if each.finished_at else "at work"
    counts = f"{each.looked} looked at, {each.moved} moved, {each.refused} refused"
    return f"{each.id}: {where} {each.decision} ({state}): {counts}"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua calendar import", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", type=Path)
    parser.add_argument("--decision", required=True, help="number of the decision that changes the calendar")
    parser.add_argument("--reason", help="why, in words that stay in the record")
    parser.add_argument("--agency", default=settings.CITY_AGENCY, help="code; without it the whole city")
    parser.add_argument("--dry-run", action="store_true", help="say how many dossiers would move, and change nothing")
    parser.add_argument("--now", action="store_true", help="do not wait for the worker")
    return parser.parse_args(arguments)
