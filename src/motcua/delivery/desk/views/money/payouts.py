from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.core.books.payouts import COLUMNS, PayoutError, read_beneficiaries
from motcua.core.books.tables import MOST_BYTES
from motcua.delivery.desk.money.door import Books, books_only, money_page
from motcua.delivery.desk.money.sheets import agency_name
from motcua.delivery.desk.posted import Posted
from motcua.domain.identity import queries as identity
from motcua.domain.payments.payouts import queries
from motcua.domain.payments.payouts.lists import (
    NewList,
    approve_list,
    check_accounts,
    drop_list,
    drop_payout,
    mend_payout,
    prepare_list,
)
from motcua.domain.payments.payouts.paying import note_handed_in, take_outcomes
from motcua.domain.payments.payouts.types import ListCard, ListState
from motcua.domain.payments.receipts.policies import MoneyPower
from motcua.domain.payments.reconciliation.accounts import banks

# So many accounts are checked while somebody looks on; the worker checks the others.
CHECKED_AT_ONCE = 5
PROGRAMMES = ("social_allowance", "gift", "relief")


@require_GET
@books_only
def payouts(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Lists of people to be paid, and a new one from a file."""
    preparing = books.with_power(MoneyPower.PREPARE)
    heads = [(each, agency_name(each)) for each in sorted(_heads(books))]
    words = {
        "lists": queries.lists_of(preparing | books.with_power(MoneyPower.APPROVE)),
        "agencies": heads if preparing else [],
        "programmes": [(each, programme_name(each)) for each in PROGRAMMES],
        "columns": ", ".join(COLUMNS),
        "month": books.by.now.date().replace(day=1),
        "tab": "payouts",
    }
    return money_page(request, books, "payouts", words)


@require_POST
@books_only
def new_list(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Write a list down from a CSV file."""
    posted, file = Posted(request.POST), request.FILES.get("file")
    agency = posted.number("agency")
    books.must(MoneyPower.PREPARE, agency)
    if not isinstance(file, UploadedFile) or file.size is None or file.size > MOST_BYTES:
        raise PayoutError("Hãy chọn tệp danh sách CSV.", "Choose the list as a CSV file.")
    try:
        period = date.fromisoformat(f"{posted.words('period')[:7]}-01")
    except ValueError:
        raise PayoutError("Hãy chọn tháng chi trả.", "Choose the month.") from None
    people = read_beneficiaries(file.read(), banks())
    programme = posted.words("programme")
    if programme not in PROGRAMMES:
        raise PayoutError("Hãy chọn chương trình.", "Choose the programme.")
    title = posted.words("title") or programme_name(programme)
    made = prepare_list(NewList(agency, programme, title, period), people, books.by.officer_id, books.by.now)
    check_accounts(made, most=CHECKED_AT_ONCE)
    messages.success(request, _("Đã lập danh sách; tài khoản đang được kiểm tra."), extra_tags="done")
    return redirect("desk:payout_list", made)


@require_GET
@books_only
def payout_list(request: HttpRequest, books: Books, list_id: int) -> HttpResponseBase:
    """One list: its sums, its people, what waits for whom."""
    card = _list(books, list_id)
    approves = card.agency_id in books.with_power(MoneyPower.APPROVE)
    words = {
        "list": card,
        "people": queries.payouts_of(list_id),
        "batches": queries.batches_of(list_id),
        "banks": sorted(banks().items(), key=lambda each: each[1]),
        "may_prepare": card.agency_id in books.with_power(MoneyPower.PREPARE),
        "may_approve": approves
        and card.state in (ListState.CHECKED, ListState.APPROVED)
        and books.by.officer_id not in (card.prepared_by, card.approved_by),
        "tab": "payouts",
    }
    return money_page(request, books, "payout_list", words)


@require_POST
@books_only
def approve(request: HttpRequest, books: Books, list_id: int) -> HttpResponseBase:
    """Approve a list with the total that the page showed."""
    card = _list(books, list_id)
    books.must(MoneyPower.APPROVE, card.agency_id)
    state = approve_list(list_id, books.by.officer_id, Posted(request.POST).number("total"), books.by.now)
    told = _("Đã duyệt lần hai; tiền được chuyển đi.") if state is ListState.PAYING else _("Đã duyệt lần một.")
    messages.success(request, told, extra_tags="done")
    return redirect("desk:payout_list", list_id)


@require_POST
@books_only
def mend(request: HttpRequest, books: Books, list_id: int, payout_id: int) -> HttpResponseBase:
    """Correct the account of somebody, or take him off the list."""
    card, posted = _list(books, list_id), Posted(request.POST)
    books.must(MoneyPower.PREPARE, card.agency_id)
    if payout_id not in {each.id for each in queries.payouts_of(list_id)}:
        raise Http404("not on this list")
    if posted.has("drop"):
        drop_payout(payout_id, posted.words("reason"))
    else:
        mend_payout(payout_id, posted.words("name"), posted.words("bank"), posted.words("account"))
        check_accounts(list_id, most=CHECKED_AT_ONCE)
    messages.success(request, _("Đã sửa danh sách."), extra_tags="done")
    return redirect("desk:payout_list", list_id)


@require_POST
@books_only
def give_up(request: HttpRequest, books: Books, list_id: int) -> HttpResponseBase:
    """Give a list up of which nothing was paid."""
    books.must(MoneyPower.PREPARE, _list(books, list_id).agency_id)
    drop_list(list_id)
    messages.success(request, _("Đã bỏ danh sách."), extra_tags="done")
    return redirect("desk:payouts")


@require_GET
@books_only
def batch_file(request: HttpRequest, books: Books, list_id: int, batch_id: int) -> HttpResponseBase:
    """The file for the bank, to be carried there by hand; from then on its results are waited for."""
    books.must(MoneyPower.PREPARE, _list(books, list_id).agency_id)
    found = queries.batch_content(batch_id, list_id)
    if found is None:
        raise Http404("no such batch")
    reference, content = found
    headers = {"Content-Disposition": f'attachment; filename="{reference}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@books_only
def results(request: HttpRequest, books: Books, list_id: int, batch_id: int) -> HttpResponseBase:
    """Take in the bank's file of results that somebody has brought."""
    books.must(MoneyPower.PREPARE, _list(books, list_id).agency_id)
    file = request.FILES.get("file")
    if queries.batch_content(batch_id, list_id) is None:
        raise Http404("no such batch")
    if not isinstance(file, UploadedFile) or file.size is None or file.size > MOST_BYTES:
        raise PayoutError("Hãy chọn tệp kết quả của ngân hàng.", "Choose the bank's file of results.")
    news = take_outcomes(batch_id, file.read(), books.by.now)
    note_handed_in(batch_id, books.by.now)
    messages.success(request, _("Đã nhận kết quả của %(n)s khoản chi.") % {"n": news}, extra_tags="done")
    return redirect("desk:payout_list", list_id)


def programme_name(key: str) -> str:
    """What money is paid for."""
    return {
        "social_allowance": _("Trợ cấp xã hội hằng tháng"),
        "gift": _("Quà lễ, Tết"),
        "relief": _("Trợ giúp đột xuất"),
    }[key]


def _heads(books: Books) -> set[int]:
    """The agencies that may pay, without the offices inside them."""
    scope = books.with_power(MoneyPower.PREPARE)
    return {each for each in scope if not identity.agency(each).division}


def _list(books: Books, list_id: int) -> ListCard:
    card = queries.payout_list(list_id)
    seen = books.with_power(MoneyPower.PREPARE) | books.with_power(MoneyPower.APPROVE)
    if card is None or card.agency_id not in seen:
        raise Http404("no such list in these books")
    return card
