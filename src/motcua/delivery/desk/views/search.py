from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.posted import clean
from motcua.domain.dossiers.queries.lists import search_dossiers
from motcua.domain.dossiers.references import normal_key

LONGEST = 100
MOST = 50


@require_GET
@officers_only
def search(request: HttpRequest, by: AtWork) -> HttpResponse:
    """Dossiers by code, reference, phone, personal id or name; a code that is meant exactly opens its dossier."""
    text = clean(request.GET.get("q", ""))[:LONGEST]
    found = search_dossiers(text, by.scope, by.now, MOST) if text else ()
    if len(found) == 1 and normal_key(text) in (found[0].code, found[0].reference):
        return redirect("desk:dossier", found[0].id)
    return desk_page(request, by, "desk/search.html", {"searched": text, "found": found, "most": len(found) == MOST})
