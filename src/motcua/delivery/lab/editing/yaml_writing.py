"""Values as the packages write them: short ones between braces, long texts folded, the rest in lines."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import cache

import yaml

from motcua.core.procedure.document import Value

WIDEST = 120
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NO_TEXT = frozenset({"true", "false", "null", "~", ""})


def inline(value: Value) -> str:
    """A value in one line, as it may also stand between braces."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return value if is_plain(value) else json.dumps(value, ensure_ascii=False)
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{inline(key)}: {inline(each)}" for key, each in value.items()) + "}"


def after_key(value: Value, indent: int, column: int) -> str:
    """What follows the colon of a key or the dash of an item that stands at `indent`; `column` is how wide the line is
    already. Blank or line break included.
    """
    if isinstance(value, str) and (folded := _folded(value, indent + 2, column)):
        return " " + folded
    short = inline(value)
    if not _wants_lines(value, len(short) + column):
        return " " + short
    margin = " " * (indent + 2)
    return "".join(f"\n{margin}{line}" for line in _lines(value, indent + 2))


def item(value: Value, indent: int) -> str:
    """An item of a list with its dash, from the first character of its line, without the last line break."""
    margin = " " * indent
    if isinstance(value, dict) and value and _wants_lines(value, indent + 2 + len(inline(value))):
        return f"{margin}- " + f"\n{margin}  ".join(_lines(value, indent + 2))
    return f"{margin}-{after_key(value, indent, indent + 1)}"


def pair(key: str, value: Value, indent: int) -> str:
    """A pair of a map from the first character of its line, without the last line break."""
    head = f"{' ' * indent}{inline(key)}:"
    return head + after_key(value, indent, len(head))


@cache
def is_plain(text: str) -> bool:
    """Whether these words mean themselves without quotes, between braces too."""
    if text in _NO_TEXT or _NUMBER.fullmatch(text) or text != text.strip() or "\n" in text:
        return False
    try:
        return _bare(f"{{k: {text}}}") == {"k": text} and bool(_bare(f"{text}: v") == {text: "v"})
    except yaml.YAMLError:
        return False


def _bare(text: str) -> object:
    """The words of a YAML text, none of them taken for anything else."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 the base loader makes nothing but words


def _wants_lines(value: Value, width: int) -> bool:
    """Whether a value is better read in lines of its own."""
    if not isinstance(value, Mapping | Sequence) or isinstance(value, str) or not value:
        return False
    inside = list(value.values()) if isinstance(value, Mapping) else list(value)
    return width > WIDEST or any(isinstance(each, dict | list) and each for each in inside)


def _lines(value: Value, indent: int) -> list[str]:
    """The lines of a map or list, the first margin left out."""
    if isinstance(value, dict):
        text = "\n".join(pair(key, each, indent) for key, each in value.items())
    else:
        assert isinstance(value, list)
        text = "\n".join(item(each, indent) for each in value)
    return [line.removeprefix(" " * indent) for line in text.split("\n")]


def _folded(text: str, indent: int, column: int) -> str:
    """A long text in folded lines, or a text of several lines as it stands; empty where one line will do."""
    lines = text.split("\n")
    if any(line != line.strip() for line in lines) or not text or not lines[-1] or not lines[0]:
        return ""
    margin = " " * indent
    if len(lines) > 1:
        return "|-\n" + "\n".join(margin + line if line else "" for line in lines)
    if column + 1 + len(inline(text)) <= WIDEST or "  " in text or "\t" in text:
        return ""
    wrapped = textwrap.wrap(text, WIDEST - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(margin + line for line in wrapped)
