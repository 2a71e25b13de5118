"""How many dossiers a second the past of a city is made of: simulated, cast or played, and in the tables.

A new city is founded on a real database that keeps every promise of durability; only the making of its past is timed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
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
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-city-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        return _made(given)
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def _made(given: argparse.Namespace) -> dict[str, object]:
    making = import_module("motcua.domain.dossiers.city.making")
    plan = import_module("motcua.domain.dossiers.city.plan")
    counts = import_module("motcua.domain.reporting.services").AtOnce()
    until: datetime = import_module("motcua.infra.clock").now().replace(microsecond=0)
    begin = (until - timedelta(days=round(given.months * 30.5))).replace(hour=0, minute=0, second=0)
    wanted = plan.Wanted(None, given.dossiers, begin, until, given.seed)
    began = time.perf_counter()
    made: Any = making.make_city(wanted, counts)
    seconds = time.perf_counter() - began
    return {
        "bench": "city",
        "value": round(made.dossiers / seconds, 1),
        "unit": "dossiers/s",
        "events_a_second": round(made.events / seconds),
        "seconds": round(seconds, 1),
        "dossiers": made.dossiers,
        "events": made.events,
    }
