"""Logs in XES (IEEE 1849), plain or gzipped, as a stream: a file of any size takes the memory of its log."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, tzinfo
from typing import IO, Final, cast
from xml.parsers import expat

from motcua.core.mining.log import Event, LogBuilder
from motcua.core.mining.reading.moments import read_moment
from motcua.core.mining.reading.read import NoLogError, Omissions, Read

_SLICE: Final = 1 << 16
_GZIP: Final = b"\x1f\x8b"
_NAME, _TIME, _WHO, _ROLE, _LIFE, _NUMBER = (
    "concept:name",
    "time:timestamp",
    "org:resource",
    "org:role",
    "lifecycle:transition",
    "concept:instance",
)
_BEGINS, _ENDS = "start", ("complete", "")
_DAMAGED = OSError, EOFError, zlib.error


def read_xes(stream: IO[bytes], zone: tzinfo = UTC) -> Read:
    """The log in a stream that can seek. `zone` is that of times which name none.

    An event that only began and never ended stands at its beginning; other transitions than start and complete are
    left out. Raises NoLogError for what is no XES, or carries a DOCTYPE.
    """
    log = _Log(zone)
    source = _unpacked(stream)
    try:
        while part := source.read(_SLICE):
            log.parser.Parse(part, False)
        log.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise NoLogError(
            f"Dòng {fault.lineno}: không phải XES đúng cú pháp. Hãy xuất lại nhật ký từ hệ thống nguồn.",
            f"Line {fault.lineno}: not well-formed XES ({fault}). Export the log again.",
        ) from None
    except _DAMAGED as fault:
        raise NoLogError(
            "Tệp nén bị cụt hoặc hỏng. Hãy tải lại hoặc nén lại tệp.", f"The gzip file is damaged ({fault})."
        ) from None
    if not log.traces:
        raise NoLogError("Tệp không có ca (trace) nào.", "The file holds no trace.")
    return Read(log.builder.build(), tuple(log.omitted.first), log.omitted.count)


def _unpacked(stream: IO[bytes]) -> IO[bytes]:
    magic = stream.read(2)
    stream.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=stream)) if magic == _GZIP else stream


class _Log:
    """Hears the elements of the file one after the other: log, in it traces, in them events; attributes of both."""

    def __init__(self, zone: tzinfo) -> None:
        self.builder = LogBuilder()
        self.omitted = Omissions()
        self.traces = 0
        self._zone = zone
        self._path: list[str] = []
        self._of_case: dict[str, object] = {}
        self._of_event: dict[str, object] = {}
        self._events: list[tuple[int, dict[str, object]]] = []
        self._line = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        self.parser.StartDoctypeDeclHandler = self._refused

    def _refused(self, *_: object) -> None:
        raise NoLogError(
            "Đây không phải nhật ký XES (phần tử gốc phải là log, không có DOCTYPE).",
            "This is no XES log: its root must be `log`, without a DOCTYPE.",
        )

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if not self._path and kind != "log":
            self._refused()
        self._path.append(kind)
        match self._path:
            case ["log", "trace"]:
                self.traces += 1
                self._of_case, self._events = {}, []
            case ["log", "trace", "event"]:
                self._of_event, self._line = {}, self.parser.CurrentLineNumber
            case ["log", "trace", _]:
                self._keep(self._of_case, kind, attributes)
            case ["log", "trace", "event", _]:
                self._keep(self._of_event, kind, attributes)

    def _closed(self, _: str) -> None:
        match self._path:
            case ["log", "trace", "event"]:
                self._events.append((self._line, self._of_event))
            case ["log", "trace"]:
                self._whole_trace()
        self._path.pop()

    def _keep(self, facts: dict[str, object], kind: str, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key"), attributes.get("value")
        if key is None or value is None:
            return
        facts[key] = read_moment(value, self._zone) if kind == "date" else _typed(kind, value)
        if facts[key] is None:
            line = self.parser.CurrentLineNumber
            self.omitted.note(line, f"Không đọc được thời điểm “{value}”.", f"No time: {value!r}.")

    def _whole_trace(self) -> None:
        case = str(self._of_case.pop(_NAME, "")) or f"#{self.traces}"
        for name, value in self._of_case.items():
            self.builder.know(case, name, value)
        began: dict[tuple[str, str], list[datetime]] = {}
        for line, facts in self._events:
            self._event(case, line, facts, began)
        for (activity, _), moments in began.items():
            for moment in moments:
                self.builder.add(Event(case, activity, moment, moment))

    def _event(
        self, case: str, line: int, facts: dict[str, object], began: dict[tuple[str, str], list[datetime]]
    ) -> None:
        activity, moment = str(facts.get(_NAME, "")), facts.get(_TIME)
        if not activity or not isinstance(moment, datetime):
            self.omitted.note(
                line,
                "Sự kiện thiếu tên hoạt động hoặc thời điểm.",
                "The event has no activity or no time that can be read.",
            )
            return
        life = str(facts.get(_LIFE, "")).lower()
        key = activity, str(facts.get(_NUMBER, ""))
        if life == _BEGINS:
            began.setdefault(key, []).append(moment)
        elif life in _ENDS:
            open_ones = began.get(key)
            started = open_ones.pop(0) if open_ones else None
            who, role = (str(facts.get(name, "")) for name in (_WHO, _ROLE))
            self.builder.add(Event(case, activity, moment, started, resource=who, role=role))
        else:
            self.omitted.note(
                line,
                f"Bỏ qua chuyển trạng thái “{life}”: chỉ đọc start và complete.",
                f"The transition {life!r} was left out: only start and complete are read.",
            )


def _typed(kind: str, value: str) -> object:
    try:
        if kind == "int":
            return int(value)
        if kind == "float":
            return float(value)
    except ValueError:
        return value
    return value == "true" if kind == "boolean" else value
