"""Proving the log: every chain against its own hashes and its dossier's head, every sealed day against its digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from motcua.core.workcal import ZONE, office_time
from motcua.domain.dossiers.events import EventKind, fingerprint
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.services.day_stamps import digest_of
from motcua.infra.audit import ChainedEvent, Fault, Head, merkle_root, verify
from motcua.infra.models import DailyDigest
from motcua.infra.signing import TimestampRefusedError, Timestamps, Trust, UntrustedTimestampError

CHUNK = 5_000
_EVENTS = """
SELECT dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, hash
FROM dossiers_dossierevent WHERE dossier_id > %s AND dossier_id <= %s ORDER BY dossier_id, seq
"""
_WORDS = """
SELECT r.dossier_id, r.seq, r.words, e.data->>'words' FROM dossiers_remark r
JOIN dossiers_dossierevent e USING (dossier_id, seq) WHERE r.dossier_id > %s AND r.dossier_id <= %s
"""
_FORMS = """
SELECT dossier_id, n, form FROM dossiers_content WHERE dossier_id > %s AND dossier_id <= %s ORDER BY dossier_id, n
"""
_GROWN = """
SELECT DISTINCT ON (dossier_id) dossier_id, seq, hash FROM dossiers_dossierevent
WHERE recorded_at >= %s AND recorded_at < %s ORDER BY dossier_id, seq DESC
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the log that does not hold: which dossier, which event, what is wrong.

    what: `event`, the event itself; `words` or `form`, what the event carries the hash of; `digest`, a sealed day;
    `stamp`, its time stamp, which is `UNKNOWN` where it is whole but was made by nobody whom the city trusts.
    """

    what: str
    fault: Fault
    dossier_id: UUID | None = None
    seq: int = 0
    day: date | None = None

    def __str__(self) -> str:
        place = f"day {self.day}" if self.day else f"dossier {self.dossier_id} event {self.seq}"
        return f"{place}: {self.what} {self.fault}"


@dataclass(slots=True)
class Checked:
    """How much was looked at so far."""

    dossiers: int = 0
    events: int = 0
    days: int = 0
    stamps: int = 0


def verify_log(checked: Checked | None = None, trust: Trust | None = None) -> Iterator[Finding]:
    """Everything that does not hold, as it is found. `checked` counts along, for whoever shows progress. Time stamps
    are checked against `trust`; without it they are not.
    """
    checked = checked or Checked()
    last = UUID(int=0)
    while True:
        rows = list(Dossier.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "seq", "head")[:CHUNK])
        upto = rows[-1][0] if len(rows) == CHUNK else UUID(int=2**128 - 1)
        heads = {row[0]: Head(row[1], bytes(row[2])) for row in rows}
        yield from _verify_span(last, upto, heads, checked)
        checked.dossiers += len(rows)
        if len(rows) < CHUNK:
            break
        last = upto
    yield from _verify_digests(checked, trust)


def seal_days(now: datetime) -> int:
    """Make the digest of every day that is over and not sealed yet; how many. A day is sealed an hour after its end,
    when no transaction of it can still be open. Days go by when events were recorded: `now` is the machine's.
    """
    sealed = 0
    until = office_time(now - timedelta(hours=1)).date()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE infra_dailydigest IN SHARE ROW EXCLUSIVE MODE")
        newest = DailyDigest.objects.order_by("-day").first()
        day = newest.day + timedelta(days=1) if newest else _first_day()
        previous = bytes(newest.hash) if newest else bytes(32)
        while day is not None and day < until:
            chains, root = _root_of(day)
            digest = digest_of(day, chains, root, previous)
            DailyDigest.objects.create(day=day, chains=chains, root=root, previous=previous, hash=digest)
            previous, day, sealed = digest, day + timedelta(days=1), sealed + 1
    return sealed


def _verify_span(after: UUID, upto: UUID, heads: dict[UUID, Head], checked: Checked) -> Iterator[Finding]:
    contents: dict[UUID, list[str]] = {}

    def counted() -> Iterator[ChainedEvent]:
        for event in _events(after, upto):
            checked.events += 1
            if "content" in event.content["data"]:
                contents.setdefault(event.subject, []).append(event.content["data"]["content"])
            yield event

    for each in verify(counted(), heads):
        yield Finding("event", each.fault, each.subject, each.seq)
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [after, upto])
        for dossier_id, seq, words, told in cursor.fetchall():
            if told != fingerprint(words):
                yield Finding("words", Fault.ALTERED, dossier_id, seq)
        cursor.execute(_FORMS, [after, upto])
        for dossier_id, n, form in cursor.fetchall():
            told = contents.get(dossier_id, [])[n - 1 : n]  # nothing where the event itself is missing
            if told and told[0] != fingerprint(orjson.loads(form)):
                yield Finding("form", Fault.ALTERED, dossier_id, n)


def _events(after: UUID, upto: UUID) -> Iterator[ChainedEvent]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_EVENTS, [after, upto])
        for dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, digest in cursor:
            content: dict[str, Any] = {
                "at": at.astimezone(UTC).isoformat(),
                "kind": EventKind(kind).value,
                "actor": actor,
                "office_id": office_id,
                "step": step,
                "role": role,
                "data": orjson.loads(data),
                "command": str(command),
            }
            yield ChainedEvent(dossier_id, seq, content, bytes(previous), bytes(digest))


def _verify_digests(checked: Checked, trust: Trust | None) -> Iterator[Finding]:
    previous = bytes(32)
    expected: date | None = None
    for row in DailyDigest.objects.order_by("day"):
        chains, root = _root_of(row.day)
        if expected and row.day != expected:
            yield Finding("digest", Fault.MISSING, day=expected)
        told = (row.chains, bytes(row.root), bytes(row.previous), bytes(row.hash))
        if told != (chains, root, previous, digest_of(row.day, chains, root, previous)):
            yield Finding("digest", Fault.ALTERED, day=row.day)
        if row.stamp and trust:
            checked.stamps += 1
            yield from _verify_stamp(row.day, bytes(row.stamp), bytes(row.hash), trust)
        previous, expected = bytes(row.hash), row.day + timedelta(days=1)
        checked.days += 1


def _verify_stamp(day: date, stamp: bytes, digest: bytes, trust: Trust) -> Iterator[Finding]:
    try:
        Timestamps.check(stamp, digest, trust)
    except UntrustedTimestampError:
        yield Finding("stamp", Fault.UNKNOWN, day=day)
    except TimestampRefusedError:
        yield Finding("stamp", Fault.ALTERED, day=day)


def _first_day() -> date | None:
    first = DossierEvent.objects.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    return office_time(first).date() if first else None


def _root_of(day: date) -> tuple[int, bytes]:
    """How many chains grew on a day, and the root over their heads, in the order of their dossiers."""
    begins = datetime.combine(day, time(), ZONE)
    with connection.cursor() as cursor:
        cursor.execute(_GROWN, [begins, begins + timedelta(days=1)])
        rows = cursor.fetchall()
    return len(rows), merkle_root(row[0].bytes + row[1].to_bytes(4, "big") + bytes(row[2]) for row in rows)
