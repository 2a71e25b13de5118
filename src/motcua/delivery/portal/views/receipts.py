"""Receipts for fees: is one genuine, for anybody who holds its code; its files, for whose dossier it is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters import checking as told
from motcua.delivery.portal.presenters.receipts import answer_for_receipt
from motcua.delivery.portal.views.checking import LONGEST_CODE, few_checks
from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.payments.receipts import queries
from motcua.domain.payments.receipts.types import ReceiptCard
from motcua.domain.records import queries as records
from motcua.domain.records.services import LARGEST_ISSUED
from motcua.domain.records.serving import file_response
from motcua.domain.records.tokens import normal_token


@require_GET
@never_cache
@few_checks
def check(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the QR code of a receipt leads."""
    token = normal_token(code[:LONGEST_CODE])
    card = queries.receipt_by_token(token) if token else None
    if card is None or not card.name:
        words = {"answer": told.no_such_code(), "typed": code[:LONGEST_CODE]}
        return render(request, "portal/checking.html", {**_FRAME, **words}, status=404)
    return render(request, "portal/checking.html", {**_FRAME, "answer": answer_for_receipt(card), "token": token})


@require_GET
@citizens_only
def receipt_pdf(request: HttpRequest, me: Citizen, dossier_id: UUID, receipt_id: int) -> HttpResponseBase:
    """The signed PDF of a receipt of one's own dossier."""
    card = _own(me, dossier_id, receipt_id)
    if card.document_id is None:
        raise Http404("the receipt is not signed yet")
    return file_response(request, records.documents([card.document_id])[card.document_id], keep="luu" in request.GET)


@require_GET
@citizens_only
def receipt_xml(request: HttpRequest, me: Citizen, dossier_id: UUID, receipt_id: int) -> HttpResponseBase:
    """The signed XML, to be kept."""
    card = _own(me, dossier_id, receipt_id)
    content = queries.signed_xml(card.id)
    if content is None:
        raise Http404("the receipt is not signed yet")
    name = f"bien-lai-{card.content['series']}-{card.content['number']}.xml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/xml", headers=headers)


_FRAME = {"here": "checking", "largest": LARGEST_ISSUED}


def _own(me: Citizen, dossier_id: UUID, receipt_id: int) -> ReceiptCard:
    dossier_for_person(dossier_id, me.person_id)
    card = queries.receipt(receipt_id)
    if card is None or card.subject_ref != dossier_id:
        raise Http404("no such receipt of this dossier")
    return card
