"""XML as a stream, and nothing of XML that could do harm: no DOCTYPE and so no entities, no endless depth or words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Final
from xml.parsers import expat

from motcua.core.mining.reading.read import NoLogError

_SLICE: Final = 1 << 16
_LONGEST: Final = 16 << 20
_DEEPEST: Final = 100
Opened = Callable[[list[str], Mapping[str, str], int], None]
Closed = Callable[[list[str], str, int], None]


def parse(stream: IO[bytes], opened: Opened, closed: Closed) -> None:
    """Tell of each element when it opens and when it closes: its path of names without prefixes, its attributes or the
    text in it, and its line.

    Raises NoLogError for what is not well-formed or carries a DOCTYPE, and for words that do not end.
    """
    _Hearing(opened, closed).whole(stream)


class _Hearing:
    def __init__(self, opened: Opened, closed: Closed) -> None:
        self._told_opened, self._told_closed = opened, closed
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._heard = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = self._refused

    def whole(self, stream: IO[bytes]) -> None:
        fed = 0
        try:
            while part := stream.read(_SLICE):
                fed += len(part)
                self._parser.Parse(part, False)
                self._heard = max(self._heard, self._parser.CurrentByteIndex)
                if fed - self._heard > _LONGEST:
                    self._refused()
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise NoLogError(
                f"Dòng {fault.lineno}: không phải XML đúng cú pháp. Hãy xuất lại nhật ký từ hệ thống nguồn.",
                f"Line {fault.lineno}: not well-formed XML ({fault}). Export the log again.",
            ) from None

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._path) == _DEEPEST:
            self._refused()
        self._path.append(tag.rpartition(":")[2])
        self._text.clear()
        self._length = 0
        self._told_opened(self._path, attributes, self._parser.CurrentLineNumber)

    def _closed(self, _: str) -> None:
        self._told_closed(self._path, "".join(self._text), self._parser.CurrentLineNumber)
        self._text.clear()
        self._length = 0
        self._path.pop()

    def _said(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST:
            self._refused()
        self._text.append(text)

    def _refused(self, *_: object) -> None:
        raise NoLogError(
            f"Dòng {self._parser.CurrentLineNumber}: có DOCTYPE, hoặc phần tử lồng quá sâu, hoặc giá trị quá dài. Tệp "
            "nhật ký không có những thứ đó; hãy xuất lại từ hệ thống nguồn.",
            f"Line {self._parser.CurrentLineNumber}: a DOCTYPE, or elements too deep, or a value too long. No log has "
            "these; export it again.",
        )
