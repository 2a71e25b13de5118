"""Lists of people to be paid, and the files that go to a bank and come back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.core.books.accounts import account_problem, ascii_name, bare_account
from motcua.core.books.amounts import AmountError, read_amount
from motcua.core.books.errors import FileError, FileProblem, whole_file
from motcua.core.books.tables import Line, lines_of
from motcua.core.rules import Message
from motcua.core.text import ToldError

COLUMNS: Final = ("Họ tên", "Số định danh", "Mã ngân hàng", "Số tài khoản", "Số tiền")
BATCH_HEAD: Final = ("STT", "MA_GD", "MA_NH", "SO_TK", "TEN_TK", "SO_TIEN", "NOI_DUNG")
RESULT_HEAD: Final = ("MA_GD", "SO_TIEN", "KET_QUA", "LY_DO", "SO_CT")
PAID_WORD: Final = "THANH_CONG"
LARGEST_PAYOUT: Final = 500_000_000
"""Đồng. One person's allowance is never more: a larger one is a mistyped amount."""


class PayoutError(ToldError):
    """Something about a list of people to be paid cannot be done."""


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """One person of a list and what he gets, in đồng."""

    name: str
    identifier: str
    bank_bin: str
    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """One payment as the bank is told of it; `mark` is ours and comes back with the result."""

    mark: str
    to: Beneficiary


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bank says of one payment."""

    mark: str
    amount: int
    paid: bool
    reason: str
    reference: str


def read_beneficiaries(content: bytes, banks: Mapping[str, str]) -> tuple[Beneficiary, ...]:
    """The people of a CSV list. Raises FileError with every problem: nobody is left out in silence."""
    read: list[Beneficiary] = []
    problems: list[FileProblem] = []
    seen: dict[str, int] = {}
    for line in lines_of(content, COLUMNS):
        person, wrong = _beneficiary(line, banks)
        if person and (before := seen.setdefault(person.identifier, line.number)) != line.number:
            wrong = Message(f"người này đã có ở dòng {before}", f"this person stands in line {before} already")
        if wrong:
            problems.append(FileProblem(line.number, wrong))
        elif person:
            read.append(person)
    if problems:
        raise FileError(problems)
    if not read:
        raise whole_file("Tệp không có người nào.", "The file names nobody.")
    return tuple(read)


def problem_of(person: Beneficiary, banks: Mapping[str, str]) -> Message | None:
    """What keeps this person from being paid; None when nothing does."""
    if not person.name:
        return Message("thiếu họ tên", "the name is missing")
    if not (person.identifier.isdigit() and len(person.identifier) == 12):
        return Message("số định danh phải có 12 chữ số", "the personal number must have 12 figures")
    if not 0 < person.amount <= LARGEST_PAYOUT:
        return Message(
            f"số tiền phải từ 1 đến {LARGEST_PAYOUT} đồng", f"the amount must be from 1 to {LARGEST_PAYOUT} đồng"
        )
    return account_problem(person.bank_bin, person.account, banks)


def batch_file(orders: Iterable[Ordered], purpose: str) -> bytes:
    """The file for the bank, with the sum of it in its last line. The same orders give the same bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(BATCH_HEAD)
    total = 0
    for n, order in enumerate(orders, 1):
        to = order.to
        total += to.amount
        writer.writerow(
            (n, order.mark, to.bank_bin, to.account, ascii_name(to.name), to.amount, ascii_name(purpose)[:100])
        )
    writer.writerow(("", "TONG", "", "", "", total, ""))
    return out.getvalue().encode()


def ordered_in(batch: bytes) -> dict[str, int]:
    """The amounts by their marks that a file for the bank orders; the inverse of `batch_file`."""
    lines = lines_of(batch, BATCH_HEAD, ",")
    return {line.cell("MA_GD"): read_amount(line.cell("SO_TIEN")) for line in lines if line.cell("STT")}


def read_outcomes(content: bytes) -> tuple[Outcome, ...]:
    """What became of the payments of a batch. Raises FileError."""
    read: list[Outcome] = []
    problems: list[FileProblem] = []
    for line in lines_of(content, RESULT_HEAD):
        try:
            amount = read_amount(line.cell("SO_TIEN"))
        except AmountError:
            problems.append(FileProblem(line.number, Message("số tiền không đọc được", "the amount cannot be read")))
            continue
        word = line.cell("KET_QUA").upper()
        reason = line.cell("LY_DO")[:200]
        read.append(Outcome(line.cell("MA_GD"), amount, word == PAID_WORD, reason, line.cell("SO_CT")[:60]))
    if problems:
        raise FileError(problems)
    return tuple(read)


def checked_outcomes(outcomes: Iterable[Outcome], ordered: Mapping[str, int]) -> tuple[Outcome, ...]:
    """The outcomes, if they tell of payments that were ordered, with the amounts that were ordered, each once.

    ordered: amounts by mark. Raises FileError.
    """
    told: dict[str, Outcome] = {}
    problems: list[FileProblem] = []
    for n, each in enumerate(outcomes, 1):
        if each.mark not in ordered:
            what = Message(f"mã giao dịch “{each.mark}” không có trong lô", f"“{each.mark}” is not in the batch")
        elif each.amount != ordered[each.mark]:
            what = Message("số tiền khác với lệnh chi", "the amount is not the one that was ordered")
        elif told.setdefault(each.mark, each) != each:
            what = Message(f"“{each.mark}” có hai kết quả khác nhau", f"“{each.mark}” has two different results")
        else:
            continue
        problems.append(FileProblem(n, what))
    if problems:
        raise FileError(problems)
    return tuple(told.values())


def _beneficiary(line: Line, banks: Mapping[str, str]) -> tuple[Beneficiary | None, Message | None]:
    name, identifier, bank, account, amount = (line.cell(column) for column in COLUMNS)
    try:
        read = read_amount(amount)
    except AmountError:
        return None, Message(f"“{amount}” không phải số tiền", f"“{amount}” is no amount")
    person = Beneficiary(name[:200], identifier.replace(" ", ""), bank, bare_account(account), read)
    return person, problem_of(person, banks)
