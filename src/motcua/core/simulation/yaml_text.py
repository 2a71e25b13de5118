"""YAML and JSON as a scenario uses them: whatever is wrong in them is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import yaml

from motcua.core.simulation.parts import Part
from motcua.core.simulation.scenario import BadScenarioError, Place

T = TypeVar("T")


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
    loader = yaml.CSafeLoader(text)
    lines: dict[Place, int] = {}
    try:
        node = loader.get_single_node()
        if node is None:
            raise BadScenarioError((), "tệp trống", "the file is empty")
        _note_lines(node, (), lines, set())
        return loader.construct_document(node), lines
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as wrong:
        mark = wrong.problem_mark if isinstance(wrong, yaml.MarkedYAMLError) else None
        problem = wrong.problem if isinstance(wrong, yaml.MarkedYAMLError) else wrong.reason
        line = mark.line + 1 if mark else 1
        raise BadScenarioError((), f"không đọc được YAML: {problem}", f"this is no YAML: {problem}", line) from None
    finally:
        loader.dispose()


def _note_lines(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> None:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise BadScenarioError(place, "không dùng neo (&, *); hãy viết ra", "no anchors (&, *); write it out", line)
    seen.add(id(node))
    lines.setdefault(place, line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in lines:
                raise BadScenarioError(inner, "ghi hai lần", "it stands there twice", key.start_mark.line + 1)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            _note_lines(value, (*place, n), lines, seen)
