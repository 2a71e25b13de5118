"""How the letters of a table are written, when its file does not say."""

from __future__ import annotations

import codecs
import io
from collections.abc import Generator
from dataclasses import dataclass
from typing import IO, Final

from motcua.core.mining.reading.letters import Letters, from_tcvn3, from_vni, vietnamese_share
from motcua.core.mining.reading.read import Guess, NoLogError, Omissions

_PART: Final = 1 << 16
_SAMPLED_LINES: Final = 400
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY: Final = 0.9
"""Of the lines that hold more than plain letters, so many must be UTF-8 for the file to be taken for it."""
_LIKELY: Final = 0.6
"""Of the words with more than plain letters, the share of Vietnamese ones."""
_REPLACED: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name as it is told, the codec of its bytes, and the fonts' letters if it is of such a font."""

    name: str
    codec: str
    letters: Letters | None = None


_UTF8: Final = Encoding("UTF-8", "utf-8")
_OF_FONTS: Final = (Encoding("TCVN3", "cp1252", from_tcvn3), Encoding("VNI", "cp1252", from_vni))
_OF_WINDOWS: Final = (Encoding("Windows-1258", "cp1258"), Encoding("Windows-1252", "cp1252"))


def encoding_of(stream: IO[bytes], told: str = "") -> tuple[Encoding, Guess | None]:
    """As told, as the file's mark says, UTF-8 if it is that or nearly, else what gives the most Vietnamese words.

    Raises NoLogError for a name that no encoding has. The stream is at its begin again.
    """
    if told:
        return _told(told, stream), None
    begin = stream.read(_PART)
    stream.seek(0)
    for mark, codec in _MARKS:
        if begin.startswith(mark):
            return Encoding(codec.upper(), codec), None
    if wide := _without_mark(begin):
        return wide, _guess(wide)
    whole, lines = _sampled(stream)
    stream.seek(0)
    found = _of_lines(lines, whole)
    return found, None if found is _UTF8 and whole else _guess(found)


def lines_of(stream: IO[bytes], encoding: Encoding, omitted: Omissions) -> Generator[str]:
    """The lines of a table with their ends. Bytes that are no letters are told by line and stand as �."""
    text = io.TextIOWrapper(stream, encoding.codec, errors="replace", newline="")
    try:
        for number, line in enumerate(text, 1):
            if _REPLACED in line:
                omitted.note(
                    number,
                    f"Có ký tự không đọc được theo bảng mã {encoding.name}; hãy chỉ rõ bảng mã bằng --encoding.",
                    f"Some letters cannot be read as {encoding.name}; say the encoding with --encoding.",
                )
            yield encoding.letters(line) if encoding.letters else line
    finally:
        text.detach()


def _told(name: str, stream: IO[bytes]) -> Encoding:
    for font in _OF_FONTS:
        if name.upper() == font.name:
            whole, _ = _sampled(stream)
            stream.seek(0)
            return Encoding(font.name, "utf-8" if whole else font.codec, font.letters)
    begin = stream.read(_PART)
    stream.seek(0)
    try:
        codec = codecs.lookup(name).name
        io.TextIOWrapper(io.BytesIO(), codec, errors="replace")  # takes no codec that is none of letters
        codecs.getincrementaldecoder(codec)("replace").decode(begin)
    except (LookupError, UnicodeError) as fault:
        if (wide := _without_mark(begin)) and wide.codec.startswith(name.lower().replace("_", "-")):
            return wide
        raise NoLogError(
            f"Không đọc được tệp theo bảng mã “{name}”. Hãy bỏ --encoding, hoặc ghi tên khác, ví dụ: utf-8, "
            "windows-1258, tcvn3, vni.",
            f"The file cannot be read as {name!r} ({fault}). Leave out --encoding, or name another: utf-8, "
            "windows-1258, tcvn3, vni.",
        ) from None
    return Encoding(name, codec)


def _without_mark(begin: bytes) -> Encoding | None:
    """UTF-16 of mostly plain letters has a zero in every other byte."""
    half = len(begin) // 2
    for name, zeros in (("utf-16-le", begin[1::2]), ("utf-16-be", begin[::2])):
        if half and zeros.count(0) > half / 2:
            return Encoding(name.upper(), name)
    return None


def _sampled(stream: IO[bytes]) -> tuple[bool, list[bytes]]:
    """Whether all is UTF-8, and the first lines that hold more than plain letters."""
    decoder, whole, lines = codecs.getincrementaldecoder("utf-8")(), True, list[bytes]()
    while part := stream.read(_PART):
        whole = whole and _takes(decoder, part)
        if len(lines) < _SAMPLED_LINES:
            complete = part.splitlines()
            lines += [line for line in (complete[1:-1] if len(complete) > 2 else complete) if not line.isascii()]
        elif not whole:
            break
    return whole and _takes(decoder, b"", final=True), lines[:_SAMPLED_LINES]


def _takes(decoder: codecs.IncrementalDecoder, part: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(part, final)
    except UnicodeDecodeError:
        return False
    return True


def _of_lines(lines: list[bytes], whole: bool) -> Encoding:
    nearly = bool(lines) and sum(map(_is_utf8, lines)) >= _MOSTLY * len(lines)
    sample = b"\n".join(lines)
    if not whole and not nearly:
        found = max((*_OF_WINDOWS, *_OF_FONTS), key=lambda each: _share(sample, each))
        return found if _share(sample, found) >= _LIKELY else _OF_WINDOWS[1]
    as_fonts = [Encoding(font.name, "utf-8", font.letters) for font in _OF_FONTS]
    best = max(as_fonts, key=lambda each: _share(sample, each))
    if _share(sample, _UTF8) < _LIKELY and _share(sample, best) >= _MOSTLY:
        return best
    return _UTF8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _share(sample: bytes, encoding: Encoding) -> float:
    text = sample.decode(encoding.codec, "replace")
    share = vietnamese_share(encoding.letters(text) if encoding.letters else text)
    return 1.0 if share is None else share


def _guess(encoding: Encoding) -> Guess:
    return Guess(
        f"Đoán bảng mã của tệp: {encoding.name}. Nếu chữ bị sai, hãy chỉ rõ bằng --encoding.",
        f"The encoding was guessed: {encoding.name}. Where letters are wrong, say it with --encoding.",
    )
