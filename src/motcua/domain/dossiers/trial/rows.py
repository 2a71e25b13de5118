"""The tables that only the trial space has (tables.sql). Everything here is called inside the space."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

import orjson
from django.db import connection

from motcua.core.procedure import Procedure
from motcua.core.workcal import office_time
from motcua.domain.catalogue.held import HeldPackage, read_held
from motcua.domain.dossiers.errors import NoSuchDossierError

KEPT_FOR = timedelta(days=60)
_READ = """
SELECT dossier_id, version_id, package, seed, started_by, started_at, shown_at FROM trial_dossier WHERE dossier_id = %s
"""
_LOCKED = f"{_READ} FOR UPDATE"
_OF_VERSION = """
SELECT dossier_id, version_id, package, seed, started_by, started_at, shown_at FROM trial_dossier
WHERE version_id = %s ORDER BY started_at DESC, dossier_id
"""
_ADD = """
INSERT INTO trial_dossier (dossier_id, version_id, package, seed, started_by, started_at, shown_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_SHOW = "UPDATE trial_dossier SET shown_at = %s WHERE dossier_id = %s"
_OLD = "SELECT dossier_id FROM trial_dossier WHERE started_at < %s"
_KEEP = """
INSERT INTO trial_package (hash, version_id, shared_id, files) VALUES (%s, %s, %s, %s::jsonb) ON CONFLICT DO NOTHING
"""
_PACKAGE = "SELECT shared_id, files::text FROM trial_package WHERE hash = %s"


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A row of trial_dossier."""

    dossier_id: UUID
    version_id: int
    package: str
    seed: str
    started_by: int
    started_at: datetime
    shown_at: datetime


def read_trial(trial_id: UUID, *, to_change: bool = False) -> TrialRow:
    """A trial. `to_change` makes others who want to change it wait. Raises NoSuchDossierError."""
    found = _rows(_LOCKED if to_change else _READ, trial_id)
    if not found:
        raise NoSuchDossierError
    return found[0]


def trials_of(version_id: int) -> list[TrialRow]:
    """The trials that were started with a version, newest first."""
    return _rows(_OF_VERSION, version_id)


def trials_before(moment: datetime) -> list[UUID]:
    """The trials that were started before a moment."""
    with connection.cursor() as cursor:
        cursor.execute(_OLD, [moment])
        return [trial_id for (trial_id,) in cursor.fetchall()]


def add_trial(row: TrialRow) -> None:
    """Write a new trial."""
    own = (row.dossier_id, row.version_id, row.package, row.seed)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [*own, row.started_by, row.started_at, row.shown_at])


def show(trial_id: UUID, now: datetime) -> None:
    """Set a trial's clock."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, [now, trial_id])


def keep_package(version_id: int, package: HeldPackage) -> str:
    """Keep a version as it is now, once; its hash."""
    files = orjson.dumps({name: b64encode(content).decode() for name, content in package.files.items()}).decode()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [package.hash, version_id, package.shared_id, files])
    return package.hash


@lru_cache(maxsize=64)
def kept_procedure(package: str) -> Procedure:
    """The procedure of a package by its hash, which never changes. Raises NoSuchDossierError for one that is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_PACKAGE, [package])
        row: tuple[int, str] | None = cursor.fetchone()
    if row is None:
        raise NoSuchDossierError
    files = {name: b64decode(content) for name, content in orjson.loads(row[1]).items()}
    return read_held(HeldPackage(files, row[0]))


def _rows(statement: str, key: UUID | int) -> list[TrialRow]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return [
            TrialRow(dossier, version, package, seed, by, office_time(started), office_time(shown))
            for dossier, version, package, seed, by, started, shown in cursor.fetchall()
        ]
