"""What nearly every request asks about procedures, kept in each process for as long as the catalogue does not change.

A process looks at most once in REFERENCE_CACHE_SECONDS whether it did, so a change is seen everywhere within that time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import NamedTuple, TypeVar, cast

from django.conf import settings
from django.db.models import Max

from motcua.domain.catalogue.models import LifeRow, Procedure, ProcedureVersion, SharedPart

T = TypeVar("T")


class _Mark(NamedTuple):
    """What differs after every change of the catalogue."""

    changed_at: datetime | None
    version_id: int | None
    life_id: int | None
    shared_id: int | None
    shared_loaded_at: datetime | None


class _Kept:
    """The values that hold for one mark."""

    def __init__(self, mark: _Mark | None, looked: float) -> None:
        self.mark = mark
        self.looked = looked
        self.values: dict[Hashable, object] = {}


_kept = _Kept(None, float("-inf"))


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """The value under `key`, made once for each state of the catalogue."""
    values = _current().values
    if key not in values:
        values[key] = make()
    return cast(T, values[key])


def _current() -> _Kept:
    global _kept  # noqa: PLW0603 one cache a process; replaced whole, so threads need no lock
    now = time.monotonic()
    if now - _kept.looked >= settings.REFERENCE_CACHE_SECONDS:
        shared = SharedPart.objects.aggregate(Max("id"), Max("loaded_at"))
        mark = _Mark(
            Procedure.objects.aggregate(Max("changed_at"))["changed_at__max"],
            ProcedureVersion.objects.aggregate(Max("id"))["id__max"],
            LifeRow.objects.aggregate(Max("id"))["id__max"],
            shared["id__max"],
            shared["loaded_at__max"],
        )
        if mark == _kept.mark:
            _kept.looked = now
        else:
            _kept = _Kept(mark, now)
    return _kept
