"""Logs as OCEL 2.0 in JSON: the cases are its objects."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO
from typing import IO, Any, Final

from motcua.core.mining.log import Event
from motcua.core.mining.traces import Kind, Trace

_CASE: Final = "case"
_ALWAYS: Final = "1970-01-01T00:00:00Z"
_TYPES: Final = {
    Kind.TEXT: "string",
    Kind.MOMENT: "time",
    Kind.WHOLE: "integer",
    Kind.NUMBER: "float",
    Kind.FLAG: "boolean",
}
_OF_EVENTS: Final = {
    "enabled": Kind.MOMENT,
    "claimed": Kind.MOMENT,
    "started": Kind.MOMENT,
    "resource": Kind.TEXT,
    "role": Kind.TEXT,
}


def write_ocel(
    cases: Iterable[Trace], kinds: Mapping[str, Kind], stream: IO[bytes], scratch: IO[bytes] | None = None
) -> int:
    """Write cases as they come; how many events. Objects stand before events, so these lie meanwhile in `scratch`:
    in memory if none is given.
    """
    aside = BytesIO() if scratch is None else scratch
    activities: dict[str, None] = {}
    written = 0
    stream.write(b'{"objectTypes":[' + _type(_CASE, kinds) + b'],\n"objects":[')
    for number, trace in enumerate(cases):
        stream.write((b",\n" if number else b"\n") + _object(trace, kinds))
        for event in trace.events:
            aside.write((b",\n" if written else b"\n") + _event(written + 1, event))
            activities[event.activity] = None
            written += 1
    stream.write(b'],\n"eventTypes":[' + b",\n".join(_type(name, _OF_EVENTS) for name in activities))
    stream.write(b'],\n"events":[')
    aside.seek(0)
    shutil.copyfileobj(aside, stream)
    stream.write(b"]}\n")
    return written


def _type(name: str, kinds: Mapping[str, Kind]) -> bytes:
    return _json({"name": name, "attributes": [{"name": key, "type": _TYPES[kind]} for key, kind in kinds.items()]})


def _object(trace: Trace, kinds: Mapping[str, Kind]) -> bytes:
    known = [
        {"name": name, "time": _ALWAYS, "value": _plain(value)}
        for name in kinds
        if (value := trace.attributes.get(name)) is not None
    ]
    return _json({"id": trace.case, "type": _CASE, "attributes": known, "relationships": []})


def _event(number: int, event: Event) -> bytes:
    return _json(
        {
            "id": f"e{number}",
            "type": event.activity,
            "time": _plain(event.ended),
            "attributes": list(_known(event)),
            "relationships": [{"objectId": event.case, "qualifier": _CASE}],
        }
    )


def _known(event: Event) -> Iterator[dict[str, Any]]:
    for name in _OF_EVENTS:
        if value := getattr(event, name):
            yield {"name": name, "value": _plain(value)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) else str(value)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
