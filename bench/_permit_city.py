"""A city in which nothing but building permits was filed, all in the last days: very many of them are open.

It is made by the generator of cities from the catalogue as it is, but for the mix of procedures and the bound of how
many people may work in one office.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import yaml

from bench._town import ROOT
from motcua.delivery.cli.town import Town
from motcua.infra.postgres import embedded, server
from motcua.infra.spread import usable_cores

PERMIT = "1.013225"
# A permit takes longer, so few have ended; and there is some working day among them, but in the week of Tết.
DAYS = timedelta(days=8)
SEED = 1


@dataclass(frozen=True, slots=True)
class PermitCity:
    """Where its data lies, and how many permits are open."""

    folder: Path
    open: int


@contextmanager
def permit_city(dossiers: int) -> Iterator[PermitCity]:
    """A city with so many permits on a real database that keeps every promise of durability; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-permits-"))
    os.environ["MOTCUA_CATALOGUE"] = str(_catalogue(folder / "catalogue", dossiers))
    Town(folder).enter()
    database = embedded(folder)
    try:
        django.setup()
        import_module("motcua.delivery.cli.founding").found(lambda line: None)
        yield PermitCity(folder, _filed(dossiers))
    finally:
        server.stop(database)
        shutil.rmtree(folder, ignore_errors=True)


def _catalogue(folder: Path, most: int) -> Path:
    """The catalogue, in whose city people come only for permits, and offices have as many people as that needs."""
    shutil.copytree(ROOT / "catalogue", folder)
    city = folder / "reference" / "city"
    mix, staff = (yaml.safe_load((city / name).read_text(encoding="utf-8")) for name in ("mix.yaml", "staff.yaml"))
    mix["procedures"] = {PERMIT: mix["procedures"][PERMIT]}
    for name, said in (("mix.yaml", mix), ("staff.yaml", {**staff, "most": most})):
        (city / name).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return folder


def _filed(dossiers: int) -> int:
    """Let them be filed until now; how many are open."""
    making: Any = import_module("motcua.domain.dossiers.city.making")
    plan: Any = import_module("motcua.domain.dossiers.city.plan")
    counts = import_module("motcua.domain.reporting.services").AtOnce()
    until: datetime = import_module("motcua.infra.clock").now().replace(microsecond=0)
    begin = datetime.combine((until - DAYS).date(), time(), until.tzinfo)
    making.make_city(plan.Wanted(None, dossiers, begin, until, SEED), counts, processes=usable_cores())
    models: Any = import_module("motcua.domain.dossiers.models")
    found: int = models.Dossier.objects.filter(ended_at=None).count()
    return found
