"""Versions held fast: a trial goes on with the draft that it began with, whatever becomes of the draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from motcua.core.procedure import Procedure, read_package, read_shared
from motcua.domain.catalogue import models
from motcua.domain.catalogue.types import UnknownVersionError

_held: ContextVar[Mapping[int, Procedure]] = ContextVar("held versions")


@dataclass(frozen=True, slots=True)
class HeldPackage:
    """All that a version consisted of at one moment: its own files, and which shared part they go with."""

    files: Mapping[str, bytes]
    shared_id: int

    @property
    def hash(self) -> str:
        """What differs as soon as anything in it does."""
        digest = hashlib.sha256(str(self.shared_id).encode())
        for name, content in sorted(self.files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        return digest.hexdigest()


def held_package(version_id: int) -> HeldPackage:
    """A version of any status as it is now. Raises UnknownVersionError."""
    row = models.ProcedureVersion.objects.filter(id=version_id).first()
    if row is None:
        raise UnknownVersionError(version_id)
    files = row.files.values_list("name", "content__content")
    return HeldPackage({name: bytes(content) for name, content in files}, row.shared_id)


def read_held(package: HeldPackage) -> Procedure:
    """The procedure that a package describes. Raises BrokenPackageError with all that keeps it from being read."""
    shared = models.SharedFile.objects.filter(part_id=package.shared_id).values_list("name", "content__content")
    return read_package(package.files, read_shared({name: bytes(content) for name, content in shared}))


@contextmanager
def holding(procedures: Mapping[int, Procedure]) -> Iterator[None]:
    """Inside, and in this thread only, `queries.version` answers with these procedures for their ids."""
    before = _held.set({**_held.get({}), **procedures})
    try:
        yield
    finally:
        _held.reset(before)


def held_version(version_id: int) -> Procedure | None:
    """The procedure that is held for this id; None for all others."""
    held = _held.get(None)
    return held.get(version_id) if held else None
