"""VietQR: a bank transfer as the text of a QR code (NAPAS on EMVCo's merchant-presented code). Pure, without a fee and
without any server: every bank's app in the country reads it.
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from typing import Final

from motcua.core.text import ToldError, fold

LARGEST_AMOUNT: Final = 10**13 - 1
"""Thirteen digits are what EMVCo gives an amount."""

LONGEST_MEMO: Final = 50

_ASCII = re.compile(r"[0-9A-Za-z .-]*")
_BANK = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}")
_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DYNAMIC, _DONG, _VIETNAM = "12", "704", "VN"
_CRC_HEADER = "6304"


class InvalidTransferError(ToldError):
    """What cannot be put into a code that banks read."""


def vietqr(bank_bin: str, account: str, amount: int, memo: str) -> str:
    """The text of the code: pay `amount` đồng into `account` at the bank of that BIN, with this memo.

    Raises InvalidTransferError for a bank that is not six digits, an account of other than letters and digits, an
    amount that is not from 1 đồng on, and a memo that is empty, too long or not ASCII (banks change what is not).
    """
    _must_be_payable(bank_bin, account, amount, memo)
    told = (
        _field("00", _NAPAS) + _field("01", _field("00", bank_bin) + _field("01", account)) + _field("02", _TO_ACCOUNT)
    )
    code = (
        _field("00", "01")
        + _field("01", _DYNAMIC)
        + _field("38", told)
        + _field("53", _DONG)
        + _field("54", str(amount))
        + _field("58", _VIETNAM)
        + _field("62", _field("08", memo))
        + _CRC_HEADER
    )
    return f"{code}{crc16(code.encode('ascii')):04X}"


def transfer_memo(reference: str, n: int = 1) -> str:
    """What a transfer for a dossier says, short and in letters that every bank keeps: `TTHC H26 260930 0012`. `n` tells
    the second and later charges of one dossier apart.
    """
    words = re.findall(r"[0-9A-Z]+", fold(reference).upper())
    return " ".join(["TTHC", *words, *([f"L{n}"] if n > 1 else [])])


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, begun with FFFF."""
    return crc_hqx(data, 0xFFFF)


def _field(tag: str, value: str) -> str:
    """Tag, length in bytes (all is ASCII here), value."""
    return f"{tag}{len(value.encode('ascii')):02d}{value}"


def _must_be_payable(bank_bin: str, account: str, amount: int, memo: str) -> None:
    if not _BANK.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account):
        raise InvalidTransferError(
            "Tài khoản thụ hưởng không đúng: mã ngân hàng có 6 chữ số, số tài khoản có 1 đến 19 chữ số hoặc chữ cái.",
            "The account is not valid: a bank is told by 6 digits, an account by 1 to 19 letters and digits.",
        )
    if type(amount) is not int or not 1 <= amount <= LARGEST_AMOUNT:
        raise InvalidTransferError(
            f"Số tiền chuyển khoản phải là số đồng nguyên từ 1 đến {LARGEST_AMOUNT}.",
            f"The amount of a transfer is a whole number of đồng from 1 to {LARGEST_AMOUNT}.",
        )
    if not memo.strip() or len(memo) > LONGEST_MEMO or not _ASCII.fullmatch(memo):
        raise InvalidTransferError(
            f"Nội dung chuyển khoản phải có từ 1 đến {LONGEST_MEMO} ký tự, chỉ gồm chữ không dấu, số và khoảng trắng.",
            f"The memo of a transfer has 1 to {LONGEST_MEMO} characters: unaccented letters, digits and spaces.",
        )
