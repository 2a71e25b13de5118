from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.dossiers.models import Dossier
from tests import permit
from tests.delivery.portal.pages import OpenDraft, begin, said
from tests.office import Office


def filed(draft: OpenDraft) -> UUID:
    """File the complete draft; the id of its dossier."""
    draft.complete()
    address = draft.post("nop-ho-so/")["Location"]
    assert address.endswith("/da-nop/")
    return UUID(address.split("/")[2])


def test_a_complete_draft_is_filed_and_its_receipt_can_be_kept(draft: OpenDraft) -> None:
    dossier = Dossier.objects.get(pk=filed(draft))
    receipt = draft.client.get(f"/ho-so/{dossier.pk}/da-nop/")
    for words in ("Đã nộp hồ sơ", dossier.reference, "trước 10:00, 25/11/2026", "15 ngày"):
        assert words in said(receipt)
    assert "<svg" in receipt.content.decode()
    assert "Cơ quan đang giải quyết" in said(draft.client.get("/ho-so/"))
    assert "đang chờ Trung tâm Phục vụ hành chính công phường An Khánh tiếp nhận" in said(
        draft.client.get(f"/ho-so/{dossier.pk}/")
    )


def test_a_double_click_files_one_dossier(draft: OpenDraft) -> None:
    draft.complete()
    first, second = draft.post("nop-ho-so/"), draft.post("nop-ho-so/")
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_a_filed_draft_leads_to_its_dossier_wherever_it_is_opened(draft: OpenDraft) -> None:
    dossier = filed(draft)
    for page in ("", "owner/", "giay-to/", "xem-lai/"):
        assert draft.get(page)["Location"] == f"/ho-so/{dossier}/"
    late = draft.keep({"owner_name": "Muộn"})
    assert late.status_code == 409
    assert late.json()["address"] == f"/ho-so/{dossier}/"


def test_an_incomplete_draft_is_not_filed_and_every_problem_has_its_link(draft: OpenDraft) -> None:
    page = draft.post("nop-ho-so/")
    assert page.status_code == 422
    assert Dossier.objects.count() == 0
    mendings = page.context["mendings"]
    assert len(mendings) > 5
    for mending in mendings:
        place, _hash, anchor = mending.address.partition("#")
        assert f'id="{anchor}' in draft.client.get(place).content.decode(), mending


def test_a_supplement_is_handed_in_once_and_only_while_it_is_asked_for(working_city: Office, me: Client) -> None:
    dossier = permit.to_be_supplemented(working_city)
    page = said(me.get(f"/ho-so/{dossier}/"))
    assert "đang chờ ông/bà bổ sung giấy tờ" in page
    assert "Mặt cắt móng, tỷ lệ 1/50" in page
    draft = OpenDraft(me, me.post(f"/ho-so/{dossier}/bo-sung/")["Location"])
    again = me.post(f"/ho-so/{dossier}/bo-sung/")
    assert again["Location"] == draft.address
    draft.upload("drawings", "Mặt cắt móng.pdf", blank_pdf(1))
    assert draft.post("nop-ho-so/")["Location"] == f"/ho-so/{dossier}/"
    page = said(me.get(f"/ho-so/{dossier}/"))
    assert "Đã nhận hồ sơ bổ sung" in page
    assert "Mặt cắt móng.pdf" in page
    assert "không chờ bổ sung" in said(me.post(f"/ho-so/{dossier}/bo-sung/", follow=True))


def test_a_dossier_is_withdrawn_after_the_consequence_was_named(working_city: Office, me: Client) -> None:
    dossier = permit.accepted(working_city)
    assert "Việc này không hoàn lại được" in said(me.get(f"/ho-so/{dossier}/rut/"))
    page = me.post(f"/ho-so/{dossier}/rut/", {"reason": "<b>Đổi thiết kế</b>"}, follow=True)
    assert "đã được người nộp rút ngày 24/11/2026" in said(page)
    assert "<b>Đổi" not in page.content.decode()
    assert "Rút hồ sơ" not in said(page)


@pytest.mark.parametrize(
    ("reach", "sentence"),
    [
        (permit.refused, "không được Ủy ban nhân dân phường An Khánh tiếp nhận"),
        (permit.fee_told, "đã quá ngày hẹn trả 18/11/2026"),
        (permit.resolved, "đang chờ ông/bà trả phí, lệ phí"),
        (permit.returned, "đã xong: kết quả đã trả ngày 18/11/2026"),
    ],
)
def test_a_dossier_says_first_where_it_is_and_until_when(
    working_city: Office, me: Client, reach: Callable[[Office], UUID], sentence: str
) -> None:
    assert sentence in said(me.get(f"/ho-so/{reach(working_city)}/"))


def test_papers_are_served_to_their_owner(draft: OpenDraft) -> None:
    dossier = filed(draft)
    assert draft.client.get(f"/ho-so/{dossier}/giay-to/1/")["Content-Type"] == "application/pdf"
    assert draft.client.get(f"/ho-so/{dossier}/giay-to/99/").status_code == 404


def test_letters_are_served_to_their_addressee(working_city: Office, me: Client) -> None:
    dossier = permit.accepted(working_city)
    assert me.get(f"/ho-so/{dossier}/van-ban/1/").getvalue().startswith(b"%PDF")
    assert me.get(f"/ho-so/{dossier}/van-ban/99/").status_code == 404


def test_two_drafts_of_one_procedure_are_two(me: Client) -> None:
    assert begin(me).address != begin(me).address


def test_an_empty_supplement_is_not_handed_in(working_city: Office, me: Client) -> None:
    dossier = permit.to_be_supplemented(working_city)
    draft = OpenDraft(me, me.post(f"/ho-so/{dossier}/bo-sung/")["Location"])
    assert "Mặt cắt móng, tỷ lệ 1/50" in said(draft.get())
    answer = draft.client.post(f"{draft.address}nop-ho-so/", follow=True)
    assert "Chưa có gì để bổ sung" in said(answer)
    assert Dossier.objects.get(pk=dossier).waiting_for == "supplement"
