"""A version from its draft to its end, by those who may; packages in and out; versions side by side."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import VersionStatus
from tests.delivery.lab.reformers import page_of, posted, text_of
from tests.office import PERMIT

pytestmark = pytest.mark.django_db

DECISION = {"number": "1452/QĐ-UBND", "publisher": "Ủy ban nhân dân Thành phố", "signer": "Lê Trời Cao"}
SIGNED = {**DECISION, "signed_on": "2026-11-23"}


def do(client: Client, n: int, word: str, **fields: str) -> HttpResponse:
    return client.post(page_of(n, f"viec/{word}/"), fields)


def status(n: int) -> VersionStatus:
    return catalogue.version_card(n).status


def submitted(designer: Client, draft: int) -> int:
    assert "không có lỗi" in text_of(do(designer, draft, "kiem-tra"))
    do(designer, draft, "trinh", words="Xin phê duyệt")
    return draft


def test_a_draft_goes_its_way_to_publication(designer: Client, controller: Client, leader: Client, draft: int) -> None:
    n = submitted(designer, draft)
    do(controller, n, "phe-duyet", **SIGNED)
    assert status(n) is VersionStatus.APPROVED
    answer = do(leader, n, "ban-hanh", valid_from="2026-12-01")
    assert "từ ngày 01/12/2026" in text_of(leader.get(answer["Location"]))
    assert catalogue.published(PERMIT, date(2026, 12, 1)) == n
    assert catalogue.published(PERMIT, date(2026, 11, 30)) != n


def test_a_check_shows_its_stories_and_where_each_error_is_mended(designer: Client, draft: int) -> None:
    posted(designer, draft, "buoc", "steps/review", **{"steps/review/limit": ["30", "working_hours"]})
    told = text_of(do(designer, draft, "kiem-tra"))
    assert "còn lỗi phải sửa" in told
    assert "ra đúng như viết" in told
    assert f'href="{page_of(draft, "phan/truong-hop/")}?muc=cases/house/limits/usual' in told
    assert status(draft) is VersionStatus.DRAFT


def test_what_was_submitted_is_returned_with_the_reason(designer: Client, controller: Client, draft: int) -> None:
    n = submitted(designer, draft)
    do(controller, n, "tra-lai", words="Thiếu căn cứ cho bước rà soát")
    assert status(n) is VersionStatus.DRAFT
    assert "Thiếu căn cứ cho bước rà soát" in text_of(designer.get(page_of(n)))


def test_an_act_that_is_refused_says_why_and_changes_nothing(controller: Client, designer: Client, draft: int) -> None:
    n = submitted(designer, draft)
    for fields in ({}, {**DECISION, "signed_on": "mai"}, {**DECISION, "signed_on": "2027-01-01"}):
        answer = do(controller, n, "phe-duyet", **fields)
        assert 'class="notice late' in text_of(controller.get(answer["Location"]))
        assert status(n) is VersionStatus.SUBMITTED


def test_nobody_does_what_he_has_no_power_for(designer: Client, controller: Client, leader: Client, draft: int) -> None:
    assert do(controller, draft, "trinh").status_code == 403
    n = submitted(designer, draft)
    assert do(designer, n, "phe-duyet", **SIGNED).status_code == 403
    assert do(leader, n, "phe-duyet", **SIGNED).status_code == 403
    assert designer.post(f"/cai-cach/thu-tuc/{PERMIT}/viec/tam-ngung/", {"from": "2026-12-01"}).status_code == 403
    assert status(n) is VersionStatus.SUBMITTED


def test_a_procedure_is_suspended_and_resumed(leader: Client, working_city: object) -> None:
    page = f"/cai-cach/thu-tuc/{PERMIT}/"
    leader.post(f"{page}viec/tam-ngung/", {"from": "2026-11-24", "words": "Chờ nghị quyết mới"})
    assert "đang tạm ngừng" in text_of(leader.get(page))
    leader.post(f"{page}viec/hoat-dong-lai/", {"from": "2026-11-24", "words": "Đã có nghị quyết"})
    assert "đã ban hành" in text_of(leader.get(page))


def test_a_draft_is_discarded_and_stays_readable(designer: Client, draft: int) -> None:
    answer = do(designer, draft, "huy")
    assert "Đã hủy bản soạn" in text_of(designer.get(answer["Location"]))
    assert "hủy bản soạn" in text_of(designer.get(page_of(draft)))


def test_a_package_goes_out_as_a_file_and_comes_back_as_a_draft(designer: Client, draft: int) -> None:
    packed = designer.get(page_of(draft, "goi.zip"))
    assert packed.headers["Content-Disposition"] == 'attachment; filename="1.013225-v2.zip"'
    answer = designer.post("/cai-cach/nhap/", {"goi": SimpleUploadedFile("a.zip", packed.content)})
    n = int(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert catalogue.package_files(n) == catalogue.package_files(draft)


def test_what_is_no_package_is_refused_with_the_reason(designer: Client, working_city: object) -> None:
    answer = designer.post("/cai-cach/nhap/", {"goi": SimpleUploadedFile("a.zip", b"no zip")}, follow=True)
    assert 'class="notice late' in text_of(answer)
    assert "Hãy chọn một tệp" in text_of(designer.post("/cai-cach/nhap/", follow=True))


def test_a_new_procedure_begins_with_the_starter(designer: Client, working_city: object) -> None:
    answer = designer.post("/cai-cach/nhap/", {"code": "1.999999"})
    page = text_of(designer.get(answer["Location"]))
    assert "1.999999" in page
    assert "đang soạn" in page


def test_two_versions_are_compared_in_figures_and_sentences(designer: Client, draft: int) -> None:
    published = catalogue.version_card(draft).based_on
    posted(designer, draft, "buoc", "steps/sign", **{"steps/sign/limit": ["6", "working_hours"]})
    page = text_of(designer.get(page_of(draft, f"so-sanh/{published}/")))
    assert "Các con số" in page
    assert "Ký duyệt" in page
    assert "giờ làm việc của đường dài nhất" in page


def test_versions_of_different_procedures_are_not_compared(designer: Client, draft: int) -> None:
    other = catalogue.published("1.001193", date(2026, 11, 24))
    assert designer.get(page_of(draft, f"so-sanh/{other}/")).status_code == 404
