"""The last look before filing: all answers with their change links, what is missing, and the act itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.core.fees import AssessmentError
from motcua.delivery.portal.access import Citizen, citizens_only, filers_only
from motcua.delivery.portal.not_offered import not_filed_here, takes_filings
from motcua.delivery.portal.presenters.answers import answers_of
from motcua.delivery.portal.presenters.mending import mendings
from motcua.delivery.portal.presenters.papers import bays, what_was_asked
from motcua.delivery.portal.views.drafts import OpenDraft, opened
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import DossierError, InvalidFilingError
from motcua.domain.dossiers.queries.costs import expected_fees
from motcua.domain.dossiers.services.drafts import DraftFiledError
from motcua.domain.dossiers.services.own_drafts import file_own_draft, hand_in_supplement


@require_GET
@citizens_only
def review(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponse:
    """Everything once more, with a way to change each part."""
    return _page(request, me, opened(draft_id, me))


@require_http_methods(["GET", "POST"])
@filers_only
def submit(request: HttpRequest, me: Citizen, draft_id: UUID) -> HttpResponseBase:
    """File the draft; sent twice, it is filed once. What is not right leads back with every problem linked."""
    if request.method == "GET":
        return redirect("portal:draft_review", draft_id)
    try:
        draft = opened(draft_id, me).draft
        if draft.supplements:
            done = hand_in_supplement(draft_id, me.one_click())
            return redirect("portal:dossier", done.case.id)
        if not takes_filings(draft.procedure):
            return not_filed_here(request, draft.procedure)
        filed = file_own_draft(draft_id, me.one_click())
    except DraftFiledError as before:
        return redirect("portal:receipt", before.dossier_id)
    except InvalidFilingError:
        return _page(request, me, opened(draft_id, me), status=422)
    except DossierError as error:
        messages.error(request, in_language(error), extra_tags="late")
        return redirect("portal:draft_review", draft_id)
    return redirect("portal:receipt", filed.dossier_id)


def _page(request: HttpRequest, me: Citizen, at: OpenDraft, *, status: int = 200) -> HttpResponse:
    words = {
        "open": at,
        "sections": answers_of(at.draft, at.ready, me.now.date()),
        "bays": bays(at.draft, at.ready),
        "looked_up": [each for each in at.ready.papers if not each.asked_for and not each.component.form],
        "asked": what_was_asked(at.draft),
        "mendings": mendings(at.draft, at.ready),
        "fees": _fees(at, me),
    }
    return render(request, "portal/review.html", words, status=status)


def _fees(at: OpenDraft, me: Citizen) -> object:
    """What will have to be paid, as far as the answers tell already."""
    try:
        return expected_fees(at.draft, at.ready, me.now.date())
    except AssessmentError:
        return None
