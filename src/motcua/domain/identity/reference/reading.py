from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from motcua.core.text import normal
from motcua.domain.identity.types import IdentityError


class BadReferenceError(IdentityError):
    """A file of reference data contradicts itself: which file, which line, why."""

    def __init__(self, place: str, vi: str, en: str) -> None:
        super().__init__(f"{place}: {vi}", f"{place}: {en}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, its values by the name of their column."""

    place: str
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def day(self, column: str) -> date | None:
        """The date in a column; None when it is empty."""
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError:
            raise self.wrong(
                f"“{self[column]}” không phải là ngày; hãy viết như 2025-07-01.",
                f"{self[column]!r} is no date; write it like 2025-07-01.",
            ) from None

    def wrong(self, vi: str, en: str) -> BadReferenceError:
        """The error that names this line."""
        return BadReferenceError(self.place, vi, en)


def read_table(file: Path, columns: Sequence[str]) -> list[Row]:
    """The lines of a CSV file whose head must be exactly `columns`."""
    with file.open(encoding="utf-8", newline="") as handle:
        lines = csv.reader(handle)
        head = next(lines, [])
        if head != list(columns):
            raise BadReferenceError(
                f"{file.name}:1", f"dòng đầu phải là {','.join(columns)}", f"the head must be {','.join(columns)}"
            )
        return [_row(f"{file.name}:{lines.line_num}", columns, values) for values in lines]


def read_yaml(file: Path) -> Any:
    """The content of a YAML file."""
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as wrong:
        raise BadReferenceError(file.name, f"không đọc được YAML: {wrong}", f"no readable YAML: {wrong}") from wrong


def _row(place: str, columns: Sequence[str], values: Sequence[str]) -> Row:
    if len(values) != len(columns):
        raise BadReferenceError(
            place, f"cần {len(columns)} cột, có {len(values)}", f"needs {len(columns)} columns, has {len(values)}"
        )
    row = Row(place, dict(zip(columns, values, strict=True)))
    untidy = next((value for value in values if value != normal(value)), None)
    if untidy is not None:
        raise row.wrong(
            f"“{untidy}” phải ở dạng NFC, không thừa dấu cách", f"{untidy!r} must be NFC without stray spaces"
        )
    return row
