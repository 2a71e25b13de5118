"""Which officer does a piece of work: somebody who holds its role in its office on that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.errors import NobodyError
from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.identity import queries as identity


class Staff:
    """The officers of the city, looked up once for each office and role."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], list[int]] = {}

    def holders(self, office_id: int, role: str, on: date) -> list[int]:
        """Who holds the role in the office on that day; asked of the database when nobody known does."""
        known = [each for each in self._found.get((office_id, role), ()) if _holds(each, office_id, role, on)]
        if not known:
            known = [each.id for each in identity.officers_with_role(office_id, role, on)]
            self._found[office_id, role] = known
        return known

    def one_of(self, office_id: int, roles: Iterable[str], on: date, chance: Chance) -> int:
        """An officer who holds the first of the roles that anybody holds there. Raises NobodyError."""
        wanted = tuple(roles)
        for role in wanted:
            if found := self.holders(office_id, role, on):
                return chance.choice(found)
        office = identity.agency(office_id)
        raise NobodyError(
            f"nobody at {office.name} ({office.code}) is {' or '.join(wanted)} on {on}: "
            "add an officer to people/demo.yaml"
        )

    def leader_of(self, office_id: int, on: date, chance: Chance) -> int:
        """Who leads an office: its own head, or the leadership of the agency around it. Raises NobodyError."""
        agency = identity.agency(office_id)
        around = agency.parent_id if agency.division and agency.parent_id else agency.id
        for each in (office_id, around, *(office.id for office in identity.offices_of(around, on))):
            for role in sorted(catalogue.leading_roles()):
                if found := self.holders(each, role, on):
                    return chance.choice(found)
        raise NobodyError(f"nobody leads {agency.name} ({agency.code}) on {on}: add an officer to people/demo.yaml")

    def answering(self, agency_id: int, role: str, on: date, chance: Chance) -> int:
        """Who answers for an agency that was asked: somebody with the role there, else its leader. Raises
        NobodyError.
        """
        for each in (agency_id, *(office.id for office in identity.offices_of(agency_id, on))):
            if found := self.holders(each, role, on):
                return chance.choice(found)
        return self.leader_of(agency_id, on, chance)


def officer(officer_id: int) -> Actor:
    """An officer as the actor of an act."""
    return Actor(ActorKind.OFFICER, str(officer_id))


def _holds(officer_id: int, office_id: int, role: str, on: date) -> bool:
    return any(each.agency_id == office_id and each.role == role for each in identity.postings_of(officer_id, on))
