"""Reading receipts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from motcua.core.books.receipts import ReceiptState, year_of
from motcua.core.workcal import ZONE
from motcua.domain.payments.models import Payment
from motcua.domain.payments.receipts.models import Receipt, ReceiptCollector, ReceiptSeries
from motcua.domain.payments.receipts.types import ReceiptCard, SeriesCard, Taking
from motcua.domain.payments.types import Method

_WAITING = (ReceiptState.OWED, ReceiptState.UNSIGNED)


def receipt(receipt_id: int) -> ReceiptCard | None:
    """The receipt with that id."""
    return next(iter(_cards(Receipt.objects.filter(id=receipt_id))), None)


def receipt_by_token(token: str) -> ReceiptCard | None:
    """The receipt whose paper holds that code."""
    return next(iter(_cards(Receipt.objects.filter(token=token))), None)


def receipts_of(subject_ref: UUID) -> tuple[ReceiptCard, ...]:
    """All receipts of a subject, in the order in which they were given."""
    return _cards(Receipt.objects.filter(subject_ref=subject_ref).order_by("id"))


def receipts_on(agencies: Collection[int], day: date, most: int = 500) -> tuple[ReceiptCard, ...]:
    """The receipts that were numbered on a day by the office's calendar, for the money of these agencies or for what
    they collected for others.
    """
    begin = datetime.combine(day, time(), ZONE)
    rows = Receipt.objects.filter(
        Q(agency_id__in=agencies) | Q(through_id__in=agencies),
        issued_at__gte=begin,
        issued_at__lt=begin + timedelta(days=1),
    ).order_by("series_id", "number")
    return _cards(rows[:most])


def receipts_waiting(agencies: Collection[int], most: int = 200) -> tuple[ReceiptCard, ...]:
    """Receipts that are owed or not signed yet, the oldest first."""
    rows = Receipt.objects.filter(agency_id__in=agencies, state__in=_WAITING).order_by("id")
    return _cards(rows[:most])


def signed_xml(receipt_id: int) -> bytes | None:
    """The signed XML of a receipt; None while it is not signed."""
    found = Receipt.objects.filter(id=receipt_id).values_list("signed_xml", flat=True).first()
    return bytes(found) if found else None


def count_waiting(agencies: Collection[int]) -> int:
    """How many receipts are owed or not signed yet."""
    return Receipt.objects.filter(agency_id__in=agencies, state__in=_WAITING).count()


def takings(agencies: Collection[int], day: date) -> tuple[Taking, ...]:
    """What came on a day by the office's calendar, for these agencies or through their offices, by method."""
    begin = datetime.combine(day, time(), ZONE)
    among = Q(charge__agency_id__in=agencies) | Q(office_id__in=agencies)
    rows = Payment.objects.filter(among, at__gte=begin, at__lt=begin + timedelta(days=1))
    sums = rows.values_list("method").annotate(n=Count("id"), amount=Sum("amount"), excess=Sum("excess"))
    return tuple(Taking(Method(method), n, amount, excess) for method, n, amount, excess in sums.order_by("method"))


def collectors_among(agencies: Collection[int]) -> tuple[tuple[int, int], ...]:
    """The collectors among these agencies: their ids and those of their agencies."""
    rows = ReceiptCollector.objects.filter(agency_id__in=agencies).order_by("agency_id")
    return tuple(rows.values_list("id", "agency_id"))


def series_of_year(agencies: Collection[int], now: datetime) -> tuple[SeriesCard, ...]:
    """The series of the present year of collectors among these agencies, with how many numbers are given."""
    rows = ReceiptSeries.objects.filter(collector__agency_id__in=agencies, year=year_of(now))
    return tuple(
        SeriesCard(
            id=row.pk,
            agency_id=row.collector.agency_id,
            year=row.year,
            form_symbol=row.form_symbol,
            series=row.series,
            used=row.used or 0,
            most=row.most,
        )
        for row in rows.select_related("collector").annotate(used=Max("receipts__number")).order_by("id")
    )


def _cards(rows: Iterable[Receipt]) -> tuple[ReceiptCard, ...]:
    found = list(rows)
    later = Receipt.objects.filter(replaces__in=[row.pk for row in found]) if _any_replaced(found) else []
    names = {row.replaces_id: str(row.content.get("name", "")) for row in later}
    return tuple(_card(row, names.get(row.pk, "")) for row in found)


def _any_replaced(rows: Sequence[Receipt]) -> bool:
    return any(row.state == ReceiptState.REPLACED for row in rows)


def _card(row: Receipt, replaced_by: str) -> ReceiptCard:
    return ReceiptCard(
        id=row.pk,
        payment_id=row.payment_id,
        subject_ref=row.subject_ref,
        agency_id=row.agency_id,
        through_id=row.through_id,
        amount=row.amount,
        state=ReceiptState(row.state),
        name=str(row.content.get("name", "")),
        issued_at=row.issued_at,
        signed_at=row.signed_at,
        token=row.token,
        content=row.content,
        trouble=row.trouble,
        document_id=row.document_id,
        has_xml=row.signed_xml is not None,
        end_reason=row.end_reason,
        replaced_by=replaced_by,
    )
