"""Keeping the counts: a little at a time as things happen, or all anew from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from motcua.domain.dossiers.queries.log import LoggedEvent, all_events, events_of_entries
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.projection import COUNTED_KINDS, Key, counts_of
from motcua.infra.outbox import take

CONSUMER = "reporting"
_ADD = """
INSERT INTO reporting_dailycount AS c (day, agency_id, procedure_code, channel, measure, n)
SELECT * FROM unnest(%s::date[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[])
ON CONFLICT (day, agency_id, procedure_code, channel, measure) DO UPDATE SET n = c.n + excluded.n
"""


def read_outbox(now: datetime, most: int = 1000) -> int:
    """Count what has happened since the last reading; how many entries were read.

    The entries go and the counts grow in one transaction, so each event counts exactly once, whoever is killed when.
    """
    with transaction.atomic():
        entries = take(CONSUMER, most)
        _add(counts_of(events_of_entries(entries, COUNTED_KINDS)))
    return len(entries)


def rebuild() -> int:
    """Throw the counts away and read the whole log anew; how many events were counted. What waits in the outbox has
    been read with the rest, so it goes too.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE infra_outboxentry IN EXCLUSIVE MODE")
        take(CONSUMER, None)
        DailyCount.objects.all().delete()
        total = 0
        log = all_events(COUNTED_KINDS)
        while events := list(islice(log, 10_000)):
            total += len(events)
            _add(counts_of(events))
    return total


class AtOnce:
    """Counts what is written in bulk in the transaction in which that happens, so that nobody reads it again."""

    consumer = CONSUMER
    kinds = COUNTED_KINDS

    def add(self, events: Iterable[LoggedEvent]) -> None:
        """Count events of which the outbox does not tell."""
        _add(counts_of(events))


def _add(counts: Counter[Key]) -> None:
    if not counts:
        return
    # One order for everybody: two readers that add to the same counts must not wait for each other.
    rows = sorted(counts.items())
    columns = [list(column) for column in zip(*((*key, n) for key, n in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_ADD, columns)
