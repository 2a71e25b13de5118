"""Handing events up: a row for each consumer, written with what it tells of, and taken by whoever comes first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_TAKE = """
DELETE FROM infra_outboxentry WHERE position IN (
    SELECT position FROM infra_outboxentry WHERE consumer = %s ORDER BY position LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING subject, first, last
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """Events `first` to `last` of one subject's log."""

    subject: UUID
    first: int
    last: int


def take(consumer: str, most: int | None) -> list[Entry]:
    """Take up to `most` entries (all, without a number) out of the outbox, oldest first. They come back when the
    caller's transaction rolls back; several readers take different ones and do not wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [consumer, most])
        return [Entry(*row) for row in cursor.fetchall()]
