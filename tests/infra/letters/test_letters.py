"""Every letter of the catalogue, printed from the example of the documentation."""

import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pypdfium2
import pytest
import yaml
from django.conf import settings

from motcua.infra.letters import LetterError
from tests.infra.letters.examples import (
    LETTERS,
    ROOT,
    SHARED,
    example,
    page_count,
    printed,
    read,
    read_page,
    squeezed,
)

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@pytest.fixture(scope="module")
def text_of() -> Callable[[str], str]:
    kept: dict[str, str] = {}

    def text(name: str) -> str:
        if name not in kept:
            kept[name] = read(printed(name, example()))
        return kept[name]

    return text


def test_the_catalogue_the_tests_print_is_the_one_of_the_settings() -> None:
    assert ROOT / "catalogue" == settings.CATALOGUE


def test_every_listed_letter_has_a_template() -> None:
    listed = yaml.safe_load((ROOT / "catalogue/shared/letters.yaml").read_text(encoding="utf-8"))["letters"]
    assert {f"shared/{key}" for key in listed} <= set(LETTERS)


@pytest.mark.parametrize("name", [each for each in LETTERS if each != "shared/receipt"])
def test_a_letter_shows_the_nation_and_the_agency(text_of, name: str) -> None:
    # A receipt has the head of its own decree: who collects, form, series, number (254/2026/NĐ-CP Điều 23).
    shown = squeezed(text_of(name))
    for words in (*NATION, "ỦY BAN NHÂN DÂN PHƯỜNG TÂN ĐỊNH"):
        assert squeezed(words) in shown


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_of_a_letter_can_be_copied_and_searched(text_of, name: str) -> None:
    text = text_of(name)
    assert unicodedata.is_normalized("NFC", text)
    assert not {unicodedata.category(letter) for letter in text} & {"Co", "Cn", "Cs", "Mn", "Cf"}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_made_to_be_kept_and_to_be_read_aloud(name: str) -> None:
    pdf = printed(name, example())
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(vi" in pdf.replace(b" ", b"")


@pytest.mark.parametrize("name", LETTERS)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    assert printed(name, example()) == printed(name, example())


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_prints_a_value_that_is_not_there(text_of, name: str) -> None:
    assert not re.search(r"\b(none|null|auto|dictionary)\b", text_of(name))


def test_many_letters_at_once_do_not_mix_their_data() -> None:
    def letter_to(number: int) -> bytes:
        data = example()
        data["applicant"]["name"] = f"Người thứ {number}"
        return printed("shared/stop_notice", data)

    with ThreadPoolExecutor(8) as pool:
        letters = list(pool.map(letter_to, range(40)))
    for number, letter in enumerate(letters):
        assert f"Người thứ {number}," in read(letter)


SHOWN = {
    "shared/receipt_slip": [
        *("Số: 1148/TNHS", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "H29.26.734-261124-0017", "7KQF-2M9T-XD"),
        *("motcua.hcm.example.vn/tra-cuu/7KQF-2M9T-XD", "Nguyễn Thị Hằng Phượng", "215/12/4A Trần Quang Khải"),
        *("0903 123 456", "hangphuong.nguyen@example.vn", "Trần Quốc Vượng", "Nhà ở riêng lẻ (trường hợp 1.7)"),
        *("Bản vẽ thiết kế xây dựng", "14 trang, đã số hóa", "01 bộ", "15 ngày theo quy định"),
        *("09 giờ 05 phút, ngày 25 tháng 11 năm 2026", "15 giờ 30 phút, ngày 15 tháng 12 năm 2026"),
        *(
            "Trung tâm Phục vụ hành chính công phường Tân Định",
            "Nhận tại nơi đã nộp",
            "0 đồng",
            "số thứ tự 1.148",
            "NGƯỜI NỘP HỒ SƠ",
            "NGƯỜI TIẾP NHẬN HỒ SƠ",
        ),
        *("Lê Minh Khuê", "028 3829 7811"),
    ],
    "shared/supplement_request": [
        *("1. Mặt bằng và mặt cắt móng, tỷ lệ 1/50", "Lý do: Bản vẽ đã nộp không thể hiện móng", "3. Cam kết bảo đảm"),
        *("079185012345", "lần yêu cầu bổ sung duy nhất", "PHÓ CHỦ TỊCH", "Võ Thị Ánh Nguyệt", "Lưu: VT, HS."),
    ],
    "shared/rejection_notice": [
        *("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", "1. Vị trí xây dựng nằm trong hành lang", "Căn cứ: Điều 58 Nghị định"),
        "./.",
    ],
    "shared/apology_letter": ["Kính gửi: Nguyễn Thị Hằng Phượng", "chân thành xin lỗi", "ngày 22 tháng 12 năm 2026"],
    "shared/stop_notice": ["DỪNG GIẢI QUYẾT HỒ SƠ", "kể từ ngày 25 tháng 11 năm 2026", "2. Bản vẽ mặt cắt móng"],
    "shared/fee_notice": ["75.000", "Bảy mươi lăm nghìn đồng", "Nghị quyết của Hội đồng nhân dân", "3511 0 1099999"],
    "shared/opinion_request": [
        *("Kính gửi:", "Cơ quan quản lý quy hoạch", "Trả lời trước 17 giờ 00 phút, ngày 07 tháng 12 năm 2026"),
        "được coi là đồng ý",
    ],
    "shared/inspection_minutes": ["08 giờ 30 phút, ngày 27 tháng 11 năm 2026", "tổ trưởng dân phố 12", "rộng 4,2 m"],
    "shared/no_record_reply": ["Số tờ bản đồ", "Không tìm thấy thông tin trên", "2. Bản vẽ mặt cắt móng"],
    "2.001827/team_decision": ["Trưởng đoàn: ông Phan Đăng Lưu"],
    "1.009645.H05/appraisal_report": ["Công ty điện lực Tân Thuận: Không đồng ý. Chưa đủ khoảng cách an toàn."],
    "1.001612/correction_notice": ["2. Bản vẽ mặt cắt móng"],
    "shared/process_control_sheet": ["09:40 25/11/2026", "Phan Đăng Lưu, chuyên viên", "Trước hạn"],
    "shared/dossier_register": ["Từ ngày 01 tháng 11 năm 2026 đến ngày 30 tháng 11 năm 2026", "15:30 15/12/2026"],
    "1.013225/permit": [
        *(
            "GIẤY PHÉP XÂY DỰNG",
            "NGUYỄN THỊ HẰNG PHƯỢNG",
            "Số tờ bản đồ",
            "72,5 m²",
            "Tum 21,4 m²",
            "Giấy chứng nhận quyền sử dụng đất",
        ),
        *("motcua.hcm.example.vn/kiem-tra/9F2K-71TM-QX4D-8KJ2/", "Tân Định, ngày 25 tháng 11 năm 2026"),
    ],
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_letter_says_what_it_has_to(text_of, name: str) -> None:
    shown = squeezed(text_of(name))
    assert [words for words in SHOWN[name] if squeezed(words) not in shown] == []


def test_the_receipt_slip_of_an_ordinary_dossier_is_one_small_page() -> None:
    document = pypdfium2.PdfDocument(printed("shared/receipt_slip", example()))
    size = document.get_page_size(0)
    pages = len(document)
    document.close()
    assert pages == 1
    assert [round(side * 25.4 / 72) for side in size] == [148, 210]


@pytest.mark.parametrize("form", sorted(key for key, each in SHARED.items() if "form" in each))
@pytest.mark.parametrize(("paper", "sides"), [("a4", {210, 297}), ("a5", {148, 210})])
def test_each_of_the_seven_forms_prints_whole_on_either_size(form: str, paper: str, sides: set[int]) -> None:
    assert len([each for each in SHARED.values() if "form" in each]) == 7
    pdf = printed(f"shared/{form}", {**example(), "paper": paper})
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        assert {round(side * 25.4 / 72) for side in document.get_page_size(0)} == sides
    assert sorted(bare(pdf)) == sorted(bare(printed(f"shared/{form}", example())))


def bare(pdf: bytes) -> str:
    """The text without the numbers of pages, and without hyphens, which stand at the ends of lines too."""
    return re.sub(r"H29.26.734-261124-0017Trang\d/\d", "", squeezed(read(pdf))).replace("-", "")


def test_many_components_go_on_over_the_page_under_the_same_head_of_the_table() -> None:
    data = example()
    data["components"] = [{"name": f"Giấy tờ thứ {n}", "originals": 1, "copies": 2, "note": ""} for n in range(1, 61)]
    pdf = printed("shared/receipt_slip", data)
    pages = [read_page(pdf, number) for number in range(page_count(pdf))]
    with_rows = [page for page in pages if "Giấy tờ thứ" in page]
    assert len(with_rows) > 1
    assert all("Tên giấy tờ" in page for page in with_rows)
    assert "Giấy tờ thứ 60" in with_rows[-1]
    assert f"Trang 1/{len(pages)}" in pages[0]


def test_signatures_are_never_alone_on_a_page() -> None:
    data = example()
    for reasons in range(1, 40):
        data["letter"]["reasons"] = ["Lý do của việc từ chối."] * reasons
        pdf = printed("shared/rejection_notice", data)
        last = read_page(pdf, page_count(pdf) - 1)
        assert "Võ Thị Ánh Nguyệt" in last
        assert "PHÓ CHỦ TỊCH" in last
        assert "Trân trọng thông báo" in last


def test_a_dossier_that_was_never_accepted_is_refused_at_reception() -> None:
    data = example()
    data["dossier"]["received_at"] = None
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ" in read(printed("shared/rejection_notice", data))


def test_lines_without_a_value_are_left_out() -> None:
    data = example()
    data["submitter"] = None
    data["applicant"].update(phone="", email=None)
    data["dossier"]["register_number"] = ""
    text = read(printed("shared/receipt_slip", data))
    for name in ("Liên lạc", "Người nộp hồ sơ\n", "Vào Sổ"):
        assert name not in text


def test_the_slip_names_the_agency_that_decides_where_another_one_received() -> None:
    data = example()
    assert "Cơ quan giải quyết" not in read(printed("shared/receipt_slip", data))
    data["dossier"]["competent_agency"] = "Sở Xây dựng"
    assert squeezed("Cơ quan giải quyết Sở Xây dựng") in squeezed(read(printed("shared/receipt_slip", data)))


def without(data: dict[str, Any], *path: str) -> dict[str, Any]:
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return data


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("shared/receipt_slip", ("dossier", "due_at")),
        ("shared/supplement_request", ("letter", "items")),
        ("shared/fee_notice", ("payment", "total")),
        ("1.013225/permit", ("form",)),
    ],
)
def test_a_letter_without_what_it_must_say_is_not_printed(name: str, path: tuple[str, ...]) -> None:
    with pytest.raises(LetterError, match=path[-1]):
        printed(name, without(example(), *path))
