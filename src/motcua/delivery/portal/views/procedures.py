from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from motcua.core.procedure import Audience
from motcua.delivery.portal.not_offered import not_offered
from motcua.delivery.portal.presenters.procedure import procedure_page
from motcua.delivery.portal.presenters.situations import cards_in, situation_of
from motcua.delivery.portal.presenters.words import AUDIENCES, language
from motcua.delivery.ui.words import in_language
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import NotOfferedError, ProcedureCard
from motcua.infra import clock

MOST_SUGGESTED = 6
MOST_FOUND = 50
LONGEST_QUERY = 200


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """The procedures that words mean, or all; of one field, audience or situation if chosen."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    on = clock.now().date()
    everything = catalogue.list_published(on)
    found = [hit.card for hit in catalogue.search(text, language(), on, MOST_FOUND)] if text else list(everything)
    chosen = {name: request.GET.get(name, "") for name in ("linh-vuc", "doi-tuong", "viec")}
    fields = {card.field: card.field_name for card in everything}
    words = {
        "here": "procedures",
        "q": text,
        "cards": [card for card in found if _fits(card, chosen)],
        "found_before_choosing": len(found),
        "fields": sorted(fields.items(), key=lambda each: in_language(each[1])),
        "audiences": AUDIENCES,
        "field": chosen["linh-vuc"],
        "audience": chosen["doi-tuong"],
        "situation": situation_of(chosen["viec"]),
    }
    return render(request, "portal/procedures.html", words)


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """The best few for words that are still being typed."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    hits = catalogue.search(text, language(), clock.now().date(), MOST_SUGGESTED) if text else ()
    found = [
        {
            "name": in_language(hit.card.short_name),
            "field": in_language(hit.card.field_name),
            "address": reverse("portal:procedure", args=[hit.card.code]),
        }
        for hit in hits
    ]
    return JsonResponse({"found": found})


@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page of a procedure. A code that was replaced leads to the new one, with a note."""
    on = clock.now().date()
    try:
        version = catalogue.version(catalogue.published(code, on))
    except NotOfferedError as gone:
        return not_offered(request, gone)
    page = procedure_page(version, request.GET.get("truong-hop", ""), on, catalogue.fee_policy())
    audiences = [name for key, name in AUDIENCES.items() if key in version.audience]
    words = {"page": page, "procedure": version, "audiences": audiences, "here": "procedures"}
    return render(request, "portal/procedure.html", words)


def _fits(card: ProcedureCard, chosen: dict[str, str]) -> bool:
    audience = chosen["doi-tuong"]
    situation = situation_of(chosen["viec"])
    return (
        (not chosen["linh-vuc"] or card.field == chosen["linh-vuc"])
        and (audience not in set(Audience) or Audience(audience) in card.audience)
        and (situation is None or bool(cards_in(situation, [card])))
    )
