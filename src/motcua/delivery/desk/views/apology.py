"""The letter of apology, to be read before it is sent."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.posted import IncompleteError, Posted
from motcua.delivery.desk.refusals import ActProblem, status_of
from motcua.delivery.desk.views.dossier import show
from motcua.domain.dossiers.errors import DossierError, NoSuchDossierError, NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.apology import preview_apology


@require_POST
@officers_only
def apology_preview(request: HttpRequest, by: AtWork, dossier_id: UUID) -> HttpResponse:
    """The letter of apology as it would be sent with what the form says now."""
    dossier_for_officer(dossier_id, by.scope)
    posted = Posted(request.POST)
    new_due_at = posted.moment("new_day", "new_time")
    try:
        if new_due_at is None:
            raise IncompleteError("Hãy chọn ngày hẹn trả mới.", "Choose the new day.")
        pdf = preview_apology(dossier_id, new_due_at, posted.lines("reason"), by.one_click(uuid4()))
    except (NoSuchDossierError, NotAllowedError):
        raise
    except DossierError as error:
        return show(request, by, dossier_id, problem=ActProblem.of("xin-loi", posted, error), status=status_of(error))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})
