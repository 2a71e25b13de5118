"""Cells: one value of a file as an input shows it, and as it is read back. What was not touched is not written."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from motcua.core.procedure.document import Value
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.lab.editing.yaml_text import read, remove, set_value, value_at

Shown: TypeAlias = "str | list[str]"
UNITS = ("working_hours", "working_days", "calendar_days", "months")
SAME_DAY = "same_day"
NONE = "none"


class CellKind(StrEnum):
    """How a value is shown and read."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    CHOICE = "choice"
    KEYS = "keys"
    LINES = "lines"
    FLAG = "flag"
    FEEL = "feel"
    LIMIT = "limit"
    YES_OR_FEEL = "yes_or_feel"
    AMOUNT = "amount"
    OPTIONS = "options"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: the path of its value, and for a choice or keys what may be chosen, each with its words.

    on: what a flag is written as.
    """

    path: Path
    kind: CellKind = CellKind.LINE
    options: tuple[tuple[str, str], ...] = ()
    on: Value = True

    @property
    def name(self) -> str:
        """What the input is called when it is posted."""
        return "v:" + "/".join(f"#{part}" if isinstance(part, int) else part for part in self.path)


def shown(cell: Cell, data: Value) -> Shown:
    """What the input holds for this file."""
    value = value_at(data, cell.path)
    match cell.kind:
        case CellKind.KEYS:
            return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
        case CellKind.LINES:
            return "\n".join(map(str, value)) if isinstance(value, list) else ""
        case CellKind.FLAG:
            return "yes" if value is not None and value == cell.on else ""
        case CellKind.LIMIT:
            return list(_limit(value))
        case CellKind.OPTIONS:
            return _options_shown(value)
        case CellKind.SOURCE:
            return _source_shown(value)
        case _:
            return _words(value)


def posted(cell: Cell, given: Callable[[str], list[str]]) -> Shown:
    """What was sent for the cell, in the shape of `shown`. `given` returns all values of one name."""
    texts = [unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip()) for text in given(cell.name)]
    if cell.kind in (CellKind.KEYS, CellKind.LIMIT):
        return texts
    return texts[0] if texts else ""


def base_of(cells: Iterable[Cell], data: Value) -> dict[str, Shown]:
    """What the cells hold, for the page to carry along: only what differs from it was typed."""
    return {cell.name: shown(cell, data) for cell in cells}


def typed_in(cells: Iterable[Cell], base: Mapping[str, object], given: Callable[[str], list[str]]) -> dict[str, Shown]:
    """What somebody has changed, by the names of the cells."""
    sent = {cell.name: posted(cell, given) for cell in cells}
    return {name: value for name, value in sent.items() if name in base and base[name] != value}


def with_typed(text: str, cells: Iterable[Cell], typed: Mapping[str, Shown]) -> str:
    """The file with what was typed. Raises UneditableError and NoSuchPlaceError."""
    for cell in cells:
        if cell.name in typed:
            text = _written(text, cell, typed[cell.name])
    return text


def _written(text: str, cell: Cell, value: Shown) -> str:
    if cell.kind is CellKind.LIMIT:
        assert isinstance(value, list)
        return _with_limit(text, cell.path, value)
    if cell.kind is CellKind.SOURCE:
        assert isinstance(value, str)
        return _with_source(text, cell.path, value)
    meant = _meant(cell, value)
    return without(text, cell.path) if meant is None else set_value(text, cell.path, meant)


def without(text: str, path: Path) -> str:
    """The file without the value, and without what would be left empty around it."""
    data = read(text)
    while value_at(data, path) is not None:
        holder = value_at(data, path[:-1])
        if len(path) > 1 and isinstance(path[-2], str) and isinstance(holder, dict) and len(holder) == 1:
            path = path[:-1]
            continue
        return remove(text, path)
    return text


def _meant(cell: Cell, value: Shown) -> Value:
    """The value to be written; None for an empty input."""
    if isinstance(value, list):
        return list(value) or None
    match cell.kind:
        case CellKind.LINES:
            return [line.strip() for line in value.split("\n") if line.strip()] or None
        case CellKind.FLAG:
            return cell.on if value else None
        case CellKind.NUMBER | CellKind.AMOUNT:
            return _number_or_words(value)
        case CellKind.YES_OR_FEEL:
            return {"yes": True, "true": True, "": None}.get(value, value)
        case CellKind.OPTIONS:
            return _options_meant(value)
        case CellKind.LINE | CellKind.FEEL | CellKind.CHOICE:
            return " ".join(value.split()) or None
        case _:
            return value or None


def _number_or_words(value: str) -> Value:
    bare = value.replace(".", "").replace(" ", "").replace("\u00a0", "")
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) <= 15 else value or None


def _words(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def _limit(value: Value) -> tuple[str, str]:
    """Amount and unit of a limit."""
    if isinstance(value, dict):
        for unit in UNITS:
            if unit in value:
                return str(value[unit]), unit
        if SAME_DAY in value:
            return "", SAME_DAY
    return "", ""


def _with_limit(text: str, path: Path, value: list[str]) -> str:
    """The limit with another amount or unit; its basis and the words that are quoted stay."""
    amount, unit = (*value, "", "")[:2]
    before = _limit(value_at(read(text), path))[1]
    meant: Value = True if unit == SAME_DAY else _number_or_words(amount)
    if meant is None or not unit:
        return without(text, path)
    text = set_value(text, (*path, unit), meant)
    return text if before in ("", unit) else remove(text, (*path, before))


def _options_shown(value: Value) -> str:
    """A line for each option: code | Vietnamese | English."""
    if not isinstance(value, dict):
        return ""
    words = [(code, each if isinstance(each, dict) else {}) for code, each in value.items()]
    return "\n".join(f"{code} | {each.get('vi', '')} | {each.get('en', '')}" for code, each in words)


def _options_meant(text: str) -> Value:
    found: dict[str, Value] = {}
    for line in filter(str.strip, text.split("\n")):
        code, vi, en, *_more = (*(part.strip() for part in line.split("|")), "", "")
        found[code] = {"vi": vi, "en": en or vi}
    return found or None


def _source_shown(value: Value) -> str:
    """`none`, `registry/record`, or `result/` with a code."""
    if not isinstance(value, dict):
        return _words(value)
    if "result" in value:
        return f"result/{value['result']}"
    return f"{value.get('registry', '')}/{value.get('record', '')}"


def _with_source(text: str, path: Path, value: str) -> str:
    """The paper with another source; what follows when the source has nothing stays."""
    if value in ("", NONE):
        return set_value(text, path, NONE) if value else without(text, path)
    before = value_at(read(text), path)
    absent = before.get("when_absent", "ask") if isinstance(before, dict) else "ask"
    first, _slash, second = value.partition("/")
    named: dict[str, Value] = {"result": second} if first == "result" else {"registry": first, "record": second}
    return set_value(text, path, {**named, "when_absent": absent})
