from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motcua.domain.identity import models
from motcua.domain.identity.cache import kept
from motcua.domain.identity.policies import AgencyTree
from motcua.domain.identity.queries.units import current_unit
from motcua.domain.identity.types import Agency, NotFoundError


def agencies() -> AgencyTree:
    """All agencies and offices that ever were, as a tree."""
    return kept("agencies", lambda: AgencyTree(map(_agency, _rows())))


def agency(agency_id: int) -> Agency:
    """The agency or office with that id, ended or not. Raises NotFoundError."""
    found = agencies().by_id.get(agency_id)
    if found is None:
        raise NotFoundError(f"Không có cơ quan số {agency_id}.", f"There is no agency number {agency_id}.")
    return found


def agency_by_code(code: str, on: date) -> Agency:
    """The agency that bore the code on a day. Raises NotFoundError."""
    return _one(
        (each for each in agencies().by_id.values() if each.code == code and each.valid_on(on)),
        f"Không có cơ quan nào mang mã định danh {code} vào ngày {on:%d/%m/%Y}.",
        f"No agency has the code {code} on {on}.",
    )


def offices_of(agency_id: int, on: date) -> tuple[Agency, ...]:
    """The offices directly inside an agency on a day, in the order of their codes."""
    inside = agencies().below(agency_id)
    return tuple(sorted((each for each in inside if each.valid_on(on)), key=lambda each: each.code))


def find_office(agency_id: int, division: str, on: date) -> Agency:
    """The office inside the agency that is its `division`. Raises NotFoundError when it has none."""
    name = agency(agency_id).name
    return _one(
        (each for each in offices_of(agency_id, on) if each.division == division),
        f"{name} chưa có bộ phận “{division}”; hãy bổ sung bộ phận này vào danh mục cơ quan.",
        f"{name} has no division {division!r}; add it to the list of agencies.",
    )


def competent_agency(kind: str, unit_code: str, on: date, division: str | None = None) -> Agency:
    """The agency of that kind whose territory holds the unit: the unit's own one, or the one of the unit above it.

    A code of an ended unit leads to its successor. With a `division`, the office inside that agency.
    Raises NotFoundError.
    """
    found = kept(("competent", kind, unit_code, on), lambda: _competent(kind, unit_code, on))
    return found if division is None else find_office(found.id, division, on)


def _competent(kind: str, unit_code: str, on: date) -> Agency:
    place = current_unit(unit_code, on)
    of_kind = [each for each in agencies().by_id.values() if each.kind == kind and each.unit_id and not each.division]
    by_unit = {each.unit_id: each for each in of_kind if each.valid_on(on)}
    found = by_unit.get(place.id) or by_unit.get(place.parent_id)
    if found is None:
        raise NotFoundError(
            f"Chưa có cơ quan loại “{kind}” phụ trách {place.full_name} vào ngày {on:%d/%m/%Y}.",
            f"No agency of the kind {kind!r} is responsible for {place.full_name} on {on}.",
        )
    return found


def current_agency(agency_id: int, on: date) -> Agency:
    """The agency that does its work on a day: itself, or the one that took over. Raises NotFoundError when none did."""
    successors = kept("agency successors", _main_successors)
    found = agency(agency_id)
    while found.valid_to is not None and found.valid_to <= on:
        if found.id not in successors:
            raise NotFoundError(
                f"{found.name} đã kết thúc hoạt động và chưa ghi nhận cơ quan kế thừa.",
                f"{found.name} has ended and no successor is recorded.",
            )
        found = agency(successors[found.id])
    return found


def _rows() -> list[models.Agency]:
    return list(models.Agency.objects.select_related("unit").order_by("code", "id"))


def _agency(row: models.Agency) -> Agency:
    return Agency(
        id=row.pk,
        code=row.code,
        kind=row.kind,
        division=row.division,
        parent_id=row.parent_id,
        unit_id=row.unit_id,
        unit_code=row.unit.code if row.unit else None,
        name=row.name,
        name_en=row.name_en,
        hotline=row.hotline,
        address=row.address,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _main_successors() -> dict[int, int]:
    return dict(models.AgencySuccession.objects.filter(main=True).values_list("predecessor_id", "successor_id"))


def _one(found: Iterator[Agency], vi: str, en: str) -> Agency:
    first = next(found, None)
    if first is None:
        raise NotFoundError(vi, en)
    return first
