"""Whatever is done to the log behind the office's back is found, and named."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.core.workcal import ZONE, office_time
from motcua.domain.dossiers.models import Content, Dossier, DossierEvent, Remark
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import seal_days, verify_log
from motcua.infra.models import DailyDigest
from tests.domain.dossiers.test_services import ONE_STOP, accepted, n_of
from tests.office import Office

pytestmark = pytest.mark.django_db


def tamper(statement: str, *values: object) -> None:
    """Do what only somebody with the whole database in hand could do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_dossierevent DISABLE TRIGGER dossiers_events_stay")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE dossiers_dossierevent ENABLE TRIGGER dossiers_events_stay")


def found() -> list[str]:
    return [str(finding) for finding in verify_log()]


def recorded_day(dossier: UUID) -> date:
    return office_time(DossierEvent.objects.filter(dossier_id=dossier).latest("recorded_at").recorded_at).date()


def night_after(day: date, days: int = 0) -> datetime:
    """Two in the morning of the day after `days` more."""
    return datetime.combine(day + timedelta(days=1 + days), time(2), ZONE)


def at(dossier: UUID, seq: int, fault: str) -> str:
    return f"dossier {dossier} event {seq}: event {fault}"


def test_an_untouched_log_holds(working_city: Office):
    accepted(working_city)
    working_city.filed()
    assert found() == []


def test_the_database_itself_refuses_to_change_or_remove_an_event(working_city: Office):
    dossier = accepted(working_city)
    for statement in (
        "UPDATE dossiers_dossierevent SET actor = 'officer:99' WHERE dossier_id = %s",
        "DELETE FROM dossiers_dossierevent WHERE dossier_id = %s",
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [dossier])
    assert found() == []


def test_an_altered_event_is_named(working_city: Office):
    dossier = accepted(working_city)
    tamper("UPDATE dossiers_dossierevent SET actor = 'officer:99' WHERE dossier_id = %s AND seq = 5", dossier)
    assert found() == [at(dossier, 5, "altered")]


def test_an_event_moved_to_another_time_is_named(working_city: Office):
    dossier = accepted(working_city)
    tamper("UPDATE dossiers_dossierevent SET at = at - interval '1 day' WHERE dossier_id = %s AND seq = 6", dossier)
    assert found() == [at(dossier, 6, "altered")]


def test_a_missing_event_is_named_also_the_last(working_city: Office):
    dossier = accepted(working_city)
    last = Dossier.objects.get(pk=dossier).seq
    tamper("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s AND seq IN (3, %s)", dossier, last)
    assert found() == [at(dossier, 3, "missing"), at(dossier, last, "missing")]


def test_events_that_changed_places_are_named(working_city: Office):
    dossier = accepted(working_city)
    tamper("UPDATE dossiers_dossierevent SET seq = 902 WHERE dossier_id = %s AND seq = 2", dossier)
    tamper("UPDATE dossiers_dossierevent SET seq = 2 WHERE dossier_id = %s AND seq = 3", dossier)
    tamper("UPDATE dossiers_dossierevent SET seq = 3 WHERE dossier_id = %s AND seq = 902", dossier)
    assert found() == [at(dossier, 2, "reordered"), at(dossier, 3, "reordered")]


def test_a_dossier_whose_chain_is_gone_is_named(working_city: Office):
    dossier = working_city.filed().dossier_id
    last = Dossier.objects.get(pk=dossier).seq
    tamper("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s", dossier)
    assert found() == [at(dossier, seq, "missing") for seq in range(1, last + 1)]


def test_altered_words_are_named_and_erased_words_are_no_fault(working_city: Office):
    dossier = working_city.filed().dossier_id
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), "Thửa đất thuộc phường khác.", clerk)
    remark = Remark.objects.filter(dossier_id=dossier).first()
    Remark.objects.filter(dossier_id=dossier, seq=remark.seq).update(words="Thiếu giấy tờ.")
    assert found() == [f"dossier {dossier} event {remark.seq}: words altered"]
    Remark.objects.filter(dossier_id=dossier).delete()
    assert found() == []


def test_an_altered_form_is_named(working_city: Office):
    dossier = working_city.filed().dossier_id
    content = Content.objects.get(dossier_id=dossier)
    Content.objects.filter(dossier_id=dossier).update(form={**content.form, "height": "99"})
    assert found() == [f"dossier {dossier} event 1: form altered"]


def test_a_whole_chain_written_anew_betrays_itself_by_the_digest(working_city: Office):
    dossier, other = accepted(working_city), accepted(working_city)
    day = recorded_day(dossier)
    assert seal_days(night_after(day)) == 1
    assert found() == []
    # A chain that holds in itself is put into another day: what a forger with all keys would have to do somewhere.
    tamper("UPDATE dossiers_dossierevent SET recorded_at = recorded_at - interval '1 day' WHERE dossier_id = %s", other)
    assert found() == [f"day {day}: digest altered"]


def test_days_without_anything_are_sealed_too_and_a_removed_day_is_named(working_city: Office):
    dossier = accepted(working_city)
    day = recorded_day(dossier)
    assert seal_days(night_after(day, days=2)) == 3
    assert seal_days(night_after(day, days=2)) == 0
    assert found() == []
    middle = day + timedelta(days=1)
    DailyDigest.objects.filter(day=middle).delete()
    assert found()[0] == f"day {middle}: digest missing"


def test_a_day_is_not_sealed_before_it_is_over(working_city: Office):
    dossier = accepted(working_city)
    half_past_midnight = night_after(recorded_day(dossier)) - timedelta(hours=1, minutes=30)
    assert seal_days(half_past_midnight) == 0
