from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from motcua.delivery.ui.filling import units
from motcua.infra import clock


@require_GET
@cache_control(public=True, max_age=3600)
def places(request: HttpRequest) -> HttpResponse:
    """The communes of a province (`tinh`, its code), or those that words mean (`q`)."""
    on = clock.now().date()
    province = request.GET.get("tinh")
    if province is not None:
        return JsonResponse({"communes": [list(place) for place in units.communes(province, on)]})
    found = units.find_communes(request.GET.get("q", ""), on)
    return JsonResponse({"found": [place._asdict() for place in found]})
