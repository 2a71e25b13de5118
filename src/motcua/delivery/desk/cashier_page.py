"""The cashier's page of a dossier: its charges with what came, what goes back, and what this officer may do with
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.core.fees import amount_in_words
from motcua.delivery.desk.access import AtWork
from motcua.domain.dossiers.policies import receives_for
from motcua.domain.dossiers.services.cashier import may_decide_money
from motcua.domain.dossiers.services.owing import case_of, charges_of
from motcua.domain.identity import queries as identity
from motcua.domain.payments import queries
from motcua.domain.payments.types import (
    ChargeCard,
    ChargeState,
    EntryKind,
    Method,
    PaymentCard,
    ProofCard,
    ProofState,
    RefundCard,
    RefundState,
)

Words = str | Promise
STATES: Mapping[ChargeState, tuple[str, Words]] = {
    ChargeState.OPEN: ("waiting", _("Chờ nộp")),
    ChargeState.PARTLY: ("waiting", _("Mới nộp một phần")),
    ChargeState.PAID: ("done", _("Đã nộp đủ")),
    ChargeState.CANCELLED: ("quiet", _("Đã hủy")),
    ChargeState.REFUNDED: ("done", _("Đã hoàn trả")),
}
METHODS: Mapping[Method, Words] = {
    Method.PLATFORM: _("nền tảng thanh toán quốc gia"),
    Method.TRANSFER: _("chuyển khoản"),
    Method.CASH: _("tiền mặt"),
    Method.PROOF: _("biên lai đã kiểm tra"),
}
REFUNDS: Mapping[RefundState, Words] = {
    RefundState.ASKED: _("chờ duyệt"),
    RefundState.APPROVED: _("đã duyệt, chờ trả"),
    RefundState.DECLINED: _("không duyệt"),
    RefundState.PAID: _("đã trả lại"),
}
PROOFS: Mapping[ProofState, Words] = {
    ProofState.WAITING: _("chờ kiểm tra"),
    ProofState.ACCEPTED: _("đã chấp nhận"),
    ProofState.DECLINED: _("không chấp nhận"),
}
ENTRIES: Mapping[EntryKind, Words] = {
    EntryKind.OPENED: _("Mở khoản thu"),
    EntryKind.ORDERED: _("Mở lệnh thanh toán trực tuyến"),
    EntryKind.ORDER_FAILED: _("Lệnh thanh toán trực tuyến không thành"),
    EntryKind.PAID: _("Nhận tiền"),
    EntryKind.WAIVED: _("Giảm số phải nộp"),
    EntryKind.CANCELLED: _("Hủy khoản thu"),
    EntryKind.PROOF_GIVEN: _("Người nộp gửi biên lai"),
    EntryKind.PROOF_DECLINED: _("Không chấp nhận biên lai"),
    EntryKind.REFUND_ASKED: _("Đề nghị hoàn trả"),
    EntryKind.REFUND_APPROVED: _("Duyệt hoàn trả"),
    EntryKind.REFUND_DECLINED: _("Không duyệt hoàn trả"),
    EntryKind.REFUNDED: _("Trả lại tiền"),
}


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """Money that came, and how much of it may still be asked back."""

    card: PaymentCard
    how: Words
    who: str
    returnable: int


@dataclass(frozen=True, slots=True)
class ShownCharge:
    """A charge as the cashier needs it."""

    card: ChargeCard
    colour: str
    state: Words
    in_words: str
    payments: tuple[ShownPayment, ...]
    refunds: tuple[tuple[RefundCard, Words, str], ...]
    proofs: tuple[tuple[ProofCard, Words], ...]
    log: tuple[tuple[object, Words, str], ...]


@dataclass(frozen=True, slots=True)
class CashierPage:
    """All charges of a dossier, and what this officer may do: take and give back, or decide."""

    charges: tuple[ShownCharge, ...]
    at_counter: bool
    decides: bool


def cashier_page(dossier_id: UUID, by: AtWork) -> CashierPage:
    """The page; the caller has asked whether the officer may see the dossier."""
    charges = tuple(_shown(each) for each in charges_of(dossier_id, by.now))
    return CashierPage(charges, bool(receives_for(by.scope)), may_decide_money(case_of(dossier_id), by.scope))


def _shown(card: ChargeCard) -> ShownCharge:
    colour, state = STATES[card.state]
    refunds = queries.refunds_of(card.id)
    return ShownCharge(
        card=card,
        colour=colour,
        state=state,
        in_words=amount_in_words(card.outstanding or card.due),
        payments=tuple(_payment(each, refunds) for each in queries.payments_of(card.id)),
        refunds=tuple((each, REFUNDS[each.state], who(each.asked_by)) for each in refunds),
        proofs=tuple((each, PROOFS[each.state]) for each in queries.proofs_of(card.id)),
        log=tuple((each, ENTRIES[each.kind], who(each.by)) for each in reversed(queries.log_of(card.id))),
    )


def _payment(card: PaymentCard, refunds: tuple[RefundCard, ...]) -> ShownPayment:
    asked = sum(
        each.amount for each in refunds if each.payment_id == card.id and each.state is not RefundState.DECLINED
    )
    return ShownPayment(card, METHODS[card.method], who(card.by), card.amount - asked)


def who(actor: str) -> str:
    """An officer by name; the applicant and the system by those words."""
    kind, _colon, number = actor.partition(":")
    if kind == "officer":
        return identity.officer(int(number)).full_name
    return str(_("Người nộp hồ sơ")) if kind == "citizen" else str(_("Hệ thống"))
