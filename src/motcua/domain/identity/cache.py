"""What nearly every request asks about offices, kept in each process for as long as nothing changed.

One row holds a random version, drawn anew by every change. A process looks at it at most once in
REFERENCE_CACHE_SECONDS, so a change is seen everywhere within that time. Random, not counted: after a transaction that
rolled back, the next change must not draw the number of the one that never happened.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from django.conf import settings

from motcua.domain.identity.models import ReferenceVersion

T = TypeVar("T")
MOST_ENTRIES = 50_000


class _Kept:
    """The values of one version of the reference data."""

    def __init__(self, version: uuid.UUID | None, checked: float) -> None:
        self.version = version
        self.checked = checked
        self.values: dict[Hashable, object] = {}


_kept = _Kept(None, float("-inf"))


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """The value under `key`, made once for each version of the reference data."""
    values = _current().values
    if key not in values:
        if len(values) >= MOST_ENTRIES:
            values.clear()
        values[key] = make()
    return cast(T, values[key])


def forget(key: Hashable) -> None:
    """Drop one value from this process's cache, for what is not there yet but may come without a new version."""
    _kept.values.pop(key, None)


def change_version() -> None:
    """Make all processes forget, this one at once. Call inside the transaction that changes the data.

    What this transaction then asks is kept before it is committed; if it fails, that lasts until the next look.
    """
    ReferenceVersion.objects.update_or_create(id=1, defaults={"version": uuid.uuid4()})
    _kept.checked = float("-inf")


def look_again() -> None:
    """Look at the version before the next answer, in this process: what a transaction changed was taken back."""
    _kept.checked = float("-inf")


def _current() -> _Kept:
    global _kept  # noqa: PLW0603 one cache a process; replaced whole, so threads need no lock
    now = time.monotonic()
    if now - _kept.checked >= settings.REFERENCE_CACHE_SECONDS:
        version = ReferenceVersion.objects.filter(id=1).values_list("version", flat=True).first()
        if version is not None and version == _kept.version:
            _kept.checked = now
        else:
            _kept = _Kept(version, now)
    return _kept
