"""Which links lead onward in time and which lead back, so that time can run from left to right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Arrow(NamedTuple):
    """A link between items; events on borders count as the items they sit on."""

    link: str
    source: str
    target: str


class Course(NamedTuple):
    """`order` holds the items so that every onward arrow leads to a later one; `back` are the links that return."""

    order: tuple[str, ...]
    onward: tuple[Arrow, ...]
    back: frozenset[str]


def course(names: Sequence[str], arrows: Sequence[Arrow]) -> Course:
    """The direction of every arrow between these items, which are given in file order.

    Steps from which all ways only return stand right behind the first way to them.
    """
    order, back = _walk(names, arrows)
    back |= _late_entries(order, arrows, back)
    onward = _without(arrows, back)
    order, _ = _walk(names, onward)
    return Course(tuple(order), tuple(onward), frozenset(back))


def _walk(names: Sequence[str], arrows: Iterable[Arrow]) -> tuple[list[str], set[str]]:
    """Depth first, later branches first: the items in order, and the links that met the trail of the walk."""
    ahead: defaultdict[str, list[Arrow]] = defaultdict(list)
    for arrow in arrows:
        ahead[arrow.source].append(arrow)
    entered = {arrow.target for branches in ahead.values() for arrow in branches}
    left: list[str] = []
    met: set[str] = set()
    seen: set[str] = set()
    for start in (*(name for name in reversed(names) if name not in entered), *names):
        trail = {} if start in seen else {start: reversed(ahead[start])}
        seen.add(start)
        while trail:
            name, branches = next(reversed(trail.items()))
            branch = next(branches, None)
            if branch is None:
                left.append(name)
                del trail[name]
            elif branch.target in trail:
                met.add(branch.link)
            elif branch.target not in seen:
                seen.add(branch.target)
                trail[branch.target] = reversed(ahead[branch.target])
    return left[::-1], met


def _late_entries(order: Sequence[str], arrows: Sequence[Arrow], back: set[str]) -> set[str]:
    """The links into steps that only lead back, such as «revise», without those from the first item that leads there.

    Else such a step would stand behind the last decision that may send a dossier to it, however late that comes.
    """
    onward = _without(arrows, back)
    leading = {arrow.source for arrow in arrows}
    arriving = {name for name in order if name not in leading}
    for name in reversed(order):
        if any(arrow.source == name and arrow.target in arriving for arrow in onward):
            arriving.add(name)
    place = {name: index for index, name in enumerate(order)}
    entries: defaultdict[str, list[Arrow]] = defaultdict(list)
    for arrow in onward if arriving else ():
        if arrow.source in arriving and arrow.target not in arriving:
            entries[arrow.target].append(arrow)
    first = {name: min(place[arrow.source] for arrow in ways) for name, ways in entries.items()}
    return {arrow.link for ways in entries.values() for arrow in ways if place[arrow.source] > first[arrow.target]}


def _without(arrows: Iterable[Arrow], back: set[str]) -> list[Arrow]:
    return [arrow for arrow in arrows if arrow.link not in back]
