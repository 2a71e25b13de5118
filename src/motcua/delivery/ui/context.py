"""What every page knows: which city it is, who is signed in, whether this is a training system."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError
from motcua.infra import clock


@dataclass(frozen=True, slots=True)
class City:
    """The city as a page's head and foot name it."""

    name: str
    hotline: str


def city(request: HttpRequest) -> dict[str, object]:
    """The context processor behind `base.html`."""
    return {"city": _city(), "training": settings.TRAINING, "portal_filing": settings.PORTAL_FILING}


def _city() -> City:
    try:
        agency = identity.agency_by_code(settings.CITY_AGENCY, clock.now().date())
    except NotFoundError:
        return City("", "")
    return City(agency.name_en if get_language() == "en" else agency.name, agency.hotline)
