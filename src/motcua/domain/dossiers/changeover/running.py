"""Carrying a changeover out, some dossiers at a time: each time one transaction. What is killed half-way leaves every
dossier wholly on the old version or wholly on the new one; whoever comes next goes on with the rest. Officers work on
meanwhile: a dossier that moved between reading and writing is decided anew on what then stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists

from motcua.core.deadlines import ClockError
from motcua.core.forms import Text
from motcua.core.workcal import office_time
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.changeover import store
from motcua.domain.dossiers.changeover.fitting import Fit, fitting_of
from motcua.domain.dossiers.changeover.moving import move, on_version, standing_of
from motcua.domain.dossiers.changeover.types import ChangeoverState, DossierState, Order, Reason, Refusal
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import ChangedDossier, Changeover, DossierEvent
from motcua.domain.dossiers.store.read import read_cases
from motcua.domain.dossiers.store.write import chained, rows_of
from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.dossiers.world import world_around
from motcua.domain.identity.types import NotFoundError

AT_ONCE = 200  # dossiers in one transaction: some tenths of a second, for which an officer's click may have to wait
TRIES = 8
AT_WORK = (ChangeoverState.RUNNING.value, ChangeoverState.UNDOING.value)
# At work, over, and the dossiers that must have had their turn between the two.
ENDS = (
    (ChangeoverState.RUNNING, ChangeoverState.DONE, DossierState.CHOSEN),
    (ChangeoverState.UNDOING, ChangeoverState.UNDONE, DossierState.MOVED),
)
ENDED = Reason(Refusal.ENDED, "", Text("hồ sơ đã kết thúc", "the dossier has ended"))
THERE_ALREADY = Reason(
    Refusal.THERE_ALREADY, "", Text("hồ sơ đã theo phiên bản này", "the dossier is on this version already")
)
BUSY = Reason(
    Refusal.BUSY,
    "",
    Text(
        "hồ sơ liên tục có người xử lý nên chưa chuyển được; hãy chọn lại sau",
        "people kept working on the dossier, so it could not be moved; choose it again later",
    ),
)


def carry_on(changeover_id: int, now: datetime) -> int:
    """Move, or put back, the next dossiers of a changeover that is at work; how many had their turn. 0 when nothing is
    left for this worker. Safe to run twice and by several workers at once.
    """
    with transaction.atomic():
        row = _held(changeover_id)
        if row is None:
            return 0
        take_some = _move_some if row.state == ChangeoverState.RUNNING.value else _restore_some
        done = take_some(row, now)
    if not done:
        _finish(changeover_id, now)
    return done


def carry_on_any(now: datetime) -> int:
    """The next dossiers of the changeovers that are at work; how many had their turn: a round of the worker."""
    at_work = Changeover.objects.filter(state__in=AT_WORK).order_by("id").values_list("id", flat=True)
    return sum(carry_on(each, now) for each in at_work)


def run_changeover(changeover_id: int, now: Callable[[], datetime]) -> None:
    """Carry a changeover out to its end, here and now, beside whatever workers do the same."""
    while carry_on(changeover_id, now()):
        pass


def _held(changeover_id: int) -> Changeover | None:
    """The changeover, if it is at work; whoever wants to stop or undo it waits until these dossiers have had their
    turn.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM dossiers_changeover WHERE id = %s FOR SHARE", [changeover_id])
        found = cursor.fetchone()
    return Changeover.objects.get(pk=changeover_id) if found and found[0] in AT_WORK else None


def _finish(changeover_id: int, now: datetime) -> None:
    """The changeover is over when no dossier waits for its turn, not even with another worker."""
    for at_work, over, waiting in ENDS:
        still = ChangedDossier.objects.filter(changeover_id=changeover_id, state=waiting.value)
        Changeover.objects.filter(~Exists(still), pk=changeover_id, state=at_work.value).update(
            state=over.value, finished_at=now
        )


# --- moving


