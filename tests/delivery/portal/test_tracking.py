"""Anybody who holds a code sees where the dossier is; nobody sees whose it is."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from motcua.domain.dossiers.letters import tracking_url
from motcua.domain.dossiers.models import Dossier
from tests import permit
from tests.delivery.portal.pages import said
from tests.office import Office, permit_form


@pytest.fixture
def dossier(working_city: Office) -> Dossier:
    return Dossier.objects.get(pk=permit.fee_told(working_city))


def test_a_dossier_is_found_by_its_code_its_reference_and_its_qr(client: Client, dossier: Dossier) -> None:
    typed = [dossier.code, dossier.reference, dossier.reference.lower().replace("-", " "), f" {dossier.code.lower()} "]
    for words in typed:
        page = client.get("/tra-cuu/", {"ma": words}, follow=True)
        assert page.status_code == 200, words
        assert dossier.code in said(page)
    qr = tracking_url(dossier.reference)
    assert client.get("/" + qr.split("/", 3)[3]).status_code == 200


def test_it_says_who_has_it_and_until_when_and_what_has_happened(client: Client, dossier: Dossier) -> None:
    page = said(client.get(f"/tra-cuu/{dossier.reference}/"))
    assert "Hồ sơ này đang ở Lãnh đạo Ủy ban nhân dân phường An Khánh" in page
    for words in (
        "Hồ sơ đã nộp",
        f"Đã tiếp nhận, mã hồ sơ {dossier.code}",
        "Ký duyệt",
        "phải xong trước",
        "18/11/2026",
    ):
        assert words in page


@pytest.mark.parametrize("reach", [permit.to_be_supplemented, permit.fee_told, permit.returned, permit.refused])
def test_it_shows_no_personal_data(client: Client, working_city: Office, reach: Callable[[Office], UUID]) -> None:
    found = Dossier.objects.get(pk=reach(working_city))
    page = client.get(f"/tra-cuu/{found.reference}/").content.decode()
    form = permit_form()
    for secret in (
        "Trúc Lam",
        form["owner_id"],
        form["owner_phone"],
        "Xuân Thủy",
        "Đường số 7",
        "Mặt cắt móng",
        "thửa",
    ):
        assert secret.lower() not in page.lower(), secret


def test_while_the_clock_rests_no_date_is_promised(client: Client, working_city: Office) -> None:
    found = Dossier.objects.get(pk=permit.to_be_supplemented(working_city))
    page = said(client.get(f"/tra-cuu/{found.reference}/"))
    assert "đang chờ người nộp bổ sung giấy tờ" in page
    assert "Ngày hẹn trả tính tiếp khi hết tạm dừng" in page
    assert "phải xong trước" not in page


@pytest.mark.usefixtures("working_city")
def test_an_unknown_code_is_told_with_how_codes_look(client: Client) -> None:
    page = client.get("/tra-cuu/<b>H29</b>/")
    assert page.status_code == 404
    assert "Hãy so lại từng chữ" in said(page)
    assert "<b>H29</b>" not in page.content.decode()


@pytest.mark.usefixtures("working_city")
def test_an_empty_search_asks_for_a_code(client: Client) -> None:
    assert "Hãy gõ mã hồ sơ" in said(client.get("/tra-cuu/", {"ma": " "}))


def test_who_tries_codes_one_after_another_is_told_to_wait(client: Client, dossier: Dossier) -> None:
    answers = [client.get(f"/tra-cuu/H29.27094-261103-{n:04}/") for n in range(61)]
    assert {each.status_code for each in answers[:60]} <= {200, 404}
    assert answers[60].status_code == 429
    assert int(answers[60]["Retry-After"]) > 0
    assert client.get(f"/tra-cuu/{dossier.reference}/").status_code == 429
    another = Client(REMOTE_ADDR="203.0.113.7")
    assert another.get(f"/tra-cuu/{dossier.reference}/").status_code == 200
