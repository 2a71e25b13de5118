"""What money is to those who use this app: frozen values, never rows. All amounts are integer đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

CURRENCY = "VND"


class ChargeState(StrEnum):
    """Where a charge stands (chờ, đã thanh toán, hủy, đã hoàn phí). PAID: nothing of it is left to pay, whether it was
    paid, waived or borne by a budget. REFUNDED: all that was paid was given back.
    """

    OPEN = "open"
    PARTLY = "partly"
    PAID = "paid"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"

    @property
    def takes_money(self) -> bool:
        """Something is still to be paid."""
        return self in (ChargeState.OPEN, ChargeState.PARTLY)


class Method(StrEnum):
    """How money came, or goes back. PROOF: a citizen's own receipt that an officer has checked."""

    PLATFORM = "platform"
    TRANSFER = "transfer"
    CASH = "cash"
    PROOF = "proof"


class ExchangeState(StrEnum):
    """Where one payment order stands at the national payment platform.

    BEGUN: written down here; the platform may not know it yet. OPEN: the platform has it. LEFT: nobody is led to it any
    more, but money may still come. PAID, FAILED: decided.
    """

    BEGUN = "begun"
    OPEN = "open"
    LEFT = "left"
    PAID = "paid"
    FAILED = "failed"


class RefundState(StrEnum):
    """ASKED by somebody, APPROVED or DECLINED by somebody else, PAID back."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    PAID = "paid"


class ProofState(StrEnum):
    """What became of a receipt that a citizen sent in."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class EntryKind(StrEnum):
    """What can happen to a charge; its log is never changed."""

    OPENED = "opened"
    ORDERED = "ordered"
    ORDER_FAILED = "order_failed"
    PAID = "paid"
    WAIVED = "waived"
    CANCELLED = "cancelled"
    PROOF_GIVEN = "proof_given"
    PROOF_DECLINED = "proof_declined"
    REFUND_ASKED = "refund_asked"
    REFUND_APPROVED = "refund_approved"
    REFUND_DECLINED = "refund_declined"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who owes, as receipts name him."""

    name: str
    identifier: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One item: `gross` = waived (nobody pays) + subsidised (`borne_by` pays) + amount (the payer pays).

    kind: a word of `core.fees.FeeKind`. basis: the legal text as it is cited.
    """

    code: str
    name: str
    amount: int
    basis: str
    quantity: int = 1
    kind: str = "fee"
    gross: int = 0
    waived: int = 0
    subsidised: int = 0
    borne_by: str = ""


@dataclass(frozen=True, slots=True)
class NewCharge:
    """What is to be paid, once for each `key`. `reference`: short and ASCII, goes into the memo of a bank transfer.

    agency_id: whose money it is. assessment: how the amount was reached, so that it can be reached again. memo: what a
    bank transfer for it says; made of the reference where none is given, or where another charge has it.
    """

    subject_ref: UUID
    key: str
    title: str
    payer: Payer
    agency_id: int
    lines: tuple[ChargeLine, ...]
    reference: str
    procedure_code: str
    procedure_name: str
    assessment: Mapping[str, Any] = field(default_factory=dict)
    memo: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who does something with money. actor: `officer:7`, `citizen:…`, `system:…`. command: the mark of one click; sent
    twice, it is done once.
    """

    actor: str
    officer_id: int | None = None
    office_id: int | None = None
    command: UUID | None = None


PLATFORM = By("system:payment-platform")


@dataclass(frozen=True, slots=True)
class CollectingAccount:
    """Where money for an agency goes, valid from a day up to but without another. holder: ASCII capitals, as banks
    show it.
    """

    agency_id: int
    bank_bin: str
    bank_name: str
    number: str
    holder: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentCard:
    """Money that came. `applied` settled the charge; `excess` came too much and is given back.

    at: when it was written down here. paid_at: when the payer paid, as the bank or the platform says.
    """

    id: int
    charge_id: int
    subject_ref: UUID
    agency_id: int
    method: Method
    amount: int
    applied: int
    excess: int
    reference: str
    at: datetime
    paid_at: datetime
    by: str
    officer_id: int | None
    office_id: int | None


@dataclass(frozen=True, slots=True)
class RefundCard:
    """Money that goes back, or is to go back."""

    id: int
    charge_id: int
    payment_id: int
    amount: int
    state: RefundState
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    words: str
    method: Method | None
    paid_by: str
    paid_at: datetime | None
    reference: str


@dataclass(frozen=True, slots=True)
class ProofCard:
    """A receipt that a citizen sent in: the document, what he says he paid, and what became of it."""

    id: int
    charge_id: int
    document_id: UUID
    amount: int
    words: str
    given_by: str
    given_at: datetime
    state: ProofState
    checked_by: str
    checked_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a charge's log."""

    n: int
    at: datetime
    by: str
    kind: EntryKind
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChargeCard:
    """A charge as it stands. due = gross - waived - subsidised; paid: what was applied to it; refunded: how much of
    that went back.

    memo: what a bank transfer must carry so that it is found again.
    """

    id: int
    subject_ref: UUID
    key: str
    title: str
    payer: Payer
    agency_id: int
    reference: str
    memo: str
    procedure_code: str
    procedure_name: str
    state: ChargeState
    gross: int
    waived: int
    subsidised: int
    due: int
    paid: int
    refunded: int
    opened_at: datetime
    settled_at: datetime | None
    lines: tuple[ChargeLine, ...]
    assessment: Mapping[str, Any]

    @property
    def outstanding(self) -> int:
        """What is still to be paid; nothing of a charge that was cancelled."""
        return self.due - self.paid if self.state.takes_money else 0


@dataclass(frozen=True, slots=True)
class Paid:
    """Told to the listener: money was applied to a charge. settled: nothing is left to pay now."""

    subject_ref: UUID
    charge_id: int
    payment_id: int
    method: Method
    amount: int
    reference: str
    settled: bool
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class Waived:
    """Told to the listener: less is to be paid than was noticed."""

    subject_ref: UUID
    charge_id: int
    entry: int
    amount: int
    reason: str
    basis: str
    settled: bool
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class Refunded:
    """Told to the listener: money has gone back. applied: how much of it had been applied to the charge."""

    subject_ref: UUID
    charge_id: int
    refund_id: int
    amount: int
    applied: int
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the payer goes to pay at the platform."""

    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call-back is answered with: the platform's code, and words for its log. taken: it need not come again."""

    code: str
    words: str

    @property
    def taken(self) -> bool:
        return self.code == "00"
