"""The city's own log, as commands ask for a part of it. Needs Django's models: import it when the database is there."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from motcua.core.deadlines import LimitUnit
from motcua.core.mining.limits import Limit, Unit
from motcua.core.mining.office_hours import hours_of
from motcua.core.mining.reading import Read
from motcua.core.mining.traces import Trace, gathered
from motcua.core.text import ToldError
from motcua.core.workcal import WorkCalendar
from motcua.delivery.cli.measured import Measured
from motcua.delivery.cli.our_log import by_our_names
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.queries.traces import Selection, traces
from motcua.domain.identity import queries as identity
from motcua.infra import clock

_UNITS = {LimitUnit.WORKING_HOURS: Unit.WORKING_HOURS, LimitUnit.WORKING_DAYS: Unit.WORKING_DAYS}


class Officers:
    """What officers are called in a log: their numbers or, as `by_name`, their names."""

    def __init__(self, *, by_name: bool) -> None:
        self._by_name = by_name
        self._numbers: dict[str, int] = {}
        self._called: dict[int, str] = {}

    def __call__(self, officer_id: int) -> str:
        if officer_id not in self._called:
            self._called[officer_id] = _name(officer_id) if self._by_name else str(officer_id)
            self._numbers[self._called[officer_id]] = officer_id
        return self._called[officer_id]

    def calendars(self, on: date) -> dict[str, WorkCalendar]:
        """The calendar of the office where each of them is posted on a day."""
        postings = ((name, identity.postings_of(number, on)) for name, number in self._numbers.items())
        return {name: identity.calendar_of(held[0].agency_id) for name, held in postings if held}


@dataclass(frozen=True, slots=True)
class OwnLog:
    """A part of the city's own log, and who is who in it. office_id, procedure: whose dossiers they are, and of what,
    if all are of one.
    """

    read: Read
    officers: Officers
    office_id: int | None
    procedure: str

    def measured(self, asked: Measured) -> Measured:
        """What is known of the city goes with what was asked: what dossiers owe, whose they are, who works when, and
        what the procedure gives each step. Without an office the hours are those of the whole city.
        """
        on = clock.now().date()
        office_id = self.office_id or identity.agency_by_code(settings.CITY_AGENCY, on).id
        steps = _step_limits(self.procedure, on) if self.procedure else {}
        return replace(
            by_our_names(asked),
            hours=hours_of(self.officers.calendars(on)),
            office=asked.office or identity.calendar_of(office_id),
            limits=replace(asked.limits, steps={**steps, **asked.limits.steps}),
        )


def read_own(given: argparse.Namespace) -> OwnLog:
    """The dossiers that the options of `add_selection` ask for. Raises ToldError as `selected` does."""
    officers = Officers(by_name=given.names)
    return OwnLog(Read(gathered(selected(given, officers))), officers, _office(given), given.procedure)


def selected(given: argparse.Namespace, officers: Officers) -> Iterator[Trace]:
    """The same, one after the other. Raises ToldError for an office that there is not, and for a period that ends
    before it begins.
    """
    if given.first and given.last and given.last < given.first:
        raise ToldError(
            f"Ngày đầu {given.first:%d/%m/%Y} sau ngày cuối {given.last:%d/%m/%Y}.",
            f"The first day {given.first} lies after the last, {given.last}.",
        )
    return traces(Selection(given.first, given.last, given.procedure, _office(given)), officers)


def _office(given: argparse.Namespace) -> int | None:
    if not given.office:
        return None
    return identity.agency_by_code(given.office, given.last or clock.now().date()).id


def _step_limits(code: str, on: date) -> dict[str, Limit]:
    """What the version that holds now gives each step, in working time; nothing where the procedure is not offered."""
    try:
        steps = catalogue.version(catalogue.published(code, on)).steps.values()
    except NotOfferedError:
        return {}
    given = {step.key: step.limit for step in steps if step.limit}
    return {key: Limit(each.amount, _UNITS[each.unit]) for key, each in given.items() if each.unit in _UNITS}


def _name(officer_id: int) -> str:
    """The name, and the login, because names repeat."""
    officer = identity.officer(officer_id)
    return f"{officer.full_name} ({officer.login})"
