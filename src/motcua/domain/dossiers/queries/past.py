"""The dossiers to which something happened in a period: what stands behind a leader's figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.core.deadlines import Outcome
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.queries.cards import DossierCard, card_of
from motcua.domain.dossiers.types import Phase
from motcua.infra.ids import first_uuid7

# Nothing is open longer than this: older partitions are not looked into.
LONGEST_OPEN = timedelta(days=800)


class Happened(StrEnum):
    """What happened to a dossier: the groups of a leader's figures for a period. Parts of linked ones are apart."""

    RECEIVED = "received"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    PARTS_RECEIVED = "parts_received"
    PARTS_IN_TIME = "parts_in_time"
    PARTS_LATE = "parts_late"


_OF_PARTS = {
    Happened.PARTS_RECEIVED: (),
    Happened.PARTS_IN_TIME: (Outcome.EARLY, Outcome.ON_TIME),
    Happened.PARTS_LATE: (Outcome.LATE,),
}
_ENDED = {
    Happened.NOT_ACCEPTED: Phase.NOT_ACCEPTED,
    Happened.WITHDRAWN: Phase.WITHDRAWN,
    Happened.STOPPED: Phase.STOPPED,
}


def dossiers_of_period(
    agencies: Iterable[int], what: Happened, days: tuple[date, date], now: datetime, *, first: int = 0, size: int = 50
) -> tuple[DossierCard, ...]:
    """The dossiers of the deciding agencies to which it happened from the first to the last of the days, both counted,
    latest first.
    """
    begin = datetime.combine(days[0], time.min, ZONE)
    end = datetime.combine(days[1] + timedelta(days=1), time.min, ZONE)
    rows = Dossier.objects.filter(pk__gte=first_uuid7(begin - LONGEST_OPEN), competent_id__in=list(agencies))
    return tuple(card_of(row, now) for row in _these(rows, what, begin, end)[first : first + size])


def _these(rows: QuerySet[Dossier], what: Happened, begin: datetime, end: datetime) -> QuerySet[Dossier]:
    rows = rows.filter(parent_id__isnull=what not in _OF_PARTS)
    if what in (Happened.RECEIVED, Happened.PARTS_RECEIVED):
        return rows.filter(_within("accepted_at", begin, end)).order_by("-accepted_at", "pk")
    if what in _ENDED:
        return rows.filter(_within("ended_at", begin, end), phase=_ENDED[what]).order_by("-ended_at", "pk")
    outcomes = _OF_PARTS.get(what) or (Outcome(what.value),)
    finished = DossierEvent.objects.filter(
        dossier_id=OuterRef("pk"), kind=EventKind.CLOCK_FINISHED, data__outcome__in=outcomes
    )
    return rows.filter(_within("resolved_at", begin, end), Exists(finished)).order_by("-resolved_at", "pk")


def _within(column: str, begin: datetime, end: datetime) -> Q:
    return Q(**{f"{column}__gte": begin, f"{column}__lt": end})
