from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import F, Q, Value
from django.db.models.functions import NullIf, StrIndex

from motcua.core.text import fold
from motcua.domain.identity.cache import kept
from motcua.domain.identity.models import AdminUnit, UnitSuccession
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.types import Level, NotFoundError, Unit, UnitMatch, is_within


def unit(code: str, on: date) -> Unit:
    """The unit that `code` named on a day. Raises NotFoundError when it named none."""
    found = _valid_unit(code, on)
    if found is None:
        raise _unknown(code)
    return found


def current_unit(code: str, on: date, declared_on: date | None = None) -> Unit:
    """The unit of the day `on` in which an address lies whose `code` was true on `declared_on`.

    Without `declared_on` the code is read as of `on`, and if it names nothing then, as the last unit that bore it.
    A unit that was split leads to its main part: `successors` names all. Raises NotFoundError.
    """
    return successors(code, on, declared_on)[0]


def successors(code: str, on: date, declared_on: date | None = None) -> tuple[Unit, ...]:
    """All units of the day `on` into which the unit of that code went, the main one first; itself while it is valid.

    Raises NotFoundError when no unit ever had the code, or nothing of it is left on that day.
    """
    itself = _valid_unit(code, on) if declared_on in (None, on) else None
    if itself:
        return (itself,)
    return kept(("successors", code, on, declared_on), lambda: _successors(code, on, declared_on))


def province_of(commune: str, on: date) -> str | None:
    """The code of the province that the commune with this code belonged to on that day; None for no such commune."""
    rows = kept(("provinces of commune", commune), lambda: tuple(_provinces_of(commune)))
    return next((province for unit, province in rows if is_within(on, unit.valid_from, unit.valid_to)), None)


def units_children(parent: str | None, on: date) -> tuple[Unit, ...]:
    """The units below the one with the code `parent`, or all provinces, in the order of the alphabet."""
    return kept(("children", parent, on), lambda: tuple(map(to_unit, _rows_below(parent, on))))


def search_units(text: str, on: date, limit: int = 10) -> tuple[UnitMatch, ...]:
    """Communes and provinces, of today or earlier, whose name and place contain all words of `text`.

    Words may come in any order and without diacritics, and the last one may be unfinished. Units of the day `on` come
    first, then ended ones with what they went into, each group with the closest names first.
    """
    words = fold(text).split()
    if not words:
        return ()
    rows = AdminUnit.objects.exclude(level=Level.DISTRICT).select_related("parent__parent")
    for word in words[:-1]:
        rows = rows.filter(search_text__contains=f" {word} ")
    rows = rows.filter(search_text__contains=f" {words[-1]}")
    as_one = NullIf(StrIndex("search_text", Value(f" {' '.join(words)}")), Value(0))
    found = rows.order_by(
        F("valid_to").desc(nulls_first=True), as_one.asc(nulls_last=True), "-level", "sort_key", "id"
    )[:limit]
    return tuple(_match(row, on) for row in found)


def to_unit(row: AdminUnit) -> Unit:
    """The frozen value of a row."""
    return Unit(
        id=row.pk,
        code=row.code,
        level=Level(row.level),
        kind=row.kind,
        name=row.name,
        parent_id=row.parent_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _valid_unit(code: str, on: date) -> Unit | None:
    """Of all units that ever had the code, which are kept once for whatever day is asked, the one of that day."""
    rows = kept(("units", code), lambda: tuple(map(to_unit, AdminUnit.objects.filter(code=code).order_by("id"))))
    return next((each for each in rows if is_within(on, each.valid_from, each.valid_to)), None)


def _successors(code: str, on: date, declared_on: date | None) -> tuple[Unit, ...]:
    rows = AdminUnit.objects.filter(code=code)
    named = rows.filter(valid_on(declared_on or on)).first()
    if named is None and declared_on is None:
        named = rows.order_by(F("valid_to").desc(nulls_last=True)).first()
    if named is None:
        raise _unknown(code)
    return _on_the_map_of(on, [named])


def _on_the_map_of(on: date, rows: list[AdminUnit]) -> tuple[Unit, ...]:
    """Follow the successions until all units are valid on that day."""
    found: dict[int, Unit] = {}
    while rows:
        found |= {row.pk: to_unit(row) for row in rows if row.valid_to is None or on < row.valid_to}
        ended = [row.pk for row in rows if row.pk not in found]
        steps = UnitSuccession.objects.filter(predecessor__in=ended).select_related("successor").order_by("-main", "id")
        rows = [step.successor for step in steps]
    if not found:
        raise NotFoundError(
            "Đơn vị hành chính này đã kết thúc và chưa ghi nhận đơn vị kế thừa; hãy chọn lại phường, xã hiện nay.",
            "This unit has ended and no successor is recorded; choose today's ward or commune.",
        )
    return tuple(found.values())


def _provinces_of(commune: str) -> Iterator[tuple[Unit, str | None]]:
    """All communes that ever had the code, each with the code of its province."""
    rows = AdminUnit.objects.filter(code=commune, level=Level.COMMUNE).select_related("parent__parent")
    for row in rows.order_by("id"):
        above = row.parent
        while above is not None and above.level != Level.PROVINCE:
            above = above.parent
        yield to_unit(row), above.code if above else None


def _rows_below(parent: str | None, on: date) -> Iterable[AdminUnit]:
    below = Q(level=Level.PROVINCE) if parent is None else Q(parent_id=unit(parent, on).id)
    return AdminUnit.objects.filter(valid_on(on), below).order_by("sort_key")


def _match(row: AdminUnit, on: date) -> UnitMatch:
    place = [to_unit(row).full_name]
    above = row.parent
    while above is not None:
        place.append(to_unit(above).full_name)
        above = above.parent
    current = _on_the_map_of(on, [row]) if row.valid_to is not None and row.valid_to <= on else ()
    return UnitMatch(to_unit(row), ", ".join(place), current)


def _unknown(code: str) -> NotFoundError:
    return NotFoundError(
        f"Không có đơn vị hành chính nào mang mã {code}; hãy kiểm tra lại mã.",
        f"No administrative unit has the code {code}; check the code.",
    )
