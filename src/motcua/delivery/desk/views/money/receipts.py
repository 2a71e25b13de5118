from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.delivery.desk.money.door import Books, books_only, money_page
from motcua.delivery.desk.posted import Posted
from motcua.domain.payments.receipts import queries
from motcua.domain.payments.receipts.correcting import cancel_receipt, replace_receipt
from motcua.domain.payments.receipts.policies import MoneyPower
from motcua.domain.payments.receipts.types import Correction, ReceiptCard
from motcua.domain.records import queries as records
from motcua.domain.records.serving import file_response


@require_GET
@books_only
def receipt(request: HttpRequest, books: Books, receipt_id: int) -> HttpResponseBase:
    """One receipt: what it says, its files, and how it is put right."""
    card = _card(books, receipt_id)
    may_correct = card.agency_id in books.with_power(MoneyPower.RECEIPTS) and card.state.counts
    return money_page(request, books, "receipt", {"receipt": card, "may_correct": may_correct, "tab": "books"})


@require_GET
@books_only
def receipt_pdf(request: HttpRequest, books: Books, receipt_id: int) -> HttpResponseBase:
    """The signed PDF."""
    card = _card(books, receipt_id)
    if card.document_id is None:
        raise Http404("the receipt is not signed yet")
    return file_response(request, records.documents([card.document_id])[card.document_id], keep="luu" in request.GET)


@require_GET
@books_only
def receipt_xml(request: HttpRequest, books: Books, receipt_id: int) -> HttpResponseBase:
    """The signed XML, to be kept."""
    card = _card(books, receipt_id)
    content = queries.signed_xml(receipt_id)
    if content is None:
        raise Http404("the receipt is not signed yet")
    name = f"bien-lai-{card.content['series']}-{card.content['number']}.xml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/xml", headers=headers)


@require_POST
@books_only
def correct_receipt(request: HttpRequest, books: Books, receipt_id: int) -> HttpResponseBase:
    """Replace a receipt that names the payer wrongly, or cancel one whose money went back."""
    card, posted = _card(books, receipt_id), Posted(request.POST)
    books.must(MoneyPower.RECEIPTS, card.agency_id)
    if posted.has("cancel"):
        cancel_receipt(receipt_id, posted.words("reason"), books.hand, books.by.now)
        messages.success(request, _("Đã hủy biên lai; số biên lai vẫn được giữ."), extra_tags="done")
        return redirect("desk:money_receipt", receipt_id)
    says = Correction(posted.words("payer"), posted.words("identifier"), posted.words("address"))
    new = replace_receipt(receipt_id, says, posted.words("reason"), books.hand, books.by.now)
    messages.success(request, _("Đã lập biên lai thay thế."), extra_tags="done")
    return redirect("desk:money_receipt", new)


def _card(books: Books, receipt_id: int) -> ReceiptCard:
    card = queries.receipt(receipt_id)
    if card is None or not {card.agency_id, card.through_id} & books.agencies:
        raise Http404("no such receipt in these books")
    return card
