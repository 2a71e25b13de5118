"""Questions about money. All answers are frozen values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import is_within
from motcua.domain.payments.errors import NoSuchChargeError, WrongStateError
from motcua.domain.payments.models import Charge, ChargeEntry, CollectingAccountRow, Payment, Proof, Refund
from motcua.domain.payments.types import (
    ChargeCard,
    ChargeLine,
    ChargeState,
    CollectingAccount,
    Entry,
    EntryKind,
    Method,
    Payer,
    PaymentCard,
    ProofCard,
    ProofState,
    RefundCard,
    RefundState,
)


def charge(charge_id: int) -> ChargeCard:
    """The charge; raises NoSuchChargeError."""
    found = Charge.objects.prefetch_related("items").filter(pk=charge_id).first()
    if found is None:
        raise NoSuchChargeError
    return _charge_card(found)


def charges_of(subject_ref: UUID) -> tuple[ChargeCard, ...]:
    """All charges of a subject, the oldest first."""
    rows = Charge.objects.prefetch_related("items").filter(subject_ref=subject_ref).order_by("pk")
    return tuple(_charge_card(row) for row in rows)


def charge_by_key(key: str) -> ChargeCard | None:
    """The charge opened under this key, if there is one."""
    found = Charge.objects.prefetch_related("items").filter(key=key).first()
    return _charge_card(found) if found else None


def charge_of_order(reference: str) -> ChargeCard | None:
    """The charge that an order at the payment platform is for, if there is such an order."""
    found = Charge.objects.prefetch_related("items").filter(exchanges__reference=reference).first()
    return _charge_card(found) if found else None


def payments_between(agency_id: int, first: datetime, last: datetime) -> tuple[PaymentCard, ...]:
    """What came for an agency from `first` up to but without `last`, in the order in which it was written down."""
    rows = _payments().filter(charge__agency_id=agency_id, at__gte=first, at__lt=last)
    return tuple(_payment_card(row) for row in rows.order_by("at", "pk"))


def payments_of(charge_id: int) -> tuple[PaymentCard, ...]:
    """What came for a charge, in order."""
    return tuple(_payment_card(row) for row in _payments().filter(charge_id=charge_id).order_by("pk"))


def payment(payment_id: int) -> PaymentCard:
    """The payment; raises NoSuchChargeError."""
    found = _payments().filter(pk=payment_id).first()
    if found is None:
        raise NoSuchChargeError
    return _payment_card(found)


def payment_of_click(command: UUID) -> PaymentCard | None:
    """The payment that this very click has recorded, if it has."""
    found = _payments().filter(command=command).first()
    return _payment_card(found) if found else None


def refunds_of(charge_id: int) -> tuple[RefundCard, ...]:
    """What went back, or is to go back, of a charge."""
    return tuple(_refund_card(row) for row in _refunds().filter(payment__charge_id=charge_id).order_by("pk"))


def refund(refund_id: int) -> RefundCard:
    """The refund; raises NoSuchChargeError."""
    found = _refunds().filter(pk=refund_id).first()
    if found is None:
        raise NoSuchChargeError
    return _refund_card(found)


def proofs_of(charge_id: int) -> tuple[ProofCard, ...]:
    """The receipts that a payer sent in."""
    return tuple(_proof_card(row) for row in Proof.objects.filter(charge_id=charge_id).order_by("pk"))


def proof(proof_id: int) -> ProofCard:
    """The proof; raises NoSuchChargeError."""
    found = Proof.objects.filter(pk=proof_id).first()
    if found is None:
        raise NoSuchChargeError
    return _proof_card(found)


def log_of(charge_id: int) -> tuple[Entry, ...]:
    """What happened to a charge, in order."""
    rows = ChargeEntry.objects.filter(charge_id=charge_id).order_by("n")
    return tuple(Entry(row.n, row.at, row.by, EntryKind(row.kind), row.data) for row in rows)


def waiting_for_the_cashier(agencies: Collection[int]) -> tuple[ChargeCard, ...]:
    """The charges of these agencies with a proof to check or a refund to decide or pay, the oldest first."""
    open_refunds = Refund.objects.filter(state__in=[RefundState.ASKED, RefundState.APPROVED])
    wanted = Q(proofs__state=ProofState.WAITING) | Q(payments__refunds__in=open_refunds)
    rows = Charge.objects.prefetch_related("items").filter(wanted, agency_id__in=agencies).distinct().order_by("pk")
    return tuple(_charge_card(row) for row in rows)


def account_for(agency_id: int, on: date) -> CollectingAccount | None:
    """Into which account money for an agency is paid on a day: its own, else that of the nearest agency above it."""
    return next((each for each in accounts_around(agency_id) if is_within(on, each.valid_from, each.valid_to)), None)


def accounts_around(agency_id: int) -> tuple[CollectingAccount, ...]:
    """All accounts that were ever told for an agency and those above it, the nearest first."""
    chain = [agency.id for agency in identity.agencies().upwards(agency_id)]
    rows = CollectingAccountRow.objects.filter(agency_id__in=chain).order_by("id")
    return tuple(
        CollectingAccount(
            row.agency_id, row.bank_bin, row.bank_name, row.number, row.holder, row.valid_from, row.valid_to
        )
        for row in sorted(rows, key=lambda row: chain.index(row.agency_id))
    )


def must_account_for(agency_id: int, on: date) -> CollectingAccount:
    """The same; raises WrongStateError where nobody has told one."""
    account = account_for(agency_id, on)
    if account is None:
        raise WrongStateError(
            "Cơ quan này chưa khai tài khoản thu. Hãy nộp tiền mặt tại bộ phận một cửa.",
            "This agency has named no account to collect into. Please pay in cash at the counter.",
        )
    return account


def _payments() -> QuerySet[Payment]:
    return Payment.objects.select_related("charge")


def _refunds() -> QuerySet[Refund]:
    return Refund.objects.select_related("payment")


def _charge_card(row: Charge) -> ChargeCard:
    return ChargeCard(
        id=row.pk,
        subject_ref=row.subject_ref,
        key=row.key,
        title=row.title,
        payer=Payer(row.payer_name, row.payer_identifier, row.payer_phone, row.payer_email, row.payer_address),
        agency_id=row.agency_id,
        reference=row.reference,
        memo=row.memo,
        procedure_code=row.procedure_code,
        procedure_name=row.procedure_name,
        state=ChargeState(row.state),
        gross=row.gross,
        waived=row.waived,
        subsidised=row.subsidised,
        due=row.due,
        paid=row.paid,
        refunded=row.refunded,
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        lines=tuple(_lines(row)),
        assessment=row.assessment,
    )


def _lines(row: Charge) -> Iterable[ChargeLine]:
    for item in sorted(row.items.all(), key=lambda each: each.n):
        yield ChargeLine(
            code=item.code,
            name=item.name,
            amount=item.amount,
            basis=item.basis,
            quantity=item.quantity,
            kind=item.kind,
            gross=item.gross,
            waived=item.waived,
            subsidised=item.subsidised,
            borne_by=item.borne_by,
        )


def _payment_card(row: Payment) -> PaymentCard:
    return PaymentCard(
        id=row.pk,
        charge_id=row.charge_id,
        subject_ref=row.charge.subject_ref,
        agency_id=row.charge.agency_id,
        method=Method(row.method),
        amount=row.amount,
        applied=row.applied,
        excess=row.excess,
        reference=row.reference,
        at=row.at,
        paid_at=row.paid_at,
        by=row.by,
        officer_id=row.officer_id,
        office_id=row.office_id,
    )


def _refund_card(row: Refund) -> RefundCard:
    return RefundCard(
        id=row.pk,
        charge_id=row.payment.charge_id,
        payment_id=row.payment_id,
        amount=row.amount,
        state=RefundState(row.state),
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        words=row.words,
        method=Method(row.method) if row.method else None,
        paid_by=row.paid_by,
        paid_at=row.paid_at,
        reference=row.reference,
    )


def _proof_card(row: Proof) -> ProofCard:
    return ProofCard(
        id=row.pk,
        charge_id=row.charge_id,
        document_id=row.document_id,
        amount=row.amount,
        words=row.words,
        given_by=row.given_by,
        given_at=row.given_at,
        state=ProofState(row.state),
        checked_by=row.checked_by,
        checked_at=row.checked_at,
        answer=row.answer,
    )
