"""YAML as a package uses it: plain maps, lists, words and whole numbers, and the line each of them stands on.

Stricter than YAML itself, so that a file means what a clerk reads: a key stands once, nothing points elsewhere in the
file (anchors), nothing asks for a type (tags), and a date, a time, a code such as 1.013225 or a `no` stays the words
that were written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeAlias

import yaml

from motcua.core.procedure.problems import Findings, Line

Trail: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"

_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MOST_BYTES = 1_000_000
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file, read."""

    file: str
    value: Value
    lines: Mapping[Trail, int]

    def place(self, *trail: str | int) -> Line:
        """The line of what stands at `trail`, or of the nearest thing above it."""
        while trail not in self.lines and trail:
            trail = trail[:-1]
        return Line(self.file, self.lines.get(trail, 1))

    def top(self) -> Node:
        return Node(self, (), self.value)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a document that passed its schema: what is asked for here is there, or it is a fault of ours."""

    document: Document
    trail: Trail
    value: Value

    @property
    def place(self) -> Line:
        return self.document.place(*self.trail)

    @property
    def key(self) -> str:
        return str(self.trail[-1])

    def __getitem__(self, key: str) -> Node:
        return Node(self.document, (*self.trail, key), self._map()[key])

    def get(self, key: str) -> Node | None:
        """The part under `key`, or nothing when the file leaves it out."""
        return self[key] if key in self._map() else None

    def parts(self, key: str) -> dict[str, Node]:
        """The named parts of the map under `key`, in the order of the file; none when the file leaves it out."""
        part = self.get(key)
        return {name: part[name] for name in part._map()} if part else {}

    def each(self, key: str) -> list[Node]:
        """The items of the list under `key`; none when the file leaves it out."""
        part = self.get(key)
        return part.items() if part else []

    def items(self) -> list[Node]:
        """The items of a list; what is no list is its own only item."""
        if not isinstance(self.value, list):
            return [self]
        return [Node(self.document, (*self.trail, index), item) for index, item in enumerate(self.value)]

    @property
    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            raise TypeError(f"{self.place}: words expected, not {self.value!r}")
        return self.value

    @property
    def number(self) -> int:
        if not isinstance(self.value, int):
            raise TypeError(f"{self.place}: a whole number expected, not {self.value!r}")
        return self.value

    def text_at(self, key: str, otherwise: str = "") -> str:
        """The words under `key`, or `otherwise` when the file leaves it out."""
        part = self.get(key)
        return part.text if part else otherwise

    def _map(self) -> dict[str, Value]:
        if not isinstance(self.value, dict):
            raise TypeError(f"{self.place}: named parts expected, not {self.value!r}")
        return self.value


def day(node: Node, key: str, findings: Findings) -> date | None:
    """The date under `key`; one that is on no calendar is reported."""
    part = node.get(key)
    if part is None:
        return None
    try:
        return date.fromisoformat(part.text)
    except ValueError:
        findings.report("date_wrong", part.place, date=part.text)
        return None


def read_document(file: str, source: bytes, findings: Findings) -> Document | None:
    """Read one YAML file. What is wrong goes to `findings`; nothing is returned when the file cannot be understood."""
    if len(source) > _MOST_BYTES:
        findings.report("file_too_large", Line(file, 1), most=_MOST_BYTES)
        return None
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as problem:
        findings.report("not_utf8", Line(file, source[: problem.start].count(b"\n") + 1))
        return None
    reader = _Reader(file, findings)
    try:
        value = reader.read(source)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        findings.report("yaml_syntax", Line(file, mark.line + 1 if mark else 1), detail=problem.problem)
        return None
    except yaml.reader.ReaderError as problem:
        findings.report("yaml_syntax", Line(file, source[: problem.position].count(b"\n") + 1), detail=problem.reason)
        return None
    except _RefusedError:
        return None
    return Document(file, value, reader.lines)


class _RefusedError(Exception):
    """Reading stops here; the reason is already noted."""


class _Reader:
    """Builds the value from the parser's events, which know anchors, tags and lines."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.lines: dict[Trail, int] = {}
        self._file = file
        self._findings = findings

    def read(self, source: bytes) -> Value:
        events = iter(yaml.parse(source, Loader=yaml.CSafeLoader))
        next(events)  # the start of the stream
        if isinstance(next(events), yaml.StreamEndEvent):
            self._refuse("yaml_empty", 1)
        value = self._value(next(events), events, ())
        next(events)  # the end of the document
        if not isinstance(more := next(events), yaml.StreamEndEvent):
            self._refuse("yaml_documents", _line(more))
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], trail: Trail) -> Value:
        line = _line(event)
        self.lines.setdefault(trail, line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse("yaml_anchor", line)
        if getattr(event, "tag", None) is not None:
            self._refuse("yaml_tag", line)
        if len(trail) > _DEEPEST:
            self._refuse("yaml_too_deep", line, most=_DEEPEST)
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(events, trail)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, trail)
        assert isinstance(event, yaml.ScalarEvent)  # all that is left where a value may stand
        return self._scalar(event, line)

    def _map(self, events: Iterator[yaml.Event], trail: Trail) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                self._refuse("yaml_key", line)
            key = self._words(event.value, line)
            if key in found:
                self._findings.report("yaml_key_twice", Line(self._file, line), key=key)
            self.lines[(*trail, key)] = line
            found[key] = self._value(next(events), events, (*trail, key))
        return found

    def _list(self, events: Iterator[yaml.Event], trail: Trail) -> list[Value]:
        found: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self._value(event, events, (*trail, len(found))))
        return found

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> str | int | bool | None:
        words = self._words(event.value, line)
        if not event.implicit[0]:
            return words
        if words in _CONSTANTS:
            return _CONSTANTS[words]
        return int(words) if _WHOLE_NUMBER.fullmatch(words) else words

    def _words(self, words: str, line: int) -> str:
        if not unicodedata.is_normalized("NFC", words):
            self._findings.report("not_nfc", Line(self._file, line), words=unicodedata.normalize("NFC", words))
        return words

    def _refuse(self, code: str, line: int, **words: object) -> NoReturn:
        self._findings.report(code, Line(self._file, line), **words)
        raise _RefusedError


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
