"""Where the tokens of one process instance stand. A value: a step makes a new one and leaves the old one as it was."""

from __future__ import annotations

from itertools import starmap
from typing import Any, Literal, NamedTuple, cast

from motcua.core.process.errors import UnreadableStateError

FORMAT = 1
PLAIN = 4  # what is stored of a wait outside all repetitions; so was every wait before there were any
ROWS = ((int, str, int, int), (int, str, int, int, int, int))
Status = Literal["new", "running", "ended", "cancelled"]
STATUSES = ("new", "running", "ended", "cancelled")


class Wait(NamedTuple):
    """Something that has begun and not ended: a task, an armed timer, an awaited message, a running sub-process.

    `parent` is the number of what it belongs to: the sub-process around it, the activity on whose border it sits, the
    event-based gateway that it stands behind, the activity that it is one instance of; 0 is the process itself. `turn`
    counts how often a repeating timer has fired.

    An activity that is done several times stands here once for itself, with `of`, how many instances there are in all
    (0 for a loop, which does not know), and once for each instance that is going on, with its `place`: 1, 2, 3 …
    """

    number: int
    node: str
    parent: int
    turn: int
    place: int = 0
    of: int = 0


class Held(NamedTuple):
    """A token on `flow` that stands before a join; `parent` is the number of the sub-process around it, or 0."""

    flow: str
    parent: int


class State(NamedTuple):
    """The whole memory of an instance: as large as what is going on, whatever has gone before.

    `definition` is the fingerprint of the definition it belongs to, `last` the highest number given so far. Waits are
    ordered by number, held tokens by arrival.
    """

    definition: str
    status: Status
    last: int
    waits: tuple[Wait, ...]
    held: tuple[Held, ...]

    def to_json(self) -> dict[str, object]:
        """Plain dicts, lists, strings and integers. Nodes and flows are named by the ids of the drawing."""
        return {
            "format": FORMAT,
            "definition": self.definition,
            "status": self.status,
            "last": self.last,
            "waits": [list(wait if wait.place or wait.of else wait[:PLAIN]) for wait in self.waits],
            "held": [list(token) for token in self.held],
        }

    @classmethod
    def from_json(cls, stored: object) -> State:
        """The state that `to_json` wrote. Raises UnreadableStateError with the reason."""
        if not isinstance(stored, dict) or stored.get("format") != FORMAT:
            raise _unreadable(f"không phải định dạng {FORMAT}", f"not of format {FORMAT}")
        definition, status, last = stored.get("definition"), stored.get("status"), stored.get("last")
        if not (isinstance(definition, str) and status in STATUSES and type(last) is int and last >= 0):
            raise _unreadable("phần đầu bị hỏng", "its head is damaged")
        waits = _rows(stored.get("waits"), ROWS)
        held = _rows(stored.get("held"), ((str, int),))
        tokens = tuple(starmap(Wait, waits)), tuple(starmap(Held, held))
        return _in_order(cls(definition, cast("Status", status), last, *tokens))


def _in_order(state: State) -> State:
    """Numbers grow, none is above the last one given, and each thing belongs to one that has begun before it."""
    known, newest = {0: ""}, 0
    for wait in state.waits:
        if not (newest < wait.number <= state.last and wait.parent in known):
            raise _unreadable("số thứ tự bị hỏng", "its numbers are out of order")
        if min(wait.place, wait.of) < 0 or (wait.place and (wait.of or known[wait.parent] != wait.node)):
            raise _unreadable("lượt lặp bị hỏng", "its repetitions are damaged")
        newest = wait.number
        known[newest] = wait.node
    if not all(token.parent in known for token in state.held):
        raise _unreadable("số thứ tự bị hỏng", "its numbers are out of order")
    return state


def _rows(stored: object, shapes: tuple[tuple[type, ...], ...]) -> list[list[Any]]:
    if isinstance(stored, list) and all(isinstance(row, list) and tuple(map(type, row)) in shapes for row in stored):
        return stored
    raise _unreadable("danh sách thẻ bị hỏng", "its tokens are damaged")


def _unreadable(vi: str, en: str) -> UnreadableStateError:
    return UnreadableStateError(f"Không đọc được trạng thái quy trình: {vi}", f"Process state not readable: {en}")
