from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.core.procedure import Procedure
from motcua.delivery.portal.access import Citizen, filers_only
from motcua.delivery.portal.not_offered import not_filed_here, takes_filings
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.queries.drafts import drafts_of
from motcua.domain.dossiers.services.drafts import open_draft
from motcua.domain.identity import queries as identity
from motcua.domain.identity.known import known_of


@require_http_methods(["GET", "POST"])
@filers_only
def begin(request: HttpRequest, me: Citizen, code: str) -> HttpResponseBase:
    """Choose the case, where there are several, and begin; or go on with what was begun before."""
    procedure = catalogue.version(catalogue.published(code, me.now.date()))
    if not takes_filings(procedure):
        return not_filed_here(request, procedure)
    case = _chosen_case(request, procedure)
    if request.method == "POST" and case:
        known = known_of(identity.person(me.person_id))
        draft = open_draft(me.account_id, procedure.code, case, known, me.now)
        return redirect("portal:draft", draft)
    begun = [draft for draft in drafts_of(me.account_id) if draft.procedure.code == procedure.code]
    words = {
        "procedure": procedure,
        "begun": begun,
        "chosen": request.GET.get("truong-hop", ""),
        "nothing_chosen": request.method == "POST",
    }
    return render(request, "portal/begin.html", words, status=422 if request.method == "POST" else 200)


def _chosen_case(request: HttpRequest, procedure: Procedure) -> str:
    cases = list(procedure.cases)
    chosen = request.POST.get("case", cases[0] if len(cases) == 1 else "")
    return chosen if chosen in cases else ""
