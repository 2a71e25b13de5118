"""An activity that is done several times: side by side, one after the other, or around in a loop.

The activity itself waits under one number, with its border; each instance that is going on waits under a number of its
own and belongs to the first. Which item an instance works on is data: the state knows only its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from motcua.core.process.activities import BEGIN
from motcua.core.process.conditions import Condition
from motcua.core.process.definition import Repeating
from motcua.core.process.errors import EndlessLoopError, RepetitionError
from motcua.core.process.facts import InstancesBegun, InstancesEnded
from motcua.core.process.graph import SCOPES, Node
from motcua.core.process.run import Run
from motcua.core.process.state import Wait

MOST_INSTANCES = 1_000  # going on in one process; more is a mistake in the data


def begin_instances(run: Run, node: Node, scope: int) -> None:
    """A token came to a repeated activity."""
    how = run.definition.repeats[node.id]
    of = _how_many(run, node, how, scope)
    number = run.begin(node, scope, of=of)
    run.facts.append(InstancesBegun(number, node.id, of, how.mode != "parallel", run.place(node, scope)))
    run.guard(node, number)
    repeated = _Repeated(run, run.wait(number), node, how)
    if how.mode == "parallel":
        repeated.begin_all()
    else:
        repeated.take_turns(0)


def end_instance(run: Run, wait: Wait, node: Node) -> None:
    """One instance is done and no longer waits: the next begins, or the activity ends."""
    repeated = _Repeated(run, run.wait(wait.parent), node, run.definition.repeats[node.id])
    if repeated.how.mode == "parallel":
        repeated.one_is_over()
    else:
        repeated.take_turns(wait.place)


class _Repeated(NamedTuple):
    """A repeated activity that is going on; `body` is what waits for the activity as a whole."""

    run: Run
    body: Wait
    node: Node
    how: Repeating

    @property
    def stops(self) -> bool:
        """Whether an instance goes on after it has begun."""
        return self.node.waits or self.node.kind in SCOPES

    def begin(self, place: int) -> None:
        BEGIN[self.node.kind](self.run, self.node, "", self.body.number, place)

    def begin_all(self) -> None:
        """All side by side. The token of the first moves first, and the next to move is the last in the list."""
        moving, ways = self.run.moving, []
        for place in range(1, self.body.of + 1):
            before = len(moving)
            self.begin(place)
            ways.append(moving[before:])
            del moving[before:]
        for way in reversed(ways):
            moving.extend(way)
        if not (self.body.of and self.stops):
            self.end(self.body.of)

    def one_is_over(self) -> None:
        """One of those side by side: the activity ends with the last, or when the drawing says that it is enough."""
        active = sum(1 for other in self.run.waits if other.parent == self.body.number and other.place)
        done = self.body.of - active
        if not active or self.is_enough(done, active):
            self.end(done)

    def take_turns(self, done: int) -> None:
        """Begin the next turn and, as long as one is over at once, the one after it."""
        before = done
        while self.goes_on(done):
            done += 1
            self.begin(done)
            if self.stops:
                return
            if done - before > MOST_INSTANCES:
                raise EndlessLoopError(self.node.id, self.node.label)
        self.end(done)

    def goes_on(self, done: int) -> bool:
        if self.how.mode == "sequential":
            return done < self.body.of and not (done and self.is_enough(done, 0))
        if self.how.most and done >= self.how.most:
            return False
        if self.how.again is None or (not done and not self.how.ask_first):
            return True
        return self.holds(self.how.again, {"loopCounter": done})

    def is_enough(self, done: int, active: int) -> bool:
        numbers = {
            "numberOfInstances": self.body.of,
            "numberOfActiveInstances": active,
            "numberOfCompletedInstances": done,
            "numberOfTerminatedInstances": 0,  # instances are broken off only together, and then nobody asks
        }
        return self.how.until is not None and self.holds(self.how.until, numbers)

    def holds(self, condition: Condition, numbers: Mapping[str, int]) -> bool:
        return condition({**self.run.seen(self.node, self.body.parent), **numbers}, self.run.now) is True

    def end(self, done: int) -> None:
        self.run.waits.remove(self.body)
        self.run.facts.append(InstancesEnded(self.body.number, self.node.id, done))
        self.run.clear(self.body.number)
        self.run.leave(self.node, self.body.parent)


def _how_many(run: Run, node: Node, how: Repeating, scope: int) -> int:
    if how.mode == "loop":
        return 0
    data = run.seen(node, scope)
    if how.collection:
        items = how.collection(data, run.now)
        count = len(items) if isinstance(items, list) else None
    else:
        count = _whole(how.cardinality(data, run.now)) if how.cardinality else None
    if count is None:
        raise RepetitionError.uncounted(node.id, node.label)
    if count + sum(wait.of for wait in run.waits) > MOST_INSTANCES:
        raise RepetitionError.too_many(node.id, node.label, count, MOST_INSTANCES)
    return count


def _whole(value: object) -> int | None:
    """A whole number that is not negative."""
    if isinstance(value, Decimal) and value.is_finite() and 0 <= value == value.to_integral_value():
        return int(value)
    return None
