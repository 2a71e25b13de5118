r"""Patterns of text that mean the same to Python and to a browser, and that no input can make slow.

A small part of regular expressions: letters, digits and spaces as they are, `\d`, `.`, classes such as `[A-Z0-9]`,
escaped signs, `?`, `{3}`, `{1,4}`, `+`, `*`, and alternatives in parentheses, which may be followed by `?`. At most
three parts may vary widely in length. The whole text must match.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motcua.core.forms.wording import Text

LONGEST_PATTERN: Final = 200
MOST_VARYING: Final = 3

_letters = r"[^\W_]|[ _/:;,#'\"=&%@!<>~`’“”–-]"
_escape = r"\\[d.\\/()\[\]{}?*+|^$]"
_in_class = r"(?:[^\W_]-[^\W_]|[^\W_]|[ _/:;,#'.()?*+$@!]|\\[d\\\]^-])"
_quantifier = r"\?|\+|\*|\{\d{1,3}(?:,\d{1,3})?\}"
_token = re.compile(
    rf"(?P<atom>{_letters}|{_escape}|\.|\[\^?{_in_class}+-?\])(?P<times>{_quantifier})?"
    rf"|(?P<open>\()|(?P<close>\)\??)|(?P<bar>\|)"
)
_varying = re.compile(r"\+|\*|\{(\d+),(\d+)\}")


class UnusablePatternError(ValueError):
    """The pattern is not of the small part that forms allow; `message` says why."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern and the sentence for a text that does not match it."""

    text: str
    message: Text
    matches: Callable[[str], object]


def compile_pattern(text: str, message: Text) -> Pattern:
    """A pattern of the small part; raises `UnusablePatternError`."""
    if len(text) > LONGEST_PATTERN:
        raise UnusablePatternError(
            Text(f"mẫu dài quá {LONGEST_PATTERN} ký tự", f"the pattern has more than {LONGEST_PATTERN} characters")
        )
    _check_tokens(text)
    try:
        return Pattern(text, message, re.compile(text, re.ASCII).fullmatch)
    except re.error as error:
        raise UnusablePatternError(Text(f"mẫu không hợp lệ: {error}", f"the pattern is not valid: {error}")) from None


def _check_tokens(text: str) -> None:
    place = depth = varying = 0
    while place < len(text):
        match = _token.match(text, place)
        if not match:
            raise _not_allowed(text[place], place)
        depth += bool(match["open"]) - bool(match["close"])
        if depth < 0:
            raise _not_allowed(")", place)
        varying += _varies(match["times"])
        place = match.end()
    if depth:
        raise UnusablePatternError(Text("mẫu thiếu dấu “)”", "the pattern lacks a “)”"))
    if varying > MOST_VARYING:
        raise UnusablePatternError(
            Text(
                f"mẫu có hơn {MOST_VARYING} phần dài ngắn tùy ý; hãy ghi số lần lặp cố định",
                f"more than {MOST_VARYING} parts of the pattern vary in length; give fixed counts",
            )
        )


def _varies(times: str | None) -> bool:
    match = _varying.fullmatch(times or "")
    return match is not None and (not match[1] or int(match[2]) - int(match[1]) > 9)


def _not_allowed(sign: str, place: int) -> UnusablePatternError:
    return UnusablePatternError(
        Text(
            f"ký tự “{sign}” ở vị trí {place + 1} của mẫu không dùng được ở đây; nếu là dấu thường, viết “\\{sign}”",
            f"“{sign}” at position {place + 1} of the pattern cannot stand there; for the sign itself write “\\{sign}”",
        )
    )
