"""What is open now, counted where it lies: in the small indexes of undecided dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.domain.dossiers.queries.cards import due_soon
from motcua.domain.identity import queries as identity

_OPEN = """
SELECT competent_id,
    count(*) FILTER (WHERE due_at IS NULL),
    count(*) FILTER (WHERE due_at IS NOT NULL AND waiting_for IS NULL AND due_at >= %(soon)s),
    count(*) FILTER (WHERE waiting_for IS NULL AND due_at >= %(now)s AND due_at < %(soon)s),
    count(*) FILTER (WHERE waiting_for IS NULL AND due_at < %(now)s),
    count(*) FILTER (WHERE due_at IS NOT NULL AND waiting_for IS NOT NULL)
FROM dossiers_dossier
WHERE resolved_at IS NULL AND ended_at IS NULL AND competent_id = ANY (%(agencies)s)
GROUP BY competent_id
"""


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """The undecided dossiers of one agency."""

    submitted: int
    in_time: int
    soon: int
    late: int
    waiting: int


def open_counts(agencies: Iterable[int], now: datetime) -> dict[int, OpenCounts]:
    """The undecided dossiers by the agency that decides them. One calendar says for all of a city what soon means."""
    wanted = list(agencies)
    if not wanted:
        return {}
    soon = identity.calendar_of(wanted[0]).add(now, due_soon())
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"agencies": wanted, "now": now, "soon": soon})
        return {agency_id: OpenCounts(*counts) for agency_id, *counts in cursor.fetchall()}
