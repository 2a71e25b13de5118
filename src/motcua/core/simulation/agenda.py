"""What is to happen next, in the order of time: a heap in compiled code."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.simulation.memory import AGE, HEAP, SEQ, City


@compiled
def plan(city: City, moment: float, what: int) -> None:
    """What is to happen at a moment; of the same moment the first planned goes first. What never happens is left."""
    if moment == np.inf:
        return
    n, sequence = city.number[HEAP], city.number[SEQ]
    city.number[HEAP], city.number[SEQ] = n + 1, sequence + 1
    age = city.task[what, AGE] if what >= 0 else 0
    while n > 0:
        up = (n - 1) // 2
        if city.heap_time[up] <= moment:
            break
        _lift(city, up, n)
        n = up
    city.heap_time[n] = moment
    city.heap_rank[n, 0], city.heap_rank[n, 1], city.heap_rank[n, 2] = sequence, what, age


@compiled
def take_first(city: City) -> None:
    """What was first has come: it is planned no more."""
    last = city.number[HEAP] - 1
    city.number[HEAP] = last
    moment, sequence, what, age = (
        city.heap_time[last],
        city.heap_rank[last, 0],
        city.heap_rank[last, 1],
        city.heap_rank[last, 2],
    )
    n = 0
    while True:
        down = 2 * n + 1
        if down >= last:
            break
        if down + 1 < last and _is_earlier(city, down + 1, down):
            down += 1
        found = city.heap_time[down]
        if moment < found or (moment == found and sequence < city.heap_rank[down, 0]):
            break
        _lift(city, down, n)
        n = down
    city.heap_time[n] = moment
    city.heap_rank[n, 0], city.heap_rank[n, 1], city.heap_rank[n, 2] = sequence, what, age


@compiled
def _is_earlier(city: City, one: int, other: int) -> bool:
    mine, theirs = city.heap_time[one], city.heap_time[other]
    return bool(mine < theirs or (mine == theirs and city.heap_rank[one, 0] < city.heap_rank[other, 0]))


@compiled
def _lift(city: City, source: int, to: int) -> None:
    city.heap_time[to] = city.heap_time[source]
    for column in range(3):
        city.heap_rank[to, column] = city.heap_rank[source, column]
