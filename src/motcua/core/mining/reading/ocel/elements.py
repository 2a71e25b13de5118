"""OCEL 2.0 as XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from motcua.core.mining.reading.markup import parse
from motcua.core.mining.reading.moment_reader import whatever_comes_first
from motcua.core.mining.reading.ocel.collecting import Collecting
from motcua.core.mining.reading.ocel.flattening import flattened
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Read, Told
from motcua.core.mining.reading.unpacking import unpacked


def read_ocel_xml(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek, plain or gzipped. Raises NoLogError, also for what carries a DOCTYPE."""
    return whatever_comes_first(lambda order: _read(stream, Collecting(told, order)))


def _read(stream: IO[bytes], found: Collecting) -> Read:
    stream.seek(0)
    log = _Log(found)
    parse(unpacked(stream), log.opened, log.closed)
    return flattened(log.found)


class _Log:
    """Hears the elements: types with their attributes, objects, and events that refer to objects."""

    def __init__(self, found: Collecting) -> None:
        self.found = found
        self._attributes: Mapping[str, str] = {}
        self._type = ""
        self._object: str | None = None
        self._event: tuple[int, Mapping[str, str]] = (0, {})
        self._facts: dict[str, object] = {}
        self._touched: list[object] = []

    def opened(self, path: list[str], attributes: Mapping[str, str], line: int) -> None:
        match path:
            case [root] if root != "log":
                raise NoLogError("Đây không phải nhật ký OCEL.", "This is no OCEL log: its root must be `log`.")
            case ["log", "object-types", "object-type"]:
                self._type = attributes.get("name", "")
            case ["log", "object-types", "object-type", "attributes", "attribute"]:
                self.found.declare(self._type, attributes.get("name", ""), attributes.get("type", ""))
            case ["log", "objects", "object"]:
                self._object = self.found.take_object(line, attributes.get("id"), attributes.get("type"))
            case ["log", "events", "event"]:
                self._event, self._facts, self._touched = (line, attributes), {}, []
            case ["log", "objects" | "events", _, "attributes", "attribute"]:
                self._attributes = attributes
            case ["log", "objects", _, "objects", _] if self._object is not None:
                self.found.relate(self._object, attributes.get("object-id"))
            case ["log", "events", _, "objects", _]:
                self._touched.append(attributes.get("object-id"))

    def closed(self, path: list[str], text: str, line: int) -> None:
        match path:
            case ["log", "objects", "object", "attributes", "attribute"] if self._object is not None:
                name, since = self._attributes.get("name"), self._attributes.get("time")
                self.found.take_value(line, self._object, name, since, text)
            case ["log", "events", "event", "attributes", "attribute"]:
                self._facts[self._attributes.get("name", "")] = text
            case ["log", "events", "event"]:
                begun, facts = self._event
                self.found.take_event(
                    begun, facts.get("id"), facts.get("type"), facts.get("time"), self._facts, self._touched
                )
