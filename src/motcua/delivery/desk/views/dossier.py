from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.delivery.desk import dossier_page as shown
from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.acts_now import acts_now
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.lists import remembered
from motcua.delivery.desk.refusals import ActProblem
from motcua.delivery.ui.diagram import dossier_diagram
from motcua.delivery.ui.timeline import who_of
from motcua.domain.dossiers.queries.inbox import inbox_counts, inbox_rows
from motcua.domain.dossiers.queries.linked import parts_of, whole_of
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.queries.page import dossier_page as whole
from motcua.domain.dossiers.queries.reminded import reminders_of
from motcua.domain.dossiers.queries.slices import time_by_agency

BESIDE = 30


@require_GET
@officers_only
def dossier(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    """One dossier, with everything that is needed to decide about it."""
    dossier_for_officer(dossier_id, by.scope)
    return show(request, by, dossier_id)


def show(
    request: HttpRequest, by: AtWork, dossier_id: UUID, *, problem: ActProblem | None = None, status: int = 200
) -> HttpResponse:
    """The page of a dossier that the officer may see; with what went wrong, if anything did."""
    page = whole(dossier_id, by.now)
    components, results = shown.shown_components(page), shown.shown_results(page)
    parts = parts_of(dossier_id, page.procedure, by.now)
    quicker = problem.who_was_quicker(page.events, page.tasks) if problem else None
    words = {
        "page": page,
        "card": page.card,
        "acts": acts_now(page, by),
        "problem": problem,
        "quicker": (quicker, who_of(quicker)) if quicker else None,
        "done": "xong" in request.GET,
        "printable": shown.letters_of_last_act(page) if "xong" in request.GET else (),
        "parties": shown.parties(page),
        "form": shown.shown_form(page, request.GET.get("don", "")),
        "components": components,
        "results": results,
        "viewed": shown.viewed((*components, *results), request.GET.get("giay", ""), request.GET.get("trang", "")),
        "letters": shown.shown_letters(page),
        "apology": shown.letter_name(page, "apology_letter"),
        "story": shown.story(page),
        "parts": parts,
        "times": time_by_agency(page, by.now, parts),
        "reminded": reminders_of(page),
        "whole": whole_of(page.card, by.now),
        "diagram": dossier_diagram(page, by.now),
        "asked_items": shown.asked_items(page),
        "waits_since": shown.waits_since(page),
        **_beside(request, by, dossier_id),
    }
    return desk_page(request, by, "desk/dossier.html", words, status)


def _beside(request: HttpRequest, by: AtWork, dossier_id: UUID) -> dict[str, object]:
    """The list from which the officer came, and what comes next in it."""
    choice = remembered(request, inbox_counts(by.scope))
    rows = inbox_rows(by.scope, choice.wanted, by.now, first=choice.first, size=BESIDE)
    others = [row.dossier for row in rows if row.dossier.id != dossier_id]
    places = [place for place, row in enumerate(rows) if row.dossier.id == dossier_id]
    after = [row.dossier for row in rows[places[-1] + 1 :]] if places else []
    return {"beside": rows, "back": choice.query(page=choice.page), "next": next(iter(after + others), None)}
