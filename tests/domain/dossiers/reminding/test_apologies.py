"""Apologies are drafted in good time, never sent by themselves, sent once, and seen by those who lead."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.domain.dossiers.errors import MissingWordsError, NotAllowedError, WrongPhaseError
from motcua.domain.dossiers.models import ApologyDraft, Dossier, DossierLetter, Remark, SaidReminder
from motcua.domain.dossiers.queries.apologies import draft_of, owed_apologies
from motcua.domain.dossiers.services import apology
from motcua.domain.dossiers.services.reminders import look_at_all, remind_due
from tests import permit
from tests.domain.dossiers.test_services import assigned
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def looked_at(when: str) -> None:
    look_at_all(at(when))
    remind_due(at(when))


def head_of(city: Office, when: str):
    return city.officer(permit.ECONOMY, "division_head", when)


def drafts(dossier: UUID) -> int:
    return ApologyDraft.objects.filter(dossier_id=dossier).count()


def test_a_draft_is_made_as_the_last_day_for_an_apology_begins_and_not_before(working_city: Office):
    dossier = assigned(working_city)  # due on Wednesday 18 November; nobody has inspected or appraised anything
    looked_at("2026-11-16 17:00")
    assert draft_of(dossier) is None
    looked_at("2026-11-17 08:00")
    draft = draft_of(dossier)
    assert draft is not None
    assert draft.due_at == at("2026-11-18 17:30")
    assert draft.office_id == working_city.city.office(permit.ECONOMY)


def test_the_draft_proposes_where_it_stands_as_the_reason_and_the_first_day_that_can_be_kept(working_city: Office):
    dossier = assigned(working_city)
    asked = (permit.Question("planning_department", "Xin ý kiến về chỉ giới."),)
    by = working_city.officer(permit.ECONOMY, "specialist", "2026-11-03 11:00")
    permit.steps.ask_opinions(dossier, permit.n_of(dossier, "consult"), asked, by)
    looked_at("2026-11-17 08:00")
    draft = draft_of(dossier)
    assert draft is not None
    # The inspection is overdue; behind it lie 16 + 12 + 8 + 8 + 4 hours: six working days, the 24th being a holiday.
    assert draft.new_due_at == at("2026-11-25 17:30")
    assert "Kiểm tra thực địa" in draft.reasons[0]
    assert "Phòng Kinh tế" in draft.reasons[0]


def test_where_the_rest_fits_into_the_time_left_nothing_is_drafted(working_city: Office):
    dossier = permit.drafted(working_city)  # reviewed and signed are all that is left, and the clerk's four hours
    sign = permit.n_of(dossier, "review")
    permit.steps.complete_step(dossier, sign, "approve", "", head_of(working_city, "2026-11-16 17:30"))
    looked_at("2026-11-17 08:00")
    assert draft_of(dossier) is None


def test_a_dossier_that_became_late_all_the_same_gets_its_draft_then(working_city: Office):
    dossier = permit.drafted(working_city)
    sign = permit.n_of(dossier, "review")
    permit.steps.complete_step(dossier, sign, "approve", "", head_of(working_city, "2026-11-16 17:30"))
    looked_at("2026-11-19 08:00")
    draft = draft_of(dossier)
    assert draft is not None
    assert draft.new_due_at > at("2026-11-19 08:00")


def test_a_draft_is_never_sent_by_itself(working_city: Office):
    dossier = assigned(working_city)
    for when in ("2026-11-17 08:00", "2026-11-18 12:00", "2026-11-25 09:00"):
        looked_at(when)
    assert drafts(dossier) == 1
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="apology_letter").exists()
    assert Dossier.objects.get(pk=dossier).due_at == at("2026-11-18 17:30")


def test_sent_as_it_is_the_draft_is_gone_and_no_second_is_ever_made(working_city: Office):
    dossier = assigned(working_city)
    looked_at("2026-11-17 08:00")
    draft = draft_of(dossier)
    assert draft is not None
    apology.apologise(dossier, draft.new_due_at, draft.reasons, head_of(working_city, "2026-11-17 09:00"))
    assert Dossier.objects.get(pk=dossier).due_at == draft.new_due_at
    assert draft_of(dossier) is None
    looked_at("2026-12-10 09:00")
    assert draft_of(dossier) is None
    with pytest.raises(WrongPhaseError, match=r"khoản 9|Khoản 9|19"):
        apology.apologise(dossier, at("2026-12-20 08:00"), draft.reasons, head_of(working_city, "2026-12-11 09:00"))


def test_the_letter_can_be_read_before_it_is_sent_and_reading_changes_nothing(working_city: Office):
    dossier = assigned(working_city)
    looked_at("2026-11-17 08:00")
    draft = draft_of(dossier)
    assert draft is not None
    by = head_of(working_city, "2026-11-17 09:00")
    assert apology.preview_apology(dossier, draft.new_due_at, draft.reasons, by).startswith(b"%PDF")
    assert Dossier.objects.get(pk=dossier).due_at == at("2026-11-18 17:30")
    assert draft_of(dossier) == draft


def test_dismissed_with_a_reason_it_comes_again_only_once_the_dossier_is_late(working_city: Office):
    dossier = assigned(working_city)
    looked_at("2026-11-17 08:00")
    with pytest.raises(MissingWordsError):
        apology.dismiss_apology(dossier, 1, "  ", head_of(working_city, "2026-11-17 09:00"))
    by = head_of(working_city, "2026-11-17 09:00")
    apology.dismiss_apology(dossier, 1, "Sẽ trả đúng hẹn, chỉ còn đóng dấu.", by)
    apology.dismiss_apology(dossier, 1, "Sẽ trả đúng hẹn, chỉ còn đóng dấu.", by)  # the same click once more
    assert draft_of(dossier) is None
    assert Remark.objects.filter(dossier_id=dossier, words="Sẽ trả đúng hẹn, chỉ còn đóng dấu.").count() == 1
    looked_at("2026-11-18 12:00")
    assert draft_of(dossier) is None
    looked_at("2026-11-19 08:00")
    assert drafts(dossier) == 2
    assert draft_of(dossier) is not None


@pytest.mark.parametrize(("office", "role"), [(permit.ECONOMY, "specialist"), (permit.ONE_STOP, "one_stop_officer")])
def test_who_does_not_lead_can_neither_dismiss_nor_read_it(working_city: Office, office: str, role: str):
    dossier = assigned(working_city)
    looked_at("2026-11-17 08:00")
    by = working_city.officer(office, role, "2026-11-17 09:00")
    with pytest.raises(NotAllowedError):
        apology.dismiss_apology(dossier, 1, "Không cần.", by)
    with pytest.raises(NotAllowedError):
        apology.preview_apology(dossier, at("2026-11-27 08:00"), ("Chậm.",), by)
    assert draft_of(dossier) is not None


def test_the_head_and_the_leader_above_him_see_what_is_owed_and_a_ward_next_door_does_not(working_city: Office):
    dossier = assigned(working_city)
    looked_at("2026-11-17 08:00")
    now = at("2026-11-17 09:00")
    for office, role in ((permit.ECONOMY, "division_head"), (permit.LEADERSHIP, "commune_chairman")):
        [owed] = owed_apologies(working_city.city.scope(office, role), now)
        assert owed.draft.dossier_id == dossier
        assert not owed.is_late
    assert owed_apologies(working_city.city.scope("H29.26740.01", "commune_chairman"), now) == ()
    assert owed_apologies(working_city.city.scope(permit.ECONOMY, "specialist"), now) == ()
    looked_at("2026-11-19 09:00")
    chairman = working_city.city.scope(permit.LEADERSHIP, "commune_chairman")
    assert owed_apologies(chairman, at("2026-11-19 09:00"))[0].is_late


def test_who_has_not_sent_it_is_reminded_and_his_leader_hears_when_its_day_has_closed(working_city: Office):
    dossier = assigned(working_city)
    for when in ("2026-11-17 08:00", "2026-11-17 13:30", "2026-11-17 17:30"):
        looked_at(when)
    rows = {row.rule: row.told for row in SaidReminder.objects.filter(dossier_id=dossier, owed="apology")}
    head, chairman = (
        working_city.city.who(permit.ECONOMY, "division_head"),
        working_city.city.who(permit.LEADERSHIP, "commune_chairman"),
    )
    assert rows["apology_waits"] == [head]
    assert {head, chairman} <= set(rows["apology_not_sent"])


def test_while_the_applicant_is_waited_for_no_apology_is_owed(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    looked_at("2026-11-30 09:00")
    assert drafts(dossier) == 0
