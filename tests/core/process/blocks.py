"""Structured processes as trees, and each of them as a drawing. `interpreter` runs the trees themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count, pairwise
from typing import Any

from hypothesis import strategies as st


@dataclass(frozen=True)
class Task:
    name: str = ""


@dataclass(frozen=True)
class Seq:
    parts: tuple[Block, ...]


@dataclass(frozen=True)
class Choice:
    """One branch, the first whose condition is true, else the last; drawn with this kind of gateway to merge."""

    branches: tuple[Block, ...]
    merge: str
    name: str = ""


@dataclass(frozen=True)
class Fork:
    """All branches side by side; drawn with this kind of gateway to join."""

    branches: tuple[Block, ...]
    join: str
    name: str = ""


@dataclass(frozen=True)
class Some:
    """Every branch whose condition is true side by side, the last only when there is none."""

    branches: tuple[Block, ...]
    name: str = ""


@dataclass(frozen=True)
class Loop:
    """The body, and again while the condition is true; drawn with this kind of gateway at its head."""

    body: Block
    head: str
    name: str = ""


@dataclass(frozen=True)
class Sub:
    """The body drawn as a sub-process."""

    body: Block
    name: str = ""


@dataclass(frozen=True)
class Race:
    """The branch behind the first of the events that comes, one event for each branch."""

    branches: tuple[Block, ...]
    name: str = ""


@dataclass(frozen=True)
class Times:
    """The body so many times, `parallel` or `sequential`; it is over early when `enough` have been completed."""

    body: Block
    mode: str
    number: int
    enough: int
    name: str = ""


@dataclass(frozen=True)
class Turns:
    """The body, drawn as a loop activity: again while the condition is true, at most `most` times."""

    body: Block
    most: int
    name: str = ""


@dataclass(frozen=True)
class Caught:
    """The body, and instead of it the handler when a task in it fails."""

    body: Block
    handler: Block
    name: str = ""


@dataclass(frozen=True)
class Watched:
    """The body, and when the message comes the handler in an event sub-process: in its place, or beside it."""

    body: Block
    handler: Block
    interrupting: bool
    name: str = ""


Block = Task | Seq | Choice | Fork | Some | Loop | Sub | Race | Times | Turns | Caught | Watched


def _structures(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(Seq, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Choice, st.tuples(inner, inner), st.sampled_from(["exclusive", "inclusive"]))
        | st.builds(Fork, some, st.sampled_from(["parallel", "inclusive"]))
        | st.builds(Some, some)
        | st.builds(Loop, inner.map(_with_a_task), st.sampled_from(["exclusive", "inclusive"]))
        | st.builds(Sub, inner)
    )


def _structures_with_events(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    numbers = st.integers(1, 3)
    return (
        _structures(inner)
        | st.builds(Race, st.tuples(inner, inner))
        | st.builds(Times, inner, st.sampled_from(["parallel", "sequential"]), st.integers(0, 3), numbers)
        | st.builds(Turns, inner.map(_with_a_task), numbers)
        | st.builds(Caught, inner, inner)
        | st.builds(Watched, inner.map(_with_a_task), inner, st.booleans())
    )


def _with_a_task(body: Block) -> Block:
    """A loop must have something to wait for."""
    return Seq((Task(), body))


LEAVES = st.builds(Task) | st.builds(Seq, st.just(()))
BLOCKS = st.recursive(LEAVES, _structures, max_leaves=10).map(lambda block: named(block, count(1)))
ALL_BLOCKS = st.recursive(LEAVES, _structures_with_events, max_leaves=8).map(lambda block: named(block, count(1)))


def named(block: Block, numbers: Iterator[int]) -> Block:
    """The same tree with a name for each task, gateway and condition."""
    name = f"n{next(numbers)}"
    changed: dict[str, Any] = {}
    for field in fields(block):
        value = getattr(block, field.name)
        if isinstance(value, tuple):
            changed[field.name] = tuple(named(part, numbers) for part in value)
        elif is_dataclass(value):
            changed[field.name] = named(value, numbers)
        elif field.name == "name":
            changed[field.name] = name
    return replace(block, **changed)


def conditions(block: Block) -> list[str]:
    """The names that the conditions of the drawing read."""
    match block:
        case Task():
            return []
        case Seq(parts):
            return [name for part in parts for name in conditions(part)]
        case Fork(branches) | Race(branches):
            return [name for branch in branches for name in conditions(branch)]
        case Choice(branches, _, name) | Some(branches, name):
            inner = [n for branch in branches for n in conditions(branch)]
            return [f"{name}_{index}" for index in range(len(branches) - 1)] + inner
        case Loop(body, _, name):
            return [f"{name}_again", *conditions(body)]
        case Turns(body, _, name):
            return [f"{name}again", *conditions(body)]
        case Sub(body) | Times(body):
            return conditions(body)
        case Caught(body, handler) | Watched(body, handler):
            return conditions(body) + conditions(handler)


# --- the drawing


def drawing(block: Block) -> str:
    """The tree as text for `drawn`."""
    lines: list[str] = ["start s", "end e"]
    entry, leave = _draw(block, lines)
    return "\n".join([*lines, f"s -> {entry}", f"{leave} -> e"])


def _draw(block: Block, lines: list[str]) -> tuple[str, str]:
    """Draw a block; the nodes by which it is entered and left."""
    match block:
        case Task(name):
            lines.append(f"user {name}")
            return name, name
        case Seq(parts):
            return _draw_sequence(parts, lines)
        case Choice(branches, merge, name):
            return _draw_branches(name, "exclusive", merge, branches, lines, guarded=True)
        case Fork(branches, join, name):
            return _draw_branches(name, "parallel", join, branches, lines, guarded=False)
        case Some(branches, name):
            return _draw_branches(name, "inclusive", "inclusive", branches, lines, guarded=True)
        case Loop(body, head, name):
            lines += [f"{head} {name}m", f"exclusive {name}x default={name}x-{name}o", f"passage {name}o"]
            entry, leave = _draw(body, lines)
            lines += [f"{name}m -> {entry}", f"{leave} -> {name}x -> {name}o"]
            lines.append(f"{name}x -> {name}m : {name}_again = true")
            return f"{name}m", f"{name}o"
        case Sub(body, name):
            return _draw_inside(name, "", body, lines)
        case Times(body, mode, number, enough, name):
            how = f"{mode}={number} until=numberOfCompletedInstances>={enough}"
            return _draw_inside(name, how, body, lines)
        case Turns(body, most, name):
            return _draw_inside(name, f"again={name}again most={most}", body, lines)
        case Race(branches, name):
            return _draw_race(name, branches, lines)
        case Caught() | Watched():
            return _draw_with_handler(block, lines)


def _draw_with_handler(block: Caught | Watched, lines: list[str]) -> tuple[str, str]:
    name = block.name
    _draw_inside(name, "", block.body, lines)
    if isinstance(block, Caught):
        entry, leave = _draw(block.handler, lines)
        lines += [f"error-boundary {name}f on={name}", f"exclusive {name}m", f"{name} -> {name}m"]
        lines += [f"{name}f -> {entry}", f"{leave} -> {name}m"]
        return name, f"{name}m"
    lines[-1] = f"event-subprocess {name}w {{"  # inside the scope, so its brace closes later
    entry, leave = _draw(block.handler, lines)
    kind = f"message-start {name}n interrupting={str(block.interrupting).lower()}"
    lines += [kind, f"end {name}z", f"{name}n -> {entry}", f"{leave} -> {name}z", "}", "}"]
    return name, name


def _draw_inside(name: str, how: str, body: Block, lines: list[str]) -> tuple[str, str]:
    lines += [f"subprocess {name} {how} {{", f"start {name}s", f"end {name}e"]
    entry, leave = _draw(body, lines)
    lines += [f"{name}s -> {entry}", f"{leave} -> {name}e", "}"]
    return name, name


def _draw_race(name: str, branches: tuple[Block, ...], lines: list[str]) -> tuple[str, str]:
    lines += [f"event-based {name}", f"exclusive {name}j"]
    for index, branch in enumerate(branches):
        event = f"{name}n{index}"
        lines.append(f"message-catch {event}" if index else f"timer-catch {event} days=1")
        entry, leave = _draw(branch, lines)
        lines += [f"{name} -> {event} -> {entry}", f"{leave} -> {name}j"]
    return name, f"{name}j"


def _draw_sequence(parts: tuple[Block, ...], lines: list[str]) -> tuple[str, str]:
    ends = [_draw(part, lines) for part in parts]
    if not ends:
        name = f"p{len(lines)}"
        lines.append(f"passage {name}")
        return name, name
    lines += [f"{leave} -> {entry}" for (_, leave), (entry, _) in pairwise(ends)]
    return ends[0][0], ends[-1][1]


def _draw_branches(
    name: str, split: str, join: str, branches: tuple[Block, ...], lines: list[str], *, guarded: bool
) -> tuple[str, str]:
    ends = [_draw(branch, lines) for branch in branches]
    default = f" default={name}-{ends[-1][0]}" if guarded else ""
    lines += [f"{split} {name}{default}", f"{join} {name}j"]
    for index, (entry, leave) in enumerate(ends):
        guard = f" : {name}_{index} = true" if guarded and index < len(ends) - 1 else ""
        lines += [f"{name} -> {entry}{guard}", f"{leave} -> {name}j"]
    return name, f"{name}j"
