"""What carries out many runs, here one by one or elsewhere at once: the results are the same."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Spread(Protocol):
    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        """What the work makes of each item, in the order of the items, whichever is ready first.

        Items are taken from what gives them only as they are needed, and work may go ahead of what was asked for.
        Closing the generator ends what is still going on. `work`, items and results must be picklable and `work` must
        keep nothing from one item to the next, so that whoever does it comes to the same.
        """


class InTurn:
    """One after the other, here."""

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
        """See Spread."""
        for item in items:
            yield work(item)
