"""YAML and JSON as a scenario uses them: whatever is wrong in them is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

import yaml

from motcua.core.simulation.parts import NUMBER, Part
from motcua.core.simulation.scenario import BadScenarioError, Place

T = TypeVar("T")
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}
_QUOTED: Final = frozenset("'\"|>")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")


def read_yaml(text: str, reader: Callable[[Part], T]) -> T:
    """What a reader makes of a text. Raises BadScenarioError with the line of what it refuses, and for text that is no
    YAML, says a thing twice, or points elsewhere with anchors.
    """
    plain, lines = _values(text)
    try:
        return reader(Part(plain))
    except BadScenarioError as wrong:
        place = wrong.place
        while place not in lines:
            place = place[:-1]
        raise wrong.at_line(lines[place]) from None


def _values(text: str) -> tuple[object, dict[Place, int]]:
    """The values of a text, and on which line each of them stands."""
    lines: dict[Place, int] = {}
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if node is None:
            raise BadScenarioError((), "tệp trống", "the file is empty")
        return _Reading(lines).value(node, ()), lines
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise _no_yaml(wrong.problem, line) from None
    except yaml.reader.ReaderError as wrong:
        raise _no_yaml(wrong.reason, text.count("\n", 0, wrong.position) + 1) from None


class _Reading:
    """Takes values as they are written: names stay names, though YAML takes `yes`, `on` and 1.013225 for others."""

    def __init__(self, lines: dict[Place, int]) -> None:
        self._lines = lines
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> object:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            raise BadScenarioError(place, "không dùng neo (&, *); hãy viết ra", "no anchors (&, *); write it out", line)
        self._seen.add(id(node))
        self._lines.setdefault(place, line)
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): self._under(key, value, place) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*place, n)) for n, each in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # there is no fourth sort
        return _scalar(node.value, plain=node.style not in _QUOTED)

    def _under(self, key: yaml.Node, value: yaml.Node, place: Place) -> object:
        inner = (*place, str(key.value))
        line = key.start_mark.line + 1
        if inner in self._lines:
            raise BadScenarioError(inner, "ghi hai lần", "it stands there twice", line)
        self._lines[inner] = line
        return self.value(value, inner)


def _scalar(words: str, *, plain: bool) -> object:
    if not plain:
        return words
    if words in _CONSTANTS:
        return _CONSTANTS[words]
    if _WHOLE.fullmatch(words):
        return int(words)
    return float(words) if NUMBER.fullmatch(words) else words


def _no_yaml(problem: str | None, line: int) -> BadScenarioError:
    return BadScenarioError((), f"không đọc được YAML: {problem}", f"this is no YAML: {problem}", line)
