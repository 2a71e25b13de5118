"""Text: composed (NFC), trimmed, free of characters that hide or reorder what a reader sees.

What people paste without knowing (no-break and zero-width spaces, soft hyphens) is put right silently. Control
characters, marks that change the direction of writing, and halves of characters are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import is_normalized, normalize

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Refused, refused
from motcua.core.forms.values.reader import Reader

NOT_TEXT = refused("not_text")
HIDDEN_CHARACTERS = refused("hidden_characters")
TOO_SHORT = refused("too_short")
TOO_LONG = refused("too_long")
PATTERN = refused("pattern")
NOT_A_NAME = refused("not_a_name")

_SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\xad\u200b-\u200d\u2060\ufeff"
_HIDING = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_hiding = re.compile(f"[{_HIDING}]")
_invisible = re.compile(f"[{_INVISIBLE}]")
_spaces = re.compile(f"[{_SPACE}]+")
_unusual = re.compile(f"[{_HIDING}{_INVISIBLE}{_SPACE.replace(' ', '')}]|  |^ | $")
_line_ends = re.compile("\r\n|[\x0b\x0c\r\u2028\u2029]")
_blank_lines = re.compile("\n{3,}")
_name = re.compile("[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f '’.-]*")


def clean_line(raw: str) -> str | Refused:
    """One line of text: runs of white space become one space."""
    if _unusual.search(raw):
        if _hiding.search(raw):
            return HIDDEN_CHARACTERS
        raw = _spaces.sub(" ", _invisible.sub("", raw)).strip(" ")
    return raw if is_normalized("NFC", raw) else normalize("NFC", raw)


def clean_lines(raw: str) -> str | Refused:
    """Text of several lines: line ends become one newline, more than one blank line becomes one."""
    if _hiding.search(raw):
        return HIDDEN_CHARACTERS
    lines = _line_ends.sub("\n", _invisible.sub("", raw)).split("\n")
    text = _blank_lines.sub("\n\n", "\n".join(_spaces.sub(" ", line).strip(" ") for line in lines)).strip("\n")
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def text_reader(field: FormField) -> Reader:
    """One line, with the field's lengths and pattern."""
    matches = field.pattern.matches if field.pattern else None
    return _reader(clean_line, field.min_length, field.max_length, matches, PATTERN)


def paragraph_reader(field: FormField) -> Reader:
    return _reader(clean_lines, field.min_length, field.max_length, None, PATTERN)


def person_name_reader(field: FormField) -> Reader:
    """A name in Latin letters, as Vietnamese papers and passports write it; kept in the case it was typed."""
    return _reader(clean_line, 1, field.max_length, _name.fullmatch, NOT_A_NAME)


def longest_raw(max_length: int) -> int:
    """What is longer than this is refused unread: room for spaces to be joined and marks to be composed."""
    return 4 * max_length + 100


def _reader(
    clean: Callable[[str], str | Refused],
    shortest: int,
    longest: int,
    matches: Callable[[str], object] | None,
    mismatch: Refused,
) -> Reader:
    unread = longest_raw(longest)

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        if not isinstance(raw, str):
            return NOT_TEXT
        value = clean(raw) if len(raw) <= unread else TOO_LONG
        if isinstance(value, Refused) or not value:
            return value or None
        if len(value) > longest:
            return TOO_LONG
        if len(value) < shortest:
            return TOO_SHORT
        return mismatch if matches and not matches(value) else value

    return read
