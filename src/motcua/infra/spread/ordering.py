"""Who does what next, and results in the order of the items, whichever is ready first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from motcua.core.text import ToldError

TRIES: Final = 3
_AHEAD: Final = 4
"""Pieces a worker may be ahead of what was taken: enough that none idles, few enough that results do not pile up."""

Tell = Callable[[str], None]


def silent(_text: str) -> None:
    """Tell nobody."""


class WorkerLostError(ToldError):
    """Whoever worked on a piece died, each time that it was tried."""

    def __init__(self, item: object, tries: int, why: str) -> None:
        super().__init__(
            f"Tiến trình tính toán bị dừng {tries} lần ở cùng một phần việc ({item}): {why}. Thường là do hết bộ nhớ; "
            "hãy dùng ít lõi hơn (--cores 1) hoặc mô phỏng ít hồ sơ hơn.",
            f"The process that worked on {item} died {tries} times: {why}. Most often memory ran out; use fewer cores "
            "(--cores 1) or simulate fewer cases.",
        )


@dataclass(slots=True)
class Job:
    """One piece: the number of its item, and how often it was begun."""

    n: int
    item: Any
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The work itself refused; the same would happen anywhere."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Lost:
    """Who worked on it died."""

    why: str


Answer = Done | Failed | Lost


class Team(Protocol):
    """Those who do the work."""

    @property
    def size(self) -> int:
        """How many pieces can go on at once."""

    def begin(self, job: Job) -> None:
        """Give a piece to somebody who is free."""

    def finished(self) -> Iterable[tuple[Job, Answer]]:
        """What was finished or lost, at least one; waits for it."""


@dataclass(slots=True)
class InOrder:
    """The order of one row of pieces."""

    team: Team
    items: Iterable[Any]
    tell: Tell
    tries: int
    _again: deque[Job] = field(default_factory=deque)
    _done: dict[int, Done | Failed] = field(default_factory=dict)
    _taken: int = 0

    def results(self) -> Generator[Any, None, None]:
        """In the order of the items. Raises what the work raised when its turn comes, and WorkerLostError."""
        coming = enumerate(self.items)
        turn = going = 0
        while True:
            while going < self.team.size and (job := self._next(coming, turn + _AHEAD * self.team.size)):
                job.tries += 1
                self.team.begin(job)
                going += 1
            if not going:
                return
            for job, answer in self.team.finished():
                going -= 1
                self._take(job, answer)
            while turn in self._done:
                yield _result(self._done.pop(turn))
                turn += 1

    def _next(self, coming: Iterator[tuple[int, Any]], end: int) -> Job | None:
        """What was lost first; else the next item, if it is not too far ahead."""
        if self._again:
            return self._again.popleft()
        if self._taken >= end:
            return None
        for n, item in coming:
            self._taken = n + 1
            return Job(n, item)
        return None

    def _take(self, job: Job, answer: Answer) -> None:
        if not isinstance(answer, Lost):
            self._done[job.n] = answer
        elif job.tries >= self.tries:
            raise WorkerLostError(job.item, job.tries, answer.why)
        else:
            self.tell(f"a worker died ({answer.why}) while it worked on {job.item}; it is done again")
            self._again.append(job)


def _result(answer: Done | Failed) -> Any:
    if isinstance(answer, Failed):
        raise answer.error
    return answer.result
