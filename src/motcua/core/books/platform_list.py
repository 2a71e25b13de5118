"""The national payment platform's own list of a day's payments, as it is downloaded there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from motcua.core.books.amounts import AmountError, read_amount
from motcua.core.books.errors import FileError, FileProblem, whole_file
from motcua.core.books.tables import Line, lines_of
from motcua.core.rules import Message

COLUMNS: Final = ("MaThamChieu", "MaGiaoDich", "ThoiGianGD", "SoTien", "MaTienTe", "TKThuHuong")


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """One payment: our reference, the platform's, when, how much in đồng, and into which account."""

    reference: str
    transaction: str
    day: date
    amount: int
    account: str


def read_platform_list(content: bytes) -> tuple[PlatformLine, ...]:
    """All payments of the list. Raises FileError with every problem of it."""
    read: list[PlatformLine] = []
    problems: list[FileProblem] = []
    for line in lines_of(content, COLUMNS):
        found = _payment(line)
        if isinstance(found, Message):
            problems.append(FileProblem(line.number, found))
        else:
            read.append(found)
    if len({each.reference for each in read}) < len(read):
        problems.append(FileProblem(0, Message("một mã tham chiếu xuất hiện hai lần", "a reference appears twice")))
    if problems:
        raise FileError(problems)
    if not read:
        raise whole_file("Tệp không có giao dịch nào.", "The file has no transactions.")
    return tuple(read)


def _payment(line: Line) -> PlatformLine | Message:
    reference, transaction, moment, written, currency, account = (line.cell(each) for each in COLUMNS)
    if currency.upper() != "VND":
        return Message(f"đồng tiền “{currency}” không phải VND", f"the currency “{currency}” is not VND")
    try:
        amount, day = read_amount(written), datetime.strptime(moment[:8], "%Y%m%d").date()  # noqa: DTZ007 a day
    except AmountError:
        return Message(f"“{written}” không phải số tiền", f"“{written}” is no amount")
    except ValueError:
        return Message(f"“{moment}” không phải thời điểm", f"“{moment}” is no moment")
    if amount <= 0 or not reference:
        return Message("thiếu mã tham chiếu hoặc số tiền không lớn hơn 0", "no reference, or an amount not above 0")
    return PlatformLine(reference[:60], transaction[:60], day, amount, account[:19])
