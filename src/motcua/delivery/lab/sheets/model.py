"""A sheet: one part of a package as a page shows it, a list of entries and beside it the cells of one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.core.procedure import Shared
from motcua.core.procedure.document import Value
from motcua.delivery.lab.editing.cells import Cell, CellKind
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.ui.words import in_language

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What the cells of one file may name from elsewhere: the city's shared part, and the procedure's main file."""

    shared: Shared
    procedure: Mapping[str, Any]

    def keys(self, part: str) -> Words:
        """The named parts of the main file, with their words: `components`, `results`, `steps` …"""
        found = self.procedure.get(part)
        return tuple((key, said(value, key)) for key, value in found.items()) if isinstance(found, dict) else ()


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled cell. width: how much room it wants: full, half, third or quarter."""

    label: str
    cell: Cell
    hint: str = ""
    width: str = "full"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading. path: what the group stands for, where it can be taken out as a whole."""

    title: str
    questions: tuple[Question, ...]
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline. note: small words behind it."""

    path: Path
    title: str
    note: str = ""
    depth: int = 0
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that can be added. wants_key: its key is asked for."""

    word: str
    label: str
    wants_key: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """Where something new comes to stand, and what it is. index: in a list; None in a map."""

    path: Path
    value: Value
    index: int | None = None

    @property
    def selected(self) -> Path:
        """What the page shows afterwards."""
        return self.path if self.index is None else (*self.path, self.index)


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a part of a package is shown and edited. All functions take the file's data first."""

    word: str
    file: str
    title: Callable[[], str]
    about: Callable[[], str]
    entries: Callable[[Any, Around], list[Entry]]
    groups: Callable[[Any, Path, Around], list[Group]]
    additions: Callable[[Any, Path | None], list[Addition]] = field(default=lambda data, path: [])
    add: Callable[[Any, Path | None, str, str], Added | None] = field(default=lambda data, path, word, key: None)


def both(label: str, path: Path, kind: CellKind = CellKind.LINE, hint: str = "") -> tuple[Question, Question]:
    """A text in both languages."""
    return (
        Question(f"{label} (vi)", Cell((*path, "vi"), kind), hint, "half"),
        Question(f"{label} (en)", Cell((*path, "en"), kind), "", "half"),
    )


def said(value: object, otherwise: str) -> str:
    """What a part is called in the reader's language: its name, title, label or own words."""
    if isinstance(value, dict):
        for key in ("name", "title", "label", "short_name"):
            if isinstance(value.get(key), dict):
                value = value[key]
                break
        words = mapped(value)
        vi, en = words.get("vi"), words.get("en")
        if isinstance(vi, str):
            return in_language(_Words(vi, en if isinstance(en, str) else vi)) or otherwise
    return otherwise


def named(parts: Mapping[str, Any]) -> Words:
    """The entries of a shared table, with their names."""
    return tuple((key, in_language(getattr(each, "name", each))) for key, each in parts.items())


def listed(value: object) -> list[Any]:
    """A list of the file; empty where there is none."""
    return value if isinstance(value, list) else []


def mapped(value: object) -> dict[str, Any]:
    """A map of the file; empty where there is none."""
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True)
class _Words:
    vi: str
    en: str
