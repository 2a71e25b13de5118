"""What is to happen next, in the order of time: a heap in compiled code."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import inlined
from motcua.core.simulation.memory import AGE, OF_AGE, ORDER, PLANS, SEQUENCE, WHAT, City


@inlined
def plan(city: City, moment: float, what: int) -> None:
    """What is to happen at a moment; of the same moment the first planned goes first. What never happens is left."""
    if moment == np.inf:
        return
    n, sequence = city.number[PLANS], city.number[SEQUENCE]
    city.number[PLANS], city.number[SEQUENCE] = n + 1, sequence + 1
    age = city.task[what, AGE] if what >= 0 else 0
    while n > 0:
        up = (n - 1) // 2
        if city.plan_time[up] <= moment:
            break
        _lift(city, up, n)
        n = up
    _put(city, n, moment, sequence, what, age)


@inlined
def take_first(city: City) -> None:
    """What was first has come: it is planned no more."""
    last = city.number[PLANS] - 1
    city.number[PLANS] = last
    moment, order, what, age = (
        city.plan_time[last],
        city.plan[last, ORDER],
        city.plan[last, WHAT],
        city.plan[last, OF_AGE],
    )
    n = 0
    while True:
        down = 2 * n + 1
        if down >= last:
            break
        if down + 1 < last and _is_earlier(city, down + 1, down):
            down += 1
        found = city.plan_time[down]
        if moment < found or (moment == found and order < city.plan[down, ORDER]):
            break
        _lift(city, down, n)
        n = down
    _put(city, n, moment, order, what, age)


@inlined
def _is_earlier(city: City, one: int, other: int) -> bool:
    mine, theirs = city.plan_time[one], city.plan_time[other]
    return bool(mine < theirs or (mine == theirs and city.plan[one, ORDER] < city.plan[other, ORDER]))


@inlined
def _lift(city: City, source: int, to: int) -> None:
    _put(city, to, city.plan_time[source], city.plan[source, ORDER], city.plan[source, WHAT], city.plan[source, OF_AGE])


@inlined
def _put(city: City, n: int, moment: float, order: int, what: int, age: int) -> None:
    city.plan_time[n] = moment
    city.plan[n, ORDER], city.plan[n, WHAT], city.plan[n, OF_AGE] = order, what, age
