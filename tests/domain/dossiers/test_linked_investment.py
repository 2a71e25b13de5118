"""The investment policy of the province: twelve rows, seventeen days, the city's decision in between as a part."""

import pytest
from django.conf import LazySettings

from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier, DossierPart
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.types import PaperOrigin, Phase
from tests.linked import Linked, appraised, proposed
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


def decides(whole: Linked, verdict: str, words: str = "") -> None:
    part = whole.part("decision")
    whole.does(part, "receive", "2026-11-10 15:00")
    whole.does(part, "examine", "2026-11-11 16:00")
    whole.does(part, "review", "2026-11-12 09:00")
    whole.does(part, "sign", "2026-11-12 15:00", verdict, words)
    whole.does(part, "issue", "2026-11-12 16:00")


def test_it_is_owed_in_seventeen_working_days(working_city: Office):
    whole = proposed(working_city)
    whole.does(whole.whole, "receive", "2026-11-02 09:00")
    assert whole.page("2026-11-02 09:01").card.standing.due_at == at("2026-11-26 17:30")  # 24 November is a holiday


def test_the_report_and_the_proposal_go_to_the_citys_committee_which_has_three_days(working_city: Office):
    whole = appraised(working_city)
    part = whole.page("2026-11-10 14:01", whole.part("decision"))
    assert part.card.competent_id == working_city.city.office("H29")
    assert {each.paper.component: bool(each.paper.document_id) for each in part.papers} == {
        "appraisal_report": True,
        "proposal": False,
    }
    assert part.form["capital"] == whole.page("2026-11-10 14:01").form["capital"]
    whole.does(whole.part("decision"), "receive", "2026-11-10 15:00")
    due = whole.page("2026-11-10 15:00", whole.part("decision")).card.standing.due_at
    assert due == at("2026-11-13 17:30")


def test_the_decision_comes_back_and_is_returned_where_it_was_received(working_city: Office):
    whole = appraised(working_city)
    decides(whole, "approved")
    whole.does(whole.whole, "issue", "2026-11-13 09:00")
    whole.does(whole.whole, "return_result", "2026-11-13 14:00")
    page = whole.page("2026-11-13 14:01")
    assert page.card.phase is Phase.RETURNED
    returned = [event for event in page.events if event.kind is EventKind.RESULT_RETURNED]
    assert returned[0].office_id == working_city.city.office("H29.11.03")
    [decision] = [each.paper for each in page.papers if each.paper.origin is PaperOrigin.LINKED]
    assert decision.variant == "decision"
    assert decision.document_id is not None
    assert list(verify_log()) == []


def test_a_refusal_of_the_city_is_told_by_the_department_with_the_citys_reason(working_city: Office):
    whole = appraised(working_city)
    decides(whole, "refused", "Không phù hợp quy hoạch.")
    assert DossierPart.objects.get(dossier_id=whole.whole).outcome == "refused"
    whole.does(whole.whole, "issue", "2026-11-13 09:00")
    letters = {letter.key: letter.details for letter in whole.page("2026-11-13 09:01").letters}
    assert letters["rejection_notice"]["letter"]["reasons"] == ["Không phù hợp quy hoạch."]


def test_sent_back_by_the_citys_office_it_is_refused_without_a_result(working_city: Office):
    whole = appraised(working_city)
    whole.does(whole.part("decision"), "receive", "2026-11-10 15:00", "refuse", "Thiếu ý kiến của Sở Xây dựng.")
    assert Dossier.objects.get(parent_id=whole.whole).phase == "not_accepted"
    assert DossierPart.objects.get(dossier_id=whole.whole).outcome == "refused"
