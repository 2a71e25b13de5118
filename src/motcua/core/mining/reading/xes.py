"""Logs in XES (IEEE 1849), plain or gzipped, as a stream: a file of any size takes the memory of its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import IO, Final

from motcua.core.mining.log import Event, LogBuilder
from motcua.core.mining.reading.fields import USUAL, Field
from motcua.core.mining.reading.lifecycle import Lifecycle, Transition
from motcua.core.mining.reading.markup import parse
from motcua.core.mining.reading.moment_reader import MomentReader, Order, whatever_comes_first
from motcua.core.mining.reading.read import NOTHING_TOLD, Guess, NoLogError, Omissions, Read, Told
from motcua.core.mining.reading.rows import clean
from motcua.core.mining.reading.unpacking import unpacked
from motcua.core.text import fold

_KEYS: Final[Mapping[Field, str]] = {
    Field.CASE: "concept:name",
    Field.ACTIVITY: "concept:name",
    Field.ENDED: "time:timestamp",
    Field.RESOURCE: "org:resource",
    Field.ROLE: "org:role",
}
_BESIDE: Final = (Field.STARTED, Field.CLAIMED, Field.ENABLED)
Facts = dict[str, object]


def read_xes(stream: IO[bytes], zone: tzinfo = UTC) -> Read:
    """The log in a stream that can seek; `zone` is that of times which name none. See `read_xes_log`."""
    return read_xes_log(stream, replace(NOTHING_TOLD, zone=zone))


def read_xes_log(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek. The transitions of one piece of work (schedule, assign, start, complete) are
    one event; one that only began and never ended stands at its beginning. Moments that stand in the event itself, such
    as `start_timestamp`, count too.

    Raises NoLogError for what is no XES, or carries a DOCTYPE.
    """
    return whatever_comes_first(lambda order: _read(stream, told, order))


def _read(stream: IO[bytes], told: Told, order: Order) -> Read:
    stream.seek(0)
    log = _Log(told, order)
    parse(unpacked(stream), log.opened, log.closed)
    if not log.traces:
        raise NoLogError(
            "Tệp không có ca (trace) nào. Hãy xuất lại nhật ký, mỗi ca là một phần tử trace.",
            "The file holds no trace. Export the log again, each case as a `trace`.",
        )
    return Read(log.builder.build(), tuple(log.omitted.first), log.omitted.count, tuple(log.guessed()))


