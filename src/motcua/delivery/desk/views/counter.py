from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page


@officers_only
def find(request: HttpRequest, by: AtWork) -> HttpResponse:
    return desk_page(request, by, "desk/search.html", {})


@officers_only
def supplement(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    return desk_page(request, by, "desk/search.html", {})
