"""Who is reminded of what, when, once each: the permit of the demo city against its real reminders."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.models import DossierTimer, NextReminder, SaidReminder
from motcua.domain.dossiers.reminding import telling
from motcua.domain.dossiers.services import citizen, reminders, steps
from motcua.domain.dossiers.services.reminders import look_at_all, remind_due
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.models import Message
from motcua.domain.notifications.types import UnknownEventError
from tests import permit
from tests.at_once import at_once
from tests.domain.dossiers.test_beside_the_steps import waiting
from tests.office import Office, at, on_paper

pytestmark = pytest.mark.django_db


def said(dossier: UUID) -> list[tuple[str, str]]:
    """What was said on a dossier, by rule and what it was about."""
    rows = SaidReminder.objects.filter(dossier_id=dossier).exclude(told=[])
    return list(rows.order_by("at", "rule").values_list("rule", "owed"))


def told(officer: int) -> Counter[str]:
    """The messages of an officer within the system, by event."""
    rows = Message.objects.filter(officer_id=officer, channel="in_app")
    return Counter(rows.values_list("notice__event", flat=True))


def time_passes(until: str, since: str = "2026-11-03 08:30") -> None:
    """A worker goes its rounds every half hour."""
    now = at(since)
    while now <= at(until):
        while remind_due(now):
            pass
        now += timedelta(minutes=30)


def test_an_hour_after_a_step_was_due_its_head_is_told_where_nobody_has_taken_it(working_city: Office):
    dossier = permit.accepted(working_city)
    head = working_city.city.who(permit.ECONOMY, "division_head")
    time_passes("2026-11-03 10:00")
    assert said(dossier) == []
    time_passes("2026-11-03 14:00", "2026-11-03 10:30")
    assert said(dossier) == [("step_late", f"step:{permit.n_of(dossier, 'assign')}")]
    assert told(head) == {"escalation": 1}


def test_each_reminder_is_said_once_however_often_and_by_how_many_workers_it_is_looked_at(working_city: Office):
    dossier = permit.accepted(working_city)
    for now in ("2026-11-03 12:00", "2026-11-03 12:00", "2026-11-03 13:45"):
        look_at_all(at(now))
        remind_due(at(now))
    assert len(said(dossier)) == 1
    assert Message.objects.filter(channel="in_app", notice__event="escalation").count() == 1


def test_what_is_done_in_time_reminds_nobody(working_city: Office):
    dossier = permit.accepted(working_city)
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-03 09:30")
    steps.assign_dossier(dossier, permit.n_of(dossier, "assign"), specialist, "specialist", head)
    time_passes("2026-11-03 17:30")
    assert ("step_late", "step:2") not in said(dossier)


def test_the_holder_hears_before_the_dossier_is_due_and_those_above_him_after_it(working_city: Office):
    dossier = permit.accepted(working_city)
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-03 09:30")
    steps.assign_dossier(dossier, permit.n_of(dossier, "assign"), specialist, "specialist", head)
    time_passes("2026-11-19 12:00")
    rules = [rule for rule, owed in said(dossier) if owed == "dossier"]
    assert rules == ["dossier_soon", "dossier_due", "dossier_late"]
    chairman = working_city.city.who(permit.LEADERSHIP, "commune_chairman")
    rows = {row.rule: row.told for row in SaidReminder.objects.filter(dossier_id=dossier, owed="dossier")}
    assert rows["dossier_soon"] == [specialist]
    assert chairman in rows["dossier_late"]
    assert specialist not in rows["dossier_late"]


def test_after_a_long_outage_only_the_last_that_applies_is_said(working_city: Office):
    dossier = permit.accepted(working_city)
    remind_due(at("2026-11-20 09:00"))
    assert [rule for rule, owed in said(dossier) if owed == "dossier"] == ["dossier_late"]
    passed = SaidReminder.objects.filter(dossier_id=dossier, told=[], owed="dossier")
    assert sorted(passed.values_list("rule", flat=True)) == ["dossier_due", "dossier_soon"]


def test_who_is_meant_by_many_at_once_gets_one_message_that_counts_them(working_city: Office):
    for _ in range(8):
        permit.accepted(working_city)
    remind_due(at("2026-11-10 09:00"))
    head = working_city.city.who(permit.ECONOMY, "division_head")
    assert told(head) == {"reminders_gathered": 1}
    text = Message.objects.get(officer_id=head, channel="in_app").content
    assert "8" in str(text)


def test_after_an_outage_nobody_gets_a_hundred_messages_however_small_the_rounds_are(working_city: Office):
    for _ in range(9):
        permit.accepted(working_city)
    while remind_due(at("2026-11-10 09:00"), most=1):
        pass
    head = working_city.city.who(permit.ECONOMY, "division_head")
    assert told(head).total() <= 6
    assert told(head)["reminders_gathered"] == 1


def test_while_the_applicant_supplements_nobody_is_reminded_of_the_steps(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    time_passes("2026-11-13 17:30")
    assert said(dossier) == []
    time_passes("2026-11-18 09:00", "2026-11-16 08:00")
    assert said(dossier) == [("supplement_awaited", "supplement")]


def test_a_new_due_date_is_reminded_of_anew(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    me = working_city.citizen("2026-11-10 09:00")
    citizen.answer_supplement(dossier, None, on_paper("drawings"), me)
    time_passes("2026-11-10 13:00", "2026-11-10 09:00")
    assert [rule for rule, _ in said(dossier)] == ["step_late"]


def test_an_agency_is_warned_before_its_silence_becomes_consent_and_so_is_who_asked(working_city: Office):
    dossier = permit.accepted(working_city)
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-03 09:30")
    steps.assign_dossier(dossier, permit.n_of(dossier, "assign"), specialist, "specialist", head)
    asked = (permit.Question("planning_department", "Xin ý kiến về chỉ giới."),)
    by = working_city.officer(permit.ECONOMY, "specialist", "2026-11-03 11:00")
    steps.ask_opinions(dossier, permit.n_of(dossier, "consult"), asked, by)
    time_passes("2026-11-16 17:00")
    rows = {row.rule: row.told for row in SaidReminder.objects.filter(dossier_id=dossier, owed="opinion:1")}
    planning = working_city.city.who("H29.13.01", "department_leader")
    assert planning in rows["silence_ahead"]
    assert specialist not in rows["silence_ahead"]
    assert {planning, specialist} <= set(rows["silence_near"])


def test_the_applicant_is_told_before_silence_lets_the_work_go_on_and_so_is_who_leads(working_city: Office):
    walk, _n = waiting("1.001193", "ordinary", WaitsFor.APPLICANT)
    timer = DossierTimer.objects.get(dossier_id=walk.case.id)
    office = identity.calendar_of(walk.case.competent_id)
    remind_due(office.subtract(timer.due_at, timedelta(hours=4)) - timedelta(seconds=1))
    assert not Message.objects.filter(notice__event="confirmation_needed").exists()
    look_at_all(timer.due_at - timedelta(seconds=1))
    remind_due(timer.due_at - timedelta(seconds=1))
    row = SaidReminder.objects.get(dossier_id=walk.case.id, rule="confirmation_near")
    assert row.applicant
    assert row.told
    assert Message.objects.filter(notice__event="confirmation_needed", officer_id=None).exists()


def test_a_template_that_is_missing_keeps_nobody_else_from_being_reminded(working_city: Office, monkeypatch):
    dossier = permit.accepted(working_city)
    remind_due(at("2026-11-03 09:00"))

    def unknown(event: str, *args: object, **more: object) -> int:
        raise UnknownEventError(event)

    monkeypatch.setattr(telling, "notify", unknown)
    assert remind_due(at("2026-11-03 12:00")) == 1
    assert said(dossier) == []
    assert SaidReminder.objects.filter(dossier_id=dossier, rule="step_late").exists()


def test_a_dossier_that_has_ended_is_looked_at_no_more(working_city: Office):
    dossier = working_city.filed().dossier_id
    me = working_city.citizen("2026-11-02 10:00")
    citizen.withdraw_dossier(dossier, "Không xây nữa.", me)
    look_at_all(at("2026-11-20 09:00"))
    remind_due(at("2026-11-20 09:00"))
    assert said(dossier) == []
    assert not NextReminder.objects.filter(dossier_id=dossier).exists()


@pytest.mark.parametrize("skew", [-600, 600])
def test_a_worker_whose_clock_is_off_says_it_at_another_time_but_not_twice(working_city: Office, skew: int):
    dossier = permit.accepted(working_city)
    clocks = [timedelta(), timedelta(seconds=skew)]
    for minute in range(0, 180, 5):
        for clock in clocks:
            remind_due(at("2026-11-03 10:00") + timedelta(minutes=minute) + clock)
    assert said(dossier) == [("step_late", f"step:{permit.n_of(dossier, 'assign')}")]


def test_a_reminder_never_falls_on_a_day_off_or_at_night(working_city: Office):
    dossier = permit.accepted(working_city)
    time_passes("2026-11-30 18:00")
    moments = SaidReminder.objects.filter(dossier_id=dossier).values_list("at", flat=True)
    assert moments
    for moment in moments:
        local = moment.astimezone(at("2026-11-03 08:00").tzinfo)
        assert local.weekday() < 5
        assert 8 <= local.hour <= 17
        assert local.date() != at("2026-11-24 00:00").date()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_say_each_reminder_once(working_city: Office):
    dossiers = [permit.accepted(working_city) for _ in range(4)]
    answers = at_once(*(lambda: remind_due(at("2026-11-03 13:30"), most=3) for _ in range(4)))
    assert all(isinstance(answer, int) for answer in answers)
    remind_due(at("2026-11-03 13:30"))
    assert [len(said(dossier)) for dossier in dossiers] == [1, 1, 1, 1]
    assert Message.objects.filter(notice__event="escalation", channel="in_app").count() == 4


def test_finding_what_is_due_reads_an_index_and_not_every_open_dossier(working_city: Office):
    permit.accepted(working_city)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {reminders.DUE}", [at("2026-11-03 09:00"), 50])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan" in plan
