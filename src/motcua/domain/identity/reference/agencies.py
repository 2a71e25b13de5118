from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from motcua.core.text import sort_key
from motcua.domain.identity.models import AdminUnit, Agency, AgencySuccession
from motcua.domain.identity.models.offices import AGENCY_CODE
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.reference.reading import Row, read_table

COLUMNS = (
    *("code", "kind", "division", "unit", "name", "name_en", "valid_from", "valid_to", "successors"),
    *("hotline", "address", "certainty"),
)
CERTAINTIES = {"confirmed", "unverified", "design"}
LONGEST_CODE = 35  # QĐ 20/2020/QĐ-TTg Điều 4
UPDATED = ("kind", "division", "parent_id", "unit_id", "name", "name_en", "hotline", "address", "certainty", "sort_key")
Key = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency as a table states it. Its parent is the code without its last group."""

    row: Row
    valid_from: date | None
    valid_to: date | None

    @property
    def key(self) -> Key:
        return self.row["code"], self.valid_from

    @property
    def parent(self) -> str:
        return self.row["code"].rpartition(".")[0]


def read_agencies(folder: Path) -> list[Entry]:
    """All agencies of the tables in the folder, those above before those inside them."""
    rows = [row for file in sorted(folder.glob("*.csv")) for row in read_table(file, COLUMNS)]
    entries = [Entry(row, row.day("valid_from"), row.day("valid_to")) for row in rows]
    seen: dict[Key, Entry] = {}
    codes = {entry.row["code"] for entry in entries}
    for entry in entries:
        _check(entry, codes)
        if seen.setdefault(entry.key, entry) is not entry:
            raise entry.row.wrong("mã này đã có", "the code is already taken")
    return sorted(entries, key=lambda entry: entry.row["code"].count("."))


def save_agencies(entries: Iterable[Entry], on: date) -> None:
    """Make what is missing and bring the rest up to date; `on` is the day as of which codes of units are read."""
    rows: dict[Key, Agency] = {(row.code, row.valid_from): row for row in Agency.objects.all()}
    for entry in (entries := list(entries)):
        wanted = _agency(entry, rows, on)
        row = rows.get(entry.key)
        if row is None:
            wanted.save(force_insert=True)
            rows[entry.key] = wanted
        elif any(getattr(row, field) != getattr(wanted, field) for field in UPDATED):
            for field in UPDATED:
                setattr(row, field, getattr(wanted, field))
            row.save(update_fields=UPDATED)
    for entry in entries:
        for place, code in enumerate(entry.row["successors"].split()):
            AgencySuccession.objects.get_or_create(
                predecessor=rows[entry.key],
                successor=_named(code, rows, entry, after=True),
                defaults={"main": not place},
            )


def _agency(entry: Entry, rows: Mapping[Key, Agency], on: date) -> Agency:
    row = entry.row
    return Agency(
        code=row["code"],
        kind=row["kind"],
        division=row["division"],
        parent=_named(entry.parent, rows, entry) if entry.parent else None,
        unit=_unit(entry, on) if row["unit"] else None,
        name=row["name"],
        name_en=row["name_en"],
        hotline=row["hotline"],
        address=row["address"],
        certainty=row["certainty"],
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        sort_key=sort_key(row["name"]),
    )


def _named(code: str, rows: Mapping[Key, Agency], entry: Entry, *, after: bool = False) -> Agency:
    """The agency of that code which exists while `entry` does, or after it."""
    day = entry.valid_to if after else entry.valid_from
    last = entry.valid_to - timedelta(days=1) if entry.valid_to else None
    for row in rows.values():
        ended = row.valid_to is not None and day is not None and row.valid_to <= day
        begins_later = row.valid_from is not None and last is not None and not after and last < row.valid_from
        if row.code == code and not ended and not begins_later:
            return row
    raise entry.row.wrong(f"không có cơ quan mang mã {code} vào thời gian đó", f"no agency {code} exists at that time")


def _unit(entry: Entry, on: date) -> AdminUnit:
    day = entry.valid_to - timedelta(days=1) if entry.valid_to else on
    found = AdminUnit.objects.filter(valid_on(day), code=entry.row["unit"]).first()
    if found is None:
        raise entry.row.wrong(
            f"không có đơn vị hành chính mang mã {entry.row['unit']} vào ngày {day}",
            f"no unit has the code {entry.row['unit']} on {day}",
        )
    return found


def _check(entry: Entry, codes: set[str]) -> None:
    row, code = entry.row, entry.row["code"]
    if not re.fullmatch(AGENCY_CODE, code) or len(code) > LONGEST_CODE:
        raise row.wrong(
            f"mã định danh “{code}” phải gồm các nhóm chữ hoa và số, cách nhau bằng dấu chấm, không quá 35 ký tự",
            f"the code {code!r} must be groups of capitals and digits between dots, at most 35 characters",
        )
    for named in filter(None, (entry.parent, *row["successors"].split())):
        if named not in codes:
            raise row.wrong(f"không có cơ quan mang mã {named}", f"there is no agency {named}")
    if not (row["name"] and row["name_en"] and re.fullmatch("[a-z][a-z_]*", row["kind"])):
        raise row.wrong("thiếu tên, tên tiếng Anh hoặc loại cơ quan", "the name, English name or kind is missing")
    if row["certainty"] not in CERTAINTIES:
        raise row.wrong("certainty phải là confirmed, unverified hoặc design", "certainty is not a known word")
