"""Logs as XES (IEEE 1849), with the transitions of each piece of work: schedule, assign, start, complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import IO, Final
from xml.sax.saxutils import quoteattr

from motcua.core.mining.log import Event
from motcua.core.mining.traces import Kind, Trace
from motcua.core.mining.writing.values import as_text

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="2.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
"""
_TAGS: Final = {
    Kind.TEXT: "string",
    Kind.MOMENT: "date",
    Kind.WHOLE: "int",
    Kind.NUMBER: "float",
    Kind.FLAG: "boolean",
}
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_xes(cases: Iterable[Trace], kinds: Mapping[str, Kind], stream: IO[bytes]) -> int:
    """Write cases as they come; how many events. What XML cannot hold stands as �."""
    stream.write(_HEAD.encode())
    written = 0
    for trace in cases:
        stream.write("\n".join(_trace(trace, kinds)).encode())
        written += len(trace.events)
    stream.write(b"</log>\n")
    return written


def _trace(trace: Trace, kinds: Mapping[str, Kind]) -> Iterator[str]:
    yield "<trace>"
    yield _attribute("concept:name", trace.case, Kind.TEXT)
    for name, kind in kinds.items():
        if (value := trace.attributes.get(name)) is not None:
            yield _attribute(name, value, kind)
    steps = [step for number, event in enumerate(trace.events, 1) for step in _transitions(number, event)]
    yield from (written for _, written in sorted(steps, key=lambda step: step[0]))
    yield "</trace>\n"


def _transitions(number: int, event: Event) -> Iterator[tuple[datetime, str]]:
    """Who did it stands where it was begun and where it was completed."""
    moments = {"schedule": event.enabled, "assign": event.claimed, "start": event.started, "complete": event.ended}
    for kind, moment in moments.items():
        if moment:
            facts = {"concept:name": event.activity, "concept:instance": str(number), "lifecycle:transition": kind}
            if kind in ("start", "complete"):
                facts |= {"org:resource": event.resource, "org:role": event.role}
            told = "".join(_attribute(key, value, Kind.TEXT) for key, value in facts.items() if value)
            yield moment, f"<event>{told}{_attribute('time:timestamp', moment, Kind.MOMENT)}</event>"


def _attribute(key: str, value: object, kind: Kind) -> str:
    text = as_text(value, kind)
    quoted = _quoted(text) if kind is Kind.TEXT else f'"{text}"'  # in no other kind is anything to be escaped
    return f"<{_TAGS[kind]} key={_quoted(key)} value={quoted}/>"


@lru_cache(maxsize=1 << 14)  # names come again and again, and finding what to escape is most of the time
def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
