from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from motcua.domain.identity.cache import change_version
from motcua.domain.identity.reference.agencies import read_agencies, save_agencies
from motcua.domain.identity.reference.calendars import load_calendar
from motcua.domain.identity.reference.people import load_people_of
from motcua.domain.identity.reference.units import read_units, save_units


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many of each the files hold."""

    units: int
    agencies: int
    calendar_days: int


@transaction.atomic
def load_reference(folder: Path, on: date) -> Loaded:
    """Administrative units, agencies and the calendar from `catalogue/reference`, as of the day `on`.

    All or nothing: raises BadReferenceError, which names file and line, when the files contradict themselves.
    """
    units = read_units(folder / "units")
    agencies = read_agencies(folder / "agencies")
    save_units(units)
    save_agencies(agencies, on)
    days = load_calendar(folder / "calendar", on)
    change_version()
    return Loaded(len(units), len(agencies), days)


@transaction.atomic
def load_people(folder: Path) -> int:
    """The people of a demo city, after `load_reference`: every file of `catalogue/reference/people`. Returns how many.

    All or nothing: raises BadReferenceError, which names file and person.
    """
    count = sum(load_people_of(file) for file in sorted((folder / "people").glob("*.yaml")))
    change_version()
    return count
