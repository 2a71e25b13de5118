"""Logs in XES (IEEE 1849), plain or gzipped, as a stream: a file of any size takes the memory of its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import IO, Final

from motcua.core.mining.log import LogBuilder
from motcua.core.mining.reading.lifecycle import Lifecycle, Transition
from motcua.core.mining.reading.markup import parse
from motcua.core.mining.reading.moments import find_moment
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Omissions, Read, Told
from motcua.core.mining.reading.rows import clean, guess_of_zone
from motcua.core.mining.reading.unpacking import unpacked

_NAME: Final = "concept:name"
Facts = dict[str, object]


def read_xes(stream: IO[bytes], zone: tzinfo = UTC) -> Read:
    """The log in a stream that can seek; `zone` is that of times which name none. See `read_xes_log`."""
    return read_xes_log(stream, replace(NOTHING_TOLD, zone=zone))


def read_xes_log(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek. The transitions of one piece of work (schedule, assign, start, complete) are
    one event; one that only began and never ended stands at its beginning.

    Raises NoLogError for what is no XES, or carries a DOCTYPE.
    """
    log = _Log(told)
    parse(unpacked(stream), log.opened, log.closed)
    if not log.traces:
        raise NoLogError("Tệp không có ca (trace) nào.", "The file holds no trace.")
    guessed = tuple(guess_of_zone(log.unzoned, log.moments, told))
    return Read(log.builder.build(), tuple(log.omitted.first), log.omitted.count, guessed)


class _Log:
    """Hears the elements of the file one after the other: log, in it traces, in them events; attributes of both."""

    def __init__(self, told: Told) -> None:
        self.builder = LogBuilder()
        self.omitted = Omissions()
        self.traces = self.moments = self.unzoned = 0
        self._zone = told.zone
        self._of_case: Facts = {}
        self._of_event: Facts = {}
        self._events: list[tuple[int, Facts]] = []
        self._line = 0

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
        facts[key] = self._moment(value) if kind == "date" else _typed(kind, value)
        if facts[key] is None:
            self.omitted.note(line, f"Không đọc được thời điểm “{value}”.", f"No time: {value!r}.")

    def _moment(self, text: str) -> datetime | None:
        found = find_moment(text)
        self.moments += found is not None
        if found is None or found.tzinfo:
            return found
        self.unzoned += 1
        return found.replace(tzinfo=self._zone)

    def _whole_trace(self) -> None:
        case = clean(str(self._of_case.pop(_NAME, ""))) or f"#{self.traces}"
        for name, value in self._of_case.items():
            self.builder.know(case, name, value)
        life = Lifecycle(case, self.omitted)
        for line, facts in self._events:
            if transition := self._transition(line, facts):
                life.take(transition)
        for event in life.events():
            self.builder.add(event)

    def _transition(self, line: int, facts: Facts) -> Transition | None:
        activity, moment = clean(str(facts.get(_NAME, ""))), facts.get("time:timestamp")
        if not activity or not isinstance(moment, datetime):
            self.omitted.note(
                line,
                "Sự kiện thiếu tên hoạt động hoặc thời điểm.",
                "The event has no activity or no time that can be read.",
            )
            return None
        who, role, kind, instance = (
            clean(str(facts.get(name, "")))
            for name in ("org:resource", "org:role", "lifecycle:transition", "concept:instance")
        )
        return Transition(line, activity, instance, kind.lower(), moment, who, role)


def _typed(kind: str, value: str) -> object:
    try:
        if kind == "int":
            return int(value)
        if kind == "float":
            return float(value)
    except ValueError:
        return value
    return value == "true" if kind == "boolean" else value
