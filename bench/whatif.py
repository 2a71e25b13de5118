"""How many runs a second two ways of working are compared at, on all cores and on one, and what common chance is worth.

The building permit of the catalogue is played beside itself with one specialist more, so many runs on either side.
The figures of both ways of spreading must be the same, bit for bit. `sharper` is how many times fewer runs the
difference of the mean duration takes because both sides are played with the same chance.
"""

from __future__ import annotations

import argparse
import time

from motcua.core.simulation.contrast import Contrast, contrast
from motcua.core.simulation.spreading import InTurn, Spread
from motcua.core.simulation.trial import Trial
from motcua.core.simulation.trial_figures import MEAN
from motcua.infra.spread import Cores, usable_cores

PERMIT = "1.013225"


def main(arguments: list[str]) -> dict[str, object]:
    """Compare `--runs` runs of `--cases` dossiers on each side."""
    parser = argparse.ArgumentParser(prog="whatif", description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--cores", type=int, default=usable_cores())
    given = parser.parse_args(arguments)
    from motcua.delivery.cli.tried import side_of  # noqa: PLC0415 reads the settings

    one = side_of(PERMIT, (), None, given.cases).trial
    other = one.with_people({pool.name: pool.people + 1 for pool in one.scenario.pools if pool.people > 1})
    alone, alone_seconds = _timed(one, other, given.runs, InTurn())
    with Cores(given.cores) as cores:
        _timed(one, other, 2 * given.cores, cores)  # processes begin, compiled code is read
        together, seconds = _timed(one, other, given.runs, cores)
    if repr(together) != repr(alone):  # figures that no run could tell are not equal to themselves
        raise AssertionError("the figures depend on how the runs were spread")
    change = together.changes[MEAN]
    return {
        "bench": "whatif",
        "value": round(2 * given.runs / seconds, 1),
        "unit": "runs/s",
        "ratio": round(alone_seconds / seconds, 2),
        "peer": "one core",
        "cores": given.cores,
        "cases_a_second": round(2 * given.runs * given.cases / seconds),
        "sharper": round((change.unpaired / change.by.half) ** 2, 1),
    }


def _timed(one: Trial, other: Trial, runs: int, spread: Spread) -> tuple[Contrast, float]:
    began = time.perf_counter()
    found = contrast(one, other, aims=[], first=runs, most=runs, spread=spread)
    return found, time.perf_counter() - began
