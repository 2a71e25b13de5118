"""A person's own dossiers: the list, one of them, and the receipt of its filing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.delivery.portal.presenters.answers import told_of
from motcua.delivery.portal.presenters.dossier import fee_notice_of, letters_for_reader, needs_of, papers_of
from motcua.delivery.portal.presenters.parts import elsewhere, shown_parts
from motcua.delivery.portal.presenters.pictures import qr_picture
from motcua.delivery.portal.presenters.rating import own_rating
from motcua.delivery.portal.presenters.standing import office_name, standing_of
from motcua.delivery.ui.timeline import story
from motcua.domain.dossiers.queries.drafts import drafts_of, supplement_draft
from motcua.domain.dossiers.queries.linked import parts_of
from motcua.domain.dossiers.queries.lists import dossiers_of_person
from motcua.domain.dossiers.queries.own import latest_request
from motcua.domain.dossiers.queries.page import dossier_for_person, dossier_page
from motcua.domain.dossiers.types import WaitingFor


@require_GET
@citizens_only
def mine(request: HttpRequest, me: Citizen) -> HttpResponse:
    """What needs something from me, what is under way, what has ended, what I have begun."""
    cards = dossiers_of_person(me.person_id, me.now)
    words = {
        "here": "dossiers",
        "urgent": [(card, need) for card in cards if (need := needs_of(card))],
        "under_way": [card for card in cards if not needs_of(card) and not card.phase.is_final],
        "ended": [card for card in cards if card.phase.is_final],
        "drafts": drafts_of(me.account_id),
    }
    return render(request, "portal/dossiers.html", words)


@require_GET
@citizens_only
def dossier(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponseBase:
    """One dossier: where it is, what to do next, what has happened, what is in it. A part is shown with its whole."""
    page = dossier_page(dossier_for_person(dossier_id, me.person_id), me.now)
    card = page.card
    if card.parent_id:
        return redirect("portal:dossier", card.parent_id)
    parts = parts_of(card.id, page.procedure, me.now)
    shown = shown_parts(parts, own=True)
    asks = card.waiting_for is WaitingFor.SUPPLEMENT
    words = {
        "here": "dossiers",
        "page": page,
        "card": card,
        "standing": standing_of(card, page.tasks, own=True, elsewhere=elsewhere(parts)),
        "parts": shown,
        "need": needs_of(card),
        "asked": latest_request(card.id) if asks else (),
        "begun": supplement_draft(card.id, me.account_id) if asks else None,
        "fee": fee_notice_of(page),
        "receiving": office_name(card.receiving_id),
        "story": story(page.events, page.tasks, page.process, page.procedure, card, parts=parts),
        "answers": told_of(page.procedure, page.form, card.submitted_at.date()),
        "papers": papers_of(page),
        "letters": letters_for_reader(page),
        "qr": qr_picture(card.reference),
        "may_withdraw": card.phase.is_open,
        "rating": own_rating(page, me.person_id, me.now) if card.phase.is_final else None,
    }
    return render(request, "portal/dossier.html", words)


@require_GET
@citizens_only
def receipt(request: HttpRequest, me: Citizen, dossier_id: UUID) -> HttpResponse:
    """What somebody keeps who has just filed: the reference, what happens next and until when."""
    page = dossier_page(dossier_for_person(dossier_id, me.person_id), me.now)
    case = page.procedure.cases[page.case_key]
    words = {
        "page": page,
        "card": page.card,
        "office": office_name(page.card.receiving_id),
        "answer_by": min((task.due_at for task in page.tasks if task.due_at), default=None),
        "limit": case.limit_for(page.card.channel).limit,
        "papers": papers_of(page),
        "qr": qr_picture(page.card.reference),
    }
    return render(request, "portal/receipt.html", words)
