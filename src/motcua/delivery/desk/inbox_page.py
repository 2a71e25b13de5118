"""The list of tasks as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.frame import office_name
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import may_assign
from motcua.domain.dossiers.queries.inbox import InboxRow, Urgency
from motcua.domain.dossiers.queries.staffing import Candidate, officers_of
from motcua.domain.identity import queries as identity

# A head has one office, a chairman a handful; beyond that nobody hands out in bulk.
MOST_OFFICES = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one urgency; without a heading when the list holds nothing else."""

    urgency: Urgency | None
    rows: tuple[InboxRow, ...]


@dataclass(frozen=True, slots=True)
class OfficersOf:
    """The officers of one office to whom tasks of this page may be given."""

    office: str
    officers: tuple[Candidate, ...]


def batch_officers(rows: Iterable[InboxRow], by: AtWork) -> list[OfficersOf]:
    """To whom the officer may give tasks of this page, office by office; nobody for one who leads none of them."""
    leading = catalogue.leading_roles()
    roles: dict[int, dict[str, None]] = {}
    for row in rows:
        if may_assign(by.scope, row.task, leading):
            roles.setdefault(row.task.office_id, {}).update(dict.fromkeys(row.roles))
    chosen = list(roles.items())[:MOST_OFFICES]
    found = [(identity.agency(office), officers_of(office, wanted, by.now)) for office, wanted in chosen]
    return [OfficersOf(office_name(office), officers) for office, officers in found if officers]


def grouped(rows: Sequence[InboxRow], *, headed: bool) -> list[Group]:
    """The rows by urgency, in the order they come."""
    if not headed:
        return [Group(None, tuple(rows))] if rows else []
    return [Group(urgency, tuple(found)) for urgency, found in groupby(rows, key=lambda row: row.urgency)]
