"""Diagrams into a BPMN file. Outside its drawing the file stays as it was, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from motcua.core.process.drawing import Bounds, Diagram, Edge, Shape
from motcua.core.process.errors import UnreadableModelError
from motcua.core.process.layout.sheets import EXPANDABLE
from motcua.core.process.model import Model
from motcua.core.process.safe_xml import DC, DI, DIAGRAM

PREFIXES = {"bpmndi": DIAGRAM[1:-1], "dc": DC[1:-1], "di": DI[1:-1]}
MARKS = {codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF16_LE: "utf-16-le"}
DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")
SIDEWAYS = frozenset({"participant", "lane"})


def write_diagrams(xml: bytes, model: Model, diagrams: Sequence[Diagram]) -> bytes:
    """The file with these diagrams in place of those it had. `model` is what the file says.

    Raises UnreadableModelError when the letters of the file are not in the encoding that it names.
    """
    encoding = _encoding(xml)
    try:
        text = xml.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        vi, en = f"chữ trong tệp không theo bảng mã {encoding}", f"its letters are not in {encoding}"
        raise UnreadableModelError(1, vi, en) from None
    if not diagrams:
        return xml
    newline = "\r\n" if "\r\n" in text else "\n"
    file = _File(text.encode())
    kinds = {element.id: element.kind for element in model.elements}
    lines = [line for diagram in diagrams for line in _lines(diagram, kinds, file.prefixes)]
    body = file.with_drawing([file.indent + line for line in lines], newline)
    return body.decode().encode(encoding, "xmlcharrefreplace")


def _encoding(xml: bytes) -> str:
    declared = DECLARED.match(xml)
    return MARKS.get(xml[:2]) or (declared[1].decode() if declared else "utf-8")


class _File:
    """A file as UTF-8, and where in it the drawing is or belongs."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.drawings: list[tuple[int, int]] = []
        self.prefixes: dict[str, str] = {}
        self.indent = "  "
        self.end = len(body)
        self._depth = 0
        self._began = 0
        parser = self._parser = expat.ParserCreate("utf-8", " ")
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._stop
        parser.Parse(body, True)

    def with_drawing(self, lines: Sequence[str], newline: str) -> bytes:
        """The file with these lines where its first drawing was, or else before the end tag of the root."""
        drawings = self.drawings or [(self.end, self.end)]
        ends = [0, *(end for _, end in drawings)]
        kept = [self.body[end:begin].rstrip() for end, (begin, _) in zip(ends, drawings, strict=False)]
        rest = b"".join(kept[1:]) + self.body[ends[-1] :]
        gap = "" if rest[:1].isspace() else newline
        return kept[0] + newline.join(["", *lines]).encode() + gap.encode() + rest

    def _declare(self, prefix: str | None, uri: str) -> None:
        if self._depth == 0 and prefix:
            self.prefixes[prefix] = uri

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        if self._depth == 1:
            self._began = self._parser.CurrentByteIndex
            before = self.body[: self._began].rpartition(b"\n")[2]
            if not before.strip() and not self.drawings:
                self.indent = before.decode()
        self._depth += 1

    def _stop(self, name: str) -> None:
        self._depth -= 1
        at = self._parser.CurrentByteIndex
        if self._depth == 0:
            self.end = at
        elif self._depth == 1 and name == f"{PREFIXES['bpmndi']} BPMNDiagram":
            # At an end tag the index is that of the tag; of an empty element it is behind it.
            tag = re.match(rb"<([^\s/>]+)", self.body[self._began :])
            closes = tag is not None and self.body.startswith(b"</" + tag[1], at)
            self.drawings.append((self._began, self.body.index(b">", at) + 1 if closes else at))


def _lines(diagram: Diagram, kinds: Mapping[str, str], prefixes: Mapping[str, str]) -> Iterator[str]:
    spaces = "".join(f' xmlns:{p}="{uri}"' for p, uri in PREFIXES.items() if prefixes.get(p) != uri)
    name = f" name={quoteattr(diagram.name)}" if diagram.name else ""
    yield f"<bpmndi:BPMNDiagram id={quoteattr(diagram.id)}{name}{spaces}>"
    plane = quoteattr(f"{diagram.element}_plane")
    yield f"  <bpmndi:BPMNPlane id={plane} bpmnElement={quoteattr(diagram.element)}>"
    for shape in diagram.shapes:
        yield f"    {_shape(shape, kinds.get(shape.element, ''))}"
    for edge in diagram.edges:
        yield f"    {_edge(edge)}"
    yield "  </bpmndi:BPMNPlane>"
    yield "</bpmndi:BPMNDiagram>"


def _shape(shape: Shape, kind: str) -> str:
    more = ""
    if kind in SIDEWAYS:
        more = f' isHorizontal="{str(shape.horizontal).lower()}"'
    elif kind in EXPANDABLE:
        more = f' isExpanded="{str(shape.expanded).lower()}"'
    elif kind == "exclusiveGateway":
        more = ' isMarkerVisible="true"'
    start = f"<bpmndi:BPMNShape id={quoteattr(shape.id)} bpmnElement={quoteattr(shape.element)}{more}>"
    return f"{start}{_bounds(shape.bounds)}{_label(shape.label)}</bpmndi:BPMNShape>"


def _edge(edge: Edge) -> str:
    start = f"<bpmndi:BPMNEdge id={quoteattr(edge.id)} bpmnElement={quoteattr(edge.element)}>"
    points = "".join(f'<di:waypoint x="{point.x:g}" y="{point.y:g}"/>' for point in edge.points)
    return f"{start}{points}{_label(edge.label)}</bpmndi:BPMNEdge>"


def _label(label: Bounds | None) -> str:
    return f"<bpmndi:BPMNLabel>{_bounds(label)}</bpmndi:BPMNLabel>" if label else ""


def _bounds(bounds: Bounds) -> str:
    x, y, width, height = (f"{number:g}" for number in bounds)
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
