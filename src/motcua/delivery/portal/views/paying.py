"""Paying what a dossier costs: the page, the way to the payment platform and back, a receipt of one's own."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.core.forms import FileRule
from motcua.core.text import ToldError
from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.paying import mark_of, shown_charges
from motcua.delivery.portal.presenters.standing import office_name
from motcua.delivery.ui.uploads import was_cut_short
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.queries.page import dossier_for_person, dossier_page
from motcua.domain.dossiers.services.paying import begin_payment, own_charges, send_proof
from motcua.domain.payments import queries
from motcua.domain.payments.errors import PaymentError, PlatformMissingError, PlatformUnreachableError
from motcua.domain.payments.services import ask_now
from motcua.domain.records.services import take_in
from motcua.domain.records.types import Document
from motcua.infra.ratelimit import limited

PROOF = FileRule(accept=("pdf", "image"), max_bytes=10 * 1024 * 1024, max_files=1)
# Whoever leads the platform in a circle, or floods officers with receipts, is soon told to wait.
few_tries = limited("payment", 40, timedelta(minutes=5))


@require_GET
@citizens_only
def pay(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponse:
    """What is to be paid, and every way to pay it."""
    return _page(request, me, dossier_id)


@require_GET
@citizens_only
def state(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponse:
    """How the charges stand now, for the page that is open; nothing (204) when that is what it shows already."""
    shown = shown_charges(own_charges(dossier_id, me.person_id, me.now), me.now)
    if request.GET.get("mark") == mark_of(shown):
        return HttpResponse(status=204)
    return _page(request, me, dossier_id)


@require_http_methods(["GET", "POST"])
@few_tries
@citizens_only
def begin(request: HttpRequest, me: Citizen, dossier_id: UUID, charge_id: int) -> HttpResponseBase:
    """To the payment platform."""
    if request.method == "POST":
        try:
            return redirect(begin_payment(dossier_id, charge_id, me.one_click()))
        except PaymentError as error:
            messages.error(request, in_language(error), extra_tags="late")
    return redirect("portal:pay", dossier_id)


@require_GET
@few_tries
@citizens_only
def come_back(request: HttpRequest, me: Citizen, reference: str) -> HttpResponseBase:
    """Back from the platform: ask it at once, for its call-back may be slower than the payer, or lost."""
    charge = queries.charge_of_order(reference)
    if charge is None:
        raise NoSuchDossierError
    dossier_for_person(charge.subject_ref, me.person_id)
    with suppress(PlatformUnreachableError, PlatformMissingError):  # the page says how it stands, and asks on
        ask_now(charge.id, me.now)
    if queries.charge(charge.id).outstanding == 0:
        messages.success(request, _("Đã nhận được tiền. Hồ sơ được giải quyết tiếp."), extra_tags="done")
    else:
        words = _(
            "Chưa nhận được xác nhận của nền tảng thanh toán. Trang này tự cập nhật khi tiền về; xin đừng nộp lần nữa."
        )
        messages.info(request, words)
    return redirect("portal:pay", charge.subject_ref)


@require_http_methods(["GET", "POST"])
@few_tries
@citizens_only
def proof(request: HttpRequest, me: Citizen, dossier_id: UUID, charge_id: int) -> HttpResponseBase:
    """Send in a receipt of one's own: for when money was paid and the city has not heard of it."""
    if request.method == "GET":
        return redirect("portal:pay", dossier_id)
    problem = _taken_proof(request, me, dossier_id, charge_id)
    if problem:
        return _page(request, me, dossier_id, status=422, problem=problem, problem_at=charge_id)
    messages.success(request, _("Đã nhận biên lai. Cán bộ kiểm tra rồi trả lời tại trang này."), extra_tags="done")
    return redirect("portal:pay", dossier_id)


def _taken_proof(request: HttpRequest, me: Citizen, dossier_id: UUID, charge_id: int) -> str:
    """Take the receipt in; why not, where it cannot be taken."""
    file = request.FILES.get("file")
    if was_cut_short(request) or file is None:
        return _("Chưa nhận được tệp. Hãy chọn ảnh hoặc tệp PDF của biên lai, không quá 10 MB.")
    digits = re.sub(r"[.\s,]|đồng|đ", "", request.POST.get("amount", ""))
    amount = int(digits) if re.fullmatch(r"[0-9]{1,13}", digits) else 0
    if amount <= 0:
        return _("Hãy ghi số tiền đã nộp, ví dụ 75.000.")
    own_charges(dossier_id, me.person_id, me.now)
    taken = take_in(
        file, name=file.name or "", by=me.account_id, now=me.now, rule=PROOF, declared_type=file.content_type or ""
    )
    if not isinstance(taken, Document):
        words = in_language(taken.message)
        return words[:1].upper() + words[1:]
    try:
        send_proof(dossier_id, charge_id, taken.id, amount, request.POST.get("words", ""), by=me.one_click())
    except ToldError as error:
        return in_language(error)
    return ""


def _page(request: HttpRequest, me: Citizen, dossier_id: UUID, *, status: int = 200, **words: object) -> HttpResponse:
    page = dossier_page(dossier_for_person(dossier_id, me.person_id), me.now)
    shown = shown_charges(own_charges(dossier_id, me.person_id, me.now), me.now)
    told = {
        "here": "dossiers",
        "page": page,
        "card": page.card,
        "charges": shown,
        "mark": mark_of(shown),
        "receiving": office_name(page.card.receiving_id),
    }
    return render(request, "portal/pay.html", {**told, **words}, status=status)
