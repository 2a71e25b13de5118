from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.delivery.desk.money.door import Books, books_only, money_page, month_asked
from motcua.delivery.desk.money.printing import statement_pdf
from motcua.delivery.desk.money.sheets import claims_sheet, statements_sheet
from motcua.delivery.desk.posted import Posted, UnreadableError
from motcua.domain.payments.receipts.policies import MoneyPower
from motcua.domain.payments.settlement.claims import claim_lines, sums_by_bearer
from motcua.domain.payments.settlement.handing_over import hand_overs, record_hand_over, statements
from motcua.domain.payments.settlement.types import ClaimLine, Statement


@require_GET
@books_only
def settlement(request: HttpRequest, books: Books) -> HttpResponseBase:
    """What was collected for others in a month, what was handed over, and what budgets are asked for."""
    today = books.by.now.date()
    month = month_asked(request, today)
    lines = _claims(books, month)
    after = _next(month)
    words = {
        "month": month,
        "before": month - timedelta(days=1),
        "after": after if after <= today else None,
        "statements": statements(books.agencies, month),
        "hand_overs": hand_overs(books.agencies, month),
        "claims": sums_by_bearer(lines),
        "claimed_items": len(lines),
        "waived": sum(line.waived for line in lines),
        "today": today,
        "may_record": books.with_power(MoneyPower.HAND_OVER),
        "tab": "settlement",
    }
    return money_page(request, books, "settlement", words)


@require_GET
@books_only
def settlement_file(request: HttpRequest, books: Books, what: str) -> HttpResponseBase:
    """Statements as a workbook or PDF, or the claims on budgets as a workbook."""
    month = month_asked(request, books.by.now.date())
    if what == "hoan-tra.xlsx":
        return claims_sheet(month, _claims(books, month))
    told = statements(books.agencies, month)
    if what == "ban-giao.xlsx":
        return statements_sheet(month, told)
    headers = {"Content-Disposition": f'inline; filename="ban-giao-{month:%Y-%m}.pdf"'}
    return HttpResponse(statement_pdf(told, month, books.by.now), content_type="application/pdf", headers=headers)


@require_POST
@books_only
def hand_over(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Record that cash was handed over."""
    posted = Posted(request.POST)
    try:
        month, handed_on = (date.fromisoformat(posted.words(name)) for name in ("month", "handed_on"))
    except ValueError:
        raise UnreadableError("day") from None
    told = _statement(books, posted.number("agency"), posted.number("through"), month)
    if not {told.agency_id, told.through_id} & books.with_power(MoneyPower.HAND_OVER):
        books.must(MoneyPower.HAND_OVER, None)
    reference = posted.words("reference")
    record_hand_over(told, posted.amount("amount"), reference, handed_on=handed_on, by=books.hand, now=books.by.now)
    messages.success(request, _("Đã ghi khoản bàn giao."), extra_tags="done")
    return redirect("desk:settlement")


def _statement(books: Books, agency: int, through: int, month: date) -> Statement:
    for each in statements(books.agencies, month):
        if (each.agency_id, each.through_id) == (agency, through):
            return each
    raise Http404("nothing was collected by these two in that month")


def _claims(books: Books, month: date) -> tuple[ClaimLine, ...]:
    return claim_lines(books.agencies, month, _next(month) - timedelta(days=1))


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
