from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.delivery.portal.presenters.parts import elsewhere, shown_parts
from motcua.delivery.portal.presenters.pictures import qr_picture
from motcua.delivery.portal.presenters.standing import standing_of
from motcua.delivery.ui.timeline import story
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.queries.tracking import Tracked, track
from motcua.domain.dossiers.references import normal_key
from motcua.infra import clock
from motcua.infra.ratelimit import limited

LONGEST_KEY = 60
# A household looks at its dossiers; a stranger who tries codes one after another is soon told to wait.
few_looks = limited("tracking", 60, timedelta(minutes=5))


@require_GET
@never_cache
def search(request: HttpRequest) -> HttpResponseBase:
    """Where the code of a slip is typed in."""
    typed = request.GET.get("ma", "").strip()[:LONGEST_KEY]
    if typed:
        return redirect("portal:track", normal_key(typed))
    return render(request, "portal/tracking.html", {"is_empty": "ma" in request.GET, "here": "tracking"})


@require_GET
@never_cache
@few_looks
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Where a dossier is and until when, for anybody who holds its code; whose it is, is not told."""
    now = clock.now()
    try:
        tracked = track(key[:LONGEST_KEY], now)
    except NoSuchDossierError:
        words = {"typed": key[:LONGEST_KEY], "not_found": True, "here": "tracking"}
        return render(request, "portal/tracking.html", words, status=404)
    return render(request, "portal/tracked.html", _shown(tracked))


def _shown(tracked: Tracked) -> dict[str, object]:
    card = tracked.card
    return {
        "here": "tracking",
        "card": card,
        "procedure": tracked.procedure,
        "case": tracked.procedure.cases[tracked.case_key] if len(tracked.procedure.cases) > 1 else None,
        "standing": standing_of(card, tracked.tasks, own=False, elsewhere=elsewhere(tracked.parts)),
        "parts": shown_parts(tracked.parts, own=False),
        "story": story(tracked.events, tracked.tasks, tracked.process, tracked.procedure, card, parts=tracked.parts),
        "qr": qr_picture(card.reference),
    }
