"""A process as a tree of blocks: what is put together from these is sound whatever it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Final

MOST_ENTRIES: Final = 64
MOST_STANDINGS: Final = 5_000
"""Side by side no more is drawn than people and replay can follow: so many ways to begin, so many to stand in it."""


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


def entries(tree: Tree) -> int:
    """In how many ways a case can begin with it, not counting that it passes through in silence."""
    match tree:
        case Leaf(activity):
            return int(bool(activity))
        case Choice(parts):
            return sum(map(entries, parts))
        case Sequence((first, *rest)):
            return entries(first) + (entries(Sequence(tuple(rest))) if can_be_silent(first) else 0)
        case Parallel(parts):
            return prod(entries(part) + can_be_silent(part) for part in parts) - can_be_silent(tree)
        case Loop(body, redo):
            return entries(body) + (sum(map(entries, redo)) if can_be_silent(body) else 0)
    return 0


def standings(tree: Tree) -> int:
    """In how many ways a case can stand in it."""
    match tree:
        case Leaf():
            return 1
        case Sequence(parts) | Choice(parts):
            return sum(map(standings, parts))
        case Parallel(parts):
            return prod(standings(part) + 1 for part in parts)
        case Loop(body, redo):
            return standings(body) + sum(map(standings, redo))


def parallel(parts: tuple[Tree, ...]) -> Tree:
    """The parts side by side; of more than anybody can follow, anything at all."""
    whole = Parallel(parts)
    if entries(whole) > MOST_ENTRIES or standings(whole) > MOST_STANDINGS:
        return anything(activities(whole))
    return whole


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