class _Log:
    """Hears the elements of the file one after the other: log, in it traces, in them events; attributes of both."""

    def __init__(self, told: Told, order: Order) -> None:
        self.builder = LogBuilder()
        self.omitted = Omissions()
        self.traces = 0
        self._told = told
        self._moments = MomentReader(told.zone, order)
        self._names: set[str] = set()
        self._unnamed = self._repeated = 0
        self._seen: set[str] = set()
        self._keys = {**_KEYS, **told.mapping}
        self._fields: dict[str, Field | None] = {}
        self._of_case: Facts = {}
        self._of_event: Facts = {}
        self._events: list[tuple[int, Facts]] = []
        self._line = 0

    def guessed(self) -> Iterator[Guess]:
        """What was taken to be so. Raises NoLogError where what was mapped never came."""
        for field, key in self._told.mapping.items():
            if key not in self._seen:
                raise NoLogError(
                    f"Không có thuộc tính “{key}” ({field.value}) trong tệp; có: {', '.join(sorted(self._seen))}.",
                    f"The file has no attribute {key!r} ({field.value}); it has: {', '.join(sorted(self._seen))}.",
                )
        yield from self._moments.guessed()
        if self._unnamed:
            yield Guess(
                f"{self._unnamed} ca (trace) không có tên, được gọi theo số thứ tự như #1.",
                f"{self._unnamed} traces have no name and go by their number, such as #1.",
            )
        if self._repeated:
            yield Guess(
                f"{self._repeated} ca (trace) trùng tên với ca trước, được coi là phần tiếp của ca đó. Nếu là ca khác, "
                "hãy đặt tên khác.",
                f"{self._repeated} traces bear the name of one before and were taken for more of it. Rename them if "
                "they are not.",
            )

    def opened(self, path: list[str], attributes: Mapping[str, str], line: int) -> None:
        match path:
            case ["log", "trace"]:
                self.traces += 1
                self._of_case, self._events = {}, []
            case ["log", "trace", "event"]:
                self._of_event, self._line = {}, line
            case ["log", "trace", kind]:
                self._keep(self._of_case, kind, attributes, line)
            case ["log", "trace", "event", kind]:
                self._keep(self._of_event, kind, attributes, line)
            case [root] if root != "log":
                raise NoLogError(
                    "Đây không phải nhật ký XES (phần tử gốc phải là log).",
                    "This is no XES log: its root must be `log`.",
                )

    def closed(self, path: list[str], _text: str, _line: int) -> None:
        match path:
            case ["log", "trace", "event"]:
                self._events.append((self._line, self._of_event))
            case ["log", "trace"]:
                self._whole_trace()

    def _keep(self, facts: Facts, kind: str, attributes: Mapping[str, str], line: int) -> None:
        key, value = attributes.get("key"), attributes.get("value")
        if key is None or value is None:
            return
        self._seen.add(key)
        is_end = facts is self._of_event and key == self._keys[Field.ENDED]
        facts[key] = self._moments.read(value) if kind == "date" or is_end else _typed(kind, value)
        if facts[key] is None:
            self.omitted.note_moment(line, value)

    def _whole_trace(self) -> None:
        named = clean(str(self._of_case.pop(self._keys[Field.CASE], "")))
        case = named or f"#{self.traces}"
        self._unnamed += not named
        self._repeated += case in self._names
        self._names.add(case)
        self.builder.meet(case)
        for name, value in self._of_case.items():
            self.builder.know(case, name, value)
        life = Lifecycle(self.omitted)
        for line, facts in self._events:
            if (transition := self._transition(case, line, facts)) and (event := life.take(transition)):
                self.builder.add(event)
        for event in life.begun():
            self.builder.add(event)

    def _transition(self, case: str, line: int, facts: Facts) -> Transition | None:
        activity, end = self._text(facts, Field.ACTIVITY), self._keys[Field.ENDED]
        ended = facts.get(end)
        missing = [Field.ACTIVITY] * (not activity) + [Field.ENDED] * (end not in facts)
        if missing:
            self.omitted.note_missing(line, missing)
        if missing or not isinstance(ended, datetime):  # a time that could not be read is told where it stands
            return None
        beside = {
            field: value for key, value in facts.items() if isinstance(value, datetime) and (field := self._field(key))
        }
        started, claimed, enabled = (beside.get(field) for field in _BESIDE)
        who, role = self._text(facts, Field.RESOURCE), self._text(facts, Field.ROLE)
        event = Event(case, activity, ended, started, claimed, enabled, who, role)
        kind, instance = (clean(str(facts.get(name, ""))) for name in ("lifecycle:transition", "concept:instance"))
        return Transition(line, kind.lower(), instance, event)

    def _text(self, facts: Facts, field: Field) -> str:
        return clean(str(facts.get(self._keys[field], "")))

    def _field(self, key: str) -> Field | None:
        """Which moment beside the end an attribute of events is, as told or by its usual names."""
        if key not in self._fields:
            plain = fold(key)
            told = (field for field in _BESIDE if self._keys.get(field) == key)
            usual = (field for field in _BESIDE if field not in self._keys and plain in USUAL[field])
            self._fields[key] = next(told, next(usual, None))
        return self._fields[key]


def _typed(kind: str, value: str) -> object:
    try:
        if kind == "int":
            return int(value)
        if kind == "float":
            return float(value)
    except ValueError:
        return value
    return value == "true" if kind == "boolean" else value
