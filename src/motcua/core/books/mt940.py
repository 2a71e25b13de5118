"""Statements in the form of SWIFT MT940: the fields 60F (currency), 61 (a movement) and 86 (what it was for)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from motcua.core.books.errors import FileProblem, whole_file
from motcua.core.books.statement import CURRENCY, LONGEST_MEMO, BankLine, checked
from motcua.core.books.tables import text_of
from motcua.core.rules import Message
from motcua.core.text import normal

_FIELD: Final = re.compile(r":(?P<tag>\d\d[A-Z]?):(?P<rest>.*)")
_BALANCE: Final = re.compile(r"[CD]\d{6}(?P<currency>[A-Z]{3})")
_MOVEMENT: Final = re.compile(
    r"(?P<day>\d{6})(?:\d{4})?(?P<mark>R?[CD])[A-Z]?(?P<amount>\d{1,15}),(?P<fraction>\d{0,2})"
    r"[NFS][A-Z0-9]{3}(?P<own>[^/]{0,16})(?://(?P<bank>.{1,34}))?"
)
_SIGNS: Final = {"C": 1, "RD": 1, "D": -1, "RC": -1}


def read_mt940(content: bytes) -> tuple[BankLine, ...]:
    """All movements of the file; the bank's reference is the one behind `//`, else the other. Raises FileError."""
    read: list[BankLine] = []
    problems: list[FileProblem] = []
    for number, tag, text in _fields(text_of(content)):
        if tag in ("60F", "60M"):
            _must_be_dong(text)
        elif tag == "61":
            movement = _movement(number, text)
            (problems if isinstance(movement, FileProblem) else read).append(movement)  # type: ignore[arg-type] # by kind
        elif tag == "86" and read and not read[-1].memo:
            read[-1] = _with_memo(read[-1], text)
    return checked(read, problems)


def _fields(text: str) -> list[tuple[int, str, str]]:
    """Line, tag and words of each field; a line without a tag goes on with the field before it."""
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _FIELD.fullmatch(line.strip())
        if match:
            found.append((number, match["tag"], match["rest"]))
        elif found and line.strip() not in ("", "-", "-}"):
            begun, tag, words = found[-1]
            found[-1] = (begun, tag, f"{words} {line.strip()}" if tag == "86" else words)
    return found


def _must_be_dong(balance: str) -> None:
    match = _BALANCE.match(balance)
    if match is None or match["currency"] != CURRENCY:
        raise whole_file("Sao kê không phải bằng đồng Việt Nam.", "The statement is not in đồng.")


def _movement(line: int, text: str) -> BankLine | FileProblem:
    match = _MOVEMENT.fullmatch(text.strip())
    day = _day(match["day"]) if match else None
    if match is None or day is None or match["fraction"].strip("0"):
        return FileProblem(line, Message("dòng :61: không đọc được", "the field :61: cannot be read"))
    reference = (match["bank"] or match["own"]).strip()
    amount = int(match["amount"])
    if not amount or not reference or reference == "NONREF":
        return FileProblem(line, Message("thiếu số tiền hoặc số tham chiếu", "the amount or the reference is missing"))
    return BankLine(line, reference, day, _SIGNS[match["mark"]] * amount, "")


def _day(text: str) -> date | None:
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _with_memo(line: BankLine, words: str) -> BankLine:
    return BankLine(line.line, line.reference, line.day, line.amount, normal(words)[:LONGEST_MEMO])
