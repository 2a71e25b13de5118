"""What is a person's own, nobody else sees; what another owns looks as if it did not exist."""

from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.identity.services import sign_in as identity_sign_in
from motcua.domain.identity.types import AccountKind, Claims
from motcua.infra import clock
from motcua.infra.signing.findings import Standing
from tests import permit
from tests.delivery.evidence import found, with_upload
from tests.delivery.portal.conftest import SignIn
from tests.delivery.portal.pages import PHUC, OpenDraft, said
from tests.office import PERMIT, Office, at

PAGES = ("", "da-nop/", "bo-sung/", "xac-nhan/", "rut/", "giay-to/1/", "van-ban/1/")
DRAFT_PAGES = ("", "owner/", "giay-to/", "xem-lai/", "truong-hop/", "xoa-nhap/", "nop-ho-so/")


@pytest.mark.parametrize("page", PAGES)
def test_anothers_dossier_looks_like_none(working_city: Office, sign_in: SignIn, page: str) -> None:
    dossier = permit.to_be_supplemented(working_city)
    stranger = sign_in(PHUC)
    for send in (stranger.get, stranger.post):
        of_another, of_nobody = send(f"/ho-so/{dossier}/{page}"), send(f"/ho-so/{uuid4()}/{page}")
        assert of_another.status_code == of_nobody.status_code
        if of_another.status_code != 405:
            assert of_another.status_code == 404
            assert said(of_another) == said(of_nobody)


@pytest.mark.parametrize("page", DRAFT_PAGES)
def test_anothers_draft_looks_like_none(draft: OpenDraft, sign_in: SignIn, page: str) -> None:
    stranger = sign_in(PHUC)
    for send in (stranger.get, stranger.post):
        answer = send(f"{draft.address}{page}")
        if answer.status_code == 302:  # a page that only takes posts leads to one that looks first
            answer = stranger.get(answer["Location"])
        assert answer.status_code in (404, 405)
    assert draft.get().status_code == 200


def test_anothers_draft_is_not_written_into(draft: OpenDraft, sign_in: SignIn) -> None:
    draft.keep({"owner_name": "Nguyễn Trúc Lam"})
    stranger = OpenDraft(sign_in(PHUC), draft.address)
    assert stranger.keep({"owner_name": "Kẻ khác"}).status_code == 404
    assert stranger.upload("drawings", "a.pdf", blank_pdf(1)).status_code == 404
    assert "Kẻ khác" not in said(draft.get("xem-lai/"))


def test_anothers_paper_is_not_served(draft: OpenDraft, sign_in: SignIn) -> None:
    draft.upload("drawings", "Bản vẽ.pdf", blank_pdf(1))
    page = draft.get("giay-to/").content.decode()
    file = next(part.split('"')[0] for part in page.split('href="') if "/giay-to/" in part.split('"')[0][40:])
    assert draft.client.get(file).status_code == 200
    assert sign_in(PHUC).get(file).status_code == 404


@pytest.mark.parametrize("path", ["/ho-so/", f"/nop/{PERMIT}/", f"/ho-so/{UUID(int=7)}/"])
@pytest.mark.usefixtures("working_city")
def test_a_stranger_is_led_to_the_sign_in_and_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/cong-dan/?next=%2F")


def test_what_a_page_sends_after_the_session_ended_is_answered_with_the_way_back(draft: OpenDraft) -> None:
    stranger = OpenDraft(Client(), draft.address)
    answer = stranger.keep({"owner_name": "Lam"})
    assert answer.status_code == 401
    assert answer.json()["address"].startswith("/dang-nhap/cong-dan/")


def test_level_one_looks_and_only_level_two_files(working_city: Office, sign_in: SignIn) -> None:
    dossier = permit.accepted(working_city)
    low = sign_in(level=1)
    assert low.get(f"/ho-so/{dossier}/").status_code == 200
    for path in (f"/nop/{PERMIT}/", f"/ho-so/{dossier}/rut/"):
        assert "muc=2" in low.post(path)["Location"]


def test_an_officer_is_told_that_this_is_the_citizens_door(working_city: Office, client: Client) -> None:
    claims = Claims("https://officers.test", "7", AccountKind.OFFICER, 2, "Trịnh Tre Xanh", login="trinh.tre.xanh")
    account = identity_sign_in(claims, at("2026-11-24 08:00")).account_id
    client.force_login(get_user_model().objects.get(pk=account))
    page = client.get("/ho-so/")
    assert page.status_code == 403
    assert "Ông/bà đang đăng nhập bằng tài khoản công vụ" in said(page)


def test_a_post_from_another_site_is_refused_and_says_what_to_do(draft: OpenDraft, sign_in: SignIn) -> None:
    careful = sign_in(enforce_csrf_checks=True)
    answer = careful.post(f"{draft.address}xoa-nhap/")
    assert answer.status_code == 403
    assert "Trang đã hết hiệu lực" in said(answer)
    assert "Nội dung đã lưu trước đó vẫn còn nguyên" in said(answer)
    assert draft.get().status_code == 200


def test_the_applicant_sees_whether_the_signatures_of_his_papers_hold(working_city: Office, me: Client) -> None:
    dossier = permit.drafted(working_city)
    found(with_upload(dossier, clock.now()), clock.now(), Standing.ALTERED)
    page = said(me.get(f"/ho-so/{dossier}/"))
    assert "Tệp đã bị sửa sau khi ký" in page
    assert "chữ ký không có giá trị" in page
