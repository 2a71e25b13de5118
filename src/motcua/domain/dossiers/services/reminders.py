"""Reminding: each moment at which somebody must be told is found by an index, told once, and the next one noted.

The row is the queue. A worker takes the rows that are due, looks at how the dossiers stand, writes what is said and
moves the rows on, all in one transaction: killed, it has done nothing; beside others, each takes different rows. What
was said is remembered for ever, so a clock that is ahead or behind changes when something is said, not how often.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from motcua.core.deadlines import Call, Fallen, fallen_due
from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import ApologyDraft, DossierEvent, SaidReminder
from motcua.domain.dossiers.reminding.debts import calls_of, next_look
from motcua.domain.dossiers.reminding.drafts import proposal
from motcua.domain.dossiers.reminding.telling import Heard, Spoken, tell
from motcua.domain.dossiers.store.read import read_cases
from motcua.domain.dossiers.types import WaitingFor
from motcua.domain.dossiers.world import world_around

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Dossiers in one transaction: for so long an officer's click on one of them may have to wait."""
AGAIN_AFTER = timedelta(hours=1)
"""When a dossier is looked at again that could not be judged: its calendar ends, its procedure cannot be read."""

AT_ONE_TIME = timedelta(hours=1)
"""Reminders within so much time count as many at once."""

DUE = """
SELECT dossier_id FROM dossiers_reminder WHERE due_at <= %s ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
_SAID = "SELECT dossier_id, rule, owed, due_at FROM dossiers_reminded WHERE dossier_id = ANY (%s)"
_LATELY = "SELECT unnest(told), count(*) FROM dossiers_reminded WHERE at > %s AND at <= %s GROUP BY 1"
_MOVE_ON = """
UPDATE dossiers_reminder r SET due_at = m.due_at FROM unnest(%s::uuid[], %s::timestamptz[]) AS m (id, due_at)
WHERE r.dossier_id = m.id
"""
_ARM = """
INSERT INTO dossiers_reminder (dossier_id, due_at) SELECT id, %s FROM dossiers_dossier WHERE ended_at IS NULL
ON CONFLICT (dossier_id) DO UPDATE SET due_at = least(dossiers_reminder.due_at, excluded.due_at)
"""
Said = Mapping[UUID, set[tuple[str, str, datetime]]]


def remind_due(now: datetime, most: int = AT_ONCE) -> int:
    """Say what is to be said on the dossiers whose moment has come; how many dossiers were looked at."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(DUE, [now, most])
            due = [row[0] for row in cursor.fetchall()]
        if not due:
            return 0
        cases = read_cases(due)
        said, asked = _said(due), _supplements_asked_at(cases.values())
        looks = {each: _look(cases[each], said.get(each, set()), asked.get(each), now) for each in due}
        fallen = [(cases[each], found) for each, (found, _) in looks.items() if found.told or found.passed]
        told = tell([(case, found.told) for case, found in fallen], lambda: _told_lately(now), now)
        _remember(fallen, told, now)
        _move_on({each: at for each, (_, at) in looks.items()})
    return len(due)


def look_at_all(now: datetime) -> int:
    """Have every open dossier looked at once; how many there are. For rules, calendars or offices that have changed
    since it was looked at last, and for dossiers from before there were reminders.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ARM, [now])
        return int(cursor.rowcount)


def _look(
    case: Case, said: set[tuple[str, str, datetime]], asked_at: datetime | None, now: datetime
) -> tuple[Fallen, datetime | None]:
    """What is to be said on a dossier, and when to look again; nothing and in an hour, if it cannot be judged."""
    try:
        world = world_around(case)
        fallen = [fallen_due(calls, now, said) for calls in calls_of(case, world, asked_at)]
        _draft(case, world, now)
        owed = [call for each in fallen for call in each.told if _is_owed(case, call)]
        passed = [call for each in fallen for call in (*each.passed, *each.told) if call not in owed]
        return Fallen(tuple(owed), tuple(passed)), next_look(case, world, now, asked_at)
    except ToldError:
        log.exception("dossier %s cannot be judged for reminders", case.id)
        return Fallen((), ()), now + AGAIN_AFTER


def _is_owed(case: Case, call: Call) -> bool:
    """An apology is asked for only while a draft of it lies there."""
    return call.debt.key != "apology" or _open_draft(case) is not None


def _draft(case: Case, world: World, now: datetime) -> None:
    """Lay a draft before the signer, if an apology is owed. One that was dismissed is made anew once the dossier is
    late.
    """
    wanted = proposal(case, world, now)
    if wanted is None:
        return
    drafts = ApologyDraft.objects.filter(dossier_id=case.id)
    last = drafts.order_by("-n").first()
    if last and last.due_at == wanted.due_at:
        dismissed_in_time = last.dismissed_at is not None and last.dismissed_at <= wanted.due_at
        if not (wanted.is_late and dismissed_in_time):
            return
    ApologyDraft.objects.create(
        dossier_id=case.id,
        n=last.n + 1 if last else 1,
        made_at=now,
        due_at=wanted.due_at,
        office_id=wanted.office_id,
        new_due_at=wanted.new_due_at,
        reasons=list(wanted.reasons),
    )


def _open_draft(case: Case) -> ApologyDraft | None:
    if case.clock is None:
        return None
    return ApologyDraft.objects.filter(dossier_id=case.id, due_at=case.clock.due_at, dismissed_at=None).first()


def _said(dossiers: Sequence[UUID]) -> Said:
    found: dict[UUID, set[tuple[str, str, datetime]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [list(dossiers)])
        for dossier_id, rule, owed, due_at in cursor.fetchall():
            found.setdefault(dossier_id, set()).add((rule, owed, due_at))
    return found


def _told_lately(now: datetime) -> dict[int, int]:
    """How many reminders each officer got within the last hour."""
    with connection.cursor() as cursor:
        cursor.execute(_LATELY, [now - AT_ONE_TIME, now])
        return dict(cursor.fetchall())


def _supplements_asked_at(cases: Iterable[Case]) -> dict[UUID, datetime]:
    """When the supplements were asked for that are awaited now, as the log knows it."""
    waiting = [case.id for case in cases if case.waiting_for is WaitingFor.SUPPLEMENT and case.clock is None]
    rows = DossierEvent.objects.filter(dossier_id__in=waiting, kind=EventKind.SUPPLEMENT_REQUESTED)
    return dict(rows.order_by("seq").values_list("dossier_id", "at"))


def _remember(fallen: Iterable[tuple[Case, Fallen]], spoken: Spoken, now: datetime) -> None:
    said = [(case, call) for case, found in fallen for call in (*found.told, *found.passed)]
    rows = [_row(case, call, spoken.get((case.id, call.mark), Heard()), now) for case, call in said]
    SaidReminder.objects.bulk_create(rows, ignore_conflicts=True)


def _row(case: Case, call: Call, heard: Heard, now: datetime) -> SaidReminder:
    return SaidReminder(
        dossier_id=case.id,
        rule=call.rule.key,
        owed=call.debt.key,
        due_at=call.debt.due_at,
        at=now,
        event=call.rule.event,
        told=heard.officers,
        applicant=heard.applicant,
    )


def _move_on(looks: Mapping[UUID, datetime | None]) -> None:
    """Note when to look next; a row with nothing ahead goes. Nobody else can have changed a row meanwhile: acts wait
    for it as long as this takes.
    """
    ahead = {each: at for each, at in looks.items() if at}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_ON, [list(ahead), list(ahead.values())])
        cursor.execute("DELETE FROM dossiers_reminder WHERE dossier_id = ANY (%s)", [[*looks.keys() - ahead.keys()]])
