"""What is typed is kept, from any device, until it is filed; then it is filed once."""

from uuid import uuid4

import pytest

from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.drafts import draft_page, drafts_of
from motcua.domain.dossiers.services import drafts
from motcua.domain.dossiers.services.filing import file_draft
from motcua.domain.dossiers.types import DraftPaper
from tests.office import PERMIT, Office, at, permit_form

pytestmark = pytest.mark.django_db
NOW = at("2026-11-02 09:00")


def begun(office: Office):
    me = office.citizen("2026-11-02 09:00")
    known = {"identity.full_name": "Nguyễn Trúc Lam", "identity.personal_id": "079088910001"}
    return me, drafts.open_draft(me.account_id, PERMIT, "house", known, NOW)


def test_what_the_e_identity_knows_is_not_asked(working_city: Office):
    me, draft = begun(working_city)
    assert draft_page(draft, me.account_id).form == {
        "owner_name": "Nguyễn Trúc Lam",
        "owner_id": "079088910001",
    }


def test_two_devices_do_not_undo_each_other(working_city: Office):
    me, draft = begun(working_city)
    drafts.save_draft(draft, me.account_id, {"height": "10,4"}, NOW)
    saved = drafts.save_draft(draft, me.account_id, {"map_sheet": "24"}, NOW)
    form = draft_page(draft, me.account_id).form
    assert (form["height"], form["map_sheet"], saved.revision) == ("10,4", "24", 2)


def test_what_is_no_field_of_the_form_is_not_kept(working_city: Office):
    me, draft = begun(working_city)
    drafts.save_draft(draft, me.account_id, {"__proto__": {"x": 1}, "height": "9"}, NOW)
    assert "__proto__" not in draft_page(draft, me.account_id).form


def test_more_than_any_form_holds_is_refused_and_nothing_is_lost(working_city: Office):
    me, draft = begun(working_city)
    drafts.save_draft(draft, me.account_id, {"height": "9"}, NOW)
    with pytest.raises(drafts.DraftTooLargeError):
        drafts.save_draft(draft, me.account_id, {"designer": "x" * drafts.LARGEST_FORM}, NOW)
    assert draft_page(draft, me.account_id).form["height"] == "9"


def test_nobody_elses_draft_can_be_seen_or_changed(working_city: Office):
    _, draft = begun(working_city)
    stranger = working_city.citizen("2026-11-02 09:00", "079191910002")
    for act in (
        lambda: draft_page(draft, stranger.account_id),
        lambda: drafts.save_draft(draft, stranger.account_id, {"height": "1"}, NOW),
        lambda: drafts.discard_draft(draft, stranger.account_id),
    ):
        with pytest.raises(NoSuchDossierError):
            act()


def test_a_draft_is_filed_once_and_tells_other_devices_where_it_went(working_city: Office):
    me, draft = begun(working_city)
    drafts.save_draft(draft, me.account_id, permit_form(), NOW)
    for component in ("land_paper", "drawings"):
        paper = DraftPaper(component, _document(me.account_id), "0" * 64, f"{component}.pdf")
        drafts.add_to_draft(draft, me.account_id, paper, NOW)
    page = draft_page(draft, me.account_id)
    parties = working_city.permit(me).parties
    first = file_draft(page, parties, me)
    assert file_draft(page, parties, me) == first
    assert Dossier.objects.count() == 1
    with pytest.raises(drafts.DraftFiledError) as told:
        draft_page(draft, me.account_id)
    assert told.value.dossier_id == first.dossier_id
    assert drafts_of(me.account_id) == ()


def _document(account):
    from motcua.domain.records.models import Document

    return Document.objects.create(
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
    ).id
