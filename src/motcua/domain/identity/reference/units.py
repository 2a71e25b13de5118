from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.core.text import fold, sort_key
from motcua.domain.identity.models import AdminUnit, UnitSuccession
from motcua.domain.identity.reference.reading import Row, read_table, read_yaml
from motcua.domain.identity.types import UNIT_KINDS, Level, Succession

COLUMNS = ("code", "kind", "name", "parent")
CODE_LENGTH = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
Key = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit as a table states it. `(code, valid_from)` names it among all."""

    row: Row
    level: Level
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.row["code"], self.valid_from


def read_units(folder: Path) -> dict[Key, Entry]:
    """All units of the tables that `index.yaml` names, checked one by one and against each other."""
    found: dict[Key, Entry] = {}
    for table in read_yaml(folder / "index.yaml")["tables"]:
        for entry in _entries(folder, table):
            if entry.key in found:
                raise entry.row.wrong(
                    f"mã {entry.row['code']} đã có ở trên", f"the code {entry.row['code']} is already above"
                )
            found[entry.key] = entry
    for entry in found.values():
        _check(entry, found)
    return found


def save_units(entries: Mapping[Key, Entry]) -> None:
    """Make what is missing and bring the rest up to date, provinces first; then join ended units to successors."""
    rows: dict[Key, AdminUnit] = {(row.code, row.valid_from): row for row in AdminUnit.objects.all()}
    for level in Level:
        wanted = {key: _unit(entry, rows) for key, entry in entries.items() if entry.level is level}
        made = AdminUnit.objects.bulk_create([unit for key, unit in wanted.items() if key not in rows])
        changed = [_updated(rows[key], unit) for key, unit in wanted.items() if key in rows]
        AdminUnit.objects.bulk_update([row for row in changed if row], UPDATED, batch_size=1000)
        rows |= {(row.code, row.valid_from): row for row in made}
    known = set(UnitSuccession.objects.values_list("predecessor_id", "successor_id"))
    UnitSuccession.objects.bulk_create(
        step for step in _successions(entries, rows) if (step.predecessor_id, step.successor_id) not in known
    )


UPDATED = ("kind", "name", "parent_id", "search_text", "sort_key")


def _updated(row: AdminUnit, wanted: AdminUnit) -> AdminUnit | None:
    """The row with what the tables say now, or None when it said so before. When it ended is left as it is."""
    if all(getattr(row, field) == getattr(wanted, field) for field in UPDATED):
        return None
    for field in UPDATED:
        setattr(row, field, getattr(wanted, field))
    return row


def _unit(entry: Entry, rows: Mapping[Key, AdminUnit]) -> AdminUnit:
    name = f"{UNIT_KINDS[entry.row['kind']]} {entry.row['name']}"
    above = rows[entry.row["parent"], entry.valid_from] if entry.row["parent"] else None
    return AdminUnit(
        code=entry.row["code"],
        level=entry.level.value,
        kind=entry.row["kind"],
        name=entry.row["name"],
        parent=above,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        search_text=f" {fold(name)}{above.search_text if above else ' '}",
        sort_key=sort_key(entry.row["name"]),
    )


def _successions(entries: Mapping[Key, Entry], rows: Mapping[Key, AdminUnit]) -> Iterator[UnitSuccession]:
    merged = _gathered(entries.values())
    for key, entry in entries.items():
        for place, code in enumerate(entry.successors):
            heir = entries[code, entry.valid_to]
            yield UnitSuccession(
                predecessor=rows[key],
                successor=rows[heir.key],
                kind=_how(entry, heir, merged[heir.key]).value,
                main=place == 0,
            )


def _gathered(entries: Iterable[Entry]) -> dict[Key, int]:
    """How many units went into each."""
    count: dict[Key, int] = {}
    for entry in entries:
        for code in entry.successors:
            count[code, entry.valid_to] = count.get((code, entry.valid_to), 0) + 1
    return count


def _how(entry: Entry, heir: Entry, gathered: int) -> Succession:
    if len(entry.successors) > 1:
        return Succession.SPLIT
    if gathered > 1:
        return Succession.MERGE
    same = entry.row["name"] == heir.row["name"] and entry.row["kind"] == heir.row["kind"]
    return Succession.UNCHANGED if same else Succession.RENAME


def _entries(folder: Path, table: Mapping[str, object]) -> Iterator[Entry]:
    level = Level(str(table["level"]))
    valid_from, valid_to = table.get("valid_from"), table.get("valid_to")
    ended = isinstance(valid_to, date)
    for row in read_table(folder / str(table["file"]), (*COLUMNS, "successors") if ended else COLUMNS):
        yield Entry(
            row,
            level,
            valid_from if isinstance(valid_from, date) else None,
            valid_to if isinstance(valid_to, date) else None,
            tuple(row["successors"].split()) if ended else (),
        )


def _check(entry: Entry, all_entries: Mapping[Key, Entry]) -> None:
    row, code = entry.row, entry.row["code"]
    if not re.fullmatch(rf"[0-9]{{{CODE_LENGTH[entry.level]}}}", code):
        raise row.wrong(
            f"mã “{code}” phải gồm {CODE_LENGTH[entry.level]} chữ số",
            f"the code {code!r} must have {CODE_LENGTH[entry.level]} digits",
        )
    if row["kind"] not in UNIT_KINDS or not row["name"]:
        raise row.wrong("thiếu tên hoặc loại đơn vị không đúng", "the name is missing or the kind is unknown")
    above = all_entries.get((row["parent"], entry.valid_from))
    if (above is None) != (entry.level is Level.PROVINCE) or (above and above.valid_to != entry.valid_to):
        raise row.wrong(
            f"không có đơn vị cấp trên mang mã “{row['parent']}” cùng thời gian",
            f"no unit {row['parent']!r} of the same time lies above",
        )
    for heir in entry.successors:
        if (heir, entry.valid_to) not in all_entries:
            raise row.wrong(
                f"không có đơn vị kế thừa mang mã {heir} từ {entry.valid_to}",
                f"no successor {heir} begins on {entry.valid_to}",
            )
    if entry.valid_to and entry.level is not Level.DISTRICT and not entry.successors:
        raise row.wrong("đơn vị đã kết thúc phải có đơn vị kế thừa", "a unit that ended needs a successor")
