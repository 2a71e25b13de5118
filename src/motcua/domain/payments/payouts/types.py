"""What others see of payments to people: frozen values, never rows. Amounts are integer đồng."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ListState(StrEnum):
    """Where a list stands. APPROVED: by the first of two. PAYING: by both, so the bank is told."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PAYING = "paying"
    DONE = "done"
    DROPPED = "dropped"


class PayoutState(StrEnum):
    """Where one person's money is. UNFIT: the account cannot be paid into as it stands. FAILED: the bank sent it back.
    DROPPED: taken off the list; nothing is paid.
    """

    NEW = "new"
    FIT = "fit"
    UNFIT = "unfit"
    ORDERED = "ordered"
    PAID = "paid"
    FAILED = "failed"
    DROPPED = "dropped"

    @property
    def can_be_mended(self) -> bool:
        """Whether name and account may still be changed."""
        return self in (PayoutState.NEW, PayoutState.FIT, PayoutState.UNFIT, PayoutState.FAILED)


@dataclass(frozen=True, slots=True)
class PayoutCard:
    """One person of a list."""

    id: int
    n: int
    name: str
    identifier: str
    bank_bin: str
    account: str
    amount: int
    state: PayoutState
    problem: str
    named_by_bank: str
    bank_reference: str
    paid_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListCard:
    """A list with its sums: `total` of all who are not dropped, and what of it stands where."""

    id: int
    agency_id: int
    programme: str
    title: str
    period: date
    state: ListState
    prepared_by: int
    approved_by: int | None
    confirmed_by: int | None
    people: int
    total: int
    counts: dict[PayoutState, int]
    amounts: dict[PayoutState, int]


@dataclass(frozen=True, slots=True)
class BatchCard:
    """One file for the bank."""

    id: int
    reference: str
    made_at: datetime
    handed_in_at: datetime | None
    answered_at: datetime | None
    trouble: str
