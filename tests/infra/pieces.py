"""Pieces of work for processes other than the one of the test: functions that can be found by their name."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from motcua.infra.spread import Cores


def figures(seed: int) -> dict[str, float]:
    drawn = np.random.default_rng(seed).exponential(1.0, 1_000)
    return {"mean": float(drawn.mean()), "p90": float(np.quantile(drawn, 0.9))}


def who(_item: int) -> int:
    return os.getpid()


def refuse_the_third(n: int) -> int:
    if n == 3:
        raise ValueError("three is refused")
    return n


class StubbornError(Exception):
    """One that cannot be sent: it needs two words and keeps one."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def refuse_stubbornly(_n: int) -> int:
    raise StubbornError("no", "thing")


def unsendable(_n: int) -> object:
    return lambda: 0


@dataclass(frozen=True)
class DieFirst:
    """Its process is killed in the middle of a piece, the first times that this piece is tried."""

    folder: Path
    piece: int
    times: int

    def __call__(self, n: int) -> int:
        if n == self.piece and (tried := len(list(self.folder.iterdir()))) < self.times:
            (self.folder / str(tried)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return n * n


def for_ever(n: int) -> int:
    sys.stdout.write(f"{n}\n")
    sys.stdout.flush()
    while True:
        signal.pause()


def pause_at_all_but_the_first(n: int) -> int:
    while n:
        signal.pause()
    return n


def many() -> Iterator[int]:
    n = 0
    while True:
        yield n
        n += 1


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell has had it ignored
    with Cores(2) as busy:
        for each in busy.each(for_ever, many()):
            sys.exit(each)
