"""Finding a place in the new process for everything that goes on in an instance of the old one."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.core.process.changeover.names import Names, alike
from motcua.core.process.changeover.values import Obstacle, ObstacleKind
from motcua.core.process.definition import Definition
from motcua.core.process.graph import SCOPES, STARTS, WATCHERS, Kind, Node
from motcua.core.process.problems import Text
from motcua.core.process.state import Held, State, Wait


class Slot:
    """Something that will go on in the new process. `source` is what it was, None for a sub-process that is opened;
    `parent` is what it belongs to, None for the process itself; `number` is 0 until it is given.
    """

    __slots__ = ("node", "number", "parent", "source")

    def __init__(self, source: Wait | None, node: Node, parent: Slot | None) -> None:
        self.source = source
        self.node = node
        self.parent = parent
        self.number = 0

    @property
    def place(self) -> int:
        """Which instance of a repeated activity it is; 0 for everything else."""
        return self.source.place if self.source else 0

    @property
    def is_scope(self) -> bool:
        """Whether things go on inside it: a sub-process, and of a repeated one each instance."""
        return self.node.kind in SCOPES and (self.node.repeat is None or self.place > 0)

    @property
    def stands_by_itself(self) -> bool:
        """Whether it is a token of its scope, and not what listens beside one or is an instance of one."""
        behind_a_gateway = self.parent is not None and self.parent.node.kind is Kind.EVENT_BASED
        return not (self.node.kind in WATCHERS or self.place or behind_a_gateway)


class Relocation:
    """All slots of one instance, by their old numbers, and where its held tokens go; or why not."""

    def __init__(self, old: Definition, new: Definition, names: Names, state: State) -> None:
        self._old = old.graph
        self._new = new.graph
        self._names = names
        self._waits = {wait.number: wait for wait in state.waits}
        self._opened: dict[tuple[str, Slot | None], Slot] = {}
        self.slots: dict[int, Slot] = {}
        self.held: list[tuple[Held, str, Slot | None]] = []
        self.obstacles: list[Obstacle] = []
        # Sub-processes first: something may now lie in one that began after it.
        for wait in sorted(state.waits, key=lambda each: self._old.node[each.node].kind not in SCOPES):
            self._place(wait)
        for token in state.held:
            self._hold(token)
        self._close_empty_scopes()

    @property
    def opened(self) -> tuple[Slot, ...]:
        """The sub-processes that begin with the changeover, the outer ones first."""
        return tuple(self._opened.values())

    def every(self) -> Iterator[Slot]:
        """All slots: those that were there by their old numbers, then those that are opened."""
        yield from (self.slots[number] for number in sorted(self.slots))
        yield from self._opened.values()

    def _place(self, wait: Wait) -> None:
        node = self._old.node[wait.node]
        host = self._waits.get(wait.parent)
        behind_a_gateway = host is not None and self._old.node[host.node].kind is Kind.EVENT_BASED
        if node.kind in WATCHERS or wait.place or behind_a_gateway:
            self._keep_beside(wait, node)
        else:
            self._keep(wait, node)

    def _keep(self, wait: Wait, node: Node) -> None:
        """A token: it needs the same element, and a place for it."""
        target = self._names.node(node.id)
        if target is None:
            # A sub-process that is gone may still have let its content go on outside.
            if node.repeat or node.kind not in SCOPES:
                self._report(ObstacleKind.ELEMENT_GONE, node, *_GONE)
        elif not alike(node, target):
            self._report(ObstacleKind.KIND_CHANGED, node, *_KIND)
        elif (node.repeat and node.repeat.mode) != (target.repeat and target.repeat.mode):
            self._report(ObstacleKind.REPETITION_CHANGED, node, *_REPETITION)
        else:
            try:
                self.slots[wait.number] = Slot(wait, target, self._home(wait.parent, target.scope))
            except _NoHomeError:
                self._report(ObstacleKind.NO_HOME, node, *_NO_HOME)

    def _keep_beside(self, wait: Wait, node: Node) -> None:
        """What depends on a host goes where its host goes, and is given up where the new drawing does not have it."""
        host = self.slots.get(wait.parent)
        if wait.parent and host is None:
            return
        target = host.node if host and wait.place else self._names.same(node.id)
        if target and (wait.place or self._belongs(target, host)):
            self.slots[wait.number] = Slot(wait, target, host)

    def _belongs(self, target: Node, host: Slot | None) -> bool:
        """Whether the new drawing has this event on the border of the host, inside it, or behind it."""
        if target.kind in STARTS:
            around = self._new.node[target.scope]
            return around.kind is Kind.EVENT_SUBPROCESS and around.scope == (host.node.id if host else "")
        if host is None:
            return False
        return target.host == host.node.id or any(
            self._new.flow[flow].target == target.id
            for flow in host.node.outgoing
            if host.node.kind is Kind.EVENT_BASED
        )

    def _hold(self, token: Held) -> None:
        arrow = self._names.arrow(token.flow)
        if isinstance(arrow, Obstacle):
            self.obstacles.append(arrow)
            return
        join = self._new.node[self._new.flow[arrow].target] if arrow else None
        try:
            self.held.append((token, arrow, self._home(token.parent, join.scope) if join else None))
        except _NoHomeError:
            self._report(ObstacleKind.NO_HOME, self._old.node[self._old.flow[token.flow].target], *_NO_HOME)

    def _home(self, number: int, scope: str) -> Slot | None:
        """The instance of the new sub-process `scope` for something that belonged to the old number: one around it, or
        the only one that goes on, or one that is opened for it. None is the process itself.
        """
        if not scope:
            return None
        while number:
            around = self.slots.get(number)
            if around and around.is_scope and around.node.id == scope:
                return around
            number = self._waits[number].parent
        going_on = [slot for slot in self.slots.values() if slot.is_scope and slot.node.id == scope]
        if len(going_on) == 1:
            return going_on[0]
        node = self._new.node[scope]
        if going_on or node.repeat or node.kind is Kind.EVENT_SUBPROCESS:
            raise _NoHomeError
        parent = self._home(number, node.scope)
        return self._opened.setdefault((scope, parent), Slot(None, node, parent))

    def _close_empty_scopes(self) -> None:
        """A sub-process in which nothing goes on any more, because its content now lies elsewhere, is over."""
        for number in sorted(self.slots, reverse=True):
            slot = self.slots[number]
            inside = [each for each in self.every() if each.parent is slot and each.stands_by_itself]
            if not slot.is_scope or inside or any(home is slot for _, _, home in self.held):
                continue
            if slot.place:
                self._report(ObstacleKind.REPETITION_CHANGED, self._old.node[self._waits[number].node], *_REPETITION)
                continue
            beside = [each for each, other in self.slots.items() if other.parent is slot]
            for gone in (number, *beside):
                del self.slots[gone]

    def _report(self, kind: ObstacleKind, node: Node, vi: str, en: str) -> None:
        self.obstacles.append(Obstacle(kind, node.id, Text(vi.format(node.label), en.format(node.label))))


class _NoHomeError(Exception):
    """The new drawing has the element where nothing of this instance goes on, and it cannot be begun there."""


_GONE = (
    "bước «{}» không còn trong quy trình mới; hãy chọn bước thay cho nó",
    "the step “{}” is not in the new process; choose the one that takes its place",
)
_KIND = (
    "«{}» trong quy trình mới là loại phần tử khác; hãy chọn phần tử cùng loại",
    "“{}” is another kind of element in the new process; choose one of the same kind",
)
_REPETITION = (
    "«{}» lặp lại theo cách khác trong quy trình mới, nên không rõ các lượt đang chạy đi về đâu",
    "“{}” is repeated in another way in the new process, so it is not clear where its running instances belong",
)
_NO_HOME = (
    "«{}» trong quy trình mới nằm trong một quy trình con mà hồ sơ này không thể bắt đầu giữa chừng",
    "in the new process “{}” lies in a sub-process that this dossier cannot begin half-way",
)
