"""Numbers without gaps: 1, 2, 3 … within a scope, given out inside the transaction that uses them."""

from __future__ import annotations

from django.db import connection

_NEXT = """
INSERT INTO infra_counter AS c (scope, last) VALUES (%s, 1)
ON CONFLICT (scope) DO UPDATE SET last = c.last + 1 RETURNING last
"""


def next_number(scope: str) -> int:
    """The next number in `scope`. A transaction that rolls back gives its number back; until it ends, others who want a
    number of the same scope wait for it, so take it late.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that uses it, or there will be gaps")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [scope])
        row: tuple[int] = cursor.fetchone()
    return row[0]