def _move_some(row: Changeover, now: datetime) -> int:
    claimed = store.claim(row.id, DossierState.CHOSEN, AT_ONCE)
    cases = read_cases([each.id for each in claimed])
    made = {each.id: _move(row, cases[each.id], now) for each in claimed}
    acts = [rows for rows in made.values() if not isinstance(rows, Reason)]
    written = store.write_moves(row.id, acts) if acts else set()
    slower = [each for each in claimed if not isinstance(made[each.id], Reason) and each.id not in written]
    refused = {each: reason for each, reason in made.items() if isinstance(reason, Reason)}
    refused |= {each.id: BUSY for each in slower if each.tries + 1 >= TRIES}
    store.count_tries(row.id, [each.id for each in slower])
    store.settle(row.id, [(each, DossierState.REFUSED, why.as_dict()) for each, why in refused.items()])
    return len(claimed)


def _move(row: Changeover, case: Case, now: datetime) -> dict[str, Any] | Reason:
    """The rows of the act that moves a dossier, or why it cannot be moved as it now stands."""
    if case.ended_at:
        return ENDED
    if case.version_id == row.to_version_id:
        return THERE_ALREADY
    fitting = fitting_of(case.version_id, row.to_version_id, row.mapping.get(str(case.version_id), {}))
    fit = fitting.try_on(standing_of(case), now)
    if not isinstance(fit, Fit):
        return fit[0]
    actor = Actor(ActorKind.OFFICER, str(row.planned_by_id))
    work = Working(case, world_around(on_version(case, row.to_version_id)), actor, now)
    try:
        move(work, fitting, fit, Order(row.id, row.to_version_id, row.decision))
    except NotFoundError as error:
        return Reason(Refusal.NO_OFFICE, "", Text(error.vi, error.en))
    except ClockError as error:
        return Reason(Refusal.NO_DAY, "", Text(error.vi, error.en))
    return rows_of(work, uuid5(case.id, f"changeover {row.id}"), consumers=settings.OUTBOX_CONSUMERS)


# --- putting back


def _restore_some(row: Changeover, now: datetime) -> int:
    claimed = store.claim(row.id, DossierState.MOVED, AT_ONCE)
    cases = read_cases([each.id for each in claimed])
    untouched = [each for each in claimed if cases[each.id].seq == each.seq]
    events = [_restored(row, cases[each.id], each.from_version_id, now) for each in untouched]
    restored = store.write_restored(row.id, events, settings.OUTBOX_CONSUMERS) if events else set()
    moved_on = [each for each in claimed if cases[each.id].seq != each.seq]
    store.settle(
        row.id,
        [
            *((each, DossierState.RESTORED, None) for each in restored),
            *((each.id, DossierState.STAYED, _moved_on(each).as_dict()) for each in moved_on),
        ],
    )
    return len(claimed)


def _restored(row: Changeover, case: Case, version_id: int, now: datetime) -> dict[str, Any]:
    """The event that says that a dossier is again as it was before the changeover."""
    work = Working(case, world_around(case), Actor(ActorKind.OFFICER, str(row.undone_by_id)), now)
    facts = {"changeover": row.id, "from": case.version_id, "to": version_id, "decision": row.decision}
    work.record(EventKind.PROCESS_RESTORED, facts)
    [event], _head = chained(work, uuid5(case.id, f"changeover {row.id} undone"))
    return event


def _moved_on(dossier: store.Claimed) -> Reason:
    """Why a dossier is not put back: what was done with it since it was moved."""
    later = DossierEvent.objects.filter(dossier_id=dossier.id, seq__gt=dossier.seq).order_by("seq")
    kind, at = later.values_list("kind", "at")[0]
    vi = f"đã có người xử lý tiếp lúc {office_time(at):%H:%M %d/%m/%Y} sau khi chuyển ({kind})"
    en = f"work went on at {office_time(at):%Y-%m-%d %H:%M}, after the move ({kind})"
    return Reason(Refusal.MOVED_ON, kind, Text(vi, en))
