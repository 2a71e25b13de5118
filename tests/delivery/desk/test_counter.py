"""The counter: a person comes with papers and leaves with the slip."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from motcua.domain.dossiers.models import Dossier, DossierPaper, DossierParty
from motcua.domain.identity import queries as identity
from motcua.domain.records.models import Document
from tests.delivery.desk.officers import Officer, act, open_page, text_of
from tests.delivery.desk.walked import walked_to_the_end, who_works_at
from tests.infra.files import papers
from tests.office import Office, permit_form
from tests.permit import WARD, to_be_supplemented

PAGE = "/lam-viec/quay/1.013225/"
ID = "079088910001"


def typed(**changes: Any) -> dict[str, Any]:
    """The page of a house's permit as it is posted when everything is filled in."""
    page: dict[str, Any] = {"command": uuid4(), "way": "counter", "case": "house"}
    page |= {"caller_id": ID, "caller_name": "Nguyễn Trúc Lam", "caller_phone": "0903123456"}
    page |= {"paper": ["land_paper", "drawings"], "variant.land_paper": _variant()}
    for name, value in permit_form().items():
        if isinstance(value, dict):
            page |= {f"{name}.{part}": text for part, text in value.items()}
        elif isinstance(value, list):
            page |= {f"{name}.{n}.{key}": text for n, row in enumerate(value) for key, text in row.items()}
        else:
            page[name] = {True: "true", False: "false"}.get(value, value)
    return {**page, **changes}


def _variant() -> str:
    return "certificate"


def handed_in(clerk: Client, **changes: Any) -> HttpResponse:
    return clerk.post(PAGE, typed(_hand_in="1", **changes))


def filed() -> Dossier:
    return Dossier.objects.get()


def test_a_procedure_is_found_by_everyday_words(working_city: Office, clerk: Client) -> None:
    assert "Cấp giấy phép xây dựng nhà ở riêng lẻ" in text_of(clerk.get("/lam-viec/quay/?q=xay nha"))
    assert "Không thấy thủ tục nào khớp “qwxz”." in text_of(clerk.get("/lam-viec/quay/?q=qwxz"))
    part = text_of(clerk.get("/lam-viec/quay/?q=xay nha", headers={"HX-Request": "true"}))
    assert "<html" not in part


def test_the_page_tells_the_due_date_and_the_fee_beforehand(working_city: Office, clerk: Client) -> None:
    page = text_of(clerk.get(PAGE))
    assert 'Hẹn trả</dt><dd class="big">17:30, 10/12/2026' in page
    assert "75.000 đồng" in page


def test_a_person_is_found_by_the_number_and_told_to_the_form(working_city: Office, clerk: Client) -> None:
    working_city.citizen("2026-11-02 08:00")
    page = text_of(clerk.post(PAGE, {"_look_up": "1", "caller_id": ID, "caller_is_applicant": "1"}))
    assert page.count('value="Nguyễn Trúc Lam"') == 2
    alone = text_of(clerk.post(PAGE, {"_look_up": "1", "caller_id": ID}))
    assert alone.count('value="Nguyễn Trúc Lam"') == 1


def test_a_number_without_a_name_is_looked_up_also_before_the_pages_script_is_there(
    working_city: Office, clerk: Client
) -> None:
    working_city.citizen("2026-11-02 08:00")
    page = text_of(clerk.post(PAGE, {"_show": "1", "caller_id": ID, "caller_is_applicant": "1"}))
    assert page.count('value="Nguyễn Trúc Lam"') == 2


def test_a_card_reader_may_type_the_whole_code(working_city: Office, clerk: Client) -> None:
    code = "079199000123|024123456|Trần Thị Mỹ Hạnh|01011999|Nữ|12 Xuân Thủy, An Khánh|01012022"
    page = text_of(clerk.post(PAGE, {"_look_up": "1", "caller_id": code, "caller_is_applicant": "1"}))
    assert page.count('value="Trần Thị Mỹ Hạnh"') == 2
    assert page.count('value="079199000123"') == 2


def test_an_unknown_number_asks_for_the_name(working_city: Office, clerk: Client) -> None:
    page = text_of(clerk.post(PAGE, {"_look_up": "1", "caller_id": "079199000124"}))
    assert "Chưa có người này trong hệ thống." in page


def test_at_the_counter_the_person_leaves_with_code_and_slip(working_city: Office, clerk: Client) -> None:
    answer = handed_in(clerk)
    dossier = filed()
    assert answer["Location"] == f"/lam-viec/quay/xong/{dossier.pk}/"
    assert (dossier.channel, dossier.assisted, dossier.phase) == ("counter", False, "accepted")
    page = text_of(clerk.get(answer["Location"]))
    assert dossier.code
    assert dossier.code in page
    assert "Người tiếp theo" in page
    [slip] = re.findall(rf"/lam-viec/ho-so/{dossier.pk}/van-ban/\d+/", page)
    assert clerk.get(slip)["Content-Type"] == "application/pdf"
    assert set(DossierPaper.objects.values_list("component", "origin")) == {
        ("land_paper", "on_paper"),
        ("drawings", "on_paper"),
    }


