"""A process as a tree of blocks: what is put together from these is sound whatever it is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """One activity; without a name, nothing at all."""

    activity: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """All parts, one after the other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the parts."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """All parts, side by side."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """The body, and any number of times one of `redo` and the body again."""

    body: Tree
    redo: tuple[Tree, ...]


Tree = Leaf | Sequence | Choice | Parallel | Loop
NOTHING = Leaf()


def can_be_silent(tree: Tree) -> bool:
    """Whether a case can pass through without anything that a log would show."""
    match tree:
        case Leaf(activity):
            return not activity
        case Choice(parts):
            return any(can_be_silent(part) for part in parts)
        case Sequence(parts) | Parallel(parts):
            return all(can_be_silent(part) for part in parts)
        case Loop(body, _):
            return can_be_silent(body)


def activities(tree: Tree) -> frozenset[str]:
    """All activities in it."""
    match tree:
        case Leaf(activity):
            return frozenset((activity,) if activity else ())
        case Loop(body, redo):
            return activities(body).union(*map(activities, redo))
        case Sequence(parts) | Choice(parts) | Parallel(parts):
            return frozenset().union(*map(activities, parts))


def anything(names: frozenset[str]) -> Tree:
    """These activities in any order and number."""
    return Loop(NOTHING, tuple(Leaf(name) for name in sorted(names))) if names else NOTHING


def loop(body: Tree, redo: tuple[Tree, ...]) -> Tree:
    """A loop no turn of which is silent: one that could go round for ever without a step to wait for is no process.

    What may be left out whole is left out around the loop; where that does not help, anything may happen.
    """
    if not (can_be_silent(body) and any(map(can_be_silent, redo))):
        return Loop(body, redo)
    match body:
        case Choice((Leaf(""), inner)) if not can_be_silent(inner) and redo == (NOTHING,):
            return Choice((NOTHING, Loop(inner, redo)))
    return anything(activities(Loop(body, redo)))
