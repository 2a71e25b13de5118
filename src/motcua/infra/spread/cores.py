"""The cores of this machine.

Not an executor of the standard library: there a process that dies takes all pieces with it, and nobody knows which one
it worked on; and its processes stay behind when the one that began them is killed.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from motcua.core.simulation.spreading import Item, Result
from motcua.infra.spread.crew import Crew
from motcua.infra.spread.ordering import TRIES, Answer, InOrder, Job, Tell, silent


class Cores:
    """So many processes, begun when they are first needed. Used with `with`: none is left when it ends, in any way.

    tell: told in English when a process died and its work is done again.
    """

    def __init__(self, number: int, *, tries: int = TRIES, tell: Tell = silent) -> None:
        if number < 1:
            raise ValueError(f"at least one core is needed, not {number}")
        self._tries, self._tell = tries, tell
        self._crew, self._rows = Crew(number), 0

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        """See Spread. One row of pieces at a time: who begins another lets go of what is left of the one before."""
        self._rows += 1
        return InOrder(_Row(self, work, self._rows), items, self._tell, self._tries).results()

    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that are at work or wait for some."""
        return self._crew.pids()

    def crew_of(self, row: int) -> Crew:
        """Who works on a row. Raises RuntimeError for one that was let go of."""
        if row != self._rows:
            raise RuntimeError("these results were let go of when other work began; take them all before")
        return self._crew

    def close(self) -> None:
        """End all processes, also those that are in the middle of something."""
        self._crew.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces with the same work, as their order sees those who work."""

    cores: Cores
    work: Callable[[Any], Any]
    number: int

    @property
    def size(self) -> int:
        return self.cores.crew_of(self.number).size

    def begin(self, job: Job) -> None:
        self.cores.crew_of(self.number).give(job, self.work, self.number)

    def finished(self) -> list[tuple[Job, Answer]]:
        return self.cores.crew_of(self.number).answers(self.number)
