"""How many dossiers a second the history of a training city is made of, with all their events, letters and rows.

A new city is founded on a real database that keeps every promise of durability; only the making of its past is timed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server


def main(arguments: list[str]) -> dict[str, object]:
    """Make a history of `--dossiers`, once."""
    parser = argparse.ArgumentParser(prog="history", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=1000)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-history-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        history = import_module("motcua.domain.dossiers.history")
        now = import_module("motcua.infra.clock").now()
        began = time.perf_counter()
        made = history.make_history(given.dossiers, now)
        seconds = time.perf_counter() - began
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "bench": "history",
        "value": round(made.dossiers / seconds, 1),
        "unit": "dossiers/s",
        "seconds": round(seconds, 1),
        "dossiers": made.dossiers,
        "events": made.events,
    }
