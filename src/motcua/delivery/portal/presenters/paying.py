"""What is to be paid, as the payer sees it: each charge with its lines, its ways to pay, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from motcua.core.fees import amount_in_words
from motcua.core.money import vietqr
from motcua.domain.payments import ports, queries
from motcua.domain.payments.types import (
    ChargeCard,
    ChargeState,
    CollectingAccount,
    Method,
    PaymentCard,
    ProofCard,
    ProofState,
    RefundCard,
    RefundState,
)
from motcua.infra.letters import qr_svg

METHODS: Mapping[Method, str | Promise] = {
    Method.PLATFORM: _("qua nền tảng thanh toán quốc gia"),
    Method.TRANSFER: _("chuyển khoản"),
    Method.CASH: _("tiền mặt tại quầy"),
    Method.PROOF: _("theo biên lai đã kiểm tra"),
}
STATES: Mapping[ChargeState, tuple[str, str | Promise]] = {
    ChargeState.OPEN: ("waiting", _("Chờ nộp")),
    ChargeState.PARTLY: ("waiting", _("Mới nộp một phần")),
    ChargeState.PAID: ("done", _("Đã nộp đủ")),
    ChargeState.CANCELLED: ("quiet", _("Đã hủy, không phải nộp")),
    ChargeState.REFUNDED: ("done", _("Đã hoàn trả")),
}
_REFUNDS: Mapping[RefundState, str | Promise] = {
    RefundState.ASKED: _("chờ duyệt hoàn trả"),
    RefundState.APPROVED: _("đã duyệt, chờ trả lại"),
    RefundState.DECLINED: _("không được hoàn trả"),
    RefundState.PAID: _("đã trả lại"),
}
_PROOFS: Mapping[ProofState, str | Promise] = {
    ProofState.WAITING: _("đang chờ cán bộ kiểm tra"),
    ProofState.ACCEPTED: _("đã được chấp nhận"),
    ProofState.DECLINED: _("không được chấp nhận"),
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where a transfer goes, and the code that fills it in."""

    account: CollectingAccount
    code: SafeString


@dataclass(frozen=True, slots=True)
class ShownCharge:
    """A charge with all that belongs to it."""

    card: ChargeCard
    colour: str
    state: str | Promise
    in_words: str
    transfer: Transfer | None
    by_platform: bool
    payments: tuple[tuple[PaymentCard, str | Promise], ...]
    refunds: tuple[tuple[RefundCard, str | Promise], ...]
    proofs: tuple[tuple[ProofCard, str | Promise], ...]


def shown_charges(charges: tuple[ChargeCard, ...], now: datetime) -> tuple[ShownCharge, ...]:
    """The charges, the one that waits for money first."""
    shown = [_shown(charge, now) for charge in charges if charge.due or charge.state is not ChargeState.PAID]
    return tuple(sorted(shown, key=lambda each: not each.card.outstanding))


def mark_of(shown: tuple[ShownCharge, ...]) -> str:
    """Changes when anything that is shown of the state changes."""
    told = [(each.card.state, each.card.paid, each.card.due, each.refunds, each.proofs) for each in shown]
    return sha256(repr(told).encode()).hexdigest()[:16]


def _shown(charge: ChargeCard, now: datetime) -> ShownCharge:
    colour, state = STATES[charge.state]
    return ShownCharge(
        card=charge,
        colour=colour,
        state=state,
        in_words=amount_in_words(charge.outstanding or charge.due),
        transfer=_transfer(charge, now) if charge.outstanding else None,
        by_platform=bool(charge.outstanding) and ports.has_platform(),
        payments=tuple((each, METHODS[each.method]) for each in queries.payments_of(charge.id)),
        refunds=tuple((each, _REFUNDS[each.state]) for each in queries.refunds_of(charge.id)),
        proofs=tuple((each, _PROOFS[each.state]) for each in queries.proofs_of(charge.id)),
    )


def _transfer(charge: ChargeCard, now: datetime) -> Transfer | None:
    account = queries.account_for(charge.agency_id, now.date())
    if account is None:
        return None
    code = qr_svg(vietqr(account.bank_bin, account.number, charge.outstanding, charge.memo))
    return Transfer(account, mark_safe(code.decode()))  # noqa: S308 it holds digits and unaccented capitals of ours only
