"""Papers and letters of a dossier, handed out through the dossier only."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from motcua.delivery.portal.access import Citizen, citizens_only
from motcua.domain.dossiers.queries.own import own_letter, paper_document
from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records import serving


@require_GET
@citizens_only
def paper(request: HttpRequest, me: Citizen, dossier_id: UUID, n: int) -> HttpResponseBase:
    """A paper of one's own dossier, as a file to keep."""
    own = dossier_for_person(dossier_id, me.person_id)
    return serving.file_response(request, paper_document(own, n))


@require_GET
@citizens_only
def letter(request: HttpRequest, me: Citizen, dossier_id: UUID, n: int) -> HttpResponseBase:
    """A letter of the city to the applicant, as PDF; printed when it is asked for the first time."""
    own = dossier_for_person(dossier_id, me.person_id)
    return serving.file_response(request, letter_document(own, own_letter(own, n), me.now))
