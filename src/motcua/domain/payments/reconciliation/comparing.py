"""Comparing a day: what came out is kept, and what people said of differences stays said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from motcua.core.books.matching import (
    Booked,
    Compared,
    Difference,
    OpenCharge,
    Outside,
    compare_with_bank,
    compare_with_platform,
)
from motcua.core.workcal import ZONE, office_time
from motcua.domain.payments.errors import MissingReasonError, PaymentError
from motcua.domain.payments.models import Charge, Payment
from motcua.domain.payments.reconciliation.accounts import account, agencies_paid_into
from motcua.domain.payments.reconciliation.models import BankEntry, DifferenceRow, PlatformEntry, ReconciledDay
from motcua.domain.payments.types import By, ChargeState, Method

REACH: Final = timedelta(days=4)
"""How far from its day money may still be found: what is paid on a Friday evening is in the bank on Monday."""

_INTO_ACCOUNT: Final = (Method.TRANSFER, Method.PLATFORM, Method.PROOF)


@transaction.atomic
def reconcile(account_id: int, day: date, by: By, now: datetime) -> int:
    """Compare an account's day with the books and, where its list is here, with the platform; returns the day's id.

    A day may be compared again at any time. With nothing new it comes out the same; a difference that more knowledge
    has explained goes, one that somebody settled stays settled.
    """
    card = account(account_id)
    booked = _booked(account_id, day)
    bank = _bank(account_id, day)
    listed = _listed(card.number, day)
    with_bank = compare_with_bank(day, bank, (paid for paid, _ in booked), _open_charges(account_id))
    # The platform's list is of one day: a payment of another is no difference of today's.
    by_platform = [paid for paid, method in booked if method is Method.PLATFORM]
    with_platform = compare_with_platform(day, listed, by_platform) if listed else Compared(0, 0, ())
    own = [paid for paid, _ in booked if paid.day == day]
    lines = [line for line in bank if line.day == day]
    row, _ = ReconciledDay.objects.update_or_create(
        account_id=account_id,
        day=day,
        defaults={
            "run_at": now,
            "run_by": by.actor,
            "bank_lines": len(lines),
            "bank_amount": sum(line.amount for line in lines),
            "booked": len(own),
            "booked_amount": sum(paid.amount for paid in own),
            "matched": with_bank.matched,
            "matched_amount": with_bank.matched_amount,
            "has_platform": bool(listed),
        },
    )
    _keep(row, with_bank.differences, with_platform.differences, now)
    return row.pk


@transaction.atomic
def settle_difference(difference_id: int, reason: str, by: By, now: datetime) -> None:
    """Say why something does not agree and what was done about it. Raises MissingReasonError, PaymentError."""
    if not reason.strip():
        raise MissingReasonError
    row = DifferenceRow.objects.select_for_update().filter(id=difference_id, settled_at=None).first()
    if row is None:
        raise PaymentError(
            "Chênh lệch này đã được xử lý hoặc không còn nữa. Hãy tải lại trang.",
            "This difference was settled or is gone. Load the page again.",
        )
    row.settled_at, row.settled_by, row.reason = now, by.actor, reason.strip()[:300]
    row.save(update_fields=["settled_at", "settled_by", "reason"])


def _keep(row: ReconciledDay, bank: Iterable[Difference], platform: Iterable[Difference], now: datetime) -> None:
    """Write the differences down under their keys. The platform's lines have ids of their own."""
    found = {each.key: _row(row, each, now, entry="bank_entry_id") for each in bank}
    found |= {f"p:{each.key}": _row(row, each, now, entry="platform_entry_id") for each in platform}
    for key, each in found.items():
        each.key = key
    row.differences.filter(settled_at=None).exclude(key__in=found).delete()
    DifferenceRow.objects.bulk_create(found.values(), ignore_conflicts=True)


def _row(of: ReconciledDay, told: Difference, now: datetime, *, entry: str) -> DifferenceRow:
    return DifferenceRow(
        of=of,
        kind=told.kind,
        payment_id=told.booked_id or None,
        charge_id=told.charge_id or None,
        outside_amount=told.outside_amount,
        booked_amount=told.booked_amount,
        found_at=now,
        **{entry: told.outside_id or None},
    )


def _bank(account_id: int, day: date) -> list[Outside]:
    rows = BankEntry.objects.filter(account_id=account_id, amount__gt=0, day__range=(day - REACH, day + REACH))
    return [Outside(row.pk, row.reference, row.day, row.amount, row.memo) for row in rows]


def _listed(account_number: str, day: date) -> list[Outside]:
    """The platform's payments of just this day: another day's list may not be here yet."""
    rows = PlatformEntry.objects.filter(account_number=account_number, day__range=(day - REACH, day + REACH))
    listed = [Outside(row.pk, row.reference, row.day, row.amount) for row in rows]
    return listed if any(each.day == day for each in listed) else []


def _booked(account_id: int, day: date) -> list[tuple[Booked, Method]]:
    """Payments of our books that came into the account around a day, with how they came."""
    begin, end = (datetime.combine(each, time(), ZONE) for each in (day - REACH, day + REACH + timedelta(days=1)))
    rows = Payment.objects.filter(
        charge__agency_id__in=agencies_paid_into(account_id),
        method__in=_INTO_ACCOUNT,
        paid_at__gte=begin,
        paid_at__lt=end,
    )
    return [(_as_booked(row), Method(row.method)) for row in rows.select_related("charge", "exchange")]


def _as_booked(row: Payment) -> Booked:
    outside = {row.reference}
    if row.exchange is not None:
        outside |= {row.exchange.reference, row.exchange.transaction}
    references = frozenset(outside - {""})
    return Booked(row.pk, row.charge_id, office_time(row.paid_at).date(), row.amount, row.charge.memo, references)


def _open_charges(account_id: int) -> list[OpenCharge]:
    rows = Charge.objects.filter(
        agency_id__in=agencies_paid_into(account_id), state__in=(ChargeState.OPEN, ChargeState.PARTLY)
    )
    return [OpenCharge(row.pk, row.memo, row.due - row.paid) for row in rows]
