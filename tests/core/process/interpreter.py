"""A naive interpreter of structured processes that knows nothing of tokens: what is left of a tree after each act.

What can be acted on has an address: the places of the instances around it, outermost first, and its name. Whatever is
a letter and a number is a task; all other names are events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tests.core.process.blocks import (
    Block,
    Caught,
    Choice,
    Fork,
    Loop,
    Race,
    Seq,
    Some,
    Sub,
    Task,
    Times,
    Turns,
    Watched,
)

Data = Mapping[str, bool]


class Address(NamedTuple):
    """Where something can be done."""

    place: tuple[int, ...]
    name: str

    @property
    def is_task(self) -> bool:
        return self.name[1:].isdigit()


class FailedError(Exception):
    """A task failed and nothing has caught it yet."""


@dataclass(frozen=True)
class Then:
    """This is going on; after it come the rest."""

    now: Rest
    rest: tuple[Block, ...]


@dataclass(frozen=True)
class Beside:
    """These are going on side by side."""

    all: tuple[Rest, ...]


@dataclass(frozen=True)
class Around:
    """The body is going on; after it comes the question whether to do it again."""

    now: Rest
    loop: Loop


@dataclass(frozen=True)
class Racing:
    """The first of the events is awaited."""

    race: Race


@dataclass(frozen=True)
class Going:
    """These instances are going on, by their places."""

    instances: tuple[tuple[int, Rest], ...]
    block: Times | Turns


@dataclass(frozen=True)
class Guarded:
    """The body is going on; should it fail, the handler is ready."""

    now: Rest
    block: Caught


@dataclass(frozen=True)
class Watching:
    """The body or what is left of it, and the handlers that run beside it."""

    all: tuple[Rest, ...]
    block: Watched

    @property
    def event(self) -> Address:
        return Address((), f"{self.block.name}n")


Rest = Task | Then | Beside | Around | Racing | Going | Guarded | Watching


def begin(block: Block, data: Data) -> Rest | None:
    """What is left to do once the block has begun; None when it is already over."""
    match block:
        case Task():
            return block
        case Seq(parts):
            return _sequence(parts, data)
        case Choice(branches, _, name):
            return begin(_true(branches, name, data)[0], data)
        case Fork(branches):
            return _beside(begin(branch, data) for branch in branches)
        case Some(branches, name):
            return _beside(begin(branch, data) for branch in _true(branches, name, data))
        case Loop(body):
            return _around(begin(body, data), block, data)
        case Sub(body):
            return begin(body, data)
        case _:
            return _begin_with_events(block, data)


def _begin_with_events(block: Race | Times | Turns | Caught | Watched, data: Data) -> Rest | None:
    match block:
        case Race():
            return Racing(block)
        case Times():
            return _instances(block, data)
        case Turns():
            return _turn(block, 1, data)
        case Caught(body):
            return _guarded(begin(body, data), block)
        case Watched(body):
            return _watching([begin(body, data)], block)


def enabled(rest: Rest | None) -> list[Address]:
    """All that can be acted on now."""
    match rest:
        case None:
            return []
        case Task(name):
            return [Address((), name)]
        case Then(now, _) | Around(now, _) | Guarded(now, _):
            return enabled(now)
        case Beside(parts):
            return [address for part in parts for address in enabled(part)]
        case Racing(race):
            return [Address((), f"{race.name}n{index}") for index in range(len(race.branches))]
        case Going(instances):
            return [Address((place, *a.place), a.name) for place, part in instances for a in enabled(part)]
        case Watching(parts):
            return [rest.event, *(address for part in parts for address in enabled(part))]


def complete(rest: Rest, at: Address, data: Data) -> Rest | None:
    """What is left to do when the task has been done or the event has come."""
    return _change(rest, at, data, lambda task: None)


def fail(rest: Rest, at: Address, data: Data) -> Rest | None:
    """What is left to do when the task has failed. Raises FailedError when nothing catches that."""

    def raise_it(task: Task) -> None:
        raise FailedError

    return _change(rest, at, data, raise_it)


def _change(rest: Rest, at: Address, data: Data, leaf: Callable[[Task], None]) -> Rest | None:
    match rest:
        case Task():
            return leaf(rest)
        case Then(now, coming):
            left = _change(now, at, data, leaf)
            return Then(left, coming) if left else _sequence(coming, data)
        case Around(now, loop):
            return _around(_change(now, at, data, leaf), loop, data)
        case Beside(parts):
            return _beside(_change_one(parts, at, data, leaf))
        case Racing(race):
            return begin(race.branches[int(at.name.rpartition("n")[2])], data)
        case Going(instances, block):
            place, inside = at.place[0], Address(at.place[1:], at.name)
            after = [(p, _change(part, inside, data, leaf) if p == place else part) for p, part in instances]
            left = tuple((p, part) for p, part in after if part)
            return Going(left, block) if len(left) == len(instances) else _one_over(block, place, left, data)
        case Guarded(now, block):
            try:
                return _guarded(_change(now, at, data, leaf), block)
            except FailedError:
                return begin(block.handler, data)
        case Watching(parts, block):
            if at != rest.event:
                return _watching(_change_one(parts, at, data, leaf), block)
            handler = begin(block.handler, data)
            return handler if block.interrupting else _watching([*parts, handler], block)


def _change_one(parts: tuple[Rest, ...], at: Address, data: Data, leaf: Callable[[Task], None]) -> list[Rest | None]:
    return [_change(part, at, data, leaf) if at in enabled(part) else part for part in parts]


def _sequence(parts: tuple[Block, ...], data: Data) -> Rest | None:
    for index, part in enumerate(parts):
        left = begin(part, data)
        if left:
            return Then(left, parts[index + 1 :])
    return None


def _around(left: Rest | None, loop: Loop, data: Data) -> Rest | None:
    if left:
        return Around(left, loop)
    return begin(loop, data) if data[f"{loop.name}_again"] else None


def _beside(parts: Iterable[Rest | None]) -> Rest | None:
    going_on = tuple(part for part in parts if part)
    return Beside(going_on) if going_on else None


def _guarded(left: Rest | None, block: Caught) -> Rest | None:
    return Guarded(left, block) if left else None


def _watching(parts: Iterable[Rest | None], block: Watched) -> Rest | None:
    going_on = tuple(part for part in parts if part)
    return Watching(going_on, block) if going_on else None


def _instances(block: Times, data: Data) -> Rest | None:
    if block.mode == "sequential":
        return _turn(block, 1, data) if block.number else None
    going_on: tuple[tuple[int, Rest], ...] = ()
    done = 0
    for place in range(1, block.number + 1):
        left = begin(block.body, data)
        going_on += ((place, left),) if left else ()
        done += left is None
    return Going(going_on, block) if going_on and done < block.enough else None


def _turn(block: Times | Turns, place: int, data: Data) -> Rest | None:
    left = begin(block.body, data)
    return Going(((place, left),), block) if left else _one_over(block, place, (), data)


def _one_over(block: Times | Turns, place: int, left: tuple[tuple[int, Rest], ...], data: Data) -> Rest | None:
    """One instance is over: whether the whole is, or else what is left and what begins."""
    match block:
        case Turns(_, most, name):
            return _turn(block, place + 1, data) if place < most and data[f"{name}again"] else None
        case Times(_, "sequential", number, enough):
            return _turn(block, place + 1, data) if place < min(number, enough) else None
        case Times(_, _, number, enough):
            return Going(left, block) if left and number - len(left) < enough else None


def _true(branches: tuple[Block, ...], name: str, data: Data) -> list[Block]:
    chosen = [branch for index, branch in enumerate(branches[:-1]) if data[f"{name}_{index}"]]
    return chosen or [branches[-1]]
