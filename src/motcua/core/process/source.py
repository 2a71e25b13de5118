"""The text of a BPMN file and where in it each element stands, so that one place can be changed and no other."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from motcua.core.process.errors import UnreadableModelError

MARKS = {codecs.BOM_UTF16_BE: "utf-16-be", codecs.BOM_UTF16_LE: "utf-16-le"}
DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
START_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
STEP = b"  "


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the text, by the places of its bytes.

    begin, end: the whole element. inner_begin, inner_end: between its tags; equal to `end` for `<a/>`.
    tag: as written, with its prefix. attributes: by name, a namespace and a space before those of a namespace.
    prefixes: the namespaces in force inside it, by prefix.
    """

    namespace: str
    name: str
    attributes: Mapping[str, str]
    begin: int
    inner_begin: int
    inner_end: int
    end: int
    tag: bytes
    prefixes: Mapping[str, str]
    children: list[Element] = field(default_factory=list, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether it is written `<a/>`."""
        return self.inner_begin == self.end

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    def child(self, name: str) -> Element | None:
        """Its first child of this name and of its own namespace."""
        own = (self.namespace, name)
        return next((child for child in self.children if (child.namespace, child.name) == own), None)

    def beside(self, name: str) -> str:
        """A name of its own namespace, as it is written here."""
        prefix, colon, _ = self.tag.decode().rpartition(":")
        return prefix + colon + name

    def all(self) -> Iterator[Element]:
        """Itself and everything inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.all()

    def prefix_of(self, namespace: str) -> str | None:
        """The prefix under which a namespace may be named here; None when it has none."""
        return next((prefix for prefix, uri in self.prefixes.items() if prefix and uri == namespace), None)


def decoded(xml: bytes) -> tuple[bytes, str]:
    """The file as UTF-8, and the encoding it had. Raises UnreadableModelError when its letters are not in it."""
    declared = DECLARED.match(xml)
    encoding = MARKS.get(xml[:2]) or (declared[1].decode() if declared else "utf-8")
    try:
        return xml.decode(encoding).encode(), encoding
    except (LookupError, UnicodeDecodeError):
        vi, en = f"chữ trong tệp không theo bảng mã {encoding}", f"its letters are not in {encoding}"
        raise UnreadableModelError(1, vi, en) from None


def elements_of(body: bytes) -> Element:
    """The root element of a well-formed text in UTF-8, with all that is inside it."""
    return _Scan(body).root


def written(tag: str, text: str, attributes: str = "") -> bytes:
    """A new element with words in it."""
    return f"<{tag}{attributes}>{escape(text)}</{tag}>".encode()


def with_attribute(body: bytes, at: Element, name: str, value: str | None) -> bytes:
    """The text with an attribute of one element set, or taken away. Its place among the others stays."""
    stop = body.index(at.tag, at.begin) + len(at.tag)
    while found := ATTRIBUTE.match(body, stop):
        if found[1] == name.encode():
            stated = b"" if value is None else body[found.start() : found.start(2)] + _quoted(value)
            return body[: found.start()] + stated + body[found.end() :]
        stop = found.end()
    return body if value is None else body[:stop] + b" " + name.encode() + b"=" + _quoted(value) + body[stop:]


def with_text(body: bytes, at: Element, text: str) -> bytes:
    """The text with other words as all that stands in one element."""
    if at.is_empty:
        return _opened(body, at, escape(text).encode())
    return body[: at.inner_begin] + escape(text).encode() + body[at.inner_end :]


def with_first_child(body: bytes, parent: Element, child: bytes) -> bytes:
    """The text with a new child before all others, on a line of its own where the file is written in lines."""
    if not parent.children:
        return with_last_child(body, parent, child)
    gap = _margin(body, parent.children[0].begin)
    return body[: parent.inner_begin] + gap + child + body[parent.inner_begin :]


def with_last_child(body: bytes, parent: Element, child: bytes) -> bytes:
    """The text with a new child behind all others, on a line of its own where the file is written in lines."""
    outer = _margin(body, parent.begin)
    inner = _margin(body, parent.children[0].begin) if parent.children else outer and outer + STEP
    if parent.is_empty:
        return _opened(body, parent, inner + child + outer)
    last = parent.children[-1].end if parent.children else parent.inner_begin
    return body[:last] + inner + child + (body[last:] if body[last : parent.inner_end] else outer + body[last:])


def without(body: bytes, at: Element) -> bytes:
    """The text without one element and the line break before it."""
    return body[: at.begin].rstrip() + body[at.end :]


def _opened(body: bytes, at: Element, inner: bytes) -> bytes:
    """`<a/>` as `<a>…</a>`."""
    start = body[at.begin : at.end - 2].rstrip()
    return body[: at.begin] + start + b">" + inner + b"</" + at.tag + b">" + body[at.end :]


def _margin(body: bytes, at: int) -> bytes:
    """The line break and the spaces before a place; nothing where it does not begin a line."""
    line = body[:at].rpartition(b"\n")[2]
    newline = b"\r\n" if b"\r\n" in body else b"\n"
    return newline + line if b"\n" in body[:at] and not line.strip() else b""


def _quoted(value: str) -> bytes:
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}).encode()


class _Scan:
    """Walks through the text once."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._open: list[Element] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._declared: dict[str, str] = {}
        parser = self._parser = expat.ParserCreate("utf-8", " ")
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._stop
        parser.Parse(body, True)

    def _declare(self, prefix: str | None, uri: str) -> None:
        self._declared[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        begin = self._parser.CurrentByteIndex
        tag = START_TAG.match(self._body, begin)
        assert tag  # expat has just read it
        if self._declared:
            self._scopes.append({**self._scopes[-1], **self._declared})
            self._declared = {}
        else:
            self._scopes.append(self._scopes[-1])
        namespace, _, local = name.rpartition(" ")
        places = (begin, tag.end(), tag.end(), tag.end())
        self._open.append(Element(namespace, local, attributes, *places, tag[1], self._scopes[-1]))

    def _stop(self, name: str) -> None:
        element = self._open.pop()
        self._scopes.pop()
        if not self._body.endswith(b"/>", element.begin, element.inner_begin):
            at = self._parser.CurrentByteIndex
            element = replace(element, inner_end=at, end=self._body.index(b">", at) + 1)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
