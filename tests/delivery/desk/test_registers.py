"""The register of an office: looked at, narrowed, printed, taken along; only by who works there."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.domain.dossiers.models import Dossier
from tests import permit
from tests.delivery.desk.officers import text_of
from tests.office import Office

PAGE = "/lam-viec/so-theo-doi/"
NOVEMBER = {"tu": "2026-11-01", "den": "2026-11-30"}


def excel(answer) -> list[list[object]]:  # type: ignore[no-untyped-def]
    content = io.BytesIO(b"".join(answer.streaming_content))
    return [[cell.value for cell in row] for row in load_workbook(content).active.iter_rows(min_row=5)]


@pytest.fixture
def dossier(working_city: Office) -> Dossier:
    return Dossier.objects.get(pk=permit.returned(working_city))


def test_the_clerk_sees_the_register_of_his_office(clerk: Client, dossier: Dossier) -> None:
    page = text_of(clerk.get(PAGE, NOVEMBER))
    assert dossier.code in page
    assert "1 hồ sơ" in page
    assert "In Mẫu số 07" in page


def test_the_whole_register_is_taken_along_as_excel_and_as_pdf(clerk: Client, dossier: Dossier) -> None:
    answer = clerk.get(f"{PAGE}xlsx/", NOVEMBER)
    assert "so-theo-doi-H29.27094.03-2026-11-01-2026-11-30.xlsx" in answer["Content-Disposition"]
    titles, row = excel(answer)
    assert (titles[1], row[1]) == ("Mã hồ sơ", dossier.code)
    printed = clerk.get(f"{PAGE}pdf/", NOVEMBER)
    assert printed.content.startswith(b"%PDF-")
    assert "no-store" in printed["Cache-Control"]


def test_the_filters_of_the_page_are_those_of_the_files(clerk: Client, dossier: Dossier) -> None:
    page = clerk.get(PAGE, {**NOVEMBER, "tinh-trang": "da-tra", "thu-tuc": dossier.procedure_code})
    assert "tinh-trang=da-tra" in page.content.decode()
    assert dossier.code in text_of(page)
    assert "Không có hồ sơ nào" in text_of(clerk.get(PAGE, {**NOVEMBER, "tinh-trang": "dang-giai-quyet"}))
    assert len(excel(clerk.get(f"{PAGE}xlsx/", {**NOVEMBER, "tinh-trang": "dang-giai-quyet"}))) == 1


@pytest.mark.parametrize("asked", ["2026-13-01", "hôm nay", "0001-01-01", "2026-12-01", "\x00"])
def test_days_that_are_none_are_told_and_the_last_month_is_shown(clerk: Client, dossier: Dossier, asked: str) -> None:
    page = text_of(clerk.get(PAGE, {"tu": asked, "den": "2026-11-30"}))
    assert "Khoảng ngày chưa đúng" in page
    assert dossier.code in page


def test_the_register_of_another_ward_stays_closed(working_city: Office, clerk: Client, stranger: Client) -> None:
    dossier = Dossier.objects.get(pk=permit.returned(working_city))
    ward = {**NOVEMBER, "co-quan": str(working_city.city.office(permit.ONE_STOP))}
    assert dossier.code in text_of(clerk.get(PAGE, ward))
    assert dossier.code not in text_of(stranger.get(PAGE, ward))
    assert len(excel(stranger.get(f"{PAGE}xlsx/", ward))) == 1


def test_citizens_have_no_register(client: Client, working_city: Office) -> None:
    for page in (PAGE, f"{PAGE}xlsx/", f"/lam-viec/ho-so/{uuid4()}/phieu-kiem-soat/pdf/"):
        assert client.get(page).status_code == 302


def test_the_control_sheet_goes_with_the_dossier(clerk: Client, stranger: Client, dossier: Dossier) -> None:
    page = f"/lam-viec/ho-so/{dossier.pk}/"
    assert f'href="{page}phieu-kiem-soat/pdf/"' in clerk.get(page).content.decode()
    assert clerk.get(f"{page}phieu-kiem-soat/pdf/").content.startswith(b"%PDF-")
    assert "Tiếp nhận, số hóa hồ sơ" in excel(clerk.get(f"{page}phieu-kiem-soat/xlsx/"))[1]
    assert stranger.get(f"{page}phieu-kiem-soat/pdf/").status_code == 404
    assert clerk.get(f"{page}phieu-kiem-soat/docx/").status_code == 404
