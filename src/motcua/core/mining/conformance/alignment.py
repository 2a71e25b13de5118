"""The best explanation of a course of activities by a process: what fits, what was left out, what was done besides."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence, Set
from enum import StrEnum
from typing import Final, NamedTuple

from motcua.core.mining.conformance.moves import Moves
from motcua.core.process import Node, State

MOST_POSITIONS: Final = 50_000
"""Positions (place in the course, state of the process) that are looked at for one course before it is given up."""


class MoveKind(StrEnum):
    """Whether log and process go together."""

    FITS = "fits"
    SKIPPED = "skipped"
    INSERTED = "inserted"


class Move(NamedTuple):
    """One move. `place`: which activity of the course it is, -1 for one that was skipped. node: None if inserted."""

    kind: MoveKind
    activity: str
    place: int
    node: Node | None


class Alignment(NamedTuple):
    """The cheapest explanation; `cost` counts what was skipped and inserted."""

    moves: tuple[Move, ...]
    cost: int


class Unexplained(StrEnum):
    """Why there is no alignment. TOO_WIDE: it was given up, because there is more to look at than is looked at. NO_END:
    all was looked at, and nothing leads to the end of the process.
    """

    TOO_WIDE = "too_wide"
    NO_END = "no_end"


class _Position(NamedTuple):
    place: int
    state: State


class _Came(NamedTuple):
    before: _Position | None
    move: Move | None
    cost: int


class Effort:
    """How many positions may still be looked at, for all courses together; at nothing all others are given up."""

    def __init__(self, left: int) -> None:
        self.left = left


def align(moves: Moves, course: Sequence[str], *, ended: bool = True, effort: Effort | None = None) -> Alignment | None:
    """The same as `explained`; None where there is none."""
    found = explained(moves, course, ended=ended, effort=effort)
    return found if isinstance(found, Alignment) else None


def explained(
    moves: Moves, course: Sequence[str], *, ended: bool = True, effort: Effort | None = None
) -> Alignment | Unexplained:
    """The cheapest way through the process that explains the course, or why there is none.

    ended: the case is over, so that what the process still wants is skipped; an open case may stand anywhere.
    Activities that the process does not know at all are inserted in any case and not searched for.
    """
    places = [place for place, activity in enumerate(course) if activity in moves.labels]
    most = MOST_POSITIONS if effort is None else min(MOST_POSITIONS, effort.left)
    if len(places) >= most:
        return Unexplained.TOO_WIDE
    known, why = [course[place] for place in places], Unexplained.NO_END
    for strictly in (True, False):  # most cases fit, and that is found without a look at what else might have been
        reached, end = _search(moves, known, ended, most, strictly=strictly)
        if effort is not None:
            effort.left -= len(reached)
        if isinstance(end, _Position):
            return _told(reached, end, course, places)
        why = end
    return why


def _search(
    moves: Moves, course: Sequence[str], ended: bool, most: int, *, strictly: bool
) -> tuple[dict[_Position, _Came], _Position | Unexplained]:
    """All positions that were looked at, and the nearest at which the course is explained. strictly: by what fits
    alone.
    """
    begin = _Position(0, moves.initial)
    reached: dict[_Position, _Came] = {begin: _Came(None, None, 0)}
    done: set[_Position] = set()
    waiting = deque([begin])
    while waiting:
        at = waiting.popleft()
        if at in done:
            continue
        done.add(at)
        if at.place == len(course) and (not ended or at.state.status == "ended"):
            if reached[at].cost and _is_narrowed(moves, done):
                return reached, Unexplained.TOO_WIDE  # a way that was not looked at may cost less
            return reached, at
        _look_on(moves, course, at, reached, waiting, strictly)
        if at.state in moves.piled_up or len(reached) > most:
            return reached, Unexplained.TOO_WIDE
    return reached, Unexplained.TOO_WIDE if _is_narrowed(moves, done) else Unexplained.NO_END


def _is_narrowed(moves: Moves, done: Set[_Position]) -> bool:
    return bool(moves.narrowed) and any(at.state in moves.narrowed for at in done)


def _look_on(
    moves: Moves,
    course: Sequence[str],
    at: _Position,
    reached: dict[_Position, _Came],
    waiting: deque[_Position],
    strictly: bool,
) -> None:
    """Free moves go to the front of those that wait, dear ones to the back: the nearest is always looked at first."""
    cost = reached[at].cost

    def reach(to: _Position, move: Move | None, dear: bool) -> None:
        known = reached.get(to)
        if known is None or cost + dear < known.cost:
            reached[to] = _Came(at, move, cost + dear)
            (waiting.append if dear else waiting.appendleft)(to)

    following = course[at.place] if at.place < len(course) else None
    for node, state in moves.from_(at.state):
        if node is None:
            reach(_Position(at.place, state), None, dear=False)
            continue
        label = moves.label(node)
        if label == following:
            reach(_Position(at.place + 1, state), Move(MoveKind.FITS, label, at.place, node), dear=False)
        if not strictly:
            reach(_Position(at.place, state), Move(MoveKind.SKIPPED, label, -1, node), dear=True)
    if following is not None and not strictly:
        reach(_Position(at.place + 1, at.state), Move(MoveKind.INSERTED, following, at.place, None), dear=True)


def _told(reached: dict[_Position, _Came], at: _Position, course: Sequence[str], places: Sequence[int]) -> Alignment:
    """The way to a position, with what the process knows nothing of put in where it was done."""
    moves: list[Move] = []
    here: _Position | None = at
    while here is not None:
        came = reached[here]
        if came.move is not None:
            moves.append(came.move)
        here = came.before
    strange = deque(sorted({*range(len(course))}.difference(places)))
    cost = reached[at].cost + len(strange)
    found: list[Move] = []
    for move in reversed(moves):
        place = places[move.place] if move.place >= 0 else -1
        while strange and strange[0] < place:
            found.append(_strange(course, strange.popleft()))
        found.append(move._replace(place=place))
    found += [_strange(course, place) for place in strange]
    return Alignment(tuple(found), cost)


def _strange(course: Sequence[str], place: int) -> Move:
    return Move(MoveKind.INSERTED, course[place], place, None)