def test_what_the_post_brings_is_accepted_on_the_spot_too(working_city: Office, clerk: Client) -> None:
    handed_in(clerk, way="post")
    assert (filed().channel, filed().phase) == ("post", "accepted")


def test_help_with_an_online_filing_is_marked_and_waits_for_the_reception(working_city: Office, clerk: Client) -> None:
    unscanned = handed_in(clerk, way="online")
    assert unscanned.status_code == 422
    scans = {"scan.land_paper": _scan("đất.pdf"), "scan.drawings": _scan("bản vẽ.pdf")}
    answer = handed_in(clerk, way="online", **scans)
    dossier = filed()
    assert (dossier.channel, dossier.assisted, dossier.phase, dossier.code) == ("online", True, "submitted", None)
    assert dossier.reference in text_of(clerk.get(answer["Location"]))
    assert "cán bộ nộp hộ" in open_page(clerk, dossier.pk)


def test_any_office_may_receive_for_another(working_city: Office, stranger: Client) -> None:
    handed_in(stranger)
    dossier = filed()
    assert dossier.competent_id == working_city.city.office(WARD)
    assert dossier.receiving_id != dossier.competent_id


def test_a_mistake_keeps_all_that_was_typed_and_scanned(working_city: Office, clerk: Client) -> None:
    answer = handed_in(clerk, owner_phone="12", **{"scan.drawings": _scan("bản vẽ móng.pdf")})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Còn 1 chỗ cần sửa" in page
    assert "bản vẽ móng.pdf" in page
    assert 'value="Công ty TNHH Kiến trúc Phù Sa"' in page
    [scan] = re.findall(r'name="scanned" value="([^"]+)"', page)
    handed_in(clerk, scanned=scan)
    paper = DossierPaper.objects.get(component="drawings")
    assert (paper.origin, paper.name) == ("scanned", "bản vẽ móng.pdf")


def test_a_scan_can_be_thrown_out_again(working_city: Office, clerk: Client) -> None:
    page = text_of(clerk.post(PAGE, typed(_show="1", **{"scan.drawings": _scan("nhầm.pdf")})))
    [scan] = re.findall(r'name="scanned" value="([^"]+)"', page)
    assert "nhầm.pdf" not in text_of(clerk.post(PAGE, typed(scanned=scan, _drop=scan)))


def test_a_file_that_is_no_paper_is_refused_with_the_reason(working_city: Office, clerk: Client) -> None:
    bad = SimpleUploadedFile("bản vẽ.pdf", b"MZ\x90\x00 not a paper", "application/pdf")
    answer = handed_in(clerk, **{"scan.drawings": bad})
    assert answer.status_code == 422
    assert "bản vẽ.pdf" in text_of(answer)
    assert not Document.objects.exists()
    assert not Dossier.objects.exists()


def test_another_officers_scan_cannot_be_slipped_in(working_city: Office, clerk: Client, stranger: Client) -> None:
    page = text_of(stranger.post(PAGE, typed(_show="1", **{"scan.drawings": _scan("riêng.pdf")})))
    [scan] = re.findall(r'name="scanned" value="([^"]+)"', page)
    assert "riêng.pdf" not in text_of(clerk.post(PAGE, typed(_show="1", scanned=scan)))


def test_a_missing_paper_is_named(working_city: Office, clerk: Client) -> None:
    answer = handed_in(clerk, paper=["drawings"])
    assert answer.status_code == 422
    assert "Một trong các giấy tờ hợp pháp về đất đai: chưa nhận." in text_of(answer)


def test_one_of_several_papers_must_be_chosen(working_city: Office, clerk: Client) -> None:
    answer = handed_in(clerk, **{"variant.land_paper": ""})
    assert "Một trong các giấy tờ hợp pháp về đất đai: hãy chọn loại giấy tờ đã nhận." in text_of(answer)


@pytest.mark.parametrize(
    ("caller", "said"),
    [
        ({"caller_name": ""}, "Hãy ghi họ tên người nộp."),
        ({"caller_id": "12345"}, "Số định danh phải có 12 chữ số"),
        ({"caller_id": "000000000000"}, "Số định danh phải có 12 chữ số"),
    ],
)
def test_the_caller_must_be_told_rightly(
    working_city: Office, clerk: Client, caller: dict[str, str], said: str
) -> None:
    answer = handed_in(clerk, **caller)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_wrong_number_does_not_rename_another_person(working_city: Office, clerk: Client) -> None:
    working_city.citizen("2026-11-02 08:00")
    answer = handed_in(clerk, caller_name="Phạm Văn Khác")
    assert "Số định danh này là của Nguyễn Trúc Lam." in text_of(answer)
    known = identity.person_by_personal_id(ID)
    assert known
    assert known.full_name == "Nguyễn Trúc Lam"


