"""What many dossiers of one city share: offices, officers, calendars, accounts, looked up once for each day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast

from motcua.core.deadlines import TimeLimit
from motcua.core.procedure import StepKind, course
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.bulk.moves import First
from motcua.domain.dossiers.invention.staff import Staff
from motcua.domain.dossiers.letters import agency_facts
from motcua.domain.dossiers.parties import naming
from motcua.domain.dossiers.policies import RECEPTION_ROLE
from motcua.domain.dossiers.world import new_code
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError
from motcua.domain.payments.types import CollectingAccount

_MANY = 1 << 18
Named = tuple[tuple[tuple[str, ...], int], ...]


class Place(NamedTuple):
    """All that offices and codes are found by in a case: who received it, and who decides."""

    receiving_id: int
    competent_id: int

    @property
    def as_case(self) -> Case:
        """As the look-ups of the world take it."""
        return cast("Case", self)


class Offices(NamedTuple):
    """The offices of a dossier by their names, such as `("office", role)`: one name for each office, and one for each
    kind of hours. alike: which of all names mean the same office, and which offices have the same hours.
    """

    apart: tuple[tuple[str, ...], ...]
    with_own_hours: tuple[tuple[str, ...], ...]
    alike: tuple[tuple[int, int], ...]


class Surroundings:
    """The look-ups of one process. Nobody changes the offices of a training city while its past is made."""

    def __init__(
        self, world: Callable[[int], World], staff: Staff, account: Callable[[int, date], CollectingAccount | None]
    ) -> None:
        """world: that of a version of a procedure. account: where money for an agency goes on a day, kept."""
        self._world = world
        self._staff = staff
        self.office = lru_cache(_MANY)(self._office)
        self.agency_of_kind = lru_cache(_MANY)(self._agency_of_kind)
        self._named = lru_cache(_MANY)(self._name_offices)
        self._grouped = lru_cache(_MANY)(self._group)
        self.clerk = lru_cache(_MANY)(self._clerk)
        self.title = lru_cache(_MANY)(self._title)
        self.agency = lru_cache(_MANY)(_agency)
        self.officer_name = lru_cache(_MANY)(_officer_name)
        self.unit_name = lru_cache(_MANY)(_unit_name)
        self.account = account
        self._calendars: dict[int, WorkCalendar] = {}
        self._alike: dict[Any, WorkCalendar] = {}
        self._ends: dict[tuple[int, TimeLimit, date], datetime] = {}

    def calendar(self, office_id: int) -> WorkCalendar:
        """The calendar of an office; offices with the same hours have one and the same."""
        if office_id not in self._calendars:
            found = identity.calendar_of(office_id)
            days = range(found.first.toordinal(), found.last.toordinal() + 1)
            hours = (found.first, tuple(found.shifts(date.fromordinal(day)) for day in days))
            self._calendars[office_id] = self._alike.setdefault(hours, found)
        return self._calendars[office_id]

    def offices(self, version_id: int, place: Place, first: date, last: date) -> Offices:
        """The offices that are the same on both days."""
        then, now = self._named(version_id, place, first), self._named(version_id, place, last)
        return self._grouped(then if then == now else tuple(each for each in then if each in now))

    def due_at(self, calendar: WorkCalendar, limit: TimeLimit, at: datetime) -> datetime:
        """When a limit between two desks ends. One of days ends on the same day for all that counts as received on one
        day, so it is counted once for each.
        """
        if limit.by_the_hour:
            return course.due_at(calendar, limit, at)
        key = (id(calendar), limit, calendar.received_at(at).date())
        if key not in self._ends:
            self._ends[key] = course.due_at(calendar, limit, at)
        return self._ends[key]

    def code(self, place: Place, on: date, number: int) -> str:
        """The code of a dossier that got this number of its day."""
        return new_code(place.as_case, on, lambda book: number)

    def _name_offices(self, version_id: int, place: Place, on: date) -> Named:
        """All names of offices that a dossier may have to do with, and which offices those are that day."""
        procedure = self._world(version_id).procedure
        roles = dict.fromkeys(step.role.key for step in procedure.steps.values())
        kinds = dict.fromkeys(kind.key for step in procedure.steps.values() for kind in step.agencies)
        found: list[tuple[tuple[str, ...], int]] = [
            (("competent",), place.competent_id),
            (("receiving",), place.receiving_id),
        ]
        for name, look, keys in (("office", self.office, roles), ("agency", self.agency_of_kind, sorted(kinds))):
            for key in keys:
                with suppress(NotFoundError, LookupError):
                    found.append(((name, key), look(version_id, place, key, on)))
        return tuple(found)

    def _group(self, named: Named) -> Offices:
        hours = [id(self.calendar(office_id)) for _, office_id in named]
        ids = [office_id for _, office_id in named]
        alike = tuple((ids.index(office_id), hours.index(own)) for office_id, own in zip(ids, hours, strict=True))
        return Offices(
            tuple(name for n, (name, _) in enumerate(named) if alike[n][0] == n),
            tuple(name for n, (name, _) in enumerate(named) if alike[n][1] == n),
            alike,
        )

    def _office(self, version_id: int, place: Place, role: str, on: date) -> int:
        world = self._world(version_id)
        return world.office_of(place.as_case, world.procedure.roles[role], on)

    def _clerk(self, version_id: int, place: Place, on: date) -> int:
        """Who sits at the counter of a procedure."""
        steps = self._world(version_id).procedure.steps.values()
        role = next(step.role.key for step in steps if step.kind is StepKind.RECEPTION)
        return self._staff.one_of(self.office(version_id, place, role, on), (RECEPTION_ROLE,), on, First())

    def _agency_of_kind(self, version_id: int, place: Place, kind: str, on: date) -> int:
        return self._world(version_id).agency_of_kind(place.as_case, kind, on)

    def _title(self, version_id: int, officer_id: int, on: date) -> str:
        """What an officer is called under a letter: by his role, or by his office where that has no name of its own."""
        postings = identity.postings_of(officer_id, on)
        if not postings:
            return ""
        role = self._world(version_id).procedure.roles.get(postings[0].role)
        return role.name.vi if role else identity.agency(postings[0].agency_id).name


def _agency(agency_id: int, on: date) -> dict[str, Any]:
    return agency_facts(identity.agency(agency_id), on)


def _officer_name(officer_id: int) -> str:
    return identity.officer(officer_id).full_name


def _unit_name(code: str, on: date) -> str:
    return naming(on).unit(code)
