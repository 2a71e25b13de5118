"""What others see of receipts: frozen values, never rows. Amounts are integer đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.core.books.receipts import ReceiptState
from motcua.domain.payments.types import Method


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    """A receipt. content: all that is printed and signed, empty while the receipt is owed. trouble: why it is not
    signed or numbered yet, told in Vietnamese for those who must mend it.
    """

    id: int
    payment_id: int
    subject_ref: UUID
    agency_id: int
    through_id: int | None
    amount: int
    state: ReceiptState
    name: str
    issued_at: datetime | None
    signed_at: datetime | None
    token: str
    content: Mapping[str, Any]
    trouble: str
    document_id: UUID | None
    has_xml: bool
    end_reason: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """The numbers of a collector in a year: how many are given, and how many there are."""

    id: int
    agency_id: int
    year: int
    form_symbol: str
    series: str
    used: int
    most: int

    @property
    def left(self) -> int:
        """How many numbers are left."""
        return self.most - self.used

    @property
    def runs_low(self) -> bool:
        """Fewer than a twentieth are left: time to open another."""
        return self.left * 20 < self.most


@dataclass(frozen=True, slots=True)
class Correction:
    """What a receipt that replaces a wrong one says of the payer. The money and its kinds are facts and stay."""

    payer: str
    identifier: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """What came on a day by one method: how many payments, how much, and how much of it was too much."""

    method: Method
    payments: int
    amount: int
    excess: int
