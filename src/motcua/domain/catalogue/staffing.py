"""Roles without holder: whether somebody in the city's offices could do each step of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from motcua.core.procedure import Division, Procedure, Role, StepKind, WorksAt
from motcua.domain.catalogue.types import Vacancy
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency

_BY_ITSELF = frozenset({StepKind.WAIT, StepKind.SYSTEM, StepKind.FEE_NOTICE})


def vacancies(procedure: Procedure, on: date) -> tuple[Vacancy, ...]:
    """The roles of the procedure's steps that nobody holds on a day: in no office, or not in every office that may get
    a dossier. Where dossiers are received one office with a holder is enough.
    """
    agencies = [each for each in identity.agencies().by_id.values() if _is_the_citys(each, on)]
    found = []
    for role in _working(procedure):
        held = identity.offices_with(role.key, on)
        offices = list(_offices(procedure, role, agencies, on))
        empty = [office for office in offices if office.id not in held]
        anywhere_is_enough = role.at is WorksAt.RECEIVING and len(empty) < len(offices)
        if (empty or not offices) and not anywhere_is_enough:
            names = tuple(sorted(office.name for office in empty))
            found.append(Vacancy(role.key, role.name, names, len(offices)))
    return tuple(found)


def _is_the_citys(agency: Agency, on: date) -> bool:
    """Whether the agency exists and does its work in this city: other provinces have officers of their own."""
    code = agency.unit_code
    here = code in (None, settings.PROVINCE) or identity.province_of(code or "", on) == settings.PROVINCE
    return here and agency.valid_on(on)


def _working(procedure: Procedure) -> Iterable[Role]:
    """The roles that people hold, in the order of the steps."""
    roles = (step.role for step in procedure.steps.values() if step.kind not in _BY_ITSELF)
    return {role.key: role for role in roles if role.at is not WorksAt.APPLICANT}.values()


def _offices(procedure: Procedure, role: Role, agencies: list[Agency], on: date) -> Iterator[Agency]:
    """Every office in which the role may have to do its step."""
    match role.at:
        case WorksAt.RECEIVING:
            division = role.division.key if role.division else ""
            yield from (each for each in agencies if each.division == division)
        case WorksAt.AGENCY:
            yield from _inside(agencies, role.agency, role.division or _responsible(procedure, role.agency), on)
        case _:
            for kind in {choice.kind.key: None for choice in procedure.competent}:
                yield from _inside(agencies, kind, role.division or _responsible(procedure, kind), on)


def _inside(agencies: list[Agency], kind: str, division: Division | None, on: date) -> Iterator[Agency]:
    """The division of each agency of a kind. One that an agency does not have is the agency itself."""
    for agency in agencies:
        if agency.kind == kind and not agency.division:
            offices = identity.offices_of(agency.id, on) if division else ()
            yield next((each for each in offices if division and each.division == division.key), agency)


def _responsible(procedure: Procedure, kind: str) -> Division | None:
    return next((each.division for each in procedure.competent if each.kind.key == kind and each.division), None)
