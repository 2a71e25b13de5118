"""Writing many ratings at once so that nobody can tell from where a row lies whose it is.

An anonymous rating has a random id and no time, and a used voice is a digest. But rows that were written in the order
of the dossiers would tell both all the same. They are collected in tables of this connection and written in the order
of their random keys.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

_BEGIN = """
CREATE TEMPORARY TABLE heard_rating (LIKE feedback_rating) ON COMMIT DROP;
CREATE TEMPORARY TABLE heard_voice (LIKE feedback_usedvoice) ON COMMIT DROP
"""
_END = """
INSERT INTO feedback_rating SELECT * FROM heard_rating ORDER BY id;
INSERT INTO feedback_usedvoice SELECT * FROM heard_voice ORDER BY digest;
DROP TABLE heard_rating, heard_voice
"""


class Heard(NamedTuple):
    """A rating as its row says it; see `models.Rating`."""

    id: UUID
    month: date
    procedure_code: str
    agency_id: int
    office_id: int
    door: str
    steps: list[list[str | int]]
    levels: dict[str, int]
    dissatisfied: bool
    words: str
    subject_ref: UUID | None
    voice: str | None
    given_at: datetime | None


class Urn:
    """Ratings that were heard and are not written yet."""

    def add(self, ratings: Iterable[Heard], voices: Iterable[bytes]) -> None:
        """Some more of them, and the digests of the voices that gave them."""
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY heard_rating ({', '.join(Heard._fields)}) FROM STDIN") as copy:
                for each in ratings:
                    copy.write_row([Jsonb(value) if isinstance(value, list | dict) else value for value in each])
            with cursor.copy("COPY heard_voice (digest) FROM STDIN") as copy:
                for digest in voices:
                    copy.write_row((digest,))


@contextmanager
def shuffled() -> Generator[Urn, None, None]:
    """An urn for the caller's transaction: what was put into it is written at the end, in no order."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN)
        yield Urn()
        cursor.execute(_END)
