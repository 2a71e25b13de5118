"""Who may see and do what: pure functions over frozen values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.identity.types import Agency, Posting

LEADERSHIP = "leadership"
ADMINISTRATOR = "administrator"
FULL_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """What an officer may do on one day. Made by `scope_of`; `NO_SCOPE` is everybody else's."""

    officer_id: int | None
    roles: frozenset[tuple[int, str]]
    agencies: frozenset[int]
    administered: frozenset[int]

    def covers(self, agency_id: int) -> bool:
        """Whether he may see what lies in that office: his own one, and all below an agency that he leads."""
        return agency_id in self.agencies

    def has_role(self, agency_id: int, role: str) -> bool:
        """Whether he holds the role in exactly that office."""
        return (agency_id, role) in self.roles

    def administers(self, agency_id: int) -> bool:
        """Whether he may appoint officers and change calendars there."""
        return agency_id in self.administered


NO_SCOPE = Scope(None, frozenset(), frozenset(), frozenset())


class AgencyTree:
    """Agencies by what lies below and above them."""

    __slots__ = ("_below", "by_id")

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.by_id: Mapping[int, Agency] = {agency.id: agency for agency in agencies}
        self._below: dict[int, list[int]] = {}
        for agency in self.by_id.values():
            if agency.parent_id is not None:
                self._below.setdefault(agency.parent_id, []).append(agency.id)

    def below(self, agency_id: int) -> tuple[Agency, ...]:
        """The agencies and offices directly inside one."""
        return tuple(self.by_id[child] for child in self._below.get(agency_id, ()))

    def subtree(self, agency_id: int) -> frozenset[int]:
        """The agency and all below it."""
        found = [agency_id]
        for each in found:
            found.extend(self._below.get(each, ()))
        return frozenset(found)

    def upwards(self, agency_id: int) -> tuple[Agency, ...]:
        """The agency, the one above it, and so on to the top."""
        path = []
        each: int | None = agency_id
        while each is not None:
            path.append(self.by_id[each])
            each = self.by_id[each].parent_id
        return tuple(path)


def scope_of(officer_id: int, postings: Iterable[Posting], tree: AgencyTree, on: date) -> Scope:
    """The officer's rights on a day.

    A posting gives the role in its office, and sight of that office and all inside it; in the leadership of an agency,
    sight of the whole agency. An administrator's gives administration of the agency that it is in, or that its office
    is a part of.
    """
    held = [posting for posting in postings if posting.valid_on(on) and tree.by_id[posting.agency_id].valid_on(on)]
    seen: set[int] = set()
    administered: set[int] = set()
    for posting in held:
        office = tree.by_id[posting.agency_id]
        seen |= tree.subtree(_head(office) if office.division == LEADERSHIP else office.id)
        if posting.role == ADMINISTRATOR:
            administered |= tree.subtree(_head(office))
    roles = frozenset((posting.agency_id, posting.role) for posting in held)
    return Scope(officer_id, roles, frozenset(seen), frozenset(administered))


def may_submit(level: int) -> bool:
    """Whether an e-identity of this assurance may file with legal value (Nghị định 69/2024/NĐ-CP Điều 9: level 2 gives
    full use; level 1 may look).
    """
    return level >= FULL_LEVEL


def _head(office: Agency) -> int:
    """The agency that an office is a part of; an agency is its own."""
    return office.parent_id if office.division and office.parent_id is not None else office.id
