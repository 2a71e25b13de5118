"""How people are best given to several kinds of work, by the load alone: where a search for a roster begins.

The load of a post is as many people as its work would keep busy all the time. By A. K. Erlang's formula for queues to
which work comes by chance, it tells how much waits with so many people. Real offices close at night and share people,
so this only orders rosters; whether one is enough is found by playing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heapreplace
from math import floor, inf

from motcua.core.simulation.rosters import Post, Roster


def queue_length(people: int, load: float) -> float:
    """How many pieces of work wait in the mean (Erlang's formula C); endless where the load is more than the people."""
    if load <= 0:
        return 0.0
    if people <= load:
        return inf
    blocked = 1.0
    for n in range(1, people + 1):  # Erlang's formula B, person by person
        blocked = load * blocked / (n + load * blocked)
    waits = blocked / (1 - (load / people) * (1 - blocked))
    return waits * load / (people - load)


def waiting_work(roster: Roster, loads: Sequence[float]) -> float:
    """How many pieces of work wait at all posts together."""
    return sum(map(queue_length, roster, loads))


def carrying(posts: Sequence[Post], loads: Sequence[float]) -> Roster:
    """The fewest people that can do all the work that comes, as far as the bounds allow."""
    return tuple(min(max(post.least, floor(load) + 1), post.most) for post, load in zip(posts, loads, strict=True))


def ladder(posts: Sequence[Post], loads: Sequence[float]) -> Iterator[Roster]:
    """Rosters from the fewest that carry the load to the most there may be, each with one person more than the one
    before: there where it takes most waiting away for its cost (B. Fox, 1966).
    """
    roster = list(carrying(posts, loads))
    yield tuple(roster)
    gains = [
        (_gain(post, people, load), n)
        for n, (post, people, load) in enumerate(zip(posts, roster, loads, strict=True))
        if people < post.most
    ]
    heapify(gains)
    while gains and gains[0][0] < inf:
        _, n = gains[0]
        roster[n] += 1
        yield tuple(roster)
        full = roster[n] == posts[n].most
        heapreplace(gains, (inf if full else _gain(posts[n], roster[n], loads[n]), n))


def _gain(post: Post, people: int, load: float) -> float:
    """What one person more takes away from the queue for its cost; the best is the smallest."""
    return (queue_length(people + 1, load) - queue_length(people, load)) / post.cost
