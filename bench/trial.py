"""How long an act in a trial takes, beside the same act on a real dossier in the same run.

Building permits are accepted outside alone; then one outside and one in the trial space in turn, on one connection, so
that each statement finds the other's search path behind it. Medians count; `ratio` is the trial's over the real one's
beside it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server

if TYPE_CHECKING:
    from motcua.domain.dossiers.services.acting import ActingOfficer
    from motcua.domain.dossiers.services.filing import Submission

PERMIT = "1.013225"


@dataclass(frozen=True, slots=True)
class Counter:
    """The permit of one invented person at the counter that receives it."""

    version: int
    clerk: int
    now: datetime
    submission: Submission

    def officer(self) -> ActingOfficer:
        """The clerk, with one click to spend."""
        from motcua.domain.dossiers.services.acting import ActingOfficer  # noqa: PLC0415
        from motcua.domain.identity import queries as identity  # noqa: PLC0415

        return ActingOfficer(self.clerk, identity.scope(self.clerk, self.now.date()), uuid4(), self.now)


def main(arguments: list[str]) -> dict[str, object]:
    """Accept `--rounds` permits each way."""
    parser = argparse.ArgumentParser(prog="trial", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-trial-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        alone, real, tried = _medians(_counter(), given.rounds)
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "bench": "trial",
        "value": round(tried * 1000, 2),
        "unit": "ms/act",
        "real_ms": round(real * 1000, 2),
        "real_alone_ms": round(alone * 1000, 2),
        "ratio": round(tried / real, 2),
        "rounds": given.rounds,
    }


def _medians(counter: Counter, rounds: int) -> tuple[float, float, float]:
    """Real acts alone; then real acts and those of trials in turn."""
    alone = [_real(counter) for _ in range(rounds)]
    beside = [(_real(counter), _tried(counter)) for _ in range(rounds)]
    return statistics.median(alone), *map(statistics.median, zip(*beside, strict=True))


def _real(counter: Counter) -> float:
    from motcua.domain.dossiers.services import filing, steps  # noqa: PLC0415

    dossier = filing.submit_for_citizen(counter.submission, counter.officer()).dossier_id
    return _seconds(partial(steps.accept_dossier, dossier, 1, counter.officer()))


def _tried(counter: Counter) -> float:
    from motcua.core.procedure import Channel  # noqa: PLC0415
    from motcua.domain.dossiers import trial  # noqa: PLC0415

    test = trial.start_trial(counter.version, "house", Channel.COUNTER, counter.clerk, counter.now)
    return _seconds(partial(trial.act, test, "step:1", "accept", counter.clerk))


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _counter() -> Counter:
    from motcua.core.procedure import Channel  # noqa: PLC0415
    from motcua.domain.catalogue import queries as catalogue  # noqa: PLC0415
    from motcua.domain.dossiers.services.filing import Submission  # noqa: PLC0415
    from motcua.domain.dossiers.trial.handing_in import Wanted, hand_in  # noqa: PLC0415
    from motcua.domain.dossiers.trial.hands import Hands  # noqa: PLC0415
    from motcua.domain.dossiers.trial.sample import invented_filer  # noqa: PLC0415
    from motcua.domain.dossiers.world import world_of  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    now = clock.now()
    version = catalogue.published(PERMIT, now.date())
    world, hands = world_of(version), Hands(now.date(), 0)
    filer = invented_filer(world.procedure, "house", Channel.COUNTER, now, "1")
    handed_in = hand_in(world, Wanted(version, "house", Channel.COUNTER, now), filer, hands)
    clerk = hands.at_the_counter(world, handed_in.case)[0].officer_id
    assert clerk is not None
    filed = handed_in.filing
    return Counter(version, clerk, now, Submission(PERMIT, "house", filed.parties, filed.form, filed.papers))
