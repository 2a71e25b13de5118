"""A changed calendar moves all open dossiers, once each, with the reason; what was promised first stays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from motcua.core.workcal import SpecialDay, WeekPattern, holiday, parse_shifts
from motcua.domain.dossiers.calendar_change import running
from motcua.domain.dossiers.calendar_change.queries import calendar_changes, moved_dossiers
from motcua.domain.dossiers.calendar_change.running import follow_calendars, follow_now
from motcua.domain.dossiers.calendar_change.services import rehearse
from motcua.domain.dossiers.models import CalendarChange, Dossier, DossierEvent, DossierOpinion, DossierTimer, OpenTask
from motcua.domain.dossiers.services import citizen, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import CalendarPlan, change_calendar
from motcua.domain.identity.types import IdentityError, NotAllowedError
from tests import permit
from tests.at_once import at_once
from tests.domain.dossiers.test_services import assigned
from tests.office import Office, at, on_paper

pytestmark = pytest.mark.django_db
NOW = at("2026-11-09 10:00")
STORM = date(2026, 11, 12)
DECISION, REASON = "QĐ 99/QĐ-UBND", "Nghỉ tránh bão số 9"


@pytest.fixture(autouse=True)
def _no_waiting(settings):
    settings.REFERENCE_CACHE_SECONDS = 0


def operator(city: Office, code: str = "H29") -> Scope:
    return Scope(None, frozenset(), frozenset(), frozenset({city.city.office(code)}))


def declare(city: Office, *days: SpecialDay, code: str = "H29", **more: object) -> None:
    plan = CalendarPlan(days=days, **more)  # type: ignore[arg-type] # ordinary days and weeks, as a test names them
    change_calendar(plan, city.city.office(code), by=operator(city, code), decision=DECISION, reason=REASON, now=NOW)


def follow() -> None:
    follow_now(lambda: NOW)


def due(dossier: UUID) -> object:
    return Dossier.objects.get(pk=dossier).due_at


def test_a_holiday_declared_for_tomorrow_moves_every_open_due_date_with_its_reason(working_city: Office):
    working, waiting = permit.accepted(working_city), permit.to_be_supplemented(working_city)
    assert due(working) == at("2026-11-18 17:30")  # fifteen calendar days
    declare(working_city, holiday(date(2026, 11, 18)))
    follow()
    assert due(working) == at("2026-11-19 17:30")
    assert Dossier.objects.get(pk=working).original_due_at == at("2026-11-18 17:30")
    event = DossierEvent.objects.get(dossier_id=working, kind="ClockRecomputed")
    assert event.data["reason"] == REASON
    assert event.data["article"] == DECISION
    assert event.data["old_due_at"] == "2026-11-18T17:30:00+07:00"
    assert event.data["new_due_at"] == "2026-11-19T17:30:00+07:00"
    assert event.actor == "system:timer"
    paused = DossierEvent.objects.get(dossier_id=waiting, kind="ClockRecomputed")
    assert paused.data["new_due_at"] is None  # no appointment stands while the applicant is waited for
    assert list(verify_log()) == []


def test_the_days_of_steps_questions_and_timers_move_too(working_city: Office):
    dossier = assigned(working_city)
    asked = (permit.Question("planning_department", "Xin ý kiến về chỉ giới."),)
    steps.ask_opinions(
        dossier,
        permit.n_of(dossier, "consult"),
        asked,
        working_city.officer(permit.ECONOMY, "specialist", "2026-11-03 11:00"),
    )
    inspect = OpenTask.objects.get(dossier_id=dossier, step="inspect")
    opinion = DossierOpinion.objects.get(dossier_id=dossier)
    timer = DossierTimer.objects.get(dossier_id=dossier)
    declare(working_city, holiday(inspect.due_at.date()), holiday(opinion.due_at.astimezone(NOW.tzinfo).date()))
    follow()
    assert OpenTask.objects.get(dossier_id=dossier, step="inspect").due_at > inspect.due_at
    assert DossierOpinion.objects.get(dossier_id=dossier).due_at > opinion.due_at
    assert OpenTask.objects.get(dossier_id=dossier, kind="opinion").due_at > opinion.due_at
    assert DossierTimer.objects.get(dossier_id=dossier).due_at > timer.due_at


def test_a_step_counted_from_a_supplement_is_computed_from_the_supplement(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    citizen.answer_supplement(dossier, None, on_paper("drawings"), working_city.citizen("2026-11-11 16:55"))
    before = OpenTask.objects.get(dossier_id=dossier, step="assign").due_at
    assert before == at("2026-11-12 08:25")
    declare(working_city, holiday(STORM))
    follow()
    assert OpenTask.objects.get(dossier_id=dossier, step="assign").due_at == at("2026-11-13 08:25")


def test_a_day_off_taken_back_brings_every_date_back(working_city: Office):
    dossier = permit.accepted(working_city)
    before = Dossier.objects.get(pk=dossier).clock
    declare(working_city, holiday(date(2026, 11, 18)))
    follow()
    declare(working_city, ordinary=(date(2026, 11, 18),))
    follow()
    assert Dossier.objects.get(pk=dossier).clock == before
    assert DossierEvent.objects.filter(dossier_id=dossier, kind="ClockRecomputed").count() == 2


def test_a_holiday_of_the_country_can_be_worked_in_the_city(working_city: Office):
    dossier = permit.accepted(working_city)
    declare(working_city, holiday(date(2026, 11, 18)), holiday(date(2026, 11, 19)), holiday(date(2026, 11, 20)))
    follow()
    assert due(dossier) == at("2026-11-23 17:30")
    declare(working_city, holiday(date(2026, 11, 23)))
    follow()
    assert due(dossier) == at("2026-11-25 17:30")  # Tuesday the 24th is a day off in the whole country
    declare(working_city, ordinary=(date(2026, 11, 24),))
    follow()
    assert due(dossier) == at("2026-11-24 17:30")


def test_other_hours_of_an_office_move_the_days_that_end_at_closing(working_city: Office):
    dossier = permit.accepted(working_city)
    week = WeekPattern.monday_to_friday(date(2026, 11, 16), parse_shifts("07:30-11:30, 13:00-17:00"))
    declare(working_city, code="H29.27094", weeks=(week,))
    follow()
    assert due(dossier) == at("2026-11-18 17:00")


def test_a_ward_next_door_is_not_touched(working_city: Office):
    dossier = permit.accepted(working_city)
    declare(working_city, holiday(date(2026, 11, 18)), code="H29.26956")
    follow()
    assert due(dossier) == at("2026-11-18 17:30")
    assert not DossierEvent.objects.filter(dossier_id=dossier, kind="ClockRecomputed").exists()


def test_what_has_ended_and_what_does_not_move_is_not_written(working_city: Office):
    gone = working_city.filed().dossier_id
    citizen.withdraw_dossier(gone, "Không xây nữa.", working_city.citizen("2026-11-02 10:00"))
    dossier = permit.accepted(working_city)
    seq = Dossier.objects.get(pk=dossier).seq
    declare(working_city, holiday(date(2026, 12, 30)))
    follow()
    assert Dossier.objects.get(pk=dossier).seq == seq
    assert not DossierEvent.objects.filter(dossier_id=gone, kind="ClockRecomputed").exists()
    assert CalendarChange.objects.get().finished_at


def test_a_job_that_breaks_off_goes_on_where_it_stopped(working_city: Office, monkeypatch):
    dossiers = [permit.accepted(working_city) for _ in range(5)]
    monkeypatch.setattr(running, "AT_ONCE", 2)
    declare(working_city, holiday(date(2026, 11, 18)))
    assert follow_calendars(NOW) == 2
    write, written = running.write_act, []

    def killed(*args: object, **more: object) -> object:
        if written:
            raise KeyboardInterrupt
        written.append(args)
        return write(*args, **more)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(running, "write_act", killed)
    with pytest.raises(KeyboardInterrupt):
        follow_calendars(NOW)
    monkeypatch.setattr(running, "write_act", write)
    while follow_calendars(NOW):
        pass
    assert {str(due(each)) for each in dossiers} == {str(due(dossiers[0]))}
    assert DossierEvent.objects.filter(kind="ClockRecomputed").count() == 5
    change = CalendarChange.objects.get()
    assert (change.looked, change.moved, change.refused) == (5, 5, 0)


def test_the_leader_sees_what_moved_and_a_stranger_does_not(working_city: Office):
    dossier = permit.accepted(working_city)
    declare(working_city, holiday(date(2026, 11, 18)))
    follow()
    chairman = working_city.city.scope(permit.LEADERSHIP, "commune_chairman")
    change = calendar_changes(chairman)[0]
    assert (change.decision, change.moved) == (DECISION, 1)
    [moved] = moved_dossiers(change.id, chairman)
    assert moved.dossier_id == dossier
    assert moved.new_due_at == at("2026-11-19 17:30")
    assert moved_dossiers(change.id, working_city.city.scope("H29.26740.01", "commune_chairman")) == ()


def test_a_rehearsal_counts_what_would_move_and_changes_nothing(working_city: Office):
    dossier = permit.accepted(working_city)
    found = rehearse(lambda: declare(working_city, holiday(date(2026, 11, 18))), working_city.city.office("H29"), NOW)
    assert (found.looked, sum(found.moved.values()), found.refused) == (1, 1, 0)
    assert due(dossier) == at("2026-11-18 17:30")
    assert not CalendarChange.objects.exists()
    declare(working_city, holiday(date(2026, 11, 17)))  # what was tried out is forgotten: the 18th is worked
    follow()
    assert due(dossier) == at("2026-11-18 17:30")


def test_only_an_administrator_changes_the_calendar_with_a_decision_and_something_to_change(working_city: Office):
    root = working_city.city.office("H29")
    clerk = working_city.city.scope(permit.ONE_STOP, "one_stop_officer")
    plan, said = CalendarPlan(days=(holiday(STORM),)), {"reason": REASON, "now": NOW}
    with pytest.raises(NotAllowedError):
        change_calendar(plan, root, by=clerk, decision=DECISION, **said)
    with pytest.raises(IdentityError):
        change_calendar(plan, root, by=operator(working_city), decision=" ", **said)
    with pytest.raises(IdentityError):
        change_calendar(CalendarPlan(), root, by=operator(working_city), decision=DECISION, **said)
    assert not CalendarChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_an_officer_at_once_lose_nothing(working_city: Office):
    dossiers = [permit.accepted(working_city) for _ in range(6)]
    declare(working_city, holiday(date(2026, 11, 18)))
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-09 10:00")
    n = permit.n_of(dossiers[3], "assign")
    answers = at_once(
        follow,
        follow,
        lambda: steps.assign_dossier(dossiers[3], n, specialist, "specialist", head),
    )
    assert not [each for each in answers if isinstance(each, Exception)]
    follow()
    assert {due(each) for each in dossiers} == {at("2026-11-19 17:30")}
    assert DossierEvent.objects.filter(kind="ClockRecomputed").count() == 6
    assert list(verify_log()) == []
