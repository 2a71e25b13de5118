"""Which officer does a piece of work: somebody who holds its role in its office on that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.errors import NobodyError
from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Posting


class Staff:
    """The officers of the city, looked up once for each office."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Posting, ...]] = {}

    def holders(self, office_id: int, role: str, on: date) -> list[int]:
        """Who holds the role in the office on that day, in the order of their names."""
        if office_id not in self._found:
            self._found[office_id] = identity.postings_at(office_id)
        return [each.officer_id for each in self._found[office_id] if each.role == role and each.valid_on(on)]

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
