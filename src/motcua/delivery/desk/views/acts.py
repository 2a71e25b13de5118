from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.doing import ACTS, PREVIEWED
from motcua.delivery.desk.posted import Posted
from motcua.delivery.desk.refusals import ActProblem, status_of
from motcua.delivery.desk.views.dossier import show
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.letter_preview import preview_letters
from motcua.infra.letters import joined


@require_http_methods(["GET", "POST"])
@officers_only
def act(request: HttpRequest, by: AtWork, dossier_id: UUID, word: str) -> HttpResponse:
    """Do one act; then the dossier again, saying what happened. What could not be done is said where it was typed.

    Whoever only looks, as after signing in anew or changing the language, is led to the dossier.
    """
    desk_act = ACTS.get(word)
    if desk_act is None:
        raise Http404
    dossier_for_officer(dossier_id, by.scope)
    if request.method == "GET":
        return redirect("desk:dossier", dossier_id)
    posted = Posted(request.POST)
    try:
        done = desk_act.do(dossier_id, posted, by.one_click(posted.command))
    except (NoSuchDossierError, NotAllowedError):
        raise
    except DossierError as error:
        return show(request, by, dossier_id, problem=ActProblem.of(word, posted, error), status=status_of(error))
    messages.success(request, desk_act.say(done), extra_tags="done")
    return redirect(f"{reverse('desk:dossier', args=[dossier_id])}{'?xong=1' if desk_act.ends else ''}")


@require_POST
@officers_only
def preview(request: HttpRequest, by: AtWork, dossier_id: UUID, word: str) -> HttpResponse:
    """The letters that the act would issue with what its form says now; nothing is done."""
    if word not in PREVIEWED:
        raise Http404
    dossier_for_officer(dossier_id, by.scope)
    posted, looking = Posted(request.POST, only_looks=True), by.one_click(uuid4())
    try:
        letters = preview_letters(dossier_id, lambda: ACTS[word].do(dossier_id, posted, looking), by.now)
    except (NoSuchDossierError, NotAllowedError):
        raise
    except DossierError as error:
        return show(request, by, dossier_id, problem=ActProblem.of(word, posted, error), status=status_of(error))
    pdf = joined([each.pdf for each in letters])
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})
