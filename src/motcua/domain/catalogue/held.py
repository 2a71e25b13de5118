"""Versions held fast for a while: a trial goes on with the draft that it began with, whatever becomes of the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from motcua.core.procedure import Procedure

_held: ContextVar[Mapping[int, Procedure]] = ContextVar("held versions")


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