def test_who_has_no_number_can_hand_in_too(working_city: Office, clerk: Client) -> None:
    handed_in(clerk, caller_id="", caller_name="John Smith")
    submitter = DossierParty.objects.get(role="submitter")
    assert (submitter.name, submitter.identifier) == ("John Smith", "")


def test_a_double_click_takes_one_dossier_in(working_city: Office, clerk: Client) -> None:
    page = typed(_hand_in="1")
    first, second = clerk.post(PAGE, page), clerk.post(PAGE, page)
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_enter_in_a_box_takes_nothing_in(working_city: Office, clerk: Client) -> None:
    assert clerk.post(PAGE, typed(_show="1")).status_code == 200
    assert clerk.post(PAGE, typed()).status_code == 200
    assert not Dossier.objects.exists()


def test_a_row_is_added_without_a_script(working_city: Office, clerk: Client) -> None:
    page = text_of(clerk.post(PAGE, typed(_add="floors")))
    assert 'name="floors.3.area"' in page


@pytest.mark.parametrize("address", ["9.999999", "1.009994", "..%2F", "1.013225%00"])
def test_a_procedure_that_is_not_offered_is_not_found(working_city: Office, clerk: Client, address: str) -> None:
    assert clerk.get(f"/lam-viec/quay/{address}/").status_code == 404


def test_hostile_words_and_choices_are_harmless(working_city: Office, clerk: Client) -> None:
    hostile = "<script>alert(1)</script>"
    changes = {"way": hostile, "case": hostile, "scanned": hostile, "variant.land_paper": hostile, "paper": hostile}
    answer = handed_in(clerk, caller_name=hostile, **changes)
    assert answer.status_code == 422
    assert hostile not in answer.content.decode()


def test_the_counter_prints_no_letter_that_agencies_write_to_one_another(working_city: Office) -> None:
    walk = walked_to_the_end("1.004873", "certificate", {"check": "verify"})
    assert "verification_request" in {letter["key"] for letter in walk.letters}
    clerk = who_works_at(walk.case.receiving_id, "one_stop_officer")
    page = text_of(clerk.get(f"/lam-viec/quay/xong/{walk.case.id}/"))
    names = {letter["key"]: walk.procedure.letters[letter["key"]].name.vi for letter in walk.letters}
    assert names["receipt_slip"] in page
    assert names["verification_request"] not in page


def test_a_supplement_is_taken_in_and_the_time_counts_anew(working_city: Office, clerk: Client) -> None:
    dossier = to_be_supplemented(working_city)
    address = f"/lam-viec/ho-so/{dossier}/bo-sung/"
    page = text_of(clerk.get(address))
    assert "Mặt cắt móng, tỷ lệ 1/50" in page
    promised = re.search(r'Hẹn trả mới, nếu nhận lúc này</dt><dd class="big">([^<]+)', page)
    assert promised
    form = {name: value for name, value in typed().items() if name not in {"paper", "variant.land_paper"}}
    nothing = clerk.post(address, {**form, "_hand_in": "1"})
    assert "Chưa có gì để nhận" in text_of(nothing)
    answer = clerk.post(address, {**form, "_hand_in": "1", "scan.drawings": _scan("móng.pdf")}, follow=True)
    after = text_of(answer)
    assert "Đã nhận bổ sung." in after
    assert f"Hẹn trả {promised[1]}" in after
    assert "móng.pdf" in after
    assert "Hồ sơ này không chờ bổ sung." in text_of(clerk.get(address, follow=True))


def test_a_form_that_was_mended_becomes_its_next_version(working_city: Office, clerk: Client) -> None:
    dossier = to_be_supplemented(working_city)
    form = {name: value for name, value in typed(designer="Công ty Hai").items() if name != "paper"}
    clerk.post(f"/lam-viec/ho-so/{dossier}/bo-sung/", {**form, "_hand_in": "1"})
    page = open_page(clerk, dossier)
    assert "trước đây: Công ty TNHH Kiến trúc Phù Sa" in page


def test_what_was_taken_in_goes_on_like_every_dossier(working_city: Office, clerk: Client, head: Client) -> None:
    handed_in(clerk)
    assert act(head, filed().pk, "nhan-viec", "assign").status_code == 302


def test_all_procedures_have_a_counter_page(working_city: Office, officer: Officer) -> None:
    clerk = officer("H29.27094.03", "one_stop_officer")
    found = re.findall(r'href="(/lam-viec/quay/[0-9A-Z.]+/)"', clerk.get("/lam-viec/quay/").content.decode())
    assert len(found) > 8
    for address in found:
        assert clerk.get(address).status_code == 200, address
        assert clerk.post(address, {"_hand_in": "1"}).status_code == 422, address


def _scan(name: str) -> io.BytesIO:
    return SimpleUploadedFile(name, papers.pdf(), "application/pdf")
