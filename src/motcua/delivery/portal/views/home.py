from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from motcua.delivery.portal.access import citizen_of
from motcua.delivery.portal.presenters.situations import shelves
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.queries.drafts import drafts_of
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError
from motcua.domain.reporting.queries import filed_by_procedure
from motcua.domain.reporting.types import Period
from motcua.infra import clock

EXAMPLES = (_("xây nhà"), _("khai sinh cho con"), _("sang tên sổ đỏ"), _("đổi bằng lái xe"))
ASKED_FOR_LATELY = timedelta(days=90)
COUNTED_ANEW_SECONDS = 3600


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Find a procedure in one try; see where a dossier is; go on with what was begun."""
    on = clock.now().date()
    me = citizen_of(request)
    period = Period(on - ASKED_FOR_LATELY, on)
    filed = cache.get_or_set(f"portal-filed-{on}", lambda: filed_by_procedure(period), COUNTED_ANEW_SECONDS)
    words = {
        "shelves": shelves(catalogue.list_published(on), filed or {}),
        "drafts": drafts_of(me.account_id)[:3] if me else (),
        "examples": EXAMPLES,
        "office": _office(),
    }
    return render(request, "portal/home.html", words)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How the portal is used, and whom to ask."""
    return render(request, "portal/help.html", {"office": _office()})


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for people with disabilities, what does not yet, and whom to tell."""
    return render(request, "portal/accessibility.html", {"office": _office()})


def _office() -> object:
    """The city's own agency; None in a database without offices."""
    try:
        return identity.agency_by_code(settings.CITY_AGENCY, clock.now().date())
    except NotFoundError:
        return None
