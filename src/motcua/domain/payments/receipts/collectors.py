"""In whose name receipts are issued, and which numbers are left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.books.receipts import LARGEST_NUMBER, ReceiptError, is_symbol, series_in, year_of
from motcua.core.workcal import office_time
from motcua.domain.identity import queries as identity
from motcua.domain.payments.receipts.models import ReceiptCollector, ReceiptSeries
from motcua.infra.numbering import next_number_up_to


def collector_of(agency_id: int) -> ReceiptCollector | None:
    """The body in whose name an agency collects: the nearest one upwards that is set up."""
    path = [each.id for each in identity.agencies().upwards(agency_id)]
    found = {row.agency_id: row for row in ReceiptCollector.objects.filter(agency_id__in=path)}
    return next((found[each] for each in path if each in found), None)


def third_party(collector: ReceiptCollector, office_id: int | None) -> int | None:
    """The agency that took the money for another (Điều 25); None when the collector's own people did."""
    if office_id is None:
        return None
    path = identity.agencies().upwards(office_id)
    if any(each.id == collector.agency_id for each in path):
        return None
    return next(each.id for each in path if not each.division)


def take_number(collector: ReceiptCollector, now: datetime) -> tuple[ReceiptSeries, int] | None:
    """The next number of the collector's year, inside the transaction that uses it; None when all are used up.

    The year is that of the office's calendar. The first receipt of a year opens its series.
    """
    for series in _series_of(collector, year_of(now)) or (_begin_year(collector, now),):
        number = next_number_up_to(series.most, f"receipts/{series.pk}")
        if number is not None:
            return series, number
    return None


@transaction.atomic
def open_series(collector_id: int, series: str, by: str, now: datetime, *, form_symbol: str = "", most: int = 0) -> int:
    """Open another series for the present year, for when the one in use runs out; returns its id. Receipts that were
    owed get their numbers by the next round. Raises ReceiptError.
    """
    collector = ReceiptCollector.objects.get(id=collector_id)
    form, most = form_symbol or collector.form_symbol, most or collector.most
    if not (is_symbol(series) and is_symbol(form)) or not 1 <= most <= LARGEST_NUMBER:
        raise ReceiptError(
            "Ký hiệu phải gồm chữ in hoa, số, gạch ngang; số lượng từ 1 đến 99999999.",
            "A series is capitals, figures and dashes, and has from 1 to 99999999 numbers.",
        )
    row, is_new = ReceiptSeries.objects.get_or_create(
        collector=collector,
        year=year_of(now),
        form_symbol=form,
        series=series,
        defaults={"most": most, "opened_at": now, "opened_by": by},
    )
    if not is_new:
        raise ReceiptError(
            f"Ký hiệu {series} đã được mở trong năm nay.", f"The series {series} is open this year already."
        )
    return row.pk


def _series_of(collector: ReceiptCollector, year: int) -> list[ReceiptSeries]:
    return list(ReceiptSeries.objects.filter(collector=collector, year=year).order_by("id"))


def _begin_year(collector: ReceiptCollector, now: datetime) -> ReceiptSeries:
    """The series of the new year. Ten cashiers who come first at once make one: the others find it."""
    year = office_time(now).year
    row, _ = ReceiptSeries.objects.get_or_create(
        collector=collector,
        year=year,
        form_symbol=collector.form_symbol,
        series=series_in(collector.series_pattern, year),
        defaults={"most": collector.most, "opened_at": now, "opened_by": "system:receipts"},
    )
    return row
