"""What others see of reconciliation: frozen values, never rows. Amounts are integer đồng."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.core.books.matching import DifferenceKind


@dataclass(frozen=True, slots=True)
class AccountCard:
    """An account whose statements are compared."""

    id: int
    agency_id: int
    bank_name: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank's file as it was handed in. form: a key of `bank_formats`."""

    content: bytes
    name: str
    form: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a bank's file came to: how many lines were new, how many payments were recorded because of them."""

    lines: int
    new: int
    recorded: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class DayCard:
    """One account on one day, as last compared."""

    id: int
    account_id: int
    day: date
    run_at: datetime
    bank_lines: int
    bank_amount: int
    booked: int
    booked_amount: int
    matched: int
    matched_amount: int
    has_platform: bool
    open: int
    settled: int

    @property
    def agrees(self) -> bool:
        """Nothing is left to be explained."""
        return not self.open


@dataclass(frozen=True, slots=True)
class DifferenceCard:
    """Something that does not agree. charge_reference: the dossier; memo: what the payer wrote."""

    id: int
    account_id: int
    day: date
    kind: DifferenceKind
    outside_amount: int
    booked_amount: int
    bank_entry_id: int | None
    bank_reference: str
    memo: str
    payer: str
    payment_id: int | None
    charge_id: int | None
    charge_reference: str
    settled_at: datetime | None
    settled_by: str
    reason: str
