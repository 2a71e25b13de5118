"""Letting time act: what waited for a day goes on when the day has come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from motcua.domain.dossiers.acts.timers import fire
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.models import DossierTimer
from motcua.domain.dossiers.services.perform import perform
from motcua.domain.dossiers.types import TIMER


def due_timers(now: datetime, most: int = 500) -> list[tuple[UUID, int]]:
    """The timers that have come due, longest due first: the dossier and the timer's number."""
    rows = DossierTimer.objects.filter(due_at__lte=now).order_by("due_at")
    return list(rows.values_list("dossier_id", "n")[:most])


def fire_timer(dossier_id: UUID, n: int, now: datetime) -> bool:
    """Fire one timer. Safe to run twice: the second run finds the timer gone and does nothing. Whether it fired."""

    def act(work: Working) -> None:
        fire(work, n)

    try:
        return not perform(dossier_id, TIMER, uuid5(dossier_id, f"timer {n}"), now, act).repeated
    except TaskGoneError:
        return False
