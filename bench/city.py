"""How many dossiers a second the past of a city is made of: simulated, cast or played, and in the tables.

A new city is founded on a real database as it is shipped; only the making of its past is timed. Told beside it: how
many were cast, the seconds of work of all processes of Python and their largest memory, each process for itself and
then together, and how much the database grew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server


def main(arguments: list[str]) -> dict[str, object]:
    """Make the past of a city with `--dossiers` over `--months`, once."""
    parser = argparse.ArgumentParser(prog="city", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=5000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1, help="how many write at once")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-city-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        return _made(given, folder)
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


class _Peaks:
    """Told after each part in each process: keeps how much memory that has taken at most."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()

    def __call__(self, progress: object) -> bool:
        """Keep it, and go on."""
        # Not from `getrusage`, which counts a new process from the size of the one that began it.
        told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
        (self._folder / str(os.getpid())).write_text(told["VmHWM"].removesuffix("kB").strip())
        return True

    def megabytes(self) -> int:
        """That of all processes together."""
        return sum(int(each.read_text()) for each in self._folder.iterdir()) // 1000


def _made(given: argparse.Namespace, folder: Path) -> dict[str, object]:
    making = import_module("motcua.domain.dossiers.city.making")
    plan = import_module("motcua.domain.dossiers.city.plan")
    counts = import_module("motcua.domain.reporting.services").AtOnce()
    until: datetime = import_module("motcua.infra.clock").now().replace(microsecond=0)
    begin = (until - timedelta(days=round(given.months * 30.5))).replace(hour=0, minute=0, second=0)
    wanted = plan.Wanted(None, given.dossiers, begin, until, given.seed)
    peaks, size, before = _Peaks(folder / "peaks"), _size(), os.times()
    made: Any = making.make_city(wanted, counts, peaks, processes=given.processes)
    after = os.times()
    peaks(None)
    seconds = after.elapsed - before.elapsed
    return {
        "bench": "city",
        "value": round(made.dossiers / seconds, 1),
        "unit": "dossiers/s",
        "events_a_second": round(made.events / seconds),
        "seconds": round(seconds, 1),
        "processes": given.processes,
        "dossiers": made.dossiers,
        "events": made.events,
        "cast": round(_cast() / made.dossiers, 3),
        "cpu_seconds": round(sum(after[:4]) - sum(before[:4]), 1),
        "peak_megabytes": peaks.megabytes(),
        "bytes_a_dossier": round((_size() - size) / made.dossiers),
    }


def _cast() -> int:
    """How many dossiers were cast, by whichever process."""
    parts = import_module("motcua.domain.dossiers.bulk.models").BulkPart.objects
    return int(parts.aggregate(cast=import_module("django.db.models").Sum("cast", default=0))["cast"])


def _size() -> int:
    """How many bytes the database has."""
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
