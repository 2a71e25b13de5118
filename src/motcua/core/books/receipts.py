"""What an electronic receipt for fees must say (NĐ 254/2026/NĐ-CP Điều 23-25), and how it is numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from motcua.core.fees import amount_in_words
from motcua.core.forms.values.identifiers import has_tax_check_digit
from motcua.core.text import ToldError
from motcua.core.workcal import office_time

LARGEST_NUMBER: Final = 99_999_999
"""A number has at most 8 digits (Điều 23)."""

_YEAR: Final = "{yy}"
_SYMBOL: Final = re.compile(r"[0-9A-Z][0-9A-Z/-]{2,19}")
_TAX_CODE: Final = re.compile(r"[0-9]{10}(-[0-9]{3})?|[0-9]{12}")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class ReceiptError(ToldError):
    """A receipt cannot be made so: `vi` and `en` say why and what to do next."""


class ReceiptState(StrEnum):
    """Where a receipt stands. Money that has come is never refused for the want of a number: its receipt is owed."""

    OWED = "owed"
    UNSIGNED = "unsigned"
    ISSUED = "issued"
    REPLACED = "replaced"
    CANCELLED = "cancelled"

    @property
    def counts(self) -> bool:
        """Whether its amount is money that was receipted and still is."""
        return self in (ReceiptState.UNSIGNED, ReceiptState.ISSUED)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A kind of fee and its amount in đồng."""

    name: str
    amount: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Collector:
    """The body whose money it is; shown even where a third party collects for it (Điều 25)."""

    name: str
    tax_code: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """All that is printed and signed; fixed with the number and never changed."""

    form_symbol: str
    series: str
    number: int
    collector: Collector
    through: str
    payer: str
    payer_identifier: str
    payer_address: str
    purpose: str
    reference: str
    lines: tuple[ReceiptLine, ...]
    method: str
    issued_at: datetime
    replaces: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LARGEST_NUMBER:
            raise ReceiptError("Số biên lai phải từ 1 đến 99999999.", "The number must be from 1 to 99999999.")
        if not self.lines or any(line.amount <= 0 for line in self.lines):
            raise ReceiptError("Biên lai phải có khoản thu lớn hơn 0 đồng.", "A receipt names amounts above 0.")
        if not self.payer.strip() or not self.collector.name.strip():
            raise ReceiptError("Biên lai phải có tên người nộp và tên tổ chức thu.", "A receipt names both sides.")
        if not is_tax_code(self.collector.tax_code):
            raise ReceiptError("Mã số thuế của tổ chức thu không đúng.", "The collector's tax code is wrong.")

    @property
    def total(self) -> int:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)

    @property
    def total_in_words(self) -> str:
        """The sum in words, as Điều 23 asks."""
        return amount_in_words(self.total)

    @property
    def name(self) -> str:
        """How the receipt is called: form, series, number."""
        return f"{self.form_symbol} {self.series} {self.number}"

    def as_plain(self) -> dict[str, Any]:
        """The content as it is stored and printed."""
        return {
            **asdict(self),
            "issued_at": office_time(self.issued_at).isoformat(timespec="minutes"),
            "lines": [asdict(line) for line in self.lines],
            "name": self.name,
            "total": self.total,
            "total_in_words": self.total_in_words,
        }


def year_of(now: datetime) -> int:
    """The year that a receipt of this moment is numbered in: numbers run from 1 January to 31 December by the office's
    calendar, not by the machine's (Điều 24).
    """
    return office_time(now).year


def series_in(pattern: str, year: int) -> str:
    """The series of a year: `AK-{yy}E` is `AK-26E` in 2026. Raises ReceiptError."""
    series = pattern.replace(_YEAR, f"{year % 100:02d}")
    if _YEAR not in pattern or not _SYMBOL.fullmatch(series):
        raise ReceiptError(
            f"Ký hiệu biên lai “{pattern}” phải gồm chữ in hoa, số, gạch ngang và {_YEAR} ở chỗ của năm.",
            f"The series “{pattern}” must be capitals, figures and dashes, with {_YEAR} in the place of the year.",
        )
    return series


def is_symbol(text: str) -> bool:
    """Whether it can be the symbol of a form or a series."""
    return _SYMBOL.fullmatch(text) is not None


def is_tax_code(text: str) -> bool:
    """Whether it is a tax code: ten digits with their check digit, a branch's, or a personal number of twelve."""
    return _TAX_CODE.fullmatch(text) is not None and (len(text) == 12 or has_tax_check_digit(text))


def plain_text(text: str) -> str:
    """The same words on one line, without characters that no XML may hold."""
    return " ".join(_NO_XML.sub("", text).split())


def lines_for(lines: Sequence[ReceiptLine], paid: int, purpose: str) -> tuple[ReceiptLine, ...]:
    """The lines of the receipt for what was `paid` now: each kind of fee when all of it was, one line for a part."""
    due = tuple(line for line in lines if line.amount > 0)
    if sum(line.amount for line in due) == paid:
        return due
    basis = due[0].basis if len(due) == 1 else ""
    return (ReceiptLine(f"Thu một phần: {purpose}" if due else purpose, paid, basis),)
