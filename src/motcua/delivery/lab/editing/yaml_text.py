"""Edits of a YAML text. Only what an edit is about changes: comments, order, quotes and line breaks elsewhere stay.

Each edit is read again before it is believed: a text that would not say what was meant is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import yaml

from motcua.core.procedure.document import Value, read_document
from motcua.core.procedure.problems import Findings
from motcua.delivery.lab.editing.yaml_places import Found, NoSuchPlaceError, Path, Places, is_flow
from motcua.delivery.lab.editing.yaml_writing import WIDEST, after_key, inline, item, pair


class UneditableError(Exception):
    """The text cannot be edited part by part: it is no YAML of a package, or written in a way that hides its parts."""


def read(text: str) -> Value:
    """What the text says. Raises UneditableError."""
    findings = Findings()
    document = read_document("", text.encode(), findings)
    if document is None or findings.has_errors:
        raise UneditableError(str(findings.sorted()[0]))
    return document.value


def value_at(data: Value, path: Path) -> Value:
    """The value at the path, None where there is none."""
    for part in path:
        if isinstance(data, dict) and part in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
            data = data[part]
        else:
            return None
    return data


def set_value(text: str, path: Path, value: Value) -> str:
    """The text with this value at the path; what is missing on the way there is made. Raises UneditableError."""
    data = read(text)
    if value_at(data, path) == value and type(value_at(data, path)) is type(value) and value is not None:
        return text
    expected = copy.deepcopy(data)
    known = 0
    while known < len(path) and _has(data, path[: known + 1]):
        known += 1
    if known == len(path):
        _assign(expected, path, value)
        return _believed(_replaced(Places(text), path, value), expected)
    for part in reversed(path[known + 1 :]):
        value = {str(part): value}
    key = path[known]
    if not isinstance(key, str):
        raise NoSuchPlaceError(path)
    if value_at(data, path[:known]) in (None, {}):
        return set_value(text, path[:known], {key: value})
    holder = value_at(expected, path[:known])
    if not isinstance(holder, dict):
        raise NoSuchPlaceError(path)
    holder[key] = value
    return _believed(_with_pair(Places(text), path[:known], key, value), expected)


def remove(text: str, path: Path) -> str:
    """The text without what stands at the path, and without the comments right above it."""
    expected = copy.deepcopy(read(text))
    holder: Any = value_at(expected, path[:-1])
    if not _has(expected, path):
        raise NoSuchPlaceError(path)
    del holder[path[-1]]
    places = Places(text)
    found = places.find(path)
    lines = places.lines_of(found)
    if lines is None or not holder:
        return _believed(_replaced(places, path[:-1], holder), expected)
    return _believed(text[: lines[0]] + text[lines[1] :], expected)


def insert(text: str, path: Path, index: int, value: Value) -> str:
    """The text with a new item in the list at the path, before the item that has the index now."""
    expected = copy.deepcopy(read(text))
    items = value_at(expected, path)
    if not isinstance(items, list):
        raise NoSuchPlaceError(path)
    items.insert(index, value)
    places = Places(text)
    found = places.find(path)
    if found.in_flow or is_flow(found.node) or len(items) == 1:
        return _believed(_replaced(places, path, items), expected)
    at_end = index >= len(items) - 1
    neighbour = places.find((*path, len(items) - 2 if at_end else index))
    lines = places.lines_of(neighbour)
    if lines is None:
        return _believed(_replaced(places, path, items), expected)
    written = item(value, places.column(places.entry_start(neighbour))) + "\n"
    return _believed(_put(text, lines[1] if at_end else lines[0], written), expected)


def move(text: str, path: Path, by: int) -> str:
    """The text with a pair or an item one place further down (`by` 1) or up (-1); unchanged at the edge."""
    expected = copy.deepcopy(read(text))
    places = Places(text)
    found = places.find(path)
    holder = value_at(expected, path[:-1])
    if not isinstance(holder, dict | list):
        raise NoSuchPlaceError(path)
    if not 0 <= found.position + by < len(holder):
        return text
    upper, lower = sorted((found.position, found.position + by))
    _swap(holder, upper)
    first, second = (places.lines_of(_nth(places, path[:-1], position)) for position in (upper, lower))
    if first is None or second is None:
        return _believed(_replaced(places, path[:-1], holder), expected, in_order=True)
    moved = _whole(text[second[0] : second[1]]) + text[first[1] : second[0]] + text[first[0] : first[1]]
    return _believed(text[: first[0]] + moved + text[second[1] :], expected, in_order=True)


def rename(text: str, path: Path, key: str) -> str:
    """The text with another name for the pair at the path."""
    expected = copy.deepcopy(read(text))
    holder = value_at(expected, path[:-1])
    places = Places(text)
    found = places.find(path)
    if found.key is None or not isinstance(holder, dict) or key in holder:
        raise NoSuchPlaceError(path)
    pairs = [(key if name == path[-1] else name, value) for name, value in holder.items()]
    holder.clear()
    holder.update(pairs)
    start, end = places.start(found.key), places.end(found.key)
    return _believed(text[:start] + inline(key) + text[end:], expected)


def _has(data: Value, path: Path) -> bool:
    if not path:
        return True
    holder, part = value_at(data, path[:-1]), path[-1]
    if isinstance(holder, dict):
        return part in holder
    return isinstance(holder, list) and isinstance(part, int) and 0 <= part < len(holder)


def _assign(data: Any, path: Path, value: Value) -> None:
    if not path:
        raise NoSuchPlaceError(path)
    value_at(data, path[:-1])[path[-1]] = value  # type: ignore[index] # _has has looked


def _replaced(places: Places, path: Path, value: Value) -> str:
    """The text with another value at a path that is there."""
    found, text = places.find(path), places.text
    if found.holder is None:
        return inline(value) + "\n"
    start, end = places.start(found.node), max(places.start(found.node), places.end(found.node))
    if found.in_flow:
        return _whole_if_too_wide(places, path, value, text[:start] + inline(value) + text[end:], start)
    entry = places.entry_start(found)
    begin = places.after_colon(found.key) if found.key is not None else entry + 1
    return text[:begin] + after_key(value, places.column(entry), places.column(begin)) + text[max(end, begin) :]


def _with_pair(places: Places, path: Path, key: str, value: Value) -> str:
    """The text with a new pair at the end of a map that is there and not empty."""
    found, text = places.find(path), places.text
    held = found.node
    if not isinstance(held, yaml.MappingNode) or not held.value:
        raise NoSuchPlaceError(path)
    if found.in_flow or is_flow(held):
        end = places.end(held.value[-1][1])
        written = f"{text[:end]}, {inline(key)}: {inline(value)}{text[end:]}"
        whole = value_at(read(text), path)
        assert isinstance(whole, dict)
        return _whole_if_too_wide(places, path, {**whole, key: value}, written, end)
    column = places.column(places.start(held.value[0][0]))
    return _put(text, places.line_end(places.end(held)), pair(key, value, column) + "\n")


def _whole_if_too_wide(places: Places, path: Path, value: Value, written: str, at: int) -> str:
    """`written`, unless its line has become too wide: then the outermost braces around the path are made lines."""
    line = written[places.line_start(at) :].split("\n", 1)[0]
    if len(line) <= WIDEST:
        return written
    outer = path
    while outer and places.find(outer).in_flow:
        outer = outer[:-1]
    whole: Any = copy.deepcopy(value_at(read(places.text), outer))
    if outer == path:
        whole = value
    else:
        _assign(whole, path[len(outer) :], value)
    found = places.find(outer)
    if found.holder is None:
        return written
    return _replaced(places, outer, whole)


def _nth(places: Places, path: Path, position: int) -> Found:
    holder = places.find(path).node
    assert isinstance(holder, yaml.CollectionNode)
    if isinstance(holder, yaml.MappingNode):
        return places.find((*path, holder.value[position][0].value))
    return places.find((*path, position))


def _swap(holder: Any, upper: int) -> None:
    if isinstance(holder, list):
        holder[upper], holder[upper + 1] = holder[upper + 1], holder[upper]
        return
    pairs = list(holder.items())
    pairs[upper], pairs[upper + 1] = pairs[upper + 1], pairs[upper]
    holder.clear()
    holder.update(pairs)


def _put(text: str, offset: int, lines: str) -> str:
    """Whole lines put at the beginning of a line."""
    before = text[:offset]
    return before + ("" if not before or before.endswith("\n") else "\n") + lines + text[offset:]


def _whole(lines: str) -> str:
    return lines if lines.endswith("\n") else lines + "\n"


def _believed(text: str, expected: Value, *, in_order: bool = False) -> str:
    said = read(text)
    same: Callable[[Any], Any] = _ordered if in_order else lambda value: value
    if same(said) != same(expected):
        raise UneditableError("the edited text does not say what was meant")
    return text


def _ordered(value: Any) -> Any:
    """A value in which the order of pairs counts."""
    if isinstance(value, dict):
        return [(key, _ordered(each)) for key, each in value.items()]
    return [_ordered(each) for each in value] if isinstance(value, list) else value
