"""Where the cases of a log stand at a moment: each is led through the engine by what was done until then, to the
standing in which just that waits which the log shows as open.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from motcua.core.mining.conformance import Moves, Steerable
from motcua.core.mining.log import NO_TIME, EventLog
from motcua.core.process import State
from motcua.core.simulation.model import PresentWait

MOST_STATES: Final = 2_000
"""Standings that are looked at for one case before it is given up."""
_SECOND: Final = 1e6
_NEVER: Final[Mapping[str, int]] = {}


class Standing(NamedTuple):
    """One open case at the moment. arrived: seconds before it, so at most 0. waits: by the number of the wait in
    `state`. turns: by node, how often each was begun so far.
    """

    case: str
    arrived: float
    state: State
    waits: Mapping[int, PresentWait]
    turns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standings:
    """unplaced: open cases that stand nowhere in the process as it is drawn; nothing can be told of them."""

    cases: tuple[Standing, ...]
    unplaced: tuple[str, ...]


class _Work(NamedTuple):
    """Something in the log that was open at the moment."""

    activity: str
    since: int
    started: int


class _Course(NamedTuple):
    """What the log knows of one case until the moment."""

    case: str
    arrived: int
    last: int
    done: tuple[str, ...]
    opened: tuple[_Work, ...]


def standings_at(
    log: EventLog, process: Steerable, moment: int, *, ended: Mapping[str, int] = _NEVER, interruption: str = ":"
) -> Standings:
    """The cases that had come and were not over at a moment (microseconds since 1970).

    ended: when cases were over that end in a way which the drawing does not show, such as refused ones. interruption:
    what stands between a step and the name of what broke it off, in activities that mean that.

    Only what was known then counts: what ended by then, and what had been enabled and ended later or has no end. A log
    that does not tell when work was enabled shows the start instead, and cases between two activities are unplaced.
    """
    moves = Moves(process, frozenset(log.activities))
    found: list[Standing] = []
    unplaced: list[str] = []
    for course in _courses(log, moment, interruption):
        if ended.get(course.case, moment + 1) <= moment:
            continue
        state = _state_of(moves, process, course, interruption)
        if state is None:
            unplaced.append(course.case)
        elif state.status != "ended":
            found.append(_standing(moves, process, course, state, moment, interruption))
    return Standings(tuple(found), tuple(unplaced))


def _courses(log: EventLog, moment: int, interruption: str) -> Iterator[_Course]:
    for n, span in log.spans():
        rows = range(span.start, span.stop)
        known = [row for row in rows if _since(log, row) <= moment]
        if not known:
            continue
        done = [row for row in known if NO_TIME != log.ended[row] <= moment]
        opened = [row for row in known if not NO_TIME != log.ended[row] <= moment]
        begun = min(_since(log, row) for row in known)
        yield _Course(
            log.cases[n],
            begun,
            max([begun, *(int(log.ended[row]) for row in done)]),
            tuple(log.activities[log.activity[row]] for row in done),
            tuple(
                _Work(
                    log.activities[log.activity[row]].partition(interruption)[0],  # nobody knew yet that it would be
                    _since(log, row),
                    int(log.started[row]) if log.started[row] <= moment else NO_TIME,
                )
                for row in sorted(opened, key=lambda row: _since(log, row))
            ),
        )


def _since(log: EventLog, row: int) -> int:
    """Since when it is known: enabled, or else started, or else when it ended."""
    for times in (log.enabled, log.started, log.ended):
        if times[row] != NO_TIME:
            return int(times[row])
    return NO_TIME


def _state_of(moves: Moves, process: Steerable, course: _Course, interruption: str) -> State | None:
    """Led by what was done; what the drawing does not allow there is passed over. Of the standings in which all waits
    that is open, the one with the fewest others, and of these the nearest; None if there is none.
    """
    places: list[State] = [moves.initial]
    for activity in course.done:
        step, broken_off, _ = activity.partition(interruption)
        reached = _reached(moves, places)
        if broken_off:
            after = dict.fromkeys(state for state in reached if _shown(moves, process, state)[step])
        else:
            after = dict.fromkeys(_after(moves, reached, activity))
        places = list(after) or places
    wanted = Counter(work.activity for work in course.opened)
    found, fewest = None, MOST_STATES
    for state in _reached(moves, places):
        shown = _shown(moves, process, state)
        besides = shown.total() - wanted.total()  # what was given up later is in no log
        if state.status != "new" and wanted <= shown and besides < fewest:
            found, fewest = state, besides
        if not fewest:
            break
    return found


def _after(moves: Moves, places: Iterable[State], activity: str) -> Iterator[State]:
    """The standings to which it leads that an activity is done."""
    for state in places:
        for step in moves.from_(state):
            if step.node is not None and moves.label(step.node) == activity:
                yield step.state


def _reached(moves: Moves, places: Iterable[State]) -> Iterator[State]:
    """These, and what can be reached from them by what no log shows, the nearest first."""
    seen = dict.fromkeys(places)
    waiting = deque(seen)
    while waiting:
        state = waiting.popleft()
        yield state
        for step in moves.from_(state):
            if step.node is None and step.state not in seen and len(seen) < MOST_STATES:
                seen[step.state] = None
                waiting.append(step.state)


def _shown(moves: Moves, process: Steerable, state: State) -> Counter[str]:
    """What a log would show as open in a state."""
    node = process.definition.graph.node
    return Counter(moves.label(node[wait.node]) for wait in state.waits if moves.is_shown(node[wait.node]))


def _standing(
    moves: Moves, process: Steerable, course: _Course, state: State, moment: int, interruption: str
) -> Standing:
    node = process.definition.graph.node
    broken_off = course.done[-1].partition(interruption) if course.done else ("", "", "")
    opened: dict[str, list[_Work]] = {}
    for work in course.opened:
        opened.setdefault(work.activity, []).append(work)
    waits = {}
    for wait in state.waits:
        mine = opened.get(moves.label(node[wait.node]))
        if mine and moves.is_shown(node[wait.node]):
            work = mine.pop(0)
            started = None if work.started == NO_TIME else _seconds(work.started, moment)
            waits[wait.number] = PresentWait(_seconds(work.since, moment), started)
        else:  # nobody sees it: at the latest it began with the last thing that was seen
            since = _seconds(course.last, moment)
            interrupted = broken_off[2] if broken_off[0] == moves.label(node[wait.node]) else ""
            waits[wait.number] = PresentWait(since, None if interrupted else since, interrupted)
    return Standing(course.case, _seconds(course.arrived, moment), state, waits, _turns(moves, process, course))


def _turns(moves: Moves, process: Steerable, course: _Course) -> dict[str, int]:
    begun = Counter((*course.done, *(work.activity for work in course.opened)))
    found = {each.id: begun[moves.label(each)] for each in process.definition.nodes}
    return {name: times for name, times in found.items() if times}


def _seconds(time: int, moment: int) -> float:
    return min((time - moment) / _SECOND, 0.0)
