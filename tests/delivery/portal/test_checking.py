"""Anybody who holds a paper of the city sees whether it is genuine and still holds; nobody sees whose it is."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.dossiers.letters import tracking_url
from motcua.domain.dossiers.models import Dossier, DossierLetter
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records import models
from motcua.domain.records.services import issue, replace_document, revoke_document
from motcua.domain.records.shelf import store
from motcua.domain.records.tokens import token_for
from motcua.domain.records.types import Document, IssuedFacts, Origin
from motcua.infra import clock
from tests import permit
from tests.delivery.portal import hostile
from tests.delivery.portal.pages import said
from tests.office import Office, permit_form

DAY = timedelta(days=1)


@pytest.fixture
def letter(working_city: Office) -> DossierLetter:
    """The building permit that a dossier ended with."""
    return DossierLetter.objects.get(dossier_id=permit.resolved(working_city), key="permit")


@pytest.fixture
def paper(letter: DossierLetter) -> Document:
    """Its PDF."""
    return letter_document(letter.dossier_id, letter.n, clock.now())


@pytest.fixture
def code(letter: DossierLetter) -> str:
    return str(letter.details["result"]["token"])


def content(document: Document) -> bytes:
    with store().open(document.sha256) as file:
        return file.read()


def send(client: Client, file: bytes, code: str = "") -> str:
    """What a browser without scripts is told."""
    posted = {"tep": SimpleUploadedFile("giấy phép.pdf", file), "ma": code}
    return said(client.post("/kiem-tra/tep/", posted, follow=True))


def test_the_code_of_a_result_leads_to_what_the_paper_must_say(
    client: Client, letter: DossierLetter, paper: Document
) -> None:
    page = said(client.get("/" + letter.details["result"]["verify_url"].split("/", 3)[3]))
    assert "Mã này thuộc một văn bản thật" in page
    assert "Giấy phép xây dựng" in page
    assert letter.number in page
    assert letter.details["agency"]["name"] in page


@pytest.mark.usefixtures("paper")
def test_a_code_is_found_however_it_is_typed(client: Client, code: str) -> None:
    for typed in (code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        page = client.get("/kiem-tra/", {"ma": typed}, follow=True)
        assert page.status_code == 200, typed
        assert "văn bản thật" in said(page)


def test_the_page_shows_no_personal_data(client: Client, paper: Document, code: str) -> None:
    form = permit_form()
    for address in (f"/kiem-tra/{code}/", f"/kiem-tra/tep/{paper.sha256}/"):
        page = client.get(address).content.decode().lower()
        for secret in ("Trúc Lam", form["owner_id"], form["owner_phone"], "Xuân Thủy", "Đường số 7"):
            assert secret.lower() not in page, secret


def test_a_file_is_known_by_its_content(client: Client, paper: Document) -> None:
    assert "Văn bản này là thật" in said(client.get(f"/kiem-tra/tep/{paper.sha256}/"))
    assert "Văn bản này là thật" in send(client, content(paper))


def test_one_changed_letter_makes_a_file_unknown(client: Client, paper: Document) -> None:
    altered = content(paper).replace(b"%PDF-1.7", b"%PDF-1.6")
    assert altered != content(paper)
    assert "Không nhận ra tệp này" in send(client, altered)


def test_beside_its_code_a_changed_file_is_told_as_altered(client: Client, paper: Document, code: str) -> None:
    assert "Tệp này không phải bản đã cấp" in send(client, content(paper) + b"\n", code)
    assert "Văn bản này là thật" in send(client, content(paper), code)


@pytest.mark.usefixtures("paper")
def test_a_genuine_file_under_another_papers_code_is_told_apart(client: Client, code: str) -> None:
    facts = IssuedFacts("Giấy khai sinh", "9/2026", "Phường", clock.now(), token_for("another"))
    other = issue(blank_pdf(2), name="a.pdf", origin=Origin.RESULT, now=clock.now(), facts=facts)
    assert "Tệp này là một văn bản khác" in send(client, content(other), code)


def test_a_revoked_paper_is_told_with_reason_and_day(client: Client, paper: Document, code: str) -> None:
    revoke_document(paper.id, "Cấp sai thẩm quyền", "officer:1", clock.now() + DAY)
    for page in (said(client.get(f"/kiem-tra/{code}/")), send(client, content(paper))):
        assert "đã bị thu hồi ngày 25/11/2026" in page
        assert "Cấp sai thẩm quyền" in page
        assert "là thật" not in page


def test_a_replaced_paper_leads_to_what_replaced_it(client: Client, paper: Document, code: str) -> None:
    facts = IssuedFacts("Giấy phép xây dựng", "18/2026", "Phường An Khánh", clock.now(), token_for("corrected"))
    new = issue(blank_pdf(2), name="a.pdf", origin=Origin.RESULT, now=clock.now(), facts=facts)
    replace_document(paper.id, new.id, "Sửa sai sót chính tả", "officer:1", clock.now())
    answer = client.get(f"/kiem-tra/{code}/")
    page = said(answer)
    assert "đã được thay thế ngày 24/11/2026" in page
    assert "Giấy phép xây dựng, số 18/2026" in page
    assert f'href="/kiem-tra/{facts.token}/"' in answer.content.decode()


def test_codes_printed_before_go_on_leading_to_tracking(client: Client, letter: DossierLetter) -> None:
    reference = Dossier.objects.get(pk=letter.dossier_id).reference
    assert client.get("/" + tracking_url(reference).split("/", 3)[3]).status_code == 200


@pytest.mark.usefixtures("working_city")
def test_a_trial_print_is_told_as_one(client: Client) -> None:
    page = client.get(f"/kiem-tra/THU-{token_for('trial')}/")
    assert page.status_code == 404
    assert "bản chạy thử" in said(page)


@pytest.mark.usefixtures("working_city")
@pytest.mark.parametrize("typed", hostile.CODES)
def test_a_hostile_code_is_told_as_no_code(client: Client, typed: str) -> None:
    page = client.get("/kiem-tra/", {"ma": typed}, follow=True)
    assert page.status_code == 404, typed
    assert "Không có văn bản nào mang mã này" in said(page)
    assert "<script>" not in page.content.decode().split("</head>")[1].split("</main>")[0]


@pytest.mark.usefixtures("working_city")
def test_nothing_sent_is_told_to_choose_a_file(client: Client) -> None:
    assert "Hãy gõ mã" in said(client.get("/kiem-tra/", {"ma": ""}))
    for posted in ({}, {"tep": SimpleUploadedFile("a.pdf", b"")}):
        answer = client.post("/kiem-tra/tep/", posted)
        assert answer.status_code == 422
        assert "Chưa có tệp nào được chọn" in said(answer)


@pytest.mark.usefixtures("working_city")
def test_a_huge_file_is_hashed_as_it_streams_and_kept_nowhere(
    client: Client, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.delivery.portal.views.checking.LARGEST_ISSUED", 1024 * 1024)
    before = set(settings.FILES.rglob("*")) if settings.FILES.exists() else set()
    page = send(client, b"%PDF-1.7" + bytes(3 * 1024 * 1024))
    assert "không bao giờ lớn hơn 1 MB" in page
    after = set(settings.FILES.rglob("*")) if settings.FILES.exists() else set()
    assert after == before
    assert models.Document.objects.count() == 0


@pytest.mark.usefixtures("working_city")
def test_a_file_from_another_site_is_not_taken() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/kiem-tra/tep/", {"tep": SimpleUploadedFile("a.pdf", b"%PDF")}).status_code == 403


def test_who_tries_codes_one_after_another_is_told_to_wait(client: Client, code: str) -> None:
    answers = [client.get(f"/kiem-tra/{token_for(n)}/") for n in range(60)]
    assert {each.status_code for each in answers} == {404}
    assert client.get(f"/kiem-tra/{code}/").status_code == 429
    assert client.get(f"/kiem-tra/tep/{hashlib.sha256(b'').hexdigest()}/").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.7").get(f"/kiem-tra/{token_for('x')}/").status_code == 404
