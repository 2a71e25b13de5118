from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from motcua.core.workcal import DayKind, SpecialDay, WeekPattern, WorkCalendar, parse_shifts
from motcua.domain.identity.cache import kept
from motcua.domain.identity.models import CalendarDay, OfficeHours
from motcua.domain.identity.queries.offices import agencies, agency
from motcua.domain.identity.types import NotFoundError

COUNTRY = None


def calendar_of(agency_id: int) -> WorkCalendar:
    """The working time of an office: its own hours or those of the nearest agency above it, and for each day what the
    nearest says of it, the country last. It spans the years whose holidays are loaded; one calendar is shared by all
    offices with the same hours. Raises NotFoundError before any are loaded.
    """
    agency(agency_id)
    return kept(("calendar", agency_id), lambda: _calendar(agency_id))


def _calendar(agency_id: int) -> WorkCalendar:
    weeks, days = kept("office hours", _weeks), kept("calendar days", _days)
    nearest_first = [*(each.id for each in agencies().upwards(agency_id)), COUNTRY]
    # Those who have something to say about hours or days name the calendar.
    owners = tuple(each for each in reversed(nearest_first) if each in weeks or each in days)
    return kept(("calendar of", owners), lambda: _build(owners, weeks, days))


def _build(
    owners: Iterable[int | None],
    weeks: Mapping[int | None, Sequence[WeekPattern]],
    days: Mapping[int | None, Mapping[date, SpecialDay]],
) -> WorkCalendar:
    """`owners` from the country down to the office: the later one wins."""
    patterns: list[WeekPattern] = []
    by_date: dict[date, SpecialDay] = {}
    for owner in owners:
        own = weeks.get(owner, ())
        patterns = [each for each in patterns if not own or each.valid_from < own[0].valid_from] + list(own)
        by_date |= days.get(owner, {})
    known_years = [day.year for day in days.get(COUNTRY, {}) if (day.month, day.day) == (1, 1)]
    if not known_years or not patterns:
        raise NotFoundError(
            "Chưa nạp lịch nghỉ lễ hoặc giờ làm việc; hãy nạp dữ liệu tham chiếu.",
            "No holidays or office hours are loaded; load the reference data.",
        )
    return WorkCalendar(date(min(known_years), 1, 1), date(max(known_years), 12, 31), patterns, by_date.values())


def _weeks() -> dict[int | None, tuple[WeekPattern, ...]]:
    found: dict[int | None, tuple[WeekPattern, ...]] = {}
    for row in OfficeHours.objects.order_by("valid_from"):
        week = WeekPattern(row.valid_from, tuple(map(parse_shifts, row.week)))
        found[row.agency_id] = (*found.get(row.agency_id, ()), week)
    return found


def _days() -> dict[int | None, dict[date, SpecialDay]]:
    found: dict[int | None, dict[date, SpecialDay]] = {}
    for row in CalendarDay.objects.all():
        day = SpecialDay(row.day, DayKind(row.kind), parse_shifts(row.shifts), row.instead_of)
        found.setdefault(row.agency_id, {})[row.day] = day
    return found
