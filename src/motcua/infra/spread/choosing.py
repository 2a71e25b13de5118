"""Which way work is spread, as whoever runs a command chose."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

from motcua.core.simulation.spreading import InTurn, Spread
from motcua.infra.spread.cores import Cores
from motcua.infra.spread.machines import Machines
from motcua.infra.spread.ordering import Tell, silent


@contextmanager
def spread_over(cores: int = 0, machines: str = "", *, tell: Tell = silent) -> Generator[Spread, None, None]:
    """So many cores of this machine (0: all that this process may use; 1: here, one after the other), or the machines
    of the Ray cluster at an address. Nothing is left running afterwards. Raises NoRayError.
    """
    if machines:
        with Machines(machines, tell=tell) as spread:
            yield spread
        return
    number = cores or usable_cores()
    if number == 1:
        yield InTurn()
        return
    with Cores(number, tell=tell) as many:
        yield many


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
