"""Where the parts of a YAML text stand: spans of characters, found by the path of a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import yaml

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[int, int]


class NoSuchPlaceError(LookupError):
    """The file has nothing at this path, or nothing of that kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value with what stands around it. key: of a pair in a map; None for an item of a list and for the whole file.

    in_flow: whether it stands between braces or brackets.
    """

    node: yaml.Node
    key: yaml.Node | None
    holder: yaml.Node | None
    position: int
    in_flow: bool


class Places:
    """One text and its parts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)

    def find(self, path: Path) -> Found:
        """What stands at the path. Raises NoSuchPlaceError."""
        if self.root is None:
            raise NoSuchPlaceError(path)
        found = Found(self.root, None, None, 0, in_flow=False)
        for part in path:
            found = self._inside(found, part)
        return found

    def _inside(self, outer: Found, part: str | int) -> Found:
        holder = outer.node
        flow = outer.in_flow or is_flow(holder)
        if isinstance(holder, yaml.MappingNode):
            for position, (key, value) in enumerate(holder.value):
                if key.value == part:
                    return Found(value, key, holder, position, flow)
        elif isinstance(holder, yaml.SequenceNode) and isinstance(part, int) and 0 <= part < len(holder.value):
            return Found(holder.value[part], None, holder, part, flow)
        raise NoSuchPlaceError(part)

    def start(self, node: yaml.Node) -> int:
        """Where a node begins."""
        return self._starts[node.start_mark.line] + node.start_mark.column

    def end(self, node: yaml.Node) -> int:
        """Where what is written of a node ends, without the blanks and comments behind it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        given = self._starts[node.end_mark.line] + node.end_mark.column
        begin = self.start(node)
        return begin + len(self.text[begin:given].rstrip())

    def line_start(self, offset: int) -> int:
        """The first character of the line."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The first character of the next line."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def column(self, offset: int) -> int:
        """How far from the beginning of its line."""
        return offset - self.line_start(offset)

    def after_colon(self, key: yaml.Node) -> int:
        """Where the value of this key may begin."""
        return self.text.index(":", self.end(key)) + 1

    def entry_start(self, found: Found) -> int:
        """Where a pair or an item begins: its key, or its dash."""
        if found.key is not None:
            return self.start(found.key)
        return self.text.rindex("-", 0, self.start(found.node))

    def lines_of(self, found: Found) -> Span | None:
        """The whole lines of a pair or an item, with the comments right above it; None where it shares its first line
        with something else.
        """
        if found.in_flow:
            return None  # it has no dash of its own
        begin = self.entry_start(found)
        top = self.line_start(begin)
        if self.text[top:begin].strip():
            return None
        column = begin - top
        while top:
            above = self.line_start(top - 1)
            line = self.text[above : top - 1]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) != column:
                break
            top = above
        return top, self.line_end(max(self.end(found.node), begin))


def is_flow(node: yaml.Node) -> bool:
    """Whether a collection is written between braces or brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
