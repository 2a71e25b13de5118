"""Strangers' XML into a tree, or a clear refusal: no DOCTYPE, no entities, bounded in every direction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from lxml import etree

from motcua.core.process.errors import UnreadableModelError

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAM = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
MOTCUA = "{urn:motcua:bpmn:1}"

SLICE = 4096  # bytes fed at a time, so that a file is refused early


class Limits(NamedTuple):
    """How large a file may be. A process of 500 tasks with its drawing has about 5,500 elements in 700 kB."""

    bytes: int = 2_000_000
    elements: int = 10_000
    depth: int = 40


ORDINARY = Limits()


def parse(xml: bytes, limits: Limits) -> etree._Element:
    """The root element. Raises UnreadableModelError; never opens a file or a connection."""
    if len(xml) > limits.bytes:
        raise UnreadableModelError(
            1, f"tệp lớn hơn {limits.bytes} byte, hãy chia nhỏ", f"larger than {limits.bytes} bytes, split the file"
        )
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    watch = _Watch(limits)
    try:
        for start in range(0, len(xml), SLICE):
            parser.feed(xml[start : start + SLICE])
            watch.look(cast("Iterable[tuple[str, etree._Element]]", parser.read_events()))
        root: etree._Element = parser.close()
    except etree.XMLSyntaxError as fault:
        raise UnreadableModelError(fault.lineno or 1, "không phải XML đúng cú pháp", fault.msg or "not XML") from None
    return root


def line_of(element: etree._Element) -> int:
    """The line on which the element begins."""
    return cast("int | None", element.sourceline) or 0


class _Watch:
    """Counts while the file is being read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements = 0
        self.depth = 0

    def look(self, events: Iterable[tuple[str, etree._Element]]) -> None:
        for event, element in events:
            if event == "end":
                self.depth -= 1
                continue
            self.elements += 1
            self.depth += 1
            if self.elements == 1 and cast("Any", element.getroottree().docinfo).doctype:
                raise UnreadableModelError(
                    1, "không được có DOCTYPE, hãy xóa dòng đó", "no DOCTYPE is allowed, remove it"
                )
            if self.elements > self.limits.elements:
                raise UnreadableModelError(
                    line_of(element),
                    f"nhiều hơn {self.limits.elements} phần tử, hãy chia tệp",
                    f"more than {self.limits.elements} elements, split the file",
                )
            if self.depth > self.limits.depth:
                raise UnreadableModelError(
                    line_of(element),
                    f"lồng nhau sâu hơn {self.limits.depth} tầng",
                    f"nested deeper than {self.limits.depth} levels",
                )
