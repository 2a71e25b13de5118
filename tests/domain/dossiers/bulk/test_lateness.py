"""What moulds tell of the clock: by how much a step was late, and where they have nothing to tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from motcua.core.deadlines import BadNewDueDateError
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.bulk.facts import Fact, Facts
from motcua.domain.dossiers.bulk.gaps import As, Beside, Wanted, put_json
from motcua.domain.dossiers.bulk.mould import with_late
from motcua.domain.identity import queries as identity
from tests.city import NOW
from tests.office import Office

pytestmark = pytest.mark.django_db
OFFICE = Fact(lambda facts: "1")
DUE = Fact(Facts.due, (OFFICE, None, 0))


def told(calendar: WorkCalendar, due_at: datetime, ended: datetime) -> str:
    """What an event tells of a step that ended then."""
    moments = {0: due_at - timedelta(days=1), 1: ended}
    facts = SimpleNamespace(
        due_at=lambda office, limit, began: due_at,
        at=moments.__getitem__,
        around=SimpleNamespace(calendar=lambda office_id: calendar),
    )
    facts.late = lambda due, deed: Facts.late(cast(Facts, facts), due, deed)
    return Facts.late_minutes(cast(Facts, facts), DUE, 1)


def test_minutes_of_lateness_are_told_from_the_first_second_on(working_city: Office):
    calendar = identity.calendar_of(working_city.city.office("H29.27094.04"))
    due_at = calendar.opening(NOW.date()) + timedelta(minutes=30)
    assert told(calendar, due_at, due_at) == ""
    assert told(calendar, due_at, due_at + timedelta(seconds=11)) == ',"late_minutes":0'
    assert told(calendar, due_at, due_at + timedelta(seconds=90)) == ',"late_minutes":1'


def test_while_the_office_is_closed_nobody_gets_late(working_city: Office):
    calendar = identity.calendar_of(working_city.city.office("H29.27094.04"))
    due_at = calendar.closing(NOW.date())
    assert told(calendar, due_at, due_at + timedelta(hours=2)) == ""


def test_what_has_told_lateness_alike_has_to_go_on_doing_so():
    beginning, end = (Fact(Facts.late_minutes, (DUE, deed)) for deed in (0, 1))
    wanted = Wanted()
    put_json([], {"outcome": Beside(frozenset({beginning, end}))}, As.JSON, wanted, in_order_of_keys=True)
    assert wanted.same == {frozenset({beginning, end}): None}


def test_lateness_stands_right_behind_the_due_date_whatever_else_is_told():
    event = {"kind": "StepCompleted", "data": {"outcome": "refuse", "due": "then", "words": "why"}}
    late = frozenset({Fact(Facts.late_minutes, (DUE, 1))})
    assert list(with_late(event, late)["data"]) == ["outcome", "due", "late_minutes", "words"]
    assert with_late(event, frozenset()) == event


def test_nothing_is_learnt_of_a_clock_that_went_otherwise_than_the_course_tells():
    class Reckoned:
        clocks = SimpleNamespace(changes=["rescheduled"])

        def __init__(self, promised: datetime) -> None:
            self.promised = promised

        @property
        def run(self) -> list[datetime]:
            if self.promised <= NOW:
                raise BadNewDueDateError(self.promised, NOW)
            return [self.promised]

    assert Facts.is_reckoned(cast(Facts, Reckoned(NOW + timedelta(days=1))))
    assert not Facts.is_reckoned(cast(Facts, Reckoned(NOW)))
