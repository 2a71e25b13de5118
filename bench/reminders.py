"""How many open dossiers a second a worker looks at for reminders, and what a round costs when nothing is due.

A new city is founded in which `--dossiers` building permits were filed in the last days, most of them in the middle of
their way. Timed are a round that finds nothing due among all of them, and looking at every one of them, as
each night does; few of them have something to say. At the end nothing may be due any more.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from bench._permit_city import permit_city

IDLE_ROUNDS = 20


def main(arguments: list[str]) -> dict[str, object]:
    """Look at those of `--dossiers` that are open."""
    parser = argparse.ArgumentParser(prog="reminders", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=20_000, help="how many are filed")
    with permit_city(parser.parse_args(arguments).dossiers) as city:
        return _measured(city.open)


def _measured(dossiers: int) -> dict[str, object]:
    from motcua.domain.dossiers.models import NextReminder, SaidReminder  # noqa: PLC0415 all live in the city
    from motcua.domain.dossiers.services.reminders import look_at_all, remind_due  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    now = clock.now()
    while remind_due(now):
        pass
    idle = statistics.median(_seconds(lambda: remind_due(now)) for _ in range(IDLE_ROUNDS))
    look_at_all(now)
    looked, began = 0, time.perf_counter()
    while found := remind_due(now):
        looked += found
    seconds = time.perf_counter() - began
    if looked < dossiers or NextReminder.objects.filter(due_at__lte=now).exists():
        raise RuntimeError(f"{looked} of {dossiers} looked at")
    return {
        "bench": "reminders",
        "value": round(looked / seconds),
        "unit": "dossiers/s",
        "seconds": round(seconds, 1),
        "idle_round_ms": round(1000 * idle, 2),
        "said": SaidReminder.objects.count(),
        "dossiers": dossiers,
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
