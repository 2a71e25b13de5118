"""Which element of the old drawing is which of the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.process.changeover.values import BadMappingError, Obstacle, ObstacleKind
from motcua.core.process.definition import Definition
from motcua.core.process.graph import AUTOMATIC_TASKS, SCOPES, Flow, Kind, Node
from motcua.core.process.problems import Text

PEOPLE = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL})
JOINS = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})
# Within one of these a token stands in the same way, so one kind may become the other.
ALIKE = (PEOPLE, AUTOMATIC_TASKS, SCOPES - {Kind.EVENT_SUBPROCESS}, JOINS)


class Names:
    """A mapping of ids over two drawings; what it does not name keeps its id.

    Raises BadMappingError for an id that one of the drawings does not have.
    """

    def __init__(self, old: Definition, new: Definition, mapping: Mapping[str, str]) -> None:
        self._old = old.graph
        self._new = new.graph
        self._mapping = mapping
        for before, after in mapping.items():
            if before not in self._old.node and before not in self._old.flow:
                raise BadMappingError(before, of_old=True)
            if not (after in self._new.node if before in self._old.node else after in self._new.flow or not after):
                raise BadMappingError(after, of_old=False)

    @property
    def keep_all(self) -> bool:
        """Whether every element keeps its id."""
        return all(before == after for before, after in self._mapping.items())

    def node(self, name: str) -> Node | None:
        """The node of the new drawing; None where there is none."""
        return self._new.node.get(self._mapping.get(name, name))

    def same(self, name: str) -> Node | None:
        """The node of the new drawing, if it is of the very same kind: for what sits on borders and listens."""
        node = self.node(name)
        return node if node and node.kind is self._old.node[name].kind else None

    def arrow(self, name: str) -> str | Obstacle:
        """The arrow on which a token before a join is held; empty where none is wanted any more.

        An arrow that does not lead to the join any more, because steps were drawn into it, gives its token to the one
        by which its way now reaches the join: what the token has passed it need not pass again.
        """
        if name in self._mapping:
            return self._held_on(name, self._mapping[name])
        was = self._old.flow[name]
        join = self.node(was.target)
        if join is None or not holds(join):
            return _join_gone(was, self._old.node[was.target])
        ways = [flow for flow in join.incoming if flow == name] or self._between(was, join) or self._ways(was, join)
        return ways[0] if len(ways) == 1 else _arrow_gone(was, self._old.node[was.source], join)

    def _held_on(self, name: str, chosen: str) -> str | Obstacle:
        """The arrow that the mapping names: it must lead to a join."""
        if not chosen or holds(self._new.node[self._new.flow[chosen].target]):
            return chosen
        was = self._old.flow[name]
        return _arrow_gone(was, self._old.node[was.source], self._new.node[self._new.flow[chosen].target])

    def _between(self, was: Flow, join: Node) -> list[str]:
        """The arrows that lead straight from what is now its source to the join."""
        sources = {source.id for source in self._sources(was.source, join)}
        return [flow for flow in join.incoming if self._new.flow[flow].source in sources]

    def _ways(self, was: Flow, join: Node) -> list[str]:
        """The arrows by which ways from the same arrow, or from what is now its source, reach the join."""
        leaving = [flow for source in self._sources(was.source, join) for flow in self._new.exits(source)]
        fresh = [was.id] if was.id in self._new.flow else leaving
        seen = set(fresh)
        while fresh:
            node = self._new.node[self._new.flow[fresh.pop()].target]
            if node.id != join.id:
                ahead = set(self._new.exits(node)) - seen
                seen |= ahead
                fresh.extend(ahead)
        return [flow for flow in join.incoming if flow in seen]

    def _sources(self, name: str, join: Node) -> list[Node]:
        """What an arrow before the join now leaves: the same element, the sub-process drawn around it, or what lay in
        the sub-process that is gone.
        """
        node = self.node(name)
        if node is None:
            inside = (self.node(inner.id) for inner in self._old.inside.get(name, ()))
            return [inner for inner in inside if inner and inner.scope == join.scope]
        while node.scope and node.scope != join.scope:
            node = self._new.node[node.scope]
        return [node] if node.scope == join.scope else []


def suggest_mapping(old: Definition, new: Definition) -> dict[str, str]:
    """For each node of the old drawing in which a dossier can stand, the one of the new drawing that seems to be it:
    that of the same id, else the only one of the same name, if their kinds are alike. What is left out needs a person.
    """
    found = {
        node.id: node.id
        for node in old.nodes
        if keeps(node) and node.id in new.graph.node and alike(node, new.graph.node[node.id])
    }
    free = [node for node in new.nodes if keeps(node) and node.id not in found]
    for node in old.nodes:
        named = [each for each in free if _spoken(each) == _spoken(node) and alike(node, each)]
        if keeps(node) and node.id not in found and len(named) == 1:
            found[node.id] = named[0].id
    return found


def arrows_before_joins(definition: Definition) -> Iterator[Flow]:
    """The arrows on which a token may be held."""
    joins = (node for node in definition.nodes if holds(node))
    return (definition.graph.flow[flow] for join in joins for flow in join.incoming)


def keeps(node: Node) -> bool:
    """Whether a dossier can stand in the node, or be held before it."""
    return node.waits or node.kind in SCOPES or node.kind is Kind.EVENT_BASED or holds(node)


def holds(node: Node) -> bool:
    """Whether tokens wait before the node for companions."""
    return node.kind in JOINS and len(node.incoming) > 1


def alike(old: Node, new: Node) -> bool:
    """Whether a token that stands in the one can stand in the other."""
    same = old.kind is new.kind or any({old.kind, new.kind} <= family for family in ALIKE)
    return same and (old.waits or new.kind not in AUTOMATIC_TASKS) and (new.waits or not old.waits)


def _spoken(node: Node) -> str:
    return node.label.casefold()


def _join_gone(was: Flow, join: Node) -> Obstacle:
    vi = f"một nhánh đã xong và đang chờ tại «{join.label}», nhưng quy trình mới không còn chỗ chờ này"
    en = f"a finished branch waits at “{join.label}”, which the new process does not have"
    return Obstacle(ObstacleKind.JOIN_GONE, was.id, Text(vi, en))


def _arrow_gone(was: Flow, source: Node, join: Node) -> Obstacle:
    vi = f"nhánh sau «{source.label}» đã xong, nhưng quy trình mới không còn nhánh nào như thế tới «{join.label}»"
    en = f"the branch behind “{source.label}” is done, but in the new process no such branch leads to “{join.label}”"
    return Obstacle(ObstacleKind.ARROW_GONE, was.id, Text(vi, en))
