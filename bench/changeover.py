"""How many running dossiers a second move to another version of their procedure, and back.

A new city is founded in which `--dossiers` building permits were filed in the last days; most of them are open, and
stand at all steps of their way. A changed version is published: a step renamed, another inserted, one with a longer
limit. Timed are the impact list, the changeover of all open dossiers by one worker, and its undoing. At the end every
chain of events must hold.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench._permit_city import permit_city

OFFICE = "H29.27094.04"
Answer = TypeVar("Answer")


def main(arguments: list[str]) -> dict[str, object]:
    """Move those of `--dossiers` that are open, and put them back."""
    parser = argparse.ArgumentParser(prog="changeover", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=10_000, help="how many are filed")
    with permit_city(parser.parse_args(arguments).dossiers) as city:
        return _measured(city.folder / "packages", city.open)


def _measured(packages: Path, dossiers: int) -> dict[str, object]:
    from motcua.core.procedure import Power  # noqa: PLC0415 all below live in the city that was just founded
    from motcua.domain.catalogue.types import Author  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.impact import impact  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.running import run_changeover  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.services import (  # noqa: PLC0415
        plan_changeover,
        start_changeover,
        undo_changeover,
    )
    from motcua.domain.identity import queries as identity  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415
    from tests.domain.dossiers.changeover.versions import (  # noqa: PLC0415
        DECISION,
        RENAMED_AND_LONGER,
        SITE_VISIT,
        first_version,
        published,
    )
    from tests.office import PERMIT  # noqa: PLC0415

    office = identity.agency_by_code(OFFICE, clock.now().date())
    officer = identity.officers_with_role(office.id, "specialist", clock.now().date())[0].id
    one = first_version()
    version = published(packages, clock.now().isoformat(), RENAMED_AND_LONGER)
    by, mapping = Author(officer, "bench", frozenset({Power.PUBLISH})), {one: SITE_VISIT}
    listed, look = _timed(lambda: impact(PERMIT, version, clock.now(), mapping=mapping))
    changeover, planning = _timed(
        lambda: plan_changeover(PERMIT, version, by, clock.now(), decision=DECISION, reason="bench", mapping=mapping)
    )
    start_changeover(changeover, by, clock.now())
    _, seconds = _timed(lambda: run_changeover(changeover, clock.now))
    undo_changeover(changeover, by, "bench", clock.now())
    _, undoing = _timed(lambda: run_changeover(changeover, clock.now))
    _must_hold(changeover, listed.can_move, dossiers)
    return {
        "bench": "changeover",
        "value": round(dossiers / seconds),
        "unit": "dossiers/s",
        "seconds": round(seconds, 1),
        "undo_seconds": round(undoing, 1),
        "undo_per_second": round(dossiers / undoing),
        "impact_seconds": round(look, 2),
        "plan_seconds": round(planning, 2),
        "groups": len(listed.groups),
        "dossiers": dossiers,
    }


def _must_hold(changeover: int, could_move: int, dossiers: int) -> None:
    """Everything moved, everything was put back, and no chain is broken."""
    from motcua.domain.dossiers.changeover.queries import progress  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.types import DossierState  # noqa: PLC0415
    from motcua.domain.dossiers.services.audit import verify_log  # noqa: PLC0415

    counts = progress(changeover).counts
    if could_move != dossiers or counts[DossierState.RESTORED] != dossiers:
        raise RuntimeError(f"not all of {dossiers} were moved and put back: {counts}")
    broken = list(verify_log())
    if broken:
        raise RuntimeError(f"{len(broken)} chains do not hold, the first: {broken[0]}")


def _timed(act: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.perf_counter()
    answer = act()
    return answer, time.perf_counter() - began
