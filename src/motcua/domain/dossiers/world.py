"""The real world of an act: procedures, calendars and offices as the database knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from motcua.core.procedure import AgencyKind, Child, CompetentAgency, Procedure, Role, WorksAt
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.references import marked
from motcua.domain.dossiers.types import PartOf
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Agency, NotFoundError
from motcua.domain.payments.queries import account_for
from motcua.infra.numbering import next_number


def world_of(version_id: int) -> World:
    """The world in which a dossier of this version of its procedure lives, if it was received under it."""
    return _world(catalogue.version(version_id))


def world_around(case: Case) -> World:
    """The world in which a dossier lives, whether or not it was moved to another version since its receipt."""
    return _world(procedure_of(case))


def _world(procedure: Procedure) -> World:
    return World(
        procedure=procedure,
        province=settings.PROVINCE,
        calendar_of=identity.calendar_of,
        office_of=lambda case, role, on: office_of(procedure, case, role, on),
        agency_of_kind=agency_of_kind,
        agency_in=agency_in,
        name_in=name_in,
        opinion_office=opinion_office,
        next_number=next_number,
        grounds_of=catalogue.grounds,
        new_code=new_code,
        runs_here=runs_here,
        child_of=child_of,
        account_for=account_for,
        fee_policy=catalogue.fee_policy(),
        reminders=catalogue.reminders(),
    )


def competent_agency(world: World, receiving: Agency | None, data: Mapping[str, Any], on: date) -> Agency:
    """Who decides: the first of the procedure's agencies whose condition holds, where the dossier says, or where it was
    received, or the city's own one. Raises WrongPhaseError when the place cannot be told.
    """
    for choice in world.procedure.competent:
        if choice.when is None or choice.when.evaluate(data) is True:
            unit = _place(choice, receiving, data, world.province)
            if isinstance(unit, str) and unit:
                return identity.competent_agency(choice.kind.key, unit, on)
    raise WrongPhaseError(
        "Chưa xác định được cơ quan giải quyết: hãy chọn phường, xã liên quan trong đơn.",
        "The competent agency cannot be told: choose the ward or commune in the form.",
    )


def _place(choice: CompetentAgency, receiving: Agency | None, data: Mapping[str, Any], province: str) -> object:
    if choice.unit:
        return choice.unit.evaluate(data)
    if choice.kind.one_per_unit:
        return receiving.unit_code if receiving else None
    return province


def office_of(procedure: Procedure, case: Case, role: Role, on: date) -> int:
    """The office where a role works on a case. A division that an agency does not have is the agency itself."""
    match role.at:
        case WorksAt.RECEIVING:
            agency_id = case.receiving_id
        case WorksAt.AGENCY:
            agency_id = agency_of_kind(case, role.agency, on)
        case _:
            agency_id = case.competent_id
    agency_id = identity.current_agency(agency_id, on).id
    division = role.division.key if role.division else _responsible_division(procedure, agency_id)
    try:
        return identity.find_office(agency_id, division, on).id
    except NotFoundError:
        return agency_id


def agency_of_kind(case: Case, kind: str, on: date) -> int:
    """The agency of a kind that is responsible for the place of the one that decides."""
    place = identity.agency(case.competent_id).unit_code
    if place is None:
        raise NotFoundError(
            "Cơ quan giải quyết chưa gắn với đơn vị hành chính nào.", "The competent agency belongs to no unit."
        )
    return identity.competent_agency(kind, place, on).id


def agency_in(kind: str, unit: str, on: date) -> int | None:
    """The agency of a kind in a unit; None where it does not work on the city's system, such as in another province."""
    try:
        return identity.competent_agency(kind, unit, on).id
    except NotFoundError:
        return None


def name_in(kind: AgencyKind, unit: str, on: date) -> str:
    """What the agency of a kind in a unit is called: `Ủy ban nhân dân cấp xã (Xã Đồng Mẫu)`."""
    return f"{kind.name.vi} ({identity.current_unit(unit, on).full_name})"


def runs_here(code: str, on: date) -> bool:
    """Whether a procedure is in force in the city's system on that day."""
    try:
        catalogue.published(code, on)
    except NotOfferedError:
        return False
    return True


def child_of(part_of: PartOf) -> Child:
    """Which of the linked procedures of its whole a part is, as the whole's version says."""
    return catalogue.version(part_of.version_id).children[part_of.child]


def opinion_office(agency_id: int) -> int:
    """The office of a consulted agency that answers: its leadership gives the answer to whom it wants."""
    return agency_id


def new_code(case: Case, on: date, next_number: Callable[[str], int] = next_number) -> str:
    """The next dossier code of an agency and day (QĐ 20/2020/QĐ-TTg for the agency, TT 01/2018/TT-VPCP Điều 19 for the
    form): `H29.12-260715-0001`. It is given inside the act's transaction, so no number is lost or given twice.
    """
    agency = identity.agency(case.receiving_id)
    stem = f"{agency.code}-{on:%y%m%d}"
    return marked(f"{stem}-{next_number(f'dossier:{stem}'):04d}")


def _responsible_division(procedure: Procedure, agency_id: int) -> str:
    kind = identity.agency(agency_id).kind
    divisions = (each.division for each in procedure.competent if each.kind.key == kind)
    return next((division.key for division in divisions if division), "")
