"""Each case of a log on its way through the drawing, by the engine itself: which node each event is the doing of, which
arrows were taken, and what does not fit.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.conformance import Alignment, MoveKind, Moves, align
from motcua.core.mining.log import EventLog, Ids
from motcua.core.mining.variants import Variant, variants
from motcua.core.process import Command, FlowTaken, Node, Start, State
from motcua.core.process.changeover import shape_of
from motcua.core.process.steering import Steerable, command_for, ways

MOST_COURSES: Final = 2_000
LONGEST_COURSE: Final = 1_000
"""More different courses than this, or steps of one, are not replayed: each may cost a second. The most frequent are,
and the others are counted.
"""
NOWHERE: Final = -1
_NOTHING: Mapping[str, float] = {}
IsOpen = Callable[[int], bool]


@dataclass(slots=True)
class Replay:
    """What replaying a log found.

    node: of each event the number of its node among `nodes`, or `NOWHERE`. again: whether it is a repetition that the
    drawing does not have, of a node that the case did. early: the events after which their case ended, although by the
    drawing it should have gone on. taken, left: how often each arrow was taken, and each node left; unsure: the arrows
    between which the log cannot tell, so that all that may have been taken count alike. skipped, inserted: how often
    what was drawn did not happen and what is not drawn did. cases, fitting: how many were replayed, and how many of
    them without any deviation. unjudged: how many were not replayed.
    """

    nodes: tuple[str, ...]
    node: Ids
    again: Ids
    early: Ids
    taken: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    left: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    unsure: set[str] = field(default_factory=set)
    skipped: Counter[str] = field(default_factory=Counter)
    inserted: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    fitting: int = 0
    unjudged: int = 0


class _Went(NamedTuple):
    """One move of the engine: the node that was seen, None where nothing was; the state after it; the arrows taken, or
    all sets of arrows that lead to it, between which no log can tell.
    """

    node: str | None
    state: State
    flows: tuple[tuple[str, ...], ...]


class _Followed(NamedTuple):
    """How a course went through the drawing, and whether it stopped before the end of it."""

    aligned: Alignment
    stopped: bool


class _Position(NamedTuple):
    place: int
    state: State


def replay(log: EventLog, process: Steerable, is_open: IsOpen) -> Replay:
    """Replay every case, each course once. is_open: of the number of a case, whether it is not over yet."""
    return _Replaying(log, process).whole(is_open)


class _Replaying:
    def __init__(self, log: EventLog, process: Steerable) -> None:
        self._log = log
        self._process = process
        self._number = {name: n for n, name in enumerate(log.cases)}
        self._node = {node.id: n for n, node in enumerate(process.definition.nodes)}
        self._moves = Moves(process, frozenset(log.activities))
        self._ways = _Ways(process, self._moves)
        columns = (np.full(len(log), NOWHERE, np.int64), np.zeros(len(log), np.int64), np.zeros(len(log), np.int64))
        self._found = Replay(tuple(self._node), *columns)

    def whole(self, is_open: IsOpen) -> Replay:
        for n, (variant, ended) in enumerate(self._courses(is_open)):
            followed = self._follow(variant, ended) if n < MOST_COURSES else None
            if followed is None:
                self._found.unjudged += len(variant.cases)
            else:
                self._note(variant, followed, ended)
        return self._found

    def _follow(self, variant: Variant, ended: bool) -> _Followed | None:
        """The cheapest explanation of a course; that its case stopped before the end is one deviation."""
        if len(variant.activities) > LONGEST_COURSE:
            return None
        aligned = align(self._moves, variant.activities, ended=ended)
        if aligned is None or not ended or not aligned.cost:
            return aligned and _Followed(aligned, False)
        stopped = align(self._moves, variant.activities, ended=False)
        if stopped is None or stopped.cost + 1 > aligned.cost:
            return _Followed(aligned, False)
        return _Followed(stopped, True)

    def _courses(self, is_open: IsOpen) -> Iterator[tuple[Variant, bool]]:
        for variant in variants(self._log):
            for ended in (True, False):
                cases = tuple(case for case in variant.cases if is_open(self._number[case]) is not ended)
                if cases:
                    yield Variant(variant.activities, cases), ended

    def _note(self, variant: Variant, followed: _Followed, ended: bool) -> None:
        moves, number = followed.aligned.moves, len(variant.cases)
        fits = [move.place for move in moves if move.kind is MoveKind.FITS]
        self._found.cases += number
        self._found.fitting += number * (not followed.aligned.cost and not followed.stopped)
        for move in moves:
            if move.kind is MoveKind.SKIPPED:
                self._found.skipped[move.activity] += number
        firsts = np.array([self._log.first[self._number[case]] for case in variant.cases])
        self._place(variant, followed.aligned, firsts)
        if followed.stopped and fits:
            self._found.early[firsts + fits[-1]] = 1
        to_the_end = ended and not followed.stopped
        walked = self._ways.walk([move.node.id for move in moves if move.node is not None], to_the_end)
        for went in walked if to_the_end else walked[:-1]:  # whereto after the last step nobody saw
            self._count(went.flows, number)

    def _place(self, variant: Variant, aligned: Alignment, firsts: Ids) -> None:
        """Which node each event belongs to. A repetition that is not drawn belongs to the node that was done."""
        done = {move.activity: move.node.id for move in aligned.moves if move.kind is MoveKind.FITS and move.node}
        for move in aligned.moves:
            if move.kind is MoveKind.FITS and move.node is not None:
                self._found.node[firsts + move.place] = self._node[move.node.id]
            elif move.kind is MoveKind.INSERTED and move.activity in done:
                self._found.node[firsts + move.place] = self._node[done[move.activity]]
                self._found.again[firsts + move.place] = 1
            elif move.kind is MoveKind.INSERTED:
                self._found.inserted[move.activity] += len(variant.cases)

    def _count(self, ways: Sequence[tuple[str, ...]], number: int) -> None:
        graph = self._process.definition.graph
        for flows in ways:
            for flow in flows:
                self._found.taken[flow] += number / len(ways)
            for source in {graph.flow[flow].source for flow in flows}:
                self._found.left[source] += number / len(ways)
        self._found.unsure |= set().union(*ways) - set(ways[0]).intersection(*ways)


class _Ways:
    """The moves of the engine from each standing, with the arrows they take, found once each."""

    def __init__(self, process: Steerable, moves: Moves) -> None:
        self._process = process
        self._moves = moves
        self._known: dict[State, tuple[_Went, ...]] = {}

    def walk(self, seen: Sequence[str], ended: bool) -> list[_Went]:
        """The shortest way on which exactly these nodes are seen; none where there is none."""
        begin = _Position(0, self._process.definition.initial)
        came: dict[_Position, tuple[_Position, _Went] | None] = {begin: None}
        waiting = deque([begin])
        while waiting:
            at = waiting.popleft()
            if at.place == len(seen) and (not ended or at.state.status == "ended"):
                return _way_to(came, at)
            for went in self._from(at.state):
                if went.node is not None and seen[at.place : at.place + 1] != [went.node]:
                    continue
                to = _Position(at.place + (went.node is not None), went.state)
                if to not in came:
                    came[to] = at, went
                    waiting.append(to)
        return []

    def _from(self, state: State) -> tuple[_Went, ...]:
        if state not in self._known:
            self._known[state] = tuple(self._found(state))
        return self._known[state]

    def _found(self, state: State) -> Iterator[_Went]:
        definition = self._process.definition
        commands: list[tuple[str | None, Command]]
        if state.status == "new":
            commands = [(None, Start(node.id)) for node in definition.starts]
        else:
            shown = {step.node.id for step in self._moves.from_(state) if step.node is not None}
            waits = ((wait.node, command_for(definition.graph.node[wait.node], wait)) for wait in state.waits)
            commands = [(node if node in shown else None, command) for node, command in waits if command is not None]
        for node, command in commands:
            found: dict[State, list[tuple[str, ...]]] = {}
            for way in ways(self._process, state, command):
                flows = tuple(fact.flow for fact in way.facts if isinstance(fact, FlowTaken))
                found.setdefault(shape_of(way.state)[0], []).append(flows)
            yield from (_Went(node, to, tuple(flows)) for to, flows in found.items())


def _way_to(came: dict[_Position, tuple[_Position, _Went] | None], at: _Position) -> list[_Went]:
    found: list[_Went] = []
    step = came[at]
    while step is not None:
        before, went = step
        found.append(went)
        step = came[before]
    return found[::-1]


def shares_of(found: Replay, process: Steerable, known: Mapping[str, float] = _NOTHING) -> dict[str, float]:
    """How large a part takes each arrow out of a choice, as it was seen. known: from elsewhere, for choices that no
    case came to, and for how what several arrows took together is divided where the log cannot tell.
    """
    shares = dict(known)
    for node in choices(process):
        left = _times_left(found, process, node)
        if left:
            shares |= {flow: found.taken[flow] / left for flow in node.outgoing}
            together = [flow for flow in node.outgoing if flow in found.unsure]
            apart = sum(known.get(flow, 0.0) for flow in together)
            if apart:
                all_of_them = sum(shares[flow] for flow in together)
                shares |= {flow: all_of_them * known.get(flow, 0.0) / apart for flow in together}
    return shares


def unsure_choices(found: Replay, process: Steerable) -> list[str]:
    """The choices of which the log cannot tell how they fell, by what people call them."""
    return [node.label for node in choices(process) if found.unsure.intersection(node.outgoing)]


def unseen_choices(found: Replay, process: Steerable) -> list[str]:
    """The choices that no case of the log came to, by what people call them."""
    return [node.label for node in choices(process) if not _times_left(found, process, node)]


def choices(process: Steerable) -> list[Node]:
    """The nodes behind which there is more than one way."""
    definition = process.definition
    return [node for node in definition.nodes if node.id in definition.exits and definition.exits[node.id].guarded]


def _times_left(found: Replay, process: Steerable, node: Node) -> float:
    if process.definition.exits[node.id].first_only:  # one arrow each time, perhaps several times in one move
        return sum(found.taken[flow] for flow in node.outgoing)
    return found.left[node.id]
