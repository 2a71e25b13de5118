from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.core.books.tables import MOST_BYTES
from motcua.delivery.desk.money.door import Books, books_only, day_asked, money_page
from motcua.delivery.desk.money.sheets import differences_sheet
from motcua.delivery.desk.posted import Posted, UnreadableError
from motcua.delivery.ui.words import number
from motcua.domain.payments.errors import PaymentError
from motcua.domain.payments.receipts.policies import MoneyPower
from motcua.domain.payments.reconciliation import queries
from motcua.domain.payments.reconciliation.accounts import accounts_of, bank_formats
from motcua.domain.payments.reconciliation.comparing import reconcile, settle_difference
from motcua.domain.payments.reconciliation.taking import record_entry, take_platform_list, take_statement
from motcua.domain.payments.reconciliation.types import AccountCard, BankFile, DifferenceCard

PLATFORM = "platform"
_REPORTED = timedelta(days=31)


@require_GET
@books_only
def reconciliation(request: HttpRequest, books: Books) -> HttpResponseBase:
    """What does not agree, first; then how each day came out, and a bank's file to be taken in."""
    accounts = _accounts(books)
    ids, today = [each.id for each in accounts], books.by.now.date()
    day = day_asked(request, today)
    words = {
        "accounts": accounts,
        "numbers": {each.id: each.number for each in accounts},
        "formats": bank_formats(),
        "day": day,
        "shown_day": "ngay" in request.GET,
        "open": queries.differences(ids, only_open=True),
        "of_day": queries.differences(ids, day=day) if "ngay" in request.GET else (),
        "days": queries.days_between(ids, today - _REPORTED, today),
        "tab": "reconciliation",
    }
    return money_page(request, books, "reconciliation", words)


@require_GET
@books_only
def reconciliation_sheet(request: HttpRequest, books: Books) -> HttpResponseBase:
    """The differences of a day as a workbook."""
    day = day_asked(request, books.by.now.date())
    ids = [each.id for each in _accounts(books)]
    return differences_sheet(day, queries.differences(ids, day=day, most=100_000))


@require_POST
@books_only
def take_file(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Take a bank's file or the platform's list in, and compare the days that it tells of."""
    posted, file = Posted(request.POST), request.FILES.get("file")
    account = _account(books, posted.number("account"))
    if not isinstance(file, UploadedFile) or file.size is None or file.size > MOST_BYTES:
        raise PaymentError("Hãy chọn tệp sao kê, không quá 20 MB.", "Choose a statement of at most 20 MB.")
    content = file.read()
    if posted.words("form") == PLATFORM:
        new = take_platform_list(content, books.by.now)
        messages.success(
            request, _("Đã nhận %(n)s giao dịch mới của nền tảng.") % {"n": number(new)}, extra_tags="done"
        )
        return redirect("desk:reconciliation")
    taken = take_statement(
        account.id, BankFile(content, file.name or "", posted.words("form")), books.hand, books.by.now
    )
    for ago in range((taken.last_day - taken.first_day).days + 1):
        reconcile(account.id, taken.first_day + timedelta(days=ago), books.hand, books.by.now)
    told = ngettext("Đã nhận %(n)s giao dịch mới.", "Đã nhận %(n)s giao dịch mới.", taken.new) % {
        "n": number(taken.new)
    }
    recorded = _("Tự ghi nhận %(n)s khoản thu.") % {"n": number(taken.recorded)} if taken.recorded else ""
    messages.success(request, f"{told} {recorded}".strip(), extra_tags="done")
    return redirect("desk:reconciliation")


@require_POST
@books_only
def compare_day(request: HttpRequest, books: Books) -> HttpResponseBase:
    """Compare a day of an account again."""
    posted = Posted(request.POST)
    account = _account(books, posted.number("account"))
    try:
        day = date.fromisoformat(posted.words("day"))
    except ValueError:
        raise UnreadableError("day") from None
    reconcile(account.id, day, books.hand, books.by.now)
    messages.success(request, _("Đã đối soát lại ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"}, extra_tags="done")
    return redirect("desk:reconciliation")


@require_POST
@books_only
def settle(request: HttpRequest, books: Books, difference_id: int) -> HttpResponseBase:
    """Settle a difference with a reason, or record the money for the charge whose memo is given."""
    told, posted = _difference(books, difference_id), Posted(request.POST)
    if posted.has("record"):
        found = queries.charge_with_memo(posted.words("memo"))
        if found is None or told.bank_entry_id is None:
            raise PaymentError("Không có khoản thu nào mang nội dung chuyển khoản này.", "No charge has this memo.")
        charge_id, agency_id = found
        books.must(MoneyPower.RECONCILE, agency_id)
        record_entry(told.bank_entry_id, charge_id, books.hand, books.by.now)
        reconcile(told.account_id, told.day, books.hand, books.by.now)
        messages.success(request, _("Đã ghi nhận khoản thu cho hồ sơ."), extra_tags="done")
    else:
        settle_difference(difference_id, posted.words("reason"), books.hand, books.by.now)
        messages.success(request, _("Đã ghi cách xử lý chênh lệch."), extra_tags="done")
    return redirect("desk:reconciliation")


def _accounts(books: Books) -> tuple[AccountCard, ...]:
    found = books.with_power(MoneyPower.RECONCILE)
    books.must(MoneyPower.RECONCILE, next(iter(found), None))
    return accounts_of(found)


def _account(books: Books, account_id: int) -> AccountCard:
    found = next((each for each in _accounts(books) if each.id == account_id), None)
    if found is None:
        raise Http404("no such account in these books")
    return found


def _difference(books: Books, difference_id: int) -> DifferenceCard:
    told = queries.difference(difference_id)
    if told is None:
        raise PaymentError("Chênh lệch này không còn nữa.", "This difference is gone.")
    _account(books, told.account_id)
    return told
