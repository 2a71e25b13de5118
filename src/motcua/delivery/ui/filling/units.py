"""The administrative units that an address chooses from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from motcua.core.text import fold
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import Level, NotFoundError, Unit, UnitMatch

MOST_FOUND = 8
LONGEST_QUERY = 80


class Place(NamedTuple):
    """An option of a list: the code and the name of a unit."""

    code: str
    name: str


class FoundPlace(NamedTuple):
    """A commune found by its words, perhaps by an older name."""

    commune: str
    province: str
    label: str


def provinces(on: date) -> tuple[Place, ...]:
    """All provinces of that day, in the order of the alphabet."""
    return _places(identity.units_children(None, on))


def communes(province: str, on: date) -> tuple[Place, ...]:
    """The communes of a province; none when there is no such province."""
    try:
        return _places(identity.units_children(province, on))
    except NotFoundError:
        return ()


def find_communes(text: str, on: date) -> tuple[FoundPlace, ...]:
    """The communes of that day that the words mean, with or without diacritics, by today's name or an earlier one."""
    if len(fold(text)) < 2:
        return ()
    matches = identity.search_units(text[:LONGEST_QUERY], on, limit=MOST_FOUND * 2)
    found: dict[str, FoundPlace] = {}
    for match in matches:
        for place in _found(match, on):
            found.setdefault(place.commune, place)
    return tuple(found.values())[:MOST_FOUND]


def _places(units: Iterable[Unit]) -> tuple[Place, ...]:
    return tuple(Place(unit.code, unit.full_name) for unit in units)


def _found(match: UnitMatch, on: date) -> Iterable[FoundPlace]:
    targets = match.current or (match.unit,)
    for unit in targets:
        province = identity.province_of(unit.code, on) if unit.level is Level.COMMUNE else None
        if province:
            place = f"{unit.full_name}, {identity.unit(province, on).full_name}"
            if match.unit.id != unit.id:
                place = _("%(place)s (trước đây: %(older)s)") % {"place": place, "older": match.label}
            yield FoundPlace(unit.code, province, place)
