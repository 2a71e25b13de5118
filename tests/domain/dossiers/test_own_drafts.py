"""A person's own draft: filed with what its answers need, or handed in to supplement a dossier."""

from uuid import uuid4

import pytest

from motcua.domain.dossiers.errors import InvalidFilingError, NoSuchDossierError, WrongPhaseError
from motcua.domain.dossiers.models import Content, Dossier, DossierPaper, DossierParty, Draft
from motcua.domain.dossiers.queries.drafts import draft_page, drafts_of, supplement_draft
from motcua.domain.dossiers.queries.readiness import readiness
from motcua.domain.dossiers.services import drafts
from motcua.domain.dossiers.services.own_drafts import file_own_draft, hand_in_supplement, open_supplement
from motcua.domain.dossiers.types import DraftPaper
from motcua.domain.identity import queries as identity
from motcua.domain.records.models import Document
from tests import permit
from tests.office import PERMIT, Office, at, permit_form

pytestmark = pytest.mark.django_db
NOW = at("2026-11-02 09:00")


def draft_with(office: Office, papers=("land_paper", "drawings"), **changes):
    me = office.citizen("2026-11-02 09:00")
    draft = drafts.open_draft(me.account_id, PERMIT, "house", {}, NOW)
    drafts.save_draft(draft, me.account_id, {**permit_form(), **changes}, NOW)
    for component in papers:
        add(draft, me.account_id, component)
    return me, draft


def add(draft, account, component):
    document = Document.objects.create(
        id=uuid4(),
        sha256="0" * 64,
        name="giấy tờ.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        facts={},
        origin="upload",
        uploaded_by_id=account,
        uploaded_at=NOW,
    )
    drafts.add_to_draft(draft, account, DraftPaper(component, document.id, "0" * 64, "giấy tờ.pdf"), NOW)


def ready(draft, me):
    return readiness(draft_page(draft, me.account_id), identity.person(me.person_id), NOW)


def test_what_is_missing_is_told_before_filing(working_city: Office):
    me, draft = draft_with(working_city, papers=["land_paper"], height="")
    found = ready(draft, me)
    assert [error.path for error in found.result.errors] == ["height"]
    assert [each.component.key for each in found.missing_papers] == ["drawings"]
    assert not found.is_ready


def test_a_complete_draft_is_filed_for_whom_its_form_names(working_city: Office):
    me, draft = draft_with(working_city)
    assert ready(draft, me).is_ready
    filed = file_own_draft(draft, me)
    parties = DossierParty.objects.filter(dossier_id=filed.dossier_id)
    assert {(each.role, each.person_id) for each in parties} == {
        ("applicant", me.person_id),
        ("submitter", me.person_id),
    }


def test_a_paper_that_an_answer_made_needless_is_not_handed_in(working_city: Office):
    me, draft = draft_with(working_city, ["land_paper", "drawings", "fire_safety"], fire_safety_required=True)
    drafts.save_draft(draft, me.account_id, {"fire_safety_required": False}, NOW)
    filed = file_own_draft(draft, me)
    papers = DossierPaper.objects.filter(dossier_id=filed.dossier_id)
    assert {each.component for each in papers} == {"land_paper", "drawings"}


def test_nobody_files_anothers_draft(working_city: Office):
    _, draft = draft_with(working_city)
    with pytest.raises(NoSuchDossierError):
        file_own_draft(draft, working_city.citizen("2026-11-02 09:00", "079191910002"))


def test_a_case_can_be_chosen_anew_and_what_was_typed_stays(working_city: Office):
    me = working_city.citizen("2026-11-02 09:00")
    draft = drafts.open_draft(me.account_id, "1.001193", "ordinary", {}, NOW)
    drafts.save_draft(draft, me.account_id, {"requester_name": "Nguyễn Trúc Lam"}, NOW)
    drafts.choose_case(draft, me.account_id, "surrogacy", NOW)
    page = draft_page(draft, me.account_id)
    assert (page.case_key, page.form["requester_name"]) == ("surrogacy", "Nguyễn Trúc Lam")
    with pytest.raises(WrongPhaseError):
        drafts.choose_case(draft, me.account_id, "nothing", NOW)


def test_a_draft_follows_the_version_of_the_day(working_city: Office):
    me, draft = draft_with(working_city)
    Draft.objects.filter(id=draft).update(form={"owner_name": "Lam", "no_longer_asked": "x"}, case_key="gone")
    drafts.follow_version(draft, me.account_id, NOW)
    page = draft_page(draft, me.account_id)
    assert (page.case_key, page.form) == ("house", {"owner_name": "Lam"})


def supplement(office: Office):
    dossier = permit.to_be_supplemented(office)
    me = office.citizen("2026-11-05 09:00")
    return dossier, me, open_supplement(dossier, me)


def test_a_supplement_begins_with_the_form_as_it_was_handed_in(working_city: Office):
    dossier, me, draft = supplement(working_city)
    page = draft_page(draft, me.account_id)
    assert (page.supplements, page.form["height"]) == (dossier, "10.4")
    assert open_supplement(dossier, working_city.citizen("2026-11-05 10:00")) == draft
    assert drafts_of(me.account_id) == ()


def test_papers_alone_answer_a_request_and_the_form_stays_as_it_was(working_city: Office):
    dossier, me, draft = supplement(working_city)
    add(draft, me.account_id, "drawings")
    hand_in_supplement(draft, me)
    assert Dossier.objects.get(pk=dossier).waiting_for is None
    assert Content.objects.filter(dossier_id=dossier).count() == 1
    assert DossierPaper.objects.filter(dossier_id=dossier, component="drawings").count() == 2
    assert supplement_draft(dossier, me.account_id) is None


def test_a_corrected_form_becomes_its_next_version(working_city: Office):
    dossier, me, draft = supplement(working_city)
    drafts.save_draft(draft, me.account_id, {"height": "11,2"}, NOW)
    hand_in_supplement(draft, me)
    forms = Content.objects.filter(dossier_id=dossier).order_by("n").values_list("form__height", flat=True)
    assert list(forms) == ["10.4", "11.2"]


def test_a_form_corrected_into_an_incomplete_one_is_not_taken(working_city: Office):
    _, me, draft = supplement(working_city)
    drafts.save_draft(draft, me.account_id, {"height": ""}, NOW)
    with pytest.raises(InvalidFilingError):
        hand_in_supplement(draft, me)


def test_a_supplement_is_handed_in_once(working_city: Office):
    dossier, me, draft = supplement(working_city)
    add(draft, me.account_id, "drawings")
    hand_in_supplement(draft, me)
    with pytest.raises(drafts.DraftFiledError) as told:
        hand_in_supplement(draft, me)
    assert told.value.dossier_id == dossier


def test_nothing_is_supplemented_that_was_not_asked_for(working_city: Office):
    dossier = permit.accepted(working_city)
    with pytest.raises(WrongPhaseError):
        open_supplement(dossier, working_city.citizen("2026-11-05 09:00"))
    with pytest.raises(NoSuchDossierError):
        open_supplement(dossier, working_city.citizen("2026-11-05 09:00", "079191910002"))


def test_a_supplements_draft_is_no_dossier_of_its_own(working_city: Office):
    _, me, draft = supplement(working_city)
    with pytest.raises(WrongPhaseError):
        file_own_draft(draft, me)
