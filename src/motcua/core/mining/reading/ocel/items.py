"""The elements of the arrays of a JSON object one by one, in the memory of one of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from motcua.core.mining.reading.read import NoLogError

_PART: Final = 1 << 16
_LONGEST: Final = 16 << 20
_SPACE: Final = " \t\r\n"


class Item(NamedTuple):
    """One element: in which array, on which line it begins, and what it is."""

    key: str
    line: int
    value: object


def items(stream: IO[bytes]) -> Iterator[Item]:
    """All elements of the arrays that the object in a stream holds directly; what else it holds is passed over.

    Raises NoLogError for what is no JSON object, and for an element of endless length or depth.
    """
    return _Reading(stream).items()


class _Reading:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        begin = stream.read(4)
        wide = begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        self._decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("replace")
        self._text = self._decoder.decode(begin)
        self._place = 0
        self._line = 1
        self._all_read = not begin
        self._json = json.JSONDecoder()

    def items(self) -> Iterator[Item]:
        self._expect("{")
        if self._next() == "}":
            return
        while True:
            key = self._value()
            self._expect(":")
            if self._next() == "[":
                yield from self._elements(str(key))
            else:
                self._value()
            if self._one_of(",}") == "}":
                return

    def _elements(self, key: str) -> Iterator[Item]:
        self._expect("[")
        if self._next() == "]":
            self._expect("]")
            return
        while True:
            self._next()
            line = self._line
            yield Item(key, line, self._value())
            if self._one_of(",]") == "]":
                return

    def _value(self) -> object:
        """The value that begins here; more is read until it is whole."""
        self._next()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._place)
            except (ValueError, RecursionError) as fault:
                if isinstance(fault, RecursionError) or self._all_read or len(self._text) - self._place > _LONGEST:
                    raise self._refusal() from None
            else:
                if end < len(self._text) or self._all_read:  # a number might go on
                    self._move(end)
                    return value
            self._more(len(self._text) - self._place)

    def _next(self) -> str:
        """The next character that is no space; nothing at the end."""
        while True:
            end = self._place
            while end < len(self._text) and self._text[end] in _SPACE:
                end += 1
            self._move(end)
            if end < len(self._text):
                return self._text[end]
            if self._all_read:
                return ""
            self._more(0)

    def _expect(self, character: str) -> None:
        self._one_of(character)

    def _one_of(self, characters: str) -> str:
        found = self._next()
        if not found or found not in characters:
            raise self._refusal()
        self._move(self._place + 1)
        return found

    def _move(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place

    def _more(self, at_least: int) -> None:
        part = self._stream.read(max(_PART, at_least))
        self._all_read = not part
        self._text = self._text[self._place :] + self._decoder.decode(part, self._all_read)
        self._place = 0

    def _refusal(self) -> NoLogError:
        return NoLogError(
            f"Dòng {self._line}: không phải JSON đúng cú pháp của nhật ký OCEL 2.0. Hãy xuất lại từ hệ thống nguồn.",
            f"Line {self._line}: not the well-formed JSON of an OCEL 2.0 log. Export the log again.",
        )
