"""Which column of a table means what: as told, else by the names that such columns usually have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from motcua.core.mining.reading.read import NoLogError
from motcua.core.text import fold


class Field(StrEnum):
    """What a column of a log can be."""

    CASE = "case"
    ACTIVITY = "activity"
    ENDED = "ended"
    STARTED = "started"
    CLAIMED = "claimed"
    ENABLED = "enabled"
    RESOURCE = "resource"
    ROLE = "role"


NEEDED: Final = (Field.CASE, Field.ACTIVITY, Field.ENDED)
# As `fold` leaves them.
_USUAL: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.CASE: ("case concept name", "case id", "caseid", "case", "trace", "dossier", "ma ho so"),
    Field.ACTIVITY: ("concept name", "activity", "task", "step", "event", "hoat dong", "buoc", "cong viec"),
    Field.ENDED: (
        *("time timestamp", "end timestamp", "end time", "endtime", "complete timestamp", "completed", "ended", "end"),
        *("timestamp", "time", "ket thuc", "thoi diem xu ly", "thoi diem"),
    ),
    Field.STARTED: ("start timestamp", "start time", "starttime", "started", "start", "bat dau"),
    Field.CLAIMED: ("claimed timestamp", "claimed", "assigned", "nhan viec"),
    Field.ENABLED: ("enabled timestamp", "enabled time", "enable time", "enabled", "ready", "den luot"),
    Field.RESOURCE: ("org resource", "resource", "user", "performer", "officer", "nguoi xu ly", "can bo"),
    Field.ROLE: ("org role", "role", "group", "chuc danh", "vai tro"),
}


def columns_of(header: Sequence[str], mapping: Mapping[Field, str]) -> dict[Field, int]:
    """The place of each field in the header. `mapping` names columns as they stand there and goes before the guess.

    Raises NoLogError when a mapped column is missing, or a needed one can be neither told nor guessed.
    """
    found: dict[Field, int] = {}
    for field, name in mapping.items():
        if name not in header:
            raise _missing(field, f"“{name}”", header)
        found[field] = header.index(name)
    plain = [fold(name) for name in header]
    for field, names in _USUAL.items():
        place = next(
            (plain.index(name) for name in names if name in plain and plain.index(name) not in found.values()), None
        )
        if field not in found and place is not None:
            found[field] = place
    for field in NEEDED:
        if field not in found:
            raise _missing(field, field.value, header)
    return found


def _missing(field: Field, name: str, header: Sequence[str]) -> NoLogError:
    columns = ", ".join(header[:40])
    return NoLogError(
        f"Không tìm thấy cột {name} ({field.value}). Hãy chỉ rõ cột; tệp có các cột: {columns}.",
        f"No column {name} for {field.value}. Name the column; the file has: {columns}.",
    )
