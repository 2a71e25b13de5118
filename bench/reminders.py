"""How many open dossiers a second a worker looks at for reminders, and what a round costs when nothing is due.

A new city is founded on a real database that keeps every promise of durability, and filled with building permits in the
middle of their way. Timed are a round that finds nothing due among all of them, and looking at every one of them, as
each night does; few of them have something to say. At the end nothing may be due any more.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server

IDLE_ROUNDS = 20


def main(arguments: list[str]) -> dict[str, object]:
    """Look at `--dossiers` open dossiers."""
    parser = argparse.ArgumentParser(prog="reminders", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=20_000)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-reminders-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        return _measured(given.dossiers)
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def _measured(dossiers: int) -> dict[str, object]:
    from bench.changeover import _fill  # noqa: PLC0415 all below live in the town that was just entered
    from motcua.domain.dossiers.models import NextReminder, SaidReminder  # noqa: PLC0415
    from motcua.domain.dossiers.services.reminders import look_at_all, remind_due  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    _fill(dossiers)
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
