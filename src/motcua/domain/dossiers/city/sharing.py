"""Several processes write a city at once: who begins with what, and what happens when one of them dies.

This module is read by processes that do not know Django yet; what does is loaded where the work is done.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Protocol

import django
from django.db import connection

from motcua.core.text import ToldError
from motcua.domain.dossiers.city.errors import CityError, LostProcessError
from motcua.infra.spread.crew import Crew
from motcua.infra.spread.ordering import Done, Failed, Job, Lost

TRIES: Final = 3
_ROW: Final = 1

Order = tuple[int, ...]


class Alike(Protocol):
    """A bureau as it is given out: how many dossiers it has, and what makes its moulds those of others."""

    @property
    def many(self) -> int: ...

    @property
    def codes(self) -> tuple[str, ...]: ...


def orders(bureaus: Sequence[Alike], processes: int) -> tuple[Order, ...]:
    """In which order each process goes through all bureaus, given by their places. Bureaus that do the same procedures
    fall to one process as far as that divides the work evenly, and the large ones come first. Who has done with his
    own helps others, from the small end of theirs.
    """
    kinds: dict[tuple[str, ...], int] = {}
    for each in bureaus:
        kinds[each.codes] = kinds.get(each.codes, 0) + each.many
    places = sorted(
        range(len(bureaus)), key=lambda n: (-kinds[bureaus[n].codes], bureaus[n].codes, -bureaus[n].many, n)
    )
    own: list[list[int]] = [[] for _ in range(processes)]
    total = sum(kinds.values()) or 1
    for n, until in zip(places, accumulate(bureaus[n].many for n in places), strict=True):
        middle = until - bureaus[n].many / 2
        own[min(int(middle * processes / total), processes - 1)].append(n)
    for mine in own:
        mine.sort(key=lambda n: (-bureaus[n].many, n))
    return tuple(
        tuple(own[p] + [n for q in range(1, processes) for n in reversed(own[(p + q) % processes])])
        for p in range(processes)
    )


def write_at_once(hand: Callable[[Order], bool], todo: Sequence[Order], tell: Callable[[str], None]) -> bool:
    """Let a process go through each of the orders; False if the watcher stopped it in one of them. A process that dies
    is told of, and another does what it left. None is left behind, however this ends.

    Raises CityError with what the first of them refused, LostProcessError when one dies again and again.
    """
    work = _Work(str(connection.settings_dict["NAME"]), pickle.dumps(hand))
    crew = Crew(len(todo))
    try:
        jobs = [Job(n, order) for n, order in enumerate(todo)]
        for job in jobs:
            crew.give(job, work, _ROW)
        going = len(jobs)
        while going:
            for job, answer in crew.answers(_ROW):
                match answer:
                    case Done(result):
                        if not _goes_on(result):
                            return False
                        going -= 1
                    case Failed(error):
                        raise error
                    case Lost(why):
                        _again(crew, job, work, why, tell)
    finally:
        crew.close()
    return True


def _again(crew: Crew, job: Job, work: _Work, why: str, tell: Callable[[str], None]) -> None:
    job.tries += 1
    if job.tries == TRIES:
        raise LostProcessError(TRIES, why)
    tell(f"a process died ({why}); another does what it left")
    crew.give(job, work, _ROW)


@dataclass(frozen=True, slots=True)
class _Refused:
    """What a process could not do, in its words: errors themselves may not come whole through a pipe."""

    vi: str
    en: str


def _goes_on(result: bool | _Refused) -> bool:
    if isinstance(result, _Refused):
        raise CityError(result.vi, result.en)
    return result


@dataclass(frozen=True, slots=True)
class _Work:
    """A hand as it is sent. database: that in which the city is."""

    database: str
    hand: bytes

    def __call__(self, order: Order) -> bool | _Refused:
        django.setup()
        connection.settings_dict["NAME"] = self.database
        hand: Callable[[Order], bool] = pickle.loads(self.hand)  # noqa: S301 written by who began this process
        try:
            return hand(order)
        except ToldError as problem:
            return _Refused(problem.vi, problem.en)
