"""What a person does with a dossier of his own: supplement it, confirm what was asked, take it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.delivery.portal.access import Citizen, filers_only
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError
from motcua.domain.dossiers.queries.page import dossier_for_person, dossier_page
from motcua.domain.dossiers.services.citizen import answer_office, withdraw_dossier
from motcua.domain.dossiers.services.own_drafts import open_supplement

LONGEST_REASON = 2000


@require_http_methods(["GET", "POST"])
@filers_only
def supplement(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponseBase:
    """Begin, or go on with, the answer to a supplement request."""
    if request.method == "GET":
        return redirect("portal:dossier", dossier_for_person(dossier_id, me.person_id))
    try:
        return redirect("portal:draft", open_supplement(dossier_id, me.one_click()))
    except NoSuchDossierError:
        raise
    except DossierError as error:
        return _told(request, dossier_id, error)


@require_http_methods(["GET", "POST"])
@filers_only
def confirm(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponseBase:
    """Confirm what the office asked to be confirmed."""
    own = dossier_for_person(dossier_id, me.person_id)
    if request.method == "POST":
        try:
            answer_office(own, me.one_click())
        except DossierError as error:
            return _told(request, own, error)
        messages.success(request, _("Đã ghi nhận xác nhận của ông/bà."), extra_tags="done")
    return redirect("portal:dossier", own)


@require_http_methods(["GET", "POST"])
@filers_only
def withdraw(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponseBase:
    """Take the dossier back, after the consequence was named."""
    own = dossier_for_person(dossier_id, me.person_id)
    if request.method == "GET":
        page = dossier_page(own, me.now)
        if not page.card.phase.is_open or page.card.parent_id:
            return redirect("portal:dossier", own)
        return render(request, "portal/withdraw.html", {"page": page, "card": page.card})
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    try:
        withdraw_dossier(own, reason or _("Người nộp rút hồ sơ, không nêu lý do."), me.one_click())
    except DossierError as error:
        return _told(request, own, error)
    messages.success(request, _("Đã rút hồ sơ. Cơ quan dừng giải quyết từ bây giờ."), extra_tags="done")
    return redirect("portal:dossier", own)


def _told(request: HttpRequest, dossier_id: UUID, error: DossierError) -> HttpResponseBase:
    messages.error(request, in_language(error), extra_tags="late")
    return redirect("portal:dossier", dossier_id)
