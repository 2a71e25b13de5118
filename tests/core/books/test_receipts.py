"""What a receipt must say, and how it is called (NĐ 254/2026/NĐ-CP Điều 23-25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.books.receipt_xml import receipt_xml
from motcua.core.books.receipts import (
    Collector,
    ReceiptContent,
    ReceiptError,
    ReceiptLine,
    is_tax_code,
    lines_for,
    plain_text,
    series_in,
    year_of,
)

RECEIPT = ReceiptContent(
    form_symbol="01BLP0-001",
    series="AK-26E",
    number=12,
    collector=Collector("Ủy ban nhân dân phường An Khánh", "0399000014"),
    through="",
    payer="Nguyễn Trúc Lam",
    payer_identifier="079088910001",
    payer_address="",
    purpose="Cấp giấy phép xây dựng",
    reference="H29.27094-261124-0001",
    lines=(ReceiptLine("Lệ phí", 75_000), ReceiptLine("Phí", 25_000)),
    method="Tiền mặt",
    issued_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
)


def test_a_receipt_adds_up_in_figures_and_words() -> None:
    assert (RECEIPT.total, RECEIPT.total_in_words) == (100_000, "Một trăm nghìn đồng")
    assert RECEIPT.as_plain()["issued_at"] == "2026-11-24T09:00+07:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": 100_000_000},
        {"lines": ()},
        {"lines": (ReceiptLine("Phí", 0),)},
        {"lines": (ReceiptLine("Phí", -5),)},
        {"payer": " "},
        {"collector": Collector("", "0399000014")},
        {"collector": Collector("UBND", "0399000015")},
    ],
)
def test_a_receipt_that_lacks_something_of_the_decree_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(ReceiptError):
        replace(RECEIPT, **wrong)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("0100109106", True),
        ("0300588569", True),
        ("0105231709", False),
        ("0100109106-001", True),
        ("079088910001", True),
    ],
)
def test_tax_codes_are_checked_by_their_digit(code: str, is_one: bool) -> None:
    assert is_tax_code(code) is is_one


def test_the_year_is_that_of_the_office() -> None:
    assert year_of(datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)) == 2026
    assert year_of(datetime(2026, 12, 31, 17, tzinfo=UTC)) == 2027


def test_a_series_names_its_year() -> None:
    assert (series_in("AK-{yy}E", 2026), series_in("AK-{yy}E", 2109)) == ("AK-26E", "AK-09E")


@pytest.mark.parametrize("pattern", ["AK-26E", "ak-{yy}", "{yy} E", "", "Đ{yy}"])
def test_a_series_without_its_year_or_with_odd_letters_is_refused(pattern: str) -> None:
    with pytest.raises(ReceiptError):
        series_in(pattern, 2026)


def test_a_part_is_one_line_and_the_whole_is_itemised() -> None:
    assert lines_for(RECEIPT.lines, 100_000, "x") == RECEIPT.lines
    assert lines_for(RECEIPT.lines, 60_000, "Cấp phép") == (ReceiptLine("Thu một phần: Cấp phép", 60_000),)


@given(st.text(max_size=60))
def test_whatever_a_payer_is_called_the_xml_can_be_read_and_says_it(name: str) -> None:
    payer = plain_text(name) or "x"
    root = ElementTree.fromstring(receipt_xml(replace(RECEIPT, payer=payer).as_plain(), "https://x.vn/bien-lai/1/"))
    assert root.findtext(".//NNop/Ten") == payer
    assert root.findtext(".//TgTien") == "100000"


def test_the_same_receipt_is_the_same_xml() -> None:
    assert receipt_xml(RECEIPT.as_plain(), "u") == receipt_xml(RECEIPT.as_plain(), "u")
