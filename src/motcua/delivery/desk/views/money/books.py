from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.core.books.receipts import ReceiptState
from motcua.delivery.desk.money.door import Books, books_only, day_asked, money_page
from motcua.delivery.desk.money.sheets import receipts_sheet
from motcua.delivery.desk.posted import Posted
from motcua.domain.payments.queries import waiting_for_the_cashier
from motcua.domain.payments.receipts import queries as receipts
from motcua.domain.payments.receipts.collectors import open_series
from motcua.domain.payments.receipts.policies import MoneyPower
from motcua.domain.payments.reconciliation.accounts import accounts_of
from motcua.domain.payments.reconciliation.queries import open_differences


@require_GET
@books_only
def books(request: HttpRequest, books: Books) -> HttpResponseBase:
    """The takings of a day: does it agree, what came, which receipts were given."""
    today = books.by.now.date()
    day = day_asked(request, today)
    takings = receipts.takings(books.agencies, day)
    waiting = receipts.receipts_waiting(books.agencies)
    collectors = receipts.collectors_among(books.with_power(MoneyPower.RECEIPTS))
    words = {
        "to_decide": waiting_for_the_cashier(books.agencies),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "takings": takings,
        "total": sum(each.amount for each in takings),
        "receipts": receipts.receipts_on(books.agencies, day),
        "waiting": waiting,
        "owed": sum(each.state is ReceiptState.OWED for each in waiting),
        "differences": open_differences([each.id for each in accounts_of(books.agencies)]),
        "series": receipts.series_of_year(books.agencies, books.by.now),
        "collectors": collectors,
        "tab": "books",
    }
    return money_page(request, books, "books", words)


@require_GET
@books_only
def books_sheet(request: HttpRequest, books: Books) -> HttpResponseBase:
    """The receipts of a day as a workbook."""
    day = day_asked(request, books.by.now.date())
    return receipts_sheet(day, receipts.receipts_on(books.agencies, day, most=100_000))


@require_POST
@books_only
def new_series(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Open another series of receipts for this year."""
    posted = Posted(request.POST)
    collector = posted.number("collector")
    agency = dict(receipts.collectors_among(books.agencies)).get(collector)
    books.must(MoneyPower.RECEIPTS, agency)
    open_series(collector, posted.words("series").upper(), books.hand.actor, books.by.now)
    messages.success(request, _("Đã mở ký hiệu biên lai mới."), extra_tags="done")
    return redirect("desk:books")
