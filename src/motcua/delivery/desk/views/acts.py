from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.doing import ACTS
from motcua.delivery.desk.posted import Posted
from motcua.delivery.desk.refusals import ActProblem, status_of
from motcua.delivery.desk.views.dossier import show
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer


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
