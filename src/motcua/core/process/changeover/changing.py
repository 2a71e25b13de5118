"""From a state of the old process to the same state of the new one: the decision, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Any, cast

from motcua.core.process.changeover.listening import newcomers
from motcua.core.process.changeover.names import Names
from motcua.core.process.changeover.relocation import Relocation, Slot
from motcua.core.process.changeover.standings import Standings, standing, stuck_joins
from motcua.core.process.changeover.values import Blocked, Change, Changed, Moved, Obstacle, ObstacleKind, TokenMoved
from motcua.core.process.definition import Definition
from motcua.core.process.errors import UnreadableStateError
from motcua.core.process.facts import MessageAwaited, SignalAwaited, SubprocessEntered, TimerArmed
from motcua.core.process.graph import SIGNALS, TASKS, Node
from motcua.core.process.problems import Text
from motcua.core.process.run import early_end
from motcua.core.process.state import Held, State, Wait

NUMBERS = ("number", "before", "host")  # the fields of changes that hold numbers of waits
UNTIMED = datetime.min.replace(tzinfo=UTC)  # in what is decided for all that stand alike; each gets its own moment


def change_over(
    old: Definition, new: Definition, state: State, mapping: Mapping[str, str], now: datetime
) -> Changed | Blocked:
    """Where one instance would stand; see `Changeover.apply`."""
    return Changeover(old, new, mapping).apply(state, now)


class Changeover:
    """One changeover for any number of instances. Those that stand alike are decided once.

    `mapping` names, for elements of the old drawing whose id the new one does not have or uses otherwise, the element
    that takes their place; for an arrow before a join also "", which drops its token. Raises BadMappingError.
    """

    def __init__(self, old: Definition, new: Definition, mapping: Mapping[str, str]) -> None:
        self._old = old
        self._new = new
        self._names = Names(old, new, mapping)
        self._decided: dict[State, Changed | Blocked] = {}
        self._standings: dict[tuple[str, int], Standings] = {}
        self._deciding = Lock()  # what is being found out about the new drawing is shared by all threads

    def apply(self, state: State, now: datetime) -> Changed | Blocked:
        """The state under the new definition and what moved, or each reason why not. Nothing moves on: every wait that
        stays keeps its number, its turn and its place; what the new drawing adds on borders is armed at `now`, what it
        does not have any more is given up.

        Raises UnreadableStateError for a state of another definition than the old one.
        """
        if state.definition != self._old.fingerprint:
            raise UnreadableStateError(
                "Trạng thái không thuộc phiên bản quy trình cũ này", "The state does not belong to this old version"
            )
        shape, numbers = shape_of(state)
        with self._deciding:
            found = self._decided.get(shape)
            if found is None:
                found = self._decided[shape] = self._decide(shape)
        return found if isinstance(found, Blocked) else _as_in(state, found, numbers, now)

    def _decide(self, state: State) -> Changed | Blocked:
        same = self._old.fingerprint == self._new.fingerprint and self._names.keep_all
        if same or state.status != "running":
            return Changed(state._replace(definition=self._new.fingerprint), ())
        relocation = Relocation(self._old, self._new, self._names, state)
        obstacles = relocation.obstacles or list(self._misplaced(relocation))
        if obstacles:
            return Blocked(tuple(obstacles))
        return _Writing(self._old, self._new, self._names, state).of(relocation)

    def _misplaced(self, relocation: Relocation) -> Iterator[Obstacle]:
        """The scopes in which a dossier of the new process could never stand so."""
        scopes = [None, *(slot for slot in relocation.every() if slot.is_scope)]
        for scope in scopes:
            inside = [slot for slot in relocation.every() if slot.parent is scope and slot.stands_by_itself]
            arrows = [arrow for _, arrow, home in relocation.held if arrow and home is scope]
            wanted = standing((slot.node.id for slot in inside), arrows)
            name = scope.node.id if scope else ""
            most = max(Counter((*wanted.waits, *wanted.held)).values(), default=1)
            if (name, most) not in self._standings:
                self._standings[name, most] = Standings(self._new.graph, self._new.rank, name, most)
            known = self._standings[name, most].knows(wanted)
            if known is None:
                yield _undecided(scope.node.label if scope else self._new.name or self._new.id, name)
            elif not known:
                stuck = stuck_joins(self._new.graph, self._new.rank, name, wanted)
                yield _stuck(self._new.graph.node[stuck[0]]) if stuck else _never([slot.node for slot in inside])


class _Writing:
    """The new state, written out from where everything goes."""

    def __init__(self, old: Definition, new: Definition, names: Names, state: State) -> None:
        self._old = old
        self._new = new
        self._names = names
        self._state = state
        self._last = state.last
        self._waits: list[Wait] = []
        self._changes: list[Change] = []

    def of(self, relocation: Relocation) -> Changed:
        self._give_up(relocation)
        for slot in relocation.every():
            self._number(slot)
        for slot in relocation.every():
            self._write(slot)
        held = tuple(self._held(relocation))
        for event, host in newcomers(self._old, self._new, self._names, relocation):
            self._listen(event, host)
        waits = tuple(sorted(self._waits))
        state = State(self._new.fingerprint, self._state.status, self._last, waits, held)
        return Changed(state, tuple(self._changes))

    def _give_up(self, relocation: Relocation) -> None:
        for wait in self._state.waits:
            if wait.number not in relocation.slots:
                ended = early_end(wait, self._old.graph.node[wait.node])
                self._changes.extend(cast("tuple[Change, ...]", ended))

    def _number(self, slot: Slot) -> None:
        """Numbers grow inwards: whatever now lies in something that began later gets a new one."""
        if slot.number:
            return
        if slot.parent:
            self._number(slot.parent)
        if slot.source and (slot.parent is None or slot.parent.number < slot.source.number):
            slot.number = slot.source.number
        else:
            self._last += 1
            slot.number = self._last

    def _write(self, slot: Slot) -> None:
        parent, node = slot.parent.number if slot.parent else 0, slot.node
        if slot.source is None:
            self._waits.append(Wait(slot.number, node.id, parent, 0))
            self._changes.append(SubprocessEntered(slot.number, node.id))
            return
        before, was = slot.source, self._old.graph.node[slot.source.node]
        self._waits.append(before._replace(number=slot.number, node=node.id, parent=parent))
        roles = (was.role, node.role) if node.kind in TASKS else (None, None)
        if (before.number, before.node) != (slot.number, node.id) or roles[0] != roles[1]:
            self._changes.append(Moved(before.number, slot.number, before.node, node.id, *roles))

    def _held(self, relocation: Relocation) -> Iterator[Held]:
        for token, arrow, home in relocation.held:
            if arrow != token.flow:
                self._changes.append(TokenMoved(token.flow, arrow))
            if arrow:
                yield Held(arrow, home.number if home else 0)

    def _listen(self, event: Node, host: Slot | None) -> None:
        self._last += 1
        number, parent = self._last, host.number if host else 0
        self._waits.append(Wait(number, event.id, parent, 0))
        place = _place_of(host)
        if event.timer is not None:
            self._changes.append(TimerArmed(number, event.id, event.timer, parent, UNTIMED, place))
        elif event.kind in SIGNALS:
            self._changes.append(SignalAwaited(number, event.id, event.code, parent, place))
        else:
            self._changes.append(MessageAwaited(number, event.id, event.message, parent, place))


def shape_of(state: State) -> tuple[State, tuple[int, ...]]:
    """The state as if its waits were numbered 1, 2, 3 …, and the numbers they have."""
    numbers = (0, *(wait.number for wait in state.waits))
    at = {number: n for n, number in enumerate(numbers)}
    waits = tuple(wait._replace(number=at[wait.number], parent=at[wait.parent]) for wait in state.waits)
    held = tuple(token._replace(parent=at[token.parent]) for token in state.held)
    return State(state.definition, state.status, len(waits), waits, held), numbers


def _as_in(state: State, found: Changed, numbers: tuple[int, ...], now: datetime) -> Changed:
    """What was decided for a shape, with the numbers of one state that has it."""
    more = range(state.last + 1, state.last + 1 + found.state.last - len(state.waits))
    named = (*numbers, *more)
    waits = tuple(wait._replace(number=named[wait.number], parent=named[wait.parent]) for wait in found.state.waits)
    held = tuple(token._replace(parent=named[token.parent]) for token in found.state.held)
    moved = State(found.state.definition, state.status, state.last + len(more), waits, held)
    return Changed(moved, tuple(_renumbered(change, named, now) for change in found.changes))


def _renumbered(change: Change, named: tuple[int, ...], now: datetime) -> Change:
    fields: dict[str, Any] = {field: named[getattr(change, field)] for field in NUMBERS if field in change._fields}
    return change._replace(**fields, at=now) if isinstance(change, TimerArmed) else change._replace(**fields)


def _place_of(host: Slot | None) -> tuple[int, ...]:
    """The instances of repeated activities around something, the outermost first."""
    place: list[int] = []
    while host is not None:
        place += [host.place] if host.place else []
        host = host.parent
    return tuple(reversed(place))


def _undecided(label: str, element: str) -> Obstacle:
    vi = f"«{label}» có quá nhiều nhánh song song nên máy không khẳng định được hồ sơ sẽ đi tiếp trọn vẹn"
    en = f"“{label}” has too many ways side by side to be sure that the dossier would get through"
    return Obstacle(ObstacleKind.UNDECIDED, element, Text(vi, en))


def _stuck(join: Node) -> Obstacle:
    vi = f"hồ sơ sẽ kẹt tại «{join.label}»: một nhánh mà điểm hợp này chờ chưa từng bắt đầu nên không bao giờ tới"
    en = f"the dossier would be stuck at “{join.label}”: a branch that it waits for never began and cannot arrive"
    return Obstacle(ObstacleKind.JOIN_STUCK, join.id, Text(vi, en))


def _never(nodes: Iterable[Node]) -> Obstacle:
    found = list(nodes)
    vi = f"trong quy trình mới các bước {_listed(found)} không bao giờ cùng chờ như vậy; có bước sẽ phải làm hai lần"
    en = f"in the new process the steps {_listed(found)} never wait together like this; some would be done twice"
    return Obstacle(ObstacleKind.NEVER_STANDS_SO, found[0].id if found else "", Text(vi, en))


def _listed(nodes: Iterable[Node]) -> str:
    return ", ".join(f"«{node.label}»" for node in nodes)
