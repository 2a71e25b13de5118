"""Ordering that dossiers follow a changed calendar, and trying out what it would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.core.deadlines import Grounds
from motcua.core.text import ToldError
from motcua.domain.dossiers.calendar_change.running import AT_ONCE, followed, open_dossiers
from motcua.domain.dossiers.models import CalendarChange
from motcua.domain.dossiers.store.read import read_cases
from motcua.domain.identity.events import CalendarChanged
from motcua.domain.identity.services import tried_out

_TRIED_OUT = Grounds("Thử trước", "Thử trước")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would do. moved: dossiers with another due date, by the agency that decides. steps: dossiers of
    which only steps, questions or timers would move. refused: those that could not be computed.
    """

    looked: int
    moved: Mapping[int, int]
    steps: int
    refused: int


def order_following(changed: CalendarChanged) -> None:
    """Note that all open dossiers must follow a change; the worker carries it through. In the change's transaction."""
    CalendarChange.objects.create(agency_id=changed.agency_id, decision=changed.decision[:200], reason=changed.reason)


def rehearse(change: Callable[[], None], agency_id: int, now: datetime) -> Rehearsal:
    """What a change of the calendar would move, if it were made now: it is made, looked at, and taken back."""
    with tried_out():
        change()
        return _looked_at(agency_id, now)


def _looked_at(agency_id: int, now: datetime) -> Rehearsal:
    looked = steps = refused = 0
    moved: Counter[int] = Counter()
    after = UUID(int=0)
    while dossiers := open_dossiers(agency_id, after, AT_ONCE):
        cases, after = read_cases(dossiers), dossiers[-1]
        looked += len(dossiers)
        for each in dossiers:
            try:
                work = followed(cases[each], _TRIED_OUT, 0, now)
            except ToldError:
                refused += 1
                continue
            old, new = work.before.clock, work.case.clock
            if old and new and old.due_at != new.due_at:
                moved[work.case.competent_id] += 1
            elif work.events:
                steps += 1
    return Rehearsal(looked, moved, steps, refused)
