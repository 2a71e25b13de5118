"""OCEL 2.0 as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from motcua.core.mining.reading.moment_reader import whatever_comes_first
from motcua.core.mining.reading.ocel.collecting import Collecting
from motcua.core.mining.reading.ocel.flattening import flattened
from motcua.core.mining.reading.ocel.items import Item, items
from motcua.core.mining.reading.read import NOTHING_TOLD, Read, Told
from motcua.core.mining.reading.unpacking import unpacked


def read_ocel_json(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek, plain or gzipped; its parts may stand in any order. Raises NoLogError."""
    return whatever_comes_first(lambda order: _read(stream, Collecting(told, order)))


def _read(stream: IO[bytes], found: Collecting) -> Read:
    stream.seek(0)
    for item in items(unpacked(stream)):
        match item:
            case Item("objectTypes", _, {"name": name, **rest}):
                for attribute in _dicts(rest.get("attributes")):
                    found.declare(str(name), str(attribute.get("name")), str(attribute.get("type")))
            case Item("objects", line, dict(facts)):
                _take_object(found, line, facts)
            case Item("events", line, dict(facts)):
                known = {str(each.get("name")): each.get("value") for each in _dicts(facts.get("attributes"))}
                touched = [each.get("objectId") for each in _dicts(facts.get("relationships"))]
                found.take_event(line, facts.get("id"), facts.get("type"), facts.get("time"), known, touched)
            case Item("objects" | "events", line, _):
                found.omitted.note(line, "Phần tử không phải đối tượng JSON.", "The element is no JSON object.")
    return flattened(found)


def _take_object(found: Collecting, line: int, facts: dict[str, Any]) -> None:
    name = found.take_object(line, facts.get("id"), facts.get("type"))
    if name is None:
        return
    for each in _dicts(facts.get("attributes")):
        found.take_value(line, name, each.get("name"), each.get("time"), each.get("value"))
    for each in _dicts(facts.get("relationships")):
        found.relate(name, each.get("objectId"))


def _dicts(values: object) -> Iterator[dict[str, Any]]:
    if isinstance(values, list):
        yield from (each for each in values if isinstance(each, dict))
