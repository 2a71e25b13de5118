"""What a bank says came into an account and went out of it, read from its file by a mapping that is data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from motcua.core.books.amounts import AmountError, read_amount
from motcua.core.books.errors import FileError, FileProblem, whole_file
from motcua.core.books.tables import Line, lines_of
from motcua.core.rules import Message

CURRENCY: Final = "VND"
LONGEST_REFERENCE: Final = 60
LONGEST_MEMO: Final = 500


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement: `amount` in đồng, positive when money came in; `reference` is the bank's own, once an account."""

    line: int
    reference: str
    day: date
    amount: int
    memo: str
    payer: str = ""


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """Which columns of a bank's CSV mean what. Either `amount` (with a sign) or `credit` and `debit`."""

    date: str
    date_format: str
    reference: str
    memo: str
    amount: str = ""
    credit: str = ""
    debit: str = ""
    currency: str = ""
    payer: str = ""
    delimiter: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        named = (self.date, self.reference, self.memo, self.amount, self.credit, self.debit, self.currency)
        return tuple(each for each in named if each)


def read_csv(content: bytes, form: CsvFormat) -> tuple[BankLine, ...]:
    """All movements of the file. Raises FileError with every problem of it."""
    read: list[BankLine] = []
    problems: list[FileProblem] = []
    for line in lines_of(content, form.columns, form.delimiter):
        try:
            read.append(_movement(line, form))
        except _LineError as wrong:
            problems.append(FileProblem(line.number, wrong.what))
    return checked(read, problems)


def checked(read: Sequence[BankLine], problems: Sequence[FileProblem]) -> tuple[BankLine, ...]:
    """The movements, if each stands in the file once and nothing else is wrong with it. Raises FileError."""
    first: dict[str, int] = {}
    twice = [
        FileProblem(
            each.line,
            Message(
                f"số tham chiếu {each.reference} đã có ở dòng {first[each.reference]}",
                f"the reference {each.reference} stands in line {first[each.reference]} already",
            ),
        )
        for each in read
        if first.setdefault(each.reference, each.line) != each.line
    ]
    wrong = sorted([*problems, *twice], key=lambda each: each.line)
    if wrong:
        raise FileError(wrong)
    if not read:
        raise whole_file("Tệp không có giao dịch nào.", "The file has no transactions.")
    return tuple(read)


class _LineError(Exception):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.what = Message(vi, en)


def _movement(line: Line, form: CsvFormat) -> BankLine:
    currency = line.cell(form.currency).upper() if form.currency else CURRENCY
    if currency != CURRENCY:
        raise _LineError(f"đồng tiền “{currency}” không phải VND", f"the currency “{currency}” is not VND")
    reference = line.cell(form.reference)
    if not 0 < len(reference) <= LONGEST_REFERENCE:
        raise _LineError("thiếu số tham chiếu", "the reference is missing or too long")
    return BankLine(
        line.number,
        reference,
        _day(line.cell(form.date), form.date_format),
        _amount(line, form),
        line.cell(form.memo)[:LONGEST_MEMO],
        line.cell(form.payer)[:200] if form.payer else "",
    )


def _day(text: str, form: str) -> date:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 a day of the bank's, without a time
    except ValueError:
        raise _LineError(f"“{text}” không phải ngày", f"“{text}” is no date") from None


def _amount(line: Line, form: CsvFormat) -> int:
    """The movement with its sign: of a column with signs, or of two columns, of which one is empty or zero."""
    if form.amount:
        amount = _read(line.cell(form.amount))
    else:
        came, went = (_read(line.cell(column) or "0") for column in (form.credit, form.debit))
        if came < 0 or went < 0:
            raise _LineError("số tiền âm ở cột ghi có hoặc ghi nợ", "a negative amount in a credit or debit column")
        if came and went:
            raise _LineError("vừa ghi có vừa ghi nợ", "both a credit and a debit")
        amount = came - went
    if not amount:
        raise _LineError("số tiền bằng 0", "the amount is 0")
    return amount


def _read(text: str) -> int:
    try:
        return read_amount(text)
    except AmountError:
        raise _LineError(f"“{text}” không phải số tiền nguyên đồng", f"“{text}” is no amount of whole đồng") from None
