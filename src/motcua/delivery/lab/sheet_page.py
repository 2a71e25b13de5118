"""A sheet as its page shows it: the outline, the cells of the chosen entry with what was typed, what can be added."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.core.procedure.document import Value
from motcua.delivery.lab.editing.cells import Cell, Shown, base_of, shown, typed_in
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.lab.editing.yaml_text import UneditableError, read
from motcua.delivery.lab.frame import Opened
from motcua.delivery.lab.sheets.model import Addition, Around, Entry, Group, Question, Sheet

Given = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A question with what its input holds. changed: somebody typed it and it is not saved yet."""

    question: Question
    value: Shown
    changed: bool

    @property
    def template(self) -> str:
        return f"lab/cells/{self.question.cell.kind}.html"

    @property
    def id(self) -> str:
        return self.question.cell.name.replace("v:", "c-").replace("/", "-").replace("#", "")


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with its cells."""

    group: Group
    cells: tuple[ShownCell, ...]
    where: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything the page of a sheet shows."""

    sheet: Sheet
    entries: tuple[Entry, ...]
    selected: Path | None
    groups: tuple[ShownGroup, ...]
    additions: tuple[Addition, ...]
    base: str

    @property
    def where(self) -> str:
        return "" if self.selected is None else written(self.selected)

    @property
    def chosen(self) -> Entry | None:
        return next((each for each in self.entries if each.path == self.selected), None)


def written(path: Path) -> str:
    """A path as addresses and forms carry it."""
    return "/".join(f"#{part}" if isinstance(part, int) else part for part in path) or "/"


def path_of(text: str) -> Path | None:
    """The path that was sent; None for none."""
    if not text:
        return None
    return tuple(map(_part, filter(None, text.split("/"))))


def _part(text: str) -> str | int:
    number = text[1:]
    return int(number) if text[0] == "#" and number.isascii() and number.isdecimal() and len(number) < 6 else text


def around_of(opened: Opened) -> Around:
    """What cells may name from elsewhere; nothing while the main file cannot be read."""
    try:
        main = read(opened.text("procedure.yaml"))
    except UneditableError:
        main = {}
    return Around(opened.draft.shared, main if isinstance(main, dict) else {})


def nearest(entries: list[Entry], wanted: Path | None) -> Path | None:
    """The entry that holds the wanted path, or the first one."""
    if wanted is not None:
        holding = [each.path for each in entries if wanted[: len(each.path)] == each.path]
        if holding:
            return max(holding, key=len)
    return entries[0].path if entries else None


def cells_of(sheet: Sheet, data: Value, path: Path | None, around: Around) -> list[Cell]:
    """All cells of an entry."""
    if path is None:
        return []
    return [question.cell for group in sheet.groups(data, path, around) for question in group.questions]


def sheet_page(
    sheet: Sheet, data: Value, wanted: Path | None, around: Around, typed: Mapping[str, Shown] | None = None
) -> SheetPage:
    """The page; with what was typed and could not be saved."""
    entries = sheet.entries(data, around)
    selected = nearest(entries, wanted)
    groups = sheet.groups(data, selected, around) if selected is not None else []
    kept = typed or {}

    def cell(question: Question) -> ShownCell:
        name = question.cell.name
        return ShownCell(question, kept.get(name, shown(question.cell, data)), changed=name in kept)

    return SheetPage(
        sheet=sheet,
        entries=tuple(entries),
        selected=selected,
        groups=tuple(
            ShownGroup(group, tuple(map(cell, group.questions)), written(group.path) if group.path else "")
            for group in groups
        ),
        additions=tuple(sheet.additions(data, selected)),
        base=json.dumps(base_of(cells_of(sheet, data, selected, around), data), ensure_ascii=False),
    )


def what_was_typed(sheet: Sheet, data: Value, path: Path | None, around: Around, post: Any) -> dict[str, Shown]:
    """What the posted page changes, by the names of its cells."""
    try:
        base = json.loads(post.get("base", ""))
    except ValueError:
        return {}
    return typed_in(cells_of(sheet, data, path, around), base if isinstance(base, dict) else {}, post.getlist)
