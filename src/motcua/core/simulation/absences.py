"""People who are away, and back. Compiled.

Whoever is idle leaves the ring of those who are; what somebody else is at waits for him, and goes on in his hours.
"""

from __future__ import annotations

from motcua.core.compiled import called
from motcua.core.simulation.agenda import plan
from motcua.core.simulation.desks import be_idle, worked_on
from motcua.core.simulation.hours import after_work
from motcua.core.simulation.memory import (
    AGE,
    AT_IT_SINCE,
    FREE_PEOPLE,
    LASTED,
    LASTS,
    POOL,
    RING,
    City,
    Made,
)
from motcua.core.simulation.rows import (
    AWAY_FROM,
    AWAY_PERSON,
    AWAY_POOL,
    AWAY_UNTIL,
    FIRST_PERSON,
    PEOPLE,
    POOL_HOURS,
    Tables,
)

NO_POOL = -1


@called
def come_and_go(t: Tables, city: City, made: Made, number: int, now: float) -> int:
    """An absence begins, or ends if the number is that of one beyond all there are. The pool in which somebody is idle
    again, -1 if none.
    """
    absences = len(t.away)
    if number >= absences:
        return _come_back(t, city, number - absences)
    planned = -len(t.pool) - len(t.queue) - 1
    if number + 1 < absences:
        plan(city, max(t.away[number + 1, AWAY_FROM], now), planned - number - 1)
    if t.away[number, AWAY_UNTIL] > now:
        plan(city, t.away[number, AWAY_UNTIL], planned - absences - number)
        _leave(t, city, made, number, now)
    return NO_POOL


@called
def _leave(t: Tables, city: City, made: Made, number: int, now: float) -> None:
    person = t.absent[number, AWAY_PERSON]
    city.away[person] = 1
    task = city.at[person]
    if task < 0:
        _leave_ring(t, city, t.absent[number, AWAY_POOL], person)
        return
    worked, back = worked_on(t, city, task, now), t.away[number, AWAY_UNTIL]
    made.busy[city.task[task, POOL]] += worked - city.when[task, LASTED]
    city.when[task, LASTED], city.when[task, AT_IT_SINCE] = worked, back
    city.task[task, AGE] += 1
    hours = t.pool[city.task[task, POOL], POOL_HOURS]
    plan(city, after_work(t, hours, back, city.when[task, LASTS] - worked), task)


@called
def _leave_ring(t: Tables, city: City, pool: int, person: int) -> None:
    """Those behind him in the ring of the idle move up."""
    people, first = t.pool[pool, PEOPLE], t.pool[pool, FIRST_PERSON]
    found = 0
    for n in range(city.pool[pool, FREE_PEOPLE]):
        place = first + (city.pool[pool, RING] + n) % people
        if found:
            city.ring[first + (city.pool[pool, RING] + n - 1) % people] = city.ring[place]
        elif city.ring[place] == person:
            found = 1
    city.pool[pool, FREE_PEOPLE] -= found


@called
def _come_back(t: Tables, city: City, number: int) -> int:
    person = t.absent[number, AWAY_PERSON]
    city.away[person] = 0
    if city.at[person] >= 0:
        return NO_POOL
    pool = t.absent[number, AWAY_POOL]
    be_idle(t, city, pool, person)
    return int(pool)
