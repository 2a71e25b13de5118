"""Numbers without gaps: 1, 2, 3 … within a scope, given out inside the transaction that uses them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

_NEXT = """
INSERT INTO infra_counter AS c (scope, last) VALUES (%s, 1)
ON CONFLICT (scope) DO UPDATE SET last = c.last + 1 RETURNING last
"""
_NEXT_UP_TO = """
INSERT INTO infra_counter AS c (scope, last) VALUES (%s, 1)
ON CONFLICT (scope) DO UPDATE SET last = c.last + 1 WHERE c.last < %s RETURNING last
"""
_ALL = "SELECT scope, last FROM infra_counter"
_MOVE = """
UPDATE infra_counter c SET last = m.last FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS m (scope, seen, last)
WHERE c.scope = m.scope AND c.last = m.seen
"""
_BEGIN = """
INSERT INTO infra_counter (scope, last) SELECT * FROM unnest(%s::text[], %s::bigint[]) ON CONFLICT DO NOTHING
"""


class NumbersMovedError(RuntimeError):
    """Somebody took a number of one of the scopes meanwhile."""


def next_number(scope: str) -> int:
    """The next number in `scope`. A transaction that rolls back gives its number back; until it ends, others who want a
    number of the same scope wait for it, so take it late.
    """
    _must_be_inside()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [scope])
        row: tuple[int] = cursor.fetchone()
    return row[0]


def next_number_up_to(most: int, scope: str) -> int | None:
    """The next number in `scope`, as `next_number` gives it; None when `most` have been given."""
    _must_be_inside()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_UP_TO, [scope, most])
        row: tuple[int] | None = cursor.fetchone()
    return row[0] if row else None


def last_numbers() -> dict[str, int]:
    """The last number given out in every scope."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        return dict(cursor.fetchall())


def take_many(seen: Mapping[str, int], last: Mapping[str, int]) -> None:
    """Take in each scope of `last` all numbers after those `seen` (none, where it is not named) up to the given one.

    Raises NumbersMovedError, and takes none if the caller's transaction then rolls back, when somebody else has taken
    one since they were seen.
    """
    _must_be_inside()
    known = sorted(scope for scope in last if scope in seen)
    new = sorted(scope for scope in last if scope not in seen)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [known, [seen[scope] for scope in known], [last[scope] for scope in known]])
        moved = cursor.rowcount
        cursor.execute(_BEGIN, [new, [last[scope] for scope in new]])
        moved += cursor.rowcount
    if moved < len(last):
        raise NumbersMovedError("another act took a number at the same time; try again")


def _must_be_inside() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it, or there will be gaps")
