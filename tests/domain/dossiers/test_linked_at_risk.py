"""Linked procedures when an agency says nothing, is late, or the machine stops in the middle."""

from datetime import timedelta

import pytest
from django.conf import LazySettings

from motcua.core.deadlines import ClockState
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier, DossierErrand, DossierEvent
from motcua.domain.dossiers.queries.linked import silent_parts
from motcua.domain.dossiers.queries.open import open_counts
from motcua.domain.dossiers.services import linked, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.linked import carry, due_errands
from tests.domain.dossiers.linked_kit import kinds, known
from tests.linked import (
    JUSTICE,
    LEADERSHIP,
    Linked,
    carried,
    filed,
    registered,
    registers_residence,
)
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


def test_an_agency_silent_for_two_working_hours_raises_an_alert(working_city: Office):
    whole = registered(working_city)  # both parts were sent at eleven
    carried("2026-11-02 14:29")
    assert known(whole, "health_card").silent_at is None
    carried("2026-11-02 14:30")  # 11:00 to 12:00 and 13:30 to 14:30
    assert known(whole, "health_card").silent_at == at("2026-11-02 14:30")
    assert kinds(whole.whole).count(EventKind.PART_SILENT) == 2


def test_the_alert_is_shown_on_both_sides_and_ends_when_the_agency_takes_it(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    carried("2026-11-02 14:30")
    scopes = [
        working_city.city.scope(*who)
        for who in (
            (JUSTICE, "civil_status_officer"),
            (LEADERSHIP, "commune_chairman"),
            ("G24.079.01", "department_leader"),
        )
    ]
    now = at("2026-11-02 14:40")
    assert [len(silent_parts(scope, now)) for scope in scopes] == [0, 1, 1]
    assert silent_parts(working_city.city.scope("H29.26956.01", "commune_chairman"), now) == ()
    card = whole.part("health_card")
    task = whole.task(card, "receive")
    steps.claim_task(card, task.n, whole.by(task, "2026-11-02 14:45"))
    carried("2026-11-02 14:45")
    assert [len(silent_parts(scope, now)) for scope in scopes] == [0, 0, 0]
    assert known(whole, "health_card").acknowledged_at == at("2026-11-02 14:45")


def test_an_agency_that_acknowledged_in_time_raises_none(working_city: Office):
    whole = registered(working_city)
    for child in ("residence", "health_card"):
        whole.does(whole.part(child), "receive", "2026-11-02 11:20")
    carried("2026-11-03 14:30")
    assert EventKind.PART_SILENT not in kinds(whole.whole)


def test_a_whole_is_late_as_soon_as_a_part_is(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    whole.does(whole.part("health_card"), "receive", "2026-11-02 11:20")
    ward = working_city.city.office("H29.27094")
    late = at("2026-11-04 10:00")  # the card was owed on Tuesday at 15:50, the whole on Thursday
    card = whole.page("2026-11-04 10:00").card
    assert card.standing.due_at == at("2026-11-05 17:30")
    assert (card.standing.state, card.standing.by_a_part) == (ClockState.OVERDUE, True)
    assert open_counts([ward], late)[ward].late == 1
    assert open_counts([ward], late - timedelta(days=1))[ward].late == 0


def test_a_part_that_ended_late_makes_the_whole_late_though_it_ends_in_time(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    card = whole.part("health_card")
    whole.does(card, "receive", "2026-11-02 11:20")
    whole.does(card, "grant", "2026-11-04 10:00", "granted")
    whole.does(card, "issue", "2026-11-04 10:10")
    whole.does(whole.whole, "issue", "2026-11-04 11:00")
    [finished] = DossierEvent.objects.filter(dossier_id=whole.whole, kind="ClockFinished")
    assert finished.data["outcome"] == "late"
    assert finished.data["late_parts"] == [known(whole, "health_card").n]


# --- exactly once


def test_an_errand_carried_again_after_a_kill_changes_nothing(working_city: Office, monkeypatch):
    whole = registered(working_city)
    grants_card_up_to_the_last_act(whole)
    [errand] = due_errands(at("2026-11-02 15:30"))
    before = Dossier.objects.get(pk=whole.whole).seq
    monkeypatch.setattr(linked.DossierErrand, "objects", NoDeletion(linked.DossierErrand.objects))
    carry(errand, at("2026-11-02 15:31"))
    once = Dossier.objects.get(pk=whole.whole).seq
    assert once > before
    monkeypatch.undo()
    assert due_errands(at("2026-11-02 15:32")) == [errand]
    carried("2026-11-02 15:32")
    assert Dossier.objects.get(pk=whole.whole).seq == once
    assert kinds(whole.whole).count(EventKind.PART_ENDED) == 2
    assert list(verify_log()) == []


def test_a_part_opened_again_after_a_kill_is_one_dossier(working_city: Office, monkeypatch):
    whole = filed(working_city)
    whole.does(whole.whole, "receive", "2026-11-02 08:10")
    task = whole.task(whole.whole, "check")
    steps.complete_step(whole.whole, task.n, "clear", "", whole.by(task, "2026-11-02 08:30"))
    [errand] = due_errands(at("2026-11-02 08:30"))
    monkeypatch.setattr(linked.DossierErrand, "objects", NoDeletion(linked.DossierErrand.objects))
    carry(errand, at("2026-11-02 08:31"))
    carry(errand, at("2026-11-02 08:32"))
    monkeypatch.undo()
    carried("2026-11-02 08:33")
    assert Dossier.objects.filter(parent_id=whole.whole).count() == 1
    assert kinds(whole.part("birth")).count(EventKind.SUBMITTED) == 1


def test_an_errand_that_cannot_be_carried_is_put_off_and_does_not_stop_the_others(working_city: Office, monkeypatch):
    first, second = filed(working_city), filed(working_city, "2026-11-02 08:05")
    for whole in (first, second):
        task = whole.task(whole.whole, "receive")
        steps.accept_dossier(whole.whole, task.n, whole.by(task, "2026-11-02 08:10"))
        task = whole.task(whole.whole, "check")
        steps.complete_step(whole.whole, task.n, "clear", "", whole.by(task, "2026-11-02 08:30"))
    part_case = linked.part_case

    def broken(case, *others):
        if case.id == first.whole:
            raise WrongPhaseError("Chưa mở được.", "Cannot be opened.")
        return part_case(case, *others)

    monkeypatch.setattr(linked, "part_case", broken)
    carried("2026-11-02 08:30")
    assert Dossier.objects.filter(parent_id=second.whole).exists()
    assert DossierErrand.objects.get(dossier_id=first.whole, kind="send").due_at == at("2026-11-02 08:31")
    monkeypatch.undo()
    carried("2026-11-02 08:31")
    assert Dossier.objects.filter(parent_id=first.whole).exists()


class NoDeletion:
    """The rows of errands, as a worker finds them that was killed before it took one away."""

    def __init__(self, objects):
        self._objects = objects

    def filter(self, **wanted):
        return _Kept() if "seq" in wanted else self._objects.filter(**wanted)


class _Kept:
    def delete(self) -> None:
        """The worker is dead."""


def grants_card_up_to_the_last_act(whole: Linked) -> None:
    """The card is issued, and nobody has carried the news yet."""
    card = whole.part("health_card")
    whole.does(card, "receive", "2026-11-02 11:20")
    whole.does(card, "grant", "2026-11-02 15:20", "granted")
    task = whole.task(card, "issue")
    steps.issue_result(card, task.n, "", whole.by(task, "2026-11-02 15:30"))
