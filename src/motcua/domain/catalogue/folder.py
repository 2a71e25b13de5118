"""A catalogue as a folder of plain files. Nothing here needs a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from holidays import country_holidays

from motcua.core.procedure import Judged, Year, check_catalogue, read_shared
from motcua.core.workcal import WeekPattern, WorkCalendar, holiday, own_hours, parse_shifts

_COMMON = ("schema", "shared")
_MAIN = "procedure.yaml"
_OFFICE_HOURS = Path("reference", "calendar", "office-hours.yaml")
# A process that starts in December may end in the year after, and a limit of months in the next; the stories of
# scenarios may lie some years back.
_YEARS_BEFORE, _YEARS_BEYOND = 5, 2


def shared_in(folder: Path) -> dict[str, bytes]:
    """The files that all packages have in common, named like `shared/roles.yaml`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for name in _COMMON for path in _files(folder / name)
    }


def packages_in(folder: Path) -> dict[str, dict[str, bytes]]:
    """The files of each package, named as inside its folder, by the name of the folder."""
    return {main.parent.name: package_in(main.parent) for main in sorted(folder.glob(f"*/{_MAIN}"))}


def package_in(folder: Path) -> dict[str, bytes]:
    """The files of one package, named as inside its folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def check_folder(folder: Path, on: date) -> dict[str, Judged]:
    """Judge every package of a catalogue, by the name of its folder, as the law stands on a day.

    Raises BrokenPackageError when what all packages share cannot be read.
    """
    return check_catalogue(packages_in(folder), read_shared(shared_in(folder)), on=on, year=ordinary_year(folder, on))


def ordinary_year(folder: Path, on: date) -> Year | None:
    """The year of `on` at an office with the country's hours and holidays; None when the folder states no hours."""
    calendar = ordinary_calendar(folder, range(on.year - _YEARS_BEFORE, on.year + _YEARS_BEYOND + 1))
    return Year(on.year, calendar) if calendar else None


def ordinary_calendar(folder: Path, years: range) -> WorkCalendar | None:
    """The hours and holidays of the country in these years, as far back as the folder states hours; None where it
    states none for any of them. Days of Tết and swaps of years to come are estimates.
    """
    stated = folder / _OFFICE_HOURS
    if not stated.exists():
        return None
    country = yaml.safe_load(stated.read_text("utf-8"))["country"]
    week = WeekPattern(country["valid_from"], tuple(map(parse_shifts, country["week"])))
    years = range(max(years.start, country["valid_from"].year), years.stop)
    if not years:
        return None
    vietnam = country_holidays("VN", years=years)
    worked = [own_hours(day, week.days[0]) for day in sorted(vietnam.weekend_workdays) if day.year in years]
    days = [*map(holiday, sorted(vietnam)), *worked]
    return WorkCalendar(date(years[0], 1, 1), date(years[-1], 12, 31), [week], days)


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, without those that editors hide there."""
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
