"""How many running dossiers a second move to another version of their procedure, and back.

A new city is founded on a real database that keeps every promise of durability, and filled with building permits: two
in five just filed, the others with their consultation and their appraisal open. A changed version is published: a step
renamed, another inserted, one with a longer limit. Timed are the impact list, the changeover of all dossiers by one
worker, and its undoing. At the end every chain of events must hold.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import django

from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server

FILED_OF_FIVE = 2
Answer = TypeVar("Answer")


def main(arguments: list[str]) -> dict[str, object]:
    """Move `--dossiers` and put them back."""
    parser = argparse.ArgumentParser(prog="changeover", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=10_000)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="motcua-changeover-"))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        return _measured(folder / "packages", given.dossiers)
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def _measured(packages: Path, dossiers: int) -> dict[str, object]:
    from motcua.core.procedure import Power  # noqa: PLC0415 all below live in the town that was just entered
    from motcua.domain.catalogue.types import Author  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.impact import impact  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.running import run_changeover  # noqa: PLC0415
    from motcua.domain.dossiers.changeover.services import (  # noqa: PLC0415
        plan_changeover,
        start_changeover,
        undo_changeover,
    )
    from motcua.infra import clock  # noqa: PLC0415
    from tests.domain.dossiers.changeover.versions import (  # noqa: PLC0415
        DECISION,
        RENAMED_AND_LONGER,
        SITE_VISIT,
        first_version,
        published,
    )
    from tests.office import PERMIT  # noqa: PLC0415

    officer = _fill(dossiers)
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


def _fill(dossiers: int) -> int:
    """File the permits; the id of the officer who works on them."""
    from bench._permit import LAM, WARD, appraising, filings  # noqa: PLC0415
    from motcua.domain.dossiers.chronicle import write_chronicles  # noqa: PLC0415
    from motcua.domain.identity import queries as identity  # noqa: PLC0415
    from motcua.domain.identity.models import Account  # noqa: PLC0415
    from motcua.domain.identity.services import sign_in  # noqa: PLC0415
    from motcua.domain.identity.types import AccountKind, Claims  # noqa: PLC0415
    from motcua.infra import clock  # noqa: PLC0415

    claims = Claims("https://bench.test", LAM, AccountKind.CITIZEN, 2, "Nguyễn Trúc Lam", personal_id=LAM)
    account = Account.objects.get(id=sign_in(claims, clock.now()).account_id)
    office = identity.agency_by_code(f"{WARD}.04", clock.now().date())
    officer = identity.officers_with_role(office.id, "specialist", clock.now().date())[0]
    filed = dossiers * FILED_OF_FIVE // 5
    write_chronicles(each.encode() for each in filings(account, filed))
    write_chronicles(rows for rows, _ in appraising(account, officer.id, dossiers - filed))
    return officer.id


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
