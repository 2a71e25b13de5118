from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from holidays import HolidayBase, country_holidays

from motcua.core.workcal import BadHoursError, WeekPattern, parse_shifts
from motcua.domain.identity.events import CalendarChanged, CalendarDayOverridden, publish
from motcua.domain.identity.models import Agency, CalendarDay, OfficeHours
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.reference.reading import BadReferenceError, read_yaml

YEARS_AHEAD = 2
FILE = "office-hours.yaml"
_NATIONAL_PLAN = "Lịch nghỉ lễ quốc gia"
_LONGEST = 500


def load_calendar(folder: Path, on: date) -> int:
    """Office hours from the file; holidays of the whole country from the package `holidays`, to two years after `on`.

    Days that an administrator stated for an agency are not touched: they win over the country's. Returns the number of
    special days.
    """
    stated = read_yaml(folder / FILE)
    _save_hours(None, stated["country"])
    for code, hours in stated["agencies"].items():
        agency = Agency.objects.filter(valid_on(on), code=code).first()
        if agency is None:
            raise BadReferenceError(FILE, f"không có cơ quan mang mã {code}", f"there is no agency {code}")
        _save_hours(agency, hours)
    wanted = {row.day: row for row in _special_days(range(stated["holidays_from"], on.year + YEARS_AHEAD + 1))}
    _save_days(wanted)
    return len(wanted)


def _save_days(wanted: dict[date, CalendarDay]) -> None:
    """Replace the country's days that differ now, and tell each of them, but for the first time of all."""
    known = {row.day: row for row in CalendarDay.objects.filter(agency=None)}
    changed = sorted(day for day in known | wanted if _said(known.get(day)) != _said(wanted.get(day)))
    CalendarDay.objects.filter(agency=None, day__in=changed).delete()
    CalendarDay.objects.bulk_create(wanted[day] for day in changed if day in wanted)
    for day in changed if known else ():
        row = wanted.get(day)
        publish(CalendarDayOverridden(day, None, row.kind if row else "ordinary", row.reason if row else ""))
    if changed and known:
        days = ", ".join(f"{day:%d/%m/%Y}" for day in changed)
        publish(CalendarChanged(None, _NATIONAL_PLAN, f"Điều chỉnh ngày nghỉ lễ, ngày làm bù: {days}"[:_LONGEST]))


def _said(row: CalendarDay | None) -> tuple[str, date | None] | None:
    return (row.kind, row.instead_of) if row else None


def _save_hours(agency: Agency | None, hours: dict[str, Any]) -> None:
    try:
        WeekPattern(hours["valid_from"], tuple(map(parse_shifts, hours["week"])))
    except BadHoursError as wrong:
        raise BadReferenceError(FILE, wrong.vi, wrong.en) from wrong
    OfficeHours.objects.update_or_create(
        agency=agency, valid_from=hours["valid_from"], defaults={"week": hours["week"]}
    )


def _special_days(years: Sequence[int]) -> Iterator[CalendarDay]:
    """Each holiday and each side of a swap once, with the package's name of it as the reason."""
    vietnam = country_holidays("VN", years=years, language="vi")
    worked = {}
    for day, name in sorted(vietnam.items()):
        swapped = _swapped_with(vietnam, name)
        yield CalendarDay(day=day, kind="swap_off" if swapped else "holiday", reason=name)
        if swapped:
            worked[swapped] = day
    for day, off in worked.items():
        yield CalendarDay(day=day, kind="swap_work", instead_of=off, reason=f"Làm bù cho ngày {off:%d/%m/%Y}")


def _swapped_with(vietnam: HolidayBase, name: str) -> date | None:
    """The weekend day that is worked for a day off, which the package tells in the name of the day off."""
    before, after = vietnam.substituted_label.split("%s")
    if not name.startswith(before) or not name.endswith(after):
        return None
    told = name.removeprefix(before).removesuffix(after)
    return datetime.strptime(told, vietnam.substituted_date_format).date()  # noqa: DTZ007 a date has no zone
