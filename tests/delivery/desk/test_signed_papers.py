"""Beside a paper the officer reads whether its signatures hold, what that means and what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.records.services import issue, revoke_document
from motcua.domain.records.types import IssuedFacts, Origin
from motcua.infra import clock
from motcua.infra.signing.findings import Standing
from tests import permit
from tests.delivery.desk.officers import text_of
from tests.delivery.evidence import found, with_upload
from tests.office import Office

VERDICTS = {
    Standing.VALID: ("Chữ ký số hợp lệ", "Dùng được như bản có chữ ký tay"),
    Standing.UNKNOWN_ISSUER: ("nơi cấp chưa được công nhận", "Đối chiếu với bản giấy"),
    Standing.ALTERED: ("Tệp đã bị sửa sau khi ký", "Không dùng tệp này làm căn cứ"),
    Standing.EXPIRED: ("đã hết hạn", "ký lại"),
    Standing.REVOKED: ("đã bị thu hồi", "Không chấp nhận chữ ký này"),
    Standing.NOT_YET_VALID: ("chưa có hiệu lực", "ký lại"),
    Standing.NOT_CHECKED: ("chưa kiểm tra xong", "Hệ thống tự hỏi lại"),
    Standing.UNREADABLE: ("Không đọc được chữ ký số", "Coi như tệp không có chữ ký"),
    Standing.WEAK: ("thuật toán cũ", "chứng thư mới"),
}


@pytest.mark.parametrize("standing", Standing)
def test_each_verdict_is_told_with_what_to_do(working_city: Office, specialist: Client, standing: Standing) -> None:
    dossier = permit.drafted(working_city)
    found(with_upload(dossier, clock.now()), clock.now(), standing)
    page = text_of(specialist.get(f"/lam-viec/ho-so/{dossier}/"))
    assert "Nguyễn Văn Kiến, Công ty Phù Sa" in page
    for words in VERDICTS[standing]:
        assert words in page


def test_of_several_signatures_the_gravest_is_told_first(working_city: Office, specialist: Client) -> None:
    dossier = permit.drafted(working_city)
    found(with_upload(dossier, clock.now()), clock.now(), Standing.VALID, Standing.ALTERED)
    page = specialist.get(f"/lam-viec/ho-so/{dossier}/").content.decode()
    assert '<span class="state late">Tệp đã bị sửa sau khi ký</span>' in page.split("<figure")[0]


def test_an_unsigned_paper_has_nothing_beside_it(working_city: Office, specialist: Client) -> None:
    dossier = permit.drafted(working_city)
    found(with_upload(dossier, clock.now()), clock.now())
    assert "Chữ ký số" not in text_of(specialist.get(f"/lam-viec/ho-so/{dossier}/"))


def test_a_result_of_the_city_that_was_revoked_is_recognised_when_it_is_handed_in(
    working_city: Office, specialist: Client
) -> None:
    dossier = permit.drafted(working_city)
    facts = IssuedFacts("Giấy phép cũ", "1/2026", "Phường", clock.now())
    content = blank_pdf(3)
    result = issue(content, name="a.pdf", origin=Origin.RESULT, now=clock.now(), facts=facts)
    with_upload(dossier, clock.now(), content)
    address = f"/lam-viec/ho-so/{dossier}/"
    assert "Đúng bản thành phố cấp ngày 24/11/2026: Giấy phép cũ" in text_of(specialist.get(address))
    revoke_document(result.id, "Cấp sai", "officer:1", clock.now())
    assert "đã bị thu hồi ngày 24/11/2026: Cấp sai" in text_of(specialist.get(address))
