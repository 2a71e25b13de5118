"""A VietQR code is read by every bank's app, or by none: its bytes are compared, not its looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.money import InvalidTransferError, crc16, transfer_memo, vietqr

VECTOR = (
    "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA5303704540480005802VN"
    "62240820TTHC H26 260930 001263044CB1"
)

banks = st.from_regex(r"\A[0-9]{6}\Z")
accounts = st.from_regex(r"\A[0-9A-Za-z]{1,19}\Z")
amounts = st.integers(1, 10**13 - 1)
memos = st.text("ABCXYZ 0123456789", min_size=1, max_size=50).filter(str.strip)


def test_the_code_equals_what_two_encoders_made_of_the_same_transfer() -> None:
    assert vietqr("970436", "0123456789", 8000, "TTHC H26 260930 0012") == VECTOR


def test_the_checksum_is_that_of_the_published_example() -> None:
    assert crc16(b"123456789") == 0x29B1


@given(banks, accounts, amounts, memos)
def test_every_code_can_be_taken_apart_again_field_by_field(bank: str, account: str, amount: int, memo: str) -> None:
    code = vietqr(bank, account, amount, memo)
    fields = _fields(code)
    assert fields["54"] == str(amount)
    assert _fields(fields["62"]) == {"08": memo}
    to = _fields(fields["38"])
    assert _fields(to["01"]) == {"00": bank, "01": account}
    assert code.isascii()


@given(banks, accounts, amounts, memos)
def test_the_checksum_covers_all_that_stands_before_it(bank: str, account: str, amount: int, memo: str) -> None:
    code = vietqr(bank, account, amount, memo)
    assert int(code[-4:], 16) == crc16(code[:-4].encode())


@pytest.mark.parametrize("bank", ["", "97043", "9704361", "97043a", "٩٧٠٤٣٦"])
def test_a_bank_is_six_digits(bank: str) -> None:
    with pytest.raises(InvalidTransferError, match="6 digits"):
        vietqr(bank, "0123456789", 8000, "TTHC")


@pytest.mark.parametrize("account", ["", "0123 456", "0" * 20, "tài-khoản"])
def test_an_account_is_letters_and_digits(account: str) -> None:
    with pytest.raises(InvalidTransferError, match="letters and digits"):
        vietqr("970436", account, 8000, "TTHC")


@pytest.mark.parametrize("amount", [0, -8000, 10**13, True, 8000.5])
def test_an_amount_is_some_whole_dong(amount: int) -> None:
    with pytest.raises(InvalidTransferError, match="whole number"):
        vietqr("970436", "0123456789", amount, "TTHC")


@pytest.mark.parametrize("memo", ["", "   ", "Nộp phí", "A" * 51, "a\nb", "phi|10", "𝟙𝟚𝟛"])
def test_a_memo_is_short_and_in_letters_that_banks_keep(memo: str) -> None:
    with pytest.raises(InvalidTransferError, match="unaccented"):
        vietqr("970436", "0123456789", 8000, memo)


def test_a_memo_names_the_dossier_and_tells_its_charges_apart() -> None:
    assert transfer_memo("H26-260930-0012") == "TTHC H26 260930 0012"
    assert transfer_memo("H29.12-260930-0012", 2) == "TTHC H29 12 260930 0012 L2"


def _fields(code: str) -> dict[str, str]:
    found, rest = {}, code
    while rest:
        tag, length = rest[:2], int(rest[2:4])
        found[tag], rest = rest[4 : 4 + length], rest[4 + length :]
    return found
