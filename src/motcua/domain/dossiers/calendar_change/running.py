"""Carrying a change of the calendar through all open dossiers, some at a time: each time one transaction. What is
killed half-way goes on after the last dossier that had its turn; officers work on meanwhile.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from motcua.core.deadlines import Grounds
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.calendar_change.following import follow_calendar
from motcua.domain.dossiers.errors import BusyDossierError
from motcua.domain.dossiers.models import CalendarChange, MovedDossier
from motcua.domain.dossiers.services.perform import TRIES, decide
from motcua.domain.dossiers.store.read import read_case, read_cases
from motcua.domain.dossiers.store.write import write_act
from motcua.domain.dossiers.types import TIMER
from motcua.domain.dossiers.world import world_around
from motcua.domain.identity import queries as identity

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Dossiers in one transaction: some tenths of a second, for which an officer's click may have to wait."""
_NOBODY = UUID(int=0)

# The oldest change only, so that each dossier says by which decision it moved. It begins when no process can still
# count by the calendar as it was.
_CLAIM = """
SELECT id FROM dossiers_calendarchange
WHERE id = (SELECT min(id) FROM dossiers_calendarchange WHERE finished_at IS NULL)
    AND recorded_at + make_interval(secs => %s) <= clock_timestamp()
FOR UPDATE SKIP LOCKED
"""
_EVERYWHERE = "SELECT id FROM dossiers_dossier WHERE ended_at IS NULL AND id > %s ORDER BY id LIMIT %s"
_IN_OFFICES = """
SELECT id FROM dossiers_dossier d WHERE ended_at IS NULL AND id > %s AND (
    competent_id = ANY (%s)
    OR EXISTS (SELECT FROM dossiers_opentask t WHERE t.dossier_id = d.id AND t.office_id = ANY (%s)))
ORDER BY id LIMIT %s
"""
_LOOK = "UPDATE dossiers_reminder SET due_at = least(due_at, %s) WHERE dossier_id = ANY (%s)"


def follow_calendars(now: datetime) -> int:
    """The next dossiers of the oldest change that is not carried through; how many had their turn. Safe to run twice
    and by several workers at once.
    """
    with transaction.atomic():
        return _next_some(now, wait=2 * settings.REFERENCE_CACHE_SECONDS)


def follow_now(now: Callable[[], datetime]) -> None:
    """Carry all changes through, here and now, beside whatever workers do the same. Other processes may go on with the
    calendar as it was for a moment; what they compute meanwhile the nightly look finds.
    """
    while True:
        with transaction.atomic():
            done = _next_some(now(), wait=0)
        if not done:
            return


def open_dossiers(agency_id: int | None, after: UUID, most: int) -> list[UUID]:
    """The next open dossiers that count by the calendar of an agency and all below it, in the order of their ids."""
    with connection.cursor() as cursor:
        if agency_id is None:
            cursor.execute(_EVERYWHERE, [after, most])
        else:
            offices = sorted(identity.agencies().subtree(agency_id))
            cursor.execute(_IN_OFFICES, [after, offices, offices, most])
        return [row[0] for row in cursor.fetchall()]


def followed(case: Case, grounds: Grounds, change_id: int, now: datetime) -> Working:
    """The dossier as it follows the calendar, in memory; without events where nothing moves. Raises ToldError."""
    work = Working(case, world_around(case), TIMER, now)
    decide(work, lambda each: follow_calendar(each, grounds, change_id))
    return work


def _next_some(now: datetime, *, wait: float) -> int:
    change = _claimed(wait)
    if change is None:
        return 0
    dossiers = open_dossiers(change.agency_id, change.after or _NOBODY, AT_ONCE)
    if not dossiers:
        return CalendarChange.objects.filter(pk=change.pk).update(finished_at=now)
    moved, refused = _follow(change, dossiers, now)
    CalendarChange.objects.filter(pk=change.pk).update(
        after=dossiers[-1],
        looked=F("looked") + len(dossiers),
        moved=F("moved") + moved,
        refused=F("refused") + refused,
    )
    return len(dossiers)


def _claimed(wait: float) -> CalendarChange | None:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [wait])
        found = cursor.fetchone()
    return CalendarChange.objects.get(pk=found[0]) if found else None


def _follow(change: CalendarChange, dossiers: Sequence[UUID], now: datetime) -> tuple[int, int]:
    """Let dossiers follow a change; how many have another due date now, and how many could not be computed."""
    cases, rows, refused = read_cases(dossiers), [], 0
    for each in dossiers:
        try:
            done = _write(change, cases[each], now)
        except ToldError:
            log.exception("dossier %s cannot follow the calendar", each)
            refused += 1
            continue
        old, new = done.before.clock, done.case.clock
        if old and new and old.due_at != new.due_at:
            rows.append(MovedDossier(change=change, dossier_id=each, old_due_at=old.due_at, new_due_at=new.due_at))
    MovedDossier.objects.bulk_create(rows, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [now, list(dossiers)])
    return len(rows), refused


def _write(change: CalendarChange, case: Case, now: datetime) -> Working:
    """Decided anew on what stands, if somebody was quicker."""
    command, grounds = uuid5(case.id, f"calendar {change.pk}"), Grounds(change.reason, change.decision)
    for _ in range(TRIES):
        work = followed(case, grounds, change.pk, now)
        if not work.events or write_act(work, command, consumers=settings.OUTBOX_CONSUMERS):
            return work
        case, _repeated = read_case(case.id, command)
    raise BusyDossierError
