"""A tree as a BPMN file that can be opened in any modeller, checked, laid out and run."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from motcua.core.mining.discovery.tree import Choice, Leaf, Loop, Parallel, Sequence, Tree
from motcua.core.process.layout import lay_out

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:motcua:discovered">\n'
)


class _Place(NamedTuple):
    """Where the next arrow begins, and what it carries."""

    node: str
    condition: str = ""
    is_default: bool = False


def draw(tree: Tree, name: str) -> bytes:
    """The file of a tree, with its drawing. Ways out of a choice carry a condition on a name of its own (`choice_1`),
    which whoever adopts the process replaces by what the choice depends on. Raises TooLargeToDrawError.
    """
    writing = _Writing()
    writing.node("endEvent", after=writing.follow(tree, _Place(writing.node("startEvent"))))
    text = (
        f'{_HEAD}  <process id="discovered" name={quoteattr(name)} isExecutable="true">\n'
        f"{writing.text()}  </process>\n</definitions>\n"
    )
    return lay_out(text.encode())


class _Writing:
    """Elements and arrows as they come."""

    def __init__(self) -> None:
        self._nodes: dict[str, str] = {}
        self._flows: list[str] = []
        self._choices = count(1)

    def text(self) -> str:
        nodes = (f"{each}/>" for each in self._nodes.values())
        return "".join(f"    {each}\n" for each in (*nodes, *self._flows))

    def node(self, tag: str, name: str = "", *, after: _Place | None = None) -> str:
        """A new node; its id."""
        node = f"n{len(self._nodes) + 1}"
        self._nodes[node] = f'<{tag} id="{node}"' + (f" name={quoteattr(name)}" if name else "")
        if after:
            self.flow(after, node)
        return node

    def flow(self, place: _Place, to: str) -> None:
        """An arrow from a place."""
        flow = f"f{len(self._flows) + 1}"
        if place.is_default:
            self._nodes[place.node] += f' default="{flow}"'
        head = f'<sequenceFlow id="{flow}" sourceRef="{place.node}" targetRef="{to}"'
        condition = f'<conditionExpression xsi:type="tFormalExpression">{place.condition}</conditionExpression>'
        self._flows.append(f"{head}>{condition}</sequenceFlow>" if place.condition else f"{head}/>")

    def follow(self, tree: Tree, at: _Place) -> _Place:
        """Draw a tree behind a place; the place behind it."""
        match tree:
            case Leaf(""):
                return at
            case Leaf(activity):
                return _Place(self.node("userTask", activity, after=at))
            case Sequence(parts):
                for part in parts:
                    at = self.follow(part, at)
                return at
            case Parallel(parts):
                fork, join = self.node("parallelGateway", after=at), self.node("parallelGateway")
                for part in parts:
                    self.flow(self.follow(part, _Place(fork)), join)
                return _Place(join)
            case Choice(parts):
                split, merge = self.node("exclusiveGateway", after=at), self.node("exclusiveGateway")
                for part, place in zip(parts, self._ways(split, len(parts)), strict=True):
                    self.flow(self.follow(part, place), merge)
                return _Place(merge)
            case Loop(body, redo):
                head = self.node("exclusiveGateway", after=at)
                turn = self.node("exclusiveGateway", after=self.follow(body, _Place(head)))
                *back, out = self._ways(turn, len(redo) + 1)
                for part, place in zip(redo, back, strict=True):
                    self.flow(self.follow(part, place), head)
                return out

    def _ways(self, gateway: str, number: int) -> list[_Place]:
        """The ways out of a choice; the last is the default."""
        name = f"choice_{next(self._choices)}"
        return [*(_Place(gateway, f"{name} = {n}") for n in range(1, number)), _Place(gateway, is_default=True)]
