"""Who is meant by the holder, the head, the leader and the lead of what is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from motcua.core.deadlines import Debt, Told
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.types import TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import LEADERSHIP
from motcua.domain.identity.types import Agency, NotFoundError

_TASKS = {"step": TaskKind.STEP, "opinion": TaskKind.OPINION}


def officers_told(case: Case, debt: Debt, whom: Iterable[Told], on: date) -> list[int]:
    """The officers that a reminder goes to, each once. Where an office has nobody who leads it, who leads its agency is
    told; nobody, where that has no leader either.
    """
    found: dict[int, None] = {}
    for each in whom:
        if each is not Told.APPLICANT:
            found.update(dict.fromkeys(_MEANT[each](case, debt, on)))
    return list(found)


def heads_of(office_id: int, on: date) -> list[int]:
    """Who leads an office; who leads its agency, where the office has no head of its own."""
    return _holding_a_leading_role(office_id, on) or leaders_of(office_id, on)


def leaders_of(office_id: int, on: date) -> list[int]:
    """Who leads the agency that an office is a part of."""
    agency = _agency(office_id)
    try:
        return _holding_a_leading_role(identity.find_office(agency.id, LEADERSHIP, on).id, on)
    except NotFoundError:
        return _holding_a_leading_role(agency.id, on)


def in_charge(case: Case, on: date) -> list[int]:
    """The officer in charge of a dossier; who leads the agency that decides, where nobody is yet."""
    return [case.handler.officer_id] if case.handler else heads_of(case.competent_id, on)


def holders_of(case: Case, debt: Debt, on: date) -> list[int]:
    """Who has the work in hand; who leads its office, where nobody has."""
    kind, _colon, n = debt.key.partition(":")
    if kind in _TASKS:
        held = [task.holder_id for task in case.tasks if task.kind is _TASKS[kind] and task.n == int(n)]
    elif kind == "dossier":
        held = [task.holder_id for task in case.tasks if task.kind is TaskKind.STEP]
        held = held if any(held) else [case.handler.officer_id if case.handler else None]
    else:
        held = []
    return [officer for officer in held if officer is not None] or heads_of(debt.office_id, on)


_MEANT: dict[Told, Callable[[Case, Debt, date], Iterable[int]]] = {
    Told.HOLDER: holders_of,
    Told.HEAD: lambda case, debt, on: heads_of(_where_it_lies(case, debt), on),
    Told.LEADER: lambda case, debt, on: leaders_of(_where_it_lies(case, debt), on),
    Told.LEAD: lambda case, debt, on: in_charge(case, on),
}


def _where_it_lies(case: Case, debt: Debt) -> int:
    """The office that is asked: for a dossier as a whole that of the officer in charge."""
    whole = debt.key in ("dossier", "apology")
    return case.handler.office_id if whole and case.handler else debt.office_id


def _agency(office_id: int) -> Agency:
    office = identity.agency(office_id)
    return identity.agency(office.parent_id) if office.division and office.parent_id else office


def _holding_a_leading_role(office_id: int, on: date) -> list[int]:
    return list(identity.officers_with_any_role(office_id, catalogue.leading_roles(), on))
