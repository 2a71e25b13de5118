"""The leader's page: one sentence, figures by office, and behind each figure its very dossiers."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.services import counter
from motcua.domain.reporting.services import read_outbox, rebuild
from motcua.infra import clock
from tests.delivery.desk.officers import Officer, text_of
from tests.office import Office, at
from tests.permit import ONE_STOP, WARD, accepted, refused, resolved, to_be_supplemented


def cells(client: Client, query: str = "") -> dict[str, str]:
    """The figures of the first agency by their headings."""
    page = client.get(f"/dieu-hanh/{query}").content.decode()
    found = re.findall(r'<td class="number" data-label="([^"]+)">(.*?)</td>', page, re.DOTALL)
    said: dict[str, str] = {}
    for label, inside in found:
        said.setdefault(label, re.sub(r"<[^>]+>", "", inside).strip())
    return said


def listed(client: Client, word: str, query: str = "") -> list[UUID]:
    page = client.get(f"/dieu-hanh/{word}/{query}").content.decode()
    return [UUID(each) for each in re.findall(r'href="/lam-viec/ho-so/([0-9a-f-]{36})/" data-open', page)]


def test_with_nothing_at_all_the_page_is_calm(working_city: Office, chairman: Client) -> None:
    page = text_of(chairman.get("/dieu-hanh/"))
    assert "Không có hồ sơ nào quá hạn hoặc sắp đến hạn." in page
    assert "Quá hạn lâu nhất" not in page


def test_what_is_late_is_said_first(working_city: Office, chairman: Client) -> None:
    dossier = accepted(working_city)
    to_be_supplemented(working_city)
    page = text_of(chairman.get("/dieu-hanh/"))
    assert '<h1 class="sentence late-word">Lúc này có 1 hồ sơ quá hạn.</h1>' in page
    assert str(dossier) in page
    assert "Phân công xử lý" in page
    assert "từ 08:30, 03/11/2026" in page


def test_before_anything_is_late_what_will_be_soon_is_said(working_city: Office, chairman: Client) -> None:
    accepted(working_city)
    clock.set_to(at("2026-11-17 09:00"))
    assert "Không có hồ sơ nào quá hạn; 1 hồ sơ sắp đến hạn." in text_of(chairman.get("/dieu-hanh/"))


def test_every_figure_leads_to_exactly_its_dossiers(working_city: Office, chairman: Client) -> None:
    late, waiting, fresh = accepted(working_city), to_be_supplemented(working_city), working_city.filed().dossier_id
    decided, not_accepted, stopped = resolved(working_city), refused(working_city), accepted(working_city)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-04 09:00")
    counter.stop_dossier(stopped, "Người nộp đề nghị dừng.", clerk)
    read_outbox(clock.now())
    behind = {
        "qua-han": {late},
        "cho-nguoi-nop": {waiting},
        "chua-tiep-nhan": {fresh},
        "da-tiep-nhan": {late, waiting, decided, stopped},
        "dung-han": {decided},
        "khong-tiep-nhan": {not_accepted},
        "dung": {stopped},
        "tre-han": set(),
        "truoc-han": set(),
        "rut": set(),
    }
    figures = cells(chairman)
    links = {
        "qua-han": "Quá hạn",
        "cho-nguoi-nop": "Chờ người nộp",
        "chua-tiep-nhan": "Chưa tiếp nhận",
        "da-tiep-nhan": "Đã tiếp nhận",
        "dung-han": "Đúng hạn",
        "khong-tiep-nhan": "Không tiếp nhận",
        "dung": "Dừng",
        "tre-han": "Trễ hạn",
        "truoc-han": "Trước hạn",
        "rut": "Rút",
    }
    for word, label in links.items():
        assert set(listed(chairman, word, "?ky=thang")) == behind[word], word
        assert figures[label] == str(len(behind[word])), word


def test_a_period_holds_what_happened_in_it(working_city: Office, chairman: Client) -> None:
    accepted(working_city)
    read_outbox(clock.now())
    assert cells(chairman, "?ky=hom-nay")["Đã tiếp nhận"] == "0"
    assert cells(chairman, "?ky=thang")["Đã tiếp nhận"] == "1"
    assert listed(chairman, "da-tiep-nhan", "?ky=hom-nay") == []
    assert "Trong kỳ không có hồ sơ nào ở nhóm này." in text_of(chairman.get("/dieu-hanh/da-tiep-nhan/?ky=hom-nay"))


def test_the_figures_come_anew_by_themselves(working_city: Office, chairman: Client) -> None:
    before = text_of(chairman.get("/dieu-hanh/so-lieu/?ky=thang"))
    accepted(working_city)
    after = text_of(chairman.get("/dieu-hanh/so-lieu/?ky=thang"))
    assert "<html" not in after
    assert "Lúc này có 1 hồ sơ quá hạn." in after
    assert before != after
    assert 'hx-trigger="every 5s"' in after


def test_a_long_list_has_pages(working_city: Office, chairman: Client) -> None:
    first = accepted(working_city)
    _copies(first, 60)
    assert cells(chairman)["Quá hạn"] == "61"
    assert len(listed(chairman, "qua-han")) == 50
    assert len(listed(chairman, "qua-han", "?trang=2")) == 11


def test_thousands_are_written_as_people_read_them(working_city: Office, chairman: Client) -> None:
    _copies(accepted(working_city), 1299)
    page = text_of(chairman.get("/dieu-hanh/"))
    assert "Lúc này có 1.300 hồ sơ quá hạn." in page
    assert cells(chairman)["Quá hạn"] == "1.300"


def test_a_leader_sees_no_other_agencys_figures(working_city: Office, chairman: Client, officer: Officer) -> None:
    accepted(working_city)
    elsewhere = officer("H29.26956.01", "commune_chairman")
    assert "Không có hồ sơ nào quá hạn" in text_of(elsewhere.get("/dieu-hanh/"))
    assert listed(elsewhere, "qua-han") == []
    assert elsewhere.get(f"/dieu-hanh/qua-han/?co-quan={WARD}").status_code == 404
    assert chairman.get(f"/dieu-hanh/qua-han/?co-quan={WARD}").status_code == 200


def test_who_leads_no_agency_is_told_for_whom_the_page_is(working_city: Office, clerk: Client) -> None:
    for page in ("", "so-lieu/", "qua-han/"):
        answer = clerk.get(f"/dieu-hanh/{page}")
        assert answer.status_code == 403
        assert "Trang điều hành dành cho lãnh đạo" in text_of(answer)
    assert "Điều hành" not in text_of(clerk.get("/lam-viec/"))


@pytest.mark.parametrize("address", ["khong-co/", "qua-han/?co-quan=%00", "qua-han/?co-quan=<script>"])
def test_a_group_or_an_agency_that_is_not_is_not_found(working_city: Office, chairman: Client, address: str) -> None:
    assert chairman.get(f"/dieu-hanh/{address}").status_code == 404


@pytest.mark.parametrize("query", ["ky=%00", "ky=x", "trang=-1", "trang=x", "trang=1001"])
def test_an_odd_address_still_shows_the_list(working_city: Office, chairman: Client, query: str) -> None:
    assert chairman.get(f"/dieu-hanh/qua-han/?{query}").status_code == 200
    assert chairman.get(f"/dieu-hanh/?{query}").status_code == 200


def test_after_a_rebuild_the_page_says_the_same(working_city: Office, chairman: Client) -> None:
    resolved(working_city)
    refused(working_city)
    read_outbox(clock.now())
    before = cells(chairman)
    rebuild()
    assert cells(chairman) == before


def _copies(dossier: UUID, number: int) -> None:
    """More undecided dossiers like this one, as rows only: what counts them reads nothing else."""
    row = Dossier.objects.get(pk=dossier)
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    Dossier.objects.bulk_create(
        Dossier(**{**same, "id": UUID(int=row.pk.int + n), "code": f"{row.code}-{n}", "reference": f"{n:010d}"})
        for n in range(1, number + 1)
    )
