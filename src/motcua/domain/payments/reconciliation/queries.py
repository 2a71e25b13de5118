"""Reading what reconciliation came to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q

from motcua.core.books.matching import DifferenceKind
from motcua.core.text import fold
from motcua.domain.payments.models import Charge
from motcua.domain.payments.reconciliation.models import DifferenceRow, ReconciledDay
from motcua.domain.payments.reconciliation.types import DayCard, DifferenceCard

_OPEN = Q(differences__settled_at__isnull=True, differences__id__isnull=False)
_SETTLED = Q(differences__settled_at__isnull=False)


def days_between(accounts: Collection[int], first: date, last: date) -> tuple[DayCard, ...]:
    """The days that were compared, the newest first."""
    rows = ReconciledDay.objects.filter(account_id__in=accounts, day__range=(first, last)).annotate(
        open=Count("differences", filter=_OPEN), settled=Count("differences", filter=_SETTLED)
    )
    return tuple(_day(row) for row in rows.order_by("-day", "account_id"))


def differences(
    accounts: Collection[int], *, day: date | None = None, only_open: bool = False, most: int = 500
) -> tuple[DifferenceCard, ...]:
    """What does not agree on these accounts, the oldest day first."""
    rows = DifferenceRow.objects.filter(of__account_id__in=accounts)
    rows = rows if day is None else rows.filter(of__day=day)
    rows = rows.filter(settled_at=None) if only_open else rows
    related = rows.select_related("of", "bank_entry", "platform_entry", "charge", "payment__charge")
    return tuple(_difference(row) for row in related.order_by("of__day", "id")[:most])


def difference(difference_id: int) -> DifferenceCard | None:
    """The difference with that id."""
    rows = DifferenceRow.objects.select_related("of", "bank_entry", "platform_entry", "charge", "payment__charge")
    row = rows.filter(id=difference_id).first()
    return None if row is None else _difference(row)


def open_differences(accounts: Collection[int]) -> int:
    """How many differences wait to be settled."""
    return DifferenceRow.objects.filter(of__account_id__in=accounts, settled_at=None).count()


def charge_with_memo(memo: str) -> tuple[int, int] | None:
    """The id of the charge whose transfers carry this memo, and that of its agency."""
    return Charge.objects.filter(memo=fold(memo).upper()).values_list("id", "agency_id").first()


def _day(row: ReconciledDay) -> DayCard:
    return DayCard(
        id=row.pk,
        account_id=row.account_id,
        day=row.day,
        run_at=row.run_at,
        bank_lines=row.bank_lines,
        bank_amount=row.bank_amount,
        booked=row.booked,
        booked_amount=row.booked_amount,
        matched=row.matched,
        matched_amount=row.matched_amount,
        has_platform=row.has_platform,
        open=row.open,  # type: ignore[attr-defined] # annotated
        settled=row.settled,  # type: ignore[attr-defined] # annotated
    )


def _difference(row: DifferenceRow) -> DifferenceCard:
    entry, listed = row.bank_entry, row.platform_entry
    charge = row.charge or (row.payment.charge if row.payment else None)
    reference = entry.reference if entry else listed.reference if listed else ""
    return DifferenceCard(
        id=row.pk,
        account_id=row.of.account_id,
        day=row.of.day,
        kind=DifferenceKind(row.kind),
        outside_amount=row.outside_amount,
        booked_amount=row.booked_amount,
        bank_entry_id=row.bank_entry_id,
        bank_reference=reference or (row.payment.reference if row.payment else ""),
        memo=entry.memo if entry else "",
        payer=entry.payer if entry else "",
        payment_id=row.payment_id,
        charge_id=row.charge_id,
        charge_reference=charge.reference if charge else "",
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        reason=row.reason,
    )
