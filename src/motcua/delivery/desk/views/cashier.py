from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.core.text import ToldError
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.cashier_page import cashier_page
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import Posted, UnreadableError
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_page
from motcua.domain.dossiers.services import cashier
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.payments import queries
from motcua.domain.payments.types import Method
from motcua.domain.records import queries as records
from motcua.domain.records.serving import preview_response

Deed = Callable[[UUID, Posted, ActingOfficer], object]
PREVIEW_WIDTH = 800


@require_GET
@officers_only
def charges(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    """The charges of a dossier with their money."""
    return _page(request, by, dossier_for_officer(dossier_id, by.scope))


@require_http_methods(["GET", "POST"])
@officers_only
def do(request: HttpRequest, by: AtWork, dossier_id: UUID, word: str) -> HttpResponseBase:
    """Do one thing with the money of a dossier; then its charges again. What could not be done is said there."""
    deed = DEEDS.get(word)
    if deed is None:
        raise Http404
    own = dossier_for_officer(dossier_id, by.scope)
    if request.method == "GET":
        return redirect("desk:cashier", own)
    posted = Posted(request.POST)
    try:
        deed(own, posted, by.one_click(posted.command))
    except (NoSuchDossierError, NotAllowedError):
        raise
    except ToldError as error:
        return _page(request, by, own, status=422, problem=in_language(error), typed=posted.data, word=word)
    messages.success(request, str(SAID[word]), extra_tags="done")
    return redirect("desk:cashier", own)


@require_GET
@officers_only
def proof(request: HttpRequest, by: AtWork, dossier_id: UUID, proof_id: int) -> HttpResponseBase:
    """The receipt that the applicant sent in, as a picture: a stranger's file is never opened itself."""
    own = dossier_for_officer(dossier_id, by.scope)
    found = queries.proof(proof_id)
    if queries.charge(found.charge_id).subject_ref != own:
        raise NoSuchDossierError
    document = records.documents([found.document_id])[found.document_id]
    return preview_response(request, document, 1, PREVIEW_WIDTH)


def _page(request: HttpRequest, by: AtWork, dossier_id: UUID, *, status: int = 200, **words: object) -> HttpResponse:
    page = dossier_page(dossier_id, by.now)
    told = {"page": page, "card": page.card, "money": cashier_page(dossier_id, by)}
    return desk_page(request, by, "desk/cashier/charges.html", {**told, **words}, status)


def _cash(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.take_payment(dossier, posted.amount("amount"), posted.words("receipt"), by)


def _transfer(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.take_transfer(dossier, posted.number("charge"), posted.amount("amount"), posted.words("bank_ref"), by)


def _accept_proof(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.check_proof(dossier, posted.number("proof"), accept=True, answer=posted.words("answer"), by=by)


def _decline_proof(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.check_proof(dossier, posted.number("proof"), accept=False, answer=posted.words("answer"), by=by)


def _waive(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    amount, reason, basis = posted.amount("amount"), posted.words("reason"), posted.words("basis")
    cashier.waive_fee(dossier, posted.number("charge"), amount, reason, basis, by=by)


def _ask_refund(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.ask_refund(dossier, posted.number("payment"), posted.amount("amount"), posted.words("reason"), by)


def _approve(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.decide_refund(dossier, posted.number("refund"), approve=True, words=posted.words("words"), by=by)


def _decline(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    cashier.decide_refund(dossier, posted.number("refund"), approve=False, words=posted.words("words"), by=by)


def _pay_back(dossier: UUID, posted: Posted, by: ActingOfficer) -> None:
    try:
        method = Method(posted.words("method"))
    except ValueError:
        raise UnreadableError("method") from None
    cashier.pay_refund(dossier, posted.number("refund"), method, posted.words("reference"), by)


DEEDS: Mapping[str, Deed] = {
    "tien-mat": _cash,
    "chuyen-khoan": _transfer,
    "nhan-bien-lai": _accept_proof,
    "khong-nhan-bien-lai": _decline_proof,
    "giam": _waive,
    "de-nghi-hoan": _ask_refund,
    "duyet-hoan": _approve,
    "khong-duyet-hoan": _decline,
    "tra-lai": _pay_back,
}
SAID = {
    "tien-mat": gettext_lazy("Đã ghi nhận tiền mặt."),
    "chuyen-khoan": gettext_lazy("Đã ghi nhận chuyển khoản."),
    "nhan-bien-lai": gettext_lazy("Đã chấp nhận biên lai."),
    "khong-nhan-bien-lai": gettext_lazy("Đã trả lời người nộp: biên lai không được chấp nhận."),
    "giam": gettext_lazy("Đã giảm số phải nộp."),
    "de-nghi-hoan": gettext_lazy("Đã ghi đề nghị hoàn trả; lãnh đạo duyệt tại trang này."),
    "duyet-hoan": gettext_lazy("Đã duyệt hoàn trả."),
    "khong-duyet-hoan": gettext_lazy("Đã ghi là không hoàn trả, kèm lý do."),
    "tra-lai": gettext_lazy("Đã ghi nhận trả lại tiền."),
}
