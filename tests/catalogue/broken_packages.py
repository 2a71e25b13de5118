"""Broken packages: the minimal package and a patch that breaks it in one way, with what the checker must say of it.

Each lies in `broken/<name>/patch.yaml`: `why` in words, `changes` to the minimal package (or `packages`: changes for
each of several packages side by side), and what to `expect`. A change replaces a text that stands exactly once, the
whole file (`replace` empty), adds a file or removes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from motcua.core.procedure import Year
from motcua.core.workcal import WeekPattern, WorkCalendar, parse_shifts
from tests.catalogue.reading import BROKEN, MINIMAL, files_in

ON = date(2026, 11, 21)
_OFFICE_DAY, _CLOSED = parse_shifts("08:00-12:00, 13:30-17:30"), parse_shifts("")
YEAR = Year(
    2026,
    WorkCalendar(
        date(2026, 1, 1), date(2027, 12, 31), [WeekPattern(date(2026, 1, 1), (_OFFICE_DAY,) * 5 + (_CLOSED,) * 2)]
    ),
)


@dataclass(frozen=True, slots=True)
class Broken:
    """One or several packages by folder, and the problem they must show."""

    name: str
    packages: dict[str, dict[str, bytes]]
    package: str
    file: str
    line: int
    code: str

    @classmethod
    def read(cls, folder: Path) -> Broken:
        stated = yaml.safe_load((folder / "patch.yaml").read_text(encoding="utf-8"))
        changes = stated.get("packages") or {"1.000001": stated["changes"]}
        expected = stated["expect"]
        return cls(
            name=folder.name,
            packages={code: built(each) for code, each in changes.items()},
            package=expected.get("package", "1.000001"),
            file=expected["file"],
            line=expected["line"],
            code=expected["code"],
        )


def all_broken() -> list[Broken]:
    return [Broken.read(path.parent) for path in sorted(BROKEN.glob("*/patch.yaml"))]


def built(changes: list[dict[str, Any]]) -> dict[str, bytes]:
    """The minimal package with these changes."""
    files = files_in(MINIMAL)
    for change in changes:
        if "remove" in change:
            del files[change["remove"]]
        elif "add" in change:
            files[change["add"]] = change["text"].encode() * change.get("times", 1)
        else:
            files[change["file"]] = _changed(files[change["file"]], change)
    return files


def _changed(content: bytes, change: dict[str, Any]) -> bytes:
    new = change["by"].encode(change.get("encode", "utf-8"))
    if not change["replace"]:
        return new
    old = change["replace"].encode()
    assert content.count(old) == 1, f"{change['replace']!r} must stand exactly once in {change['file']}"
    return content.replace(old, new)
