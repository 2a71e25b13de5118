"""Structured processes, and a naive interpreter that knows nothing of tokens: what is left of a tree after each task.

Both readings of the same tree are compared: the engine runs its drawing, the interpreter rewrites the tree itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, pairwise

from hypothesis import strategies as st

Data = Mapping[str, bool]


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


Block = Task | Seq | Choice | Fork | Some | Loop | Sub


BLOCKS = st.recursive(
    st.builds(Task) | st.builds(Seq, st.just(())),
    lambda inner: (
        st.builds(Seq, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Choice, st.tuples(inner, inner), st.sampled_from(["exclusive", "inclusive"]))
        | st.builds(
            Fork, st.lists(inner, min_size=2, max_size=3).map(tuple), st.sampled_from(["parallel", "inclusive"])
        )
        | st.builds(Some, st.lists(inner, min_size=2, max_size=3).map(tuple))
        # A loop must have something to wait for.
        | st.builds(Loop, inner.map(lambda body: Seq((Task(), body))), st.sampled_from(["exclusive", "inclusive"]))
        | st.builds(Sub, inner)
    ),
    max_leaves=10,
).map(lambda block: named(block, count(1)))


def named(block: Block, numbers: Iterator[int]) -> Block:
    """The same tree with a name for each task, gateway and condition."""
    name = f"n{next(numbers)}"
    match block:
        case Task():
            return Task(name)
        case Seq(parts):
            return Seq(tuple(named(part, numbers) for part in parts))
        case Choice(branches, merge):
            return Choice(tuple(named(branch, numbers) for branch in branches), merge, name)
        case Fork(branches, join):
            return Fork(tuple(named(branch, numbers) for branch in branches), join, name)
        case Some(branches):
            return Some(tuple(named(branch, numbers) for branch in branches), name)
        case Loop(body, head):
            return Loop(named(body, numbers), head, name)
        case Sub(body):
            return Sub(named(body, numbers), name)


def conditions(block: Block) -> list[str]:
    """The names that the conditions of the drawing read."""
    match block:
        case Task():
            return []
        case Seq(parts):
            return [name for part in parts for name in conditions(part)]
        case Fork(branches):
            return [name for branch in branches for name in conditions(branch)]
        case Choice(branches, _, name) | Some(branches, name):
            inner = [n for branch in branches for n in conditions(branch)]
            return [f"{name}_{index}" for index in range(len(branches) - 1)] + inner
        case Loop(body, _, name):
            return [f"{name}_again", *conditions(body)]
        case Sub(body):
            return conditions(body)


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
            lines += [f"subprocess {name} {{", f"start {name}s", f"end {name}e"]
            entry, leave = _draw(body, lines)
            lines += [f"{name}s -> {entry}", f"{leave} -> {name}e", "}"]
            return name, name


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


# --- the interpreter: what is left to do, or None


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


Rest = Task | Then | Beside | Around


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


def enabled(rest: Rest | None) -> list[str]:
    """The tasks that may be done now."""
    match rest:
        case None:
            return []
        case Task(name):
            return [name]
        case Then(now, _) | Around(now, _):
            return enabled(now)
        case Beside(parts):
            return [name for part in parts for name in enabled(part)]


def complete(rest: Rest, task: str, data: Data) -> Rest | None:
    """What is left to do when the task has been done."""
    match rest:
        case Task():
            return None
        case Then(now, coming):
            left = complete(now, task, data)
            return Then(left, coming) if left else _sequence(coming, data)
        case Around(now, loop):
            return _around(complete(now, task, data), loop, data)
        case Beside(parts):
            return _beside(complete(part, task, data) if task in enabled(part) else part for part in parts)


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


def _beside(parts: Iterator[Rest | None]) -> Rest | None:
    going_on = tuple(part for part in parts if part)
    return Beside(going_on) if going_on else None


def _true(branches: tuple[Block, ...], name: str, data: Data) -> list[Block]:
    chosen = [branch for index, branch in enumerate(branches[:-1]) if data[f"{name}_{index}"]]
    return chosen or [branches[-1]]
