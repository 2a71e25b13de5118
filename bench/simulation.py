"""A city-year, simulated office by office on two processes: 15 million dossiers, about 120 million steps, 300
procedures made of the catalogue's own drawings, 180 offices with as many people as their work needs, with office hours,
supplements and limits. At most 60 seconds and 4 GB for all processes together.

`value` is the wall-clock time from the first office to the last, arrivals, tables and figures included; what was
compiled to machine code before is not compiled again. `--scale` takes that part of the dossiers, and of the people.

With `--peers` Prosimos plays the permit process beside it, in an environment that is thrown away; it states no licence
and is never a dependency. Both get the same drawing, arrivals, people, hours and times. `ratio` is how many times
as many cases a second we play on one core: at least 100. The mean waits are compared over several runs: `mean_wait`
must lie in the interval of the peer's (95 % of its means), `peer_wait` says it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench._city_year import PROCEDURES, Office, Procedure, model_of, offices, procedures
from bench._prosimos import compared
from motcua.core.simulation.playing import play
from motcua.core.simulation.tables import compile_model

DOSSIERS, PROCESSES, SEED = 15_000_000, 2, 2026
MEGABYTE = 1024


class Year(NamedTuple):
    """What came of one office. late: of the cases that ended. waited: hours that people were waited for, in all."""

    process: int
    steps: int
    cases: int
    ended: int
    late: int
    waited: float
    memory: int


class _City:
    """What every process knows of the city; made once in each."""

    known: Sequence[Procedure] = ()


def main(arguments: list[str]) -> dict[str, object]:
    """Play the year of every office, the largest first."""
    parser = argparse.ArgumentParser(prog="simulation", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="which part of 15 million dossiers")
    parser.add_argument("--peers", action="store_true", help="measure Prosimos beside it; it is installed for that")
    parser.add_argument("--peer-cases", type=int, default=5_000)
    parser.add_argument("--peer-runs", type=int, default=10)
    wanted = parser.parse_args(arguments)
    _City.known = procedures(SEED)
    city = offices(_City.known, round(DOSSIERS * wanted.scale), SEED)
    play_office(city[-1])  # compiles the loop
    begin = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        found = list(pool.imap_unordered(play_office, city))
    seconds = time.perf_counter() - begin
    figures = _figures(seconds, found, city)
    return figures | compared(wanted.peer_cases, wanted.peer_runs) if wanted.peers else figures


def play_office(office: Office) -> Year:
    """One office's year, from its arrivals to the figures that come of it."""
    found = play(compile_model(model_of(office, _City.known, SEED)), SEED)
    return Year(
        multiprocessing.current_process().pid or 0,
        found.steps,
        len(found.case_end),
        int((found.case_late >= 0).sum()),
        int((found.case_late > 0).sum()),
        float(found.node_waited.sum()) / 3600,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    )


def _figures(seconds: float, found: Sequence[Year], city: Sequence[Office]) -> dict[str, object]:
    steps = sum(each.steps for each in found)
    memory = {each.process: 0 for each in found}
    for each in found:
        memory[each.process] = max(memory[each.process], each.memory)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "bench": "simulation",
        "value": round(seconds, 2),
        "unit": "s",
        "dossiers": sum(each.cases for each in found),
        "steps": steps,
        "steps_per_second": round(steps / seconds),
        "procedures": PROCEDURES,
        "offices": len(city),
        "officers": sum(sum(each.people.values()) for each in city),
        "processes": PROCESSES,
        "peak_mb": round((own + sum(memory.values())) / MEGABYTE),
        "late_share": round(sum(each.late for each in found) / max(sum(each.ended for each in found), 1), 4),
        "mean_wait_hours": round(sum(each.waited for each in found) / steps, 3),
    }
