"""What the bank remembers, and its rules; no HTTP."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

BATCH_HEAD = ["STT", "MA_GD", "MA_NH", "SO_TK", "TEN_TK", "SO_TIEN", "NOI_DUNG"]
RESULT_HEAD = ["MA_GD", "SO_TIEN", "KET_QUA", "LY_DO", "SO_CT"]
INVENTED = "NGUYEN VAN A"


def ascii_name(name: str) -> str:
    """The name as banks keep it: capitals without diacritics."""
    letters = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(each for each in letters if not unicodedata.combining(each))


class Fault(StrEnum):
    """One misbehaviour, kept up until it is taken back."""

    DOWN = "down"
    SLOW = "slow"
    DONE_BUT_SILENT = "done_but_silent"
    NO_RESULTS_YET = "no_results_yet"
    WRONG_AMOUNTS = "wrong_amounts"
    GARBAGE = "garbage"


class BatchError(Exception):
    """The file is none that the bank takes."""


@dataclass
class Ledger:
    """Accounts by bank and number, and batches by reference; an account that was never opened has nobody's name."""

    token: str
    holders: dict[tuple[str, str], str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    batches: dict[str, bytes] = field(default_factory=dict)
    paid: dict[str, int] = field(default_factory=dict)
    fault: Fault | None = None

    def holder(self, bank: str, account: str) -> str | None:
        """In whose name the account is kept."""
        return self.holders.get((bank, account))

    def take(self, reference: str, content: bytes) -> None:
        """Carry a batch out, once. Raises BatchError for a file that does not add up, or another one under the same
        reference.
        """
        before = self.batches.get(reference)
        if before is not None:
            if hashlib.sha256(before).digest() != hashlib.sha256(content).digest():
                raise BatchError("another file under the same reference")
            return
        rows = _orders(content)
        self.batches[reference] = content
        self.paid |= {mark: amount for mark, account, amount in rows if account not in self.closed}

    def results(self, reference: str) -> bytes | None:
        """The file of results; None for a batch that never came."""
        content = self.batches.get(reference)
        if content is None:
            return None
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(RESULT_HEAD)
        for mark, _account, amount in _orders(content):
            paid = mark in self.paid
            told = amount + (1 if self.fault is Fault.WRONG_AMOUNTS else 0)
            words = ("THANH_CONG", "") if paid else ("THAT_BAI", "TAI KHOAN DA DONG")
            writer.writerow([mark, told, *words, f"CT{mark}" if paid else ""])
        return out.getvalue().encode()


def _orders(content: bytes) -> list[tuple[str, str, int]]:
    """Mark, account and amount of each payment; the last line must be their sum."""
    try:
        head, *rows, last = list(csv.reader(io.StringIO(content.decode())))
        orders = [(row[1], row[3], int(row[5])) for row in rows]
        total = int(last[5])
    except (ValueError, IndexError, UnicodeDecodeError) as wrong:
        raise BatchError("no batch file") from wrong
    if head != BATCH_HEAD or total != sum(amount for _, _, amount in orders) or any(row[2] <= 0 for row in orders):
        raise BatchError("the file does not add up")
    return orders
