"""Ids that carry their time: UUID version 7 (RFC 9562), so that big tables are partitioned by ranges of the id."""

from __future__ import annotations

import os
from datetime import datetime
from uuid import UUID

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_RANDOM = (1 << 76) - 1 & ~(0xF << 76) & ~(0x3 << 62)


def uuid7(at: datetime, bits: int | None = None) -> UUID:
    """A new id of the moment `at` (to the millisecond); the rest is random, or taken from 80 `bits` where an invented
    past must come out the same each time.
    """
    random = int.from_bytes(os.urandom(10), "big") if bits is None else bits
    return UUID(int=_milliseconds(at) << 80 | _VERSION_7 | _VARIANT | random & _RANDOM)


def first_uuid7(at: datetime) -> UUID:
    """The smallest id that `at` can have: the bound between two partitions."""
    return UUID(int=_milliseconds(at) << 80)


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
