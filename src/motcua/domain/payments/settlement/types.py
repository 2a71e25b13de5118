"""What others see of settlement: frozen values. Amounts are integer đồng."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """What one body (`through`) collected for another (`agency`) in a month, and what it still holds.

    cash: what it took in its hands, and hands over. direct: what payers sent straight into the agency's account.
    owed: cash of all months until the end of this one that has not been handed over.
    """

    agency_id: int
    through_id: int
    month: date
    receipts: int
    cash: int
    direct: int
    handed_over: int
    owed: int


@dataclass(frozen=True, slots=True)
class HandOverCard:
    """Money that was handed over."""

    id: int
    agency_id: int
    through_id: int
    month: date
    amount: int
    reference: str
    handed_on: date
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One item of a charge that somebody else than the payer bears, or that nobody pays (`bearer` is then empty)."""

    bearer: str
    charge_reference: str
    procedure_code: str
    item: str
    basis: str
    settled_on: date
    gross: int
    subsidised: int
    waived: int
