"""Packages as they lie in the database, read into procedures; each is compiled once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from motcua.core.procedure import Procedure, Shared, read_package, read_shared
from motcua.domain.catalogue.models import Closure, ProcedureVersion, SharedFile, SharedPart, VersionFile
from motcua.domain.catalogue.types import IN_HAND, CatalogueError, UnknownVersionError, VersionStatus

_COMPILED_AT_ONCE = 512
_DRAFTS_AT_ONCE = 32
_SHARED_AT_ONCE = 8


Versions = QuerySet[ProcedureVersion, ProcedureVersion]
NEWEST_FIRST = ("-valid_from", "-published_at", "-number")
"""Of versions that hold from the same day the one that was published last."""


class _StillChangingError(Exception):
    """The version is not published yet: what it says today must not be kept under its id."""


def in_force(on: date) -> Versions:
    """What is published and has begun by that day, also of procedures that take no new dossiers then."""
    return ProcedureVersion.objects.filter(valid_from__lte=on, status=VersionStatus.PUBLISHED.value)


class Published(NamedTuple):
    """A version that was published, and from which day it holds."""

    id: int
    procedure_id: int
    valid_from: date


def published_versions(code: str) -> Iterator[Published]:
    """All that were ever published of a procedure, those that hold last first."""
    rows = ProcedureVersion.objects.filter(status=VersionStatus.PUBLISHED.value, procedure__code=code)
    yield from map(Published._make, rows.order_by(*NEWEST_FIRST).values_list("id", "procedure_id", "valid_from"))


def closed_on(on: date) -> frozenset[int]:
    """The ids of the procedures that are suspended or retired on that day."""
    return frozenset(_closures(on).values_list("procedure_id", flat=True))


def why_suspended(code: str, on: date) -> str:
    """The reason for which a procedure is suspended on that day; empty when it is not."""
    suspended = _closures(on).filter(procedure__code=code, kind=VersionStatus.SUSPENDED.value)
    return suspended.values_list("reason", flat=True).first() or ""


def _closures(on: date) -> QuerySet[Closure, Closure]:
    return Closure.objects.filter(Q(resumed_on=None) | Q(resumed_on__gt=on), first_day__lte=on)


def holding_last(procedure_id: int) -> ProcedureVersion | None:
    """The version of a procedure that holds last: the one of its latest day, though that may be to come."""
    rows = ProcedureVersion.objects.filter(procedure_id=procedure_id, status=VersionStatus.PUBLISHED.value)
    return rows.order_by(*NEWEST_FIRST).first()


def procedure_of(version_id: int) -> Procedure:
    """The procedure that a version describes; of a draft, as it was saved last.

    Raises UnknownVersionError, and BrokenPackageError for a draft that cannot be read.
    """
    try:
        return _unchanging(version_id)
    except _StillChangingError:
        row = ProcedureVersion.objects.get(id=version_id)
        return _at_revision(version_id, row.revision, row.shared_id)


def files_of(version_id: int) -> dict[str, bytes]:
    """The files of a version by their names inside the package."""
    rows = VersionFile.objects.filter(version_id=version_id).order_by("name").values_list("name", "content__content")
    return {name: bytes(content) for name, content in rows}


@lru_cache(maxsize=_SHARED_AT_ONCE)
def shared_of(part_id: int) -> Shared:
    """What all packages had in common in one shared part; it never changes."""
    return read_shared(shared_files_of(part_id))


def shared_files_of(part_id: int) -> dict[str, bytes]:
    """The files of a shared part, named like `shared/roles.yaml`."""
    files = SharedFile.objects.filter(part_id=part_id).values_list("name", "content__content")
    return {name: bytes(content) for name, content in files}


def newest_part() -> int | None:
    """The id of the shared part that was loaded last; None before a catalogue is loaded."""
    return SharedPart.objects.order_by("-loaded_at", "-id").values_list("id", flat=True).first()


def newest_shared() -> Shared:
    """What all packages have in common today. Raises CatalogueError before a catalogue is loaded."""
    return shared_of(needed_part())


def needed_part() -> int:
    """The id of the newest shared part. Raises CatalogueError before a catalogue is loaded."""
    newest = newest_part()
    if newest is None:
        raise CatalogueError(
            "Chưa nạp danh mục thủ tục; hãy chạy motcua catalogue load.",
            "No catalogue is loaded; run motcua catalogue load.",
        )
    return newest


@lru_cache(maxsize=_COMPILED_AT_ONCE)
def _unchanging(version_id: int) -> Procedure:
    row = ProcedureVersion.objects.filter(id=version_id).first()
    if row is None:
        raise UnknownVersionError(version_id)
    if row.status in IN_HAND:
        raise _StillChangingError
    return read_package(files_of(version_id), shared_of(row.shared_id))


@lru_cache(maxsize=_DRAFTS_AT_ONCE)
def _at_revision(version_id: int, revision: int, shared_id: int) -> Procedure:
    return read_package(files_of(version_id), shared_of(shared_id))
