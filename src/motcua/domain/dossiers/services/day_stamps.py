"""Time stamps over sealed days: proof, by somebody else's clock, that the log was then as it is now. Anybody can check
it with openssl alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from motcua.infra.models import DailyDigest
from motcua.infra.signing import Timestamps, Trust


@dataclass(frozen=True, slots=True)
class StampedDay:
    """What proves one day: `content`, whose SHA-256 is the day's digest, and the token over it."""

    day: date
    chains: int
    content: bytes
    stamp: bytes


def digest_content(day: date, chains: int, root: bytes, previous: bytes) -> bytes:
    """What the digest of a day is the SHA-256 of: the digest of the day before (32 bytes), the day (10 letters, ISO),
    how many chains grew (8 bytes, the highest first), and the Merkle root over their heads (32 bytes).
    """
    return previous + day.isoformat().encode() + chains.to_bytes(8, "big") + root


def digest_of(day: date, chains: int, root: bytes, previous: bytes) -> bytes:
    """The digest of a day."""
    return hashlib.sha256(digest_content(day, chains, root, previous)).digest()


def stamp_days(stamps: Timestamps, trust: Trust, now: datetime) -> int:
    """Get a stamp for every sealed day that has none, the oldest first; how many. `now` is the machine's time.

    What was stamped before the server failed is kept, and the rest waits for the next call. Raises
    TimestampUnavailableError, TimestampRefusedError, ClockSkewError.
    """
    stamped = 0
    relied_on = trust if trust.roots else None
    for row in DailyDigest.objects.filter(stamp=None).order_by("day"):
        token = stamps.checked_token(bytes(row.hash), now, relied_on)
        # Another worker may have been faster: the first stamp stays, for it proves more.
        stamped += DailyDigest.objects.filter(day=row.day, stamp=None).update(stamp=token)
    return stamped


def stamped_day(day: date) -> StampedDay | None:
    """The proof of one day; None when it is not sealed, or not stamped yet."""
    row = DailyDigest.objects.filter(day=day).first()
    if row is None or row.stamp is None:
        return None
    content = digest_content(row.day, row.chains, bytes(row.root), bytes(row.previous))
    return StampedDay(row.day, row.chains, content, bytes(row.stamp))
