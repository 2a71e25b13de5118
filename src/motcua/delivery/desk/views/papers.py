from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.posted import clean
from motcua.domain.dossiers.queries.own import paper_document
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.preview import preview_result, preview_signature
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records.serving import file_response, preview_response


@require_GET
@officers_only
def picture(request: HttpRequest, by: AtWork, dossier_id: UUID, n: int, *, page: int, width: int) -> HttpResponseBase:
    """One page of a paper as a picture: a stranger's file is never opened itself."""
    return preview_response(request, paper_document(dossier_for_officer(dossier_id, by.scope), n), page, width)


@require_GET
@officers_only
def original(request: HttpRequest, by: AtWork, dossier_id: UUID, n: int) -> HttpResponseBase:
    """The file as it was handed in, to be kept."""
    return file_response(request, paper_document(dossier_for_officer(dossier_id, by.scope), n), keep=True)


@require_GET
@officers_only
def letter(request: HttpRequest, by: AtWork, dossier_id: UUID, n: int) -> HttpResponseBase:
    """A letter of the dossier as PDF."""
    document = letter_document(dossier_for_officer(dossier_id, by.scope), n, by.now, unissued=True)
    return file_response(request, document, keep="luu" in request.GET)


@require_GET
@officers_only
def sign_preview(request: HttpRequest, by: AtWork, dossier_id: UUID, n: int) -> HttpResponse:
    """The very letter that ending this task would sign; number, date and seal come later."""
    shown = dossier_for_officer(dossier_id, by.scope)
    pdf = preview_signature(shown, n, clean(request.GET.get("cach", "")), by.one_click(uuid4()))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})


@require_GET
@officers_only
def result_preview(request: HttpRequest, by: AtWork, dossier_id: UUID, n: int) -> HttpResponseBase:
    """The result as it would be issued at this task."""
    pdf = preview_result(dossier_for_officer(dossier_id, by.scope), n, by.one_click(uuid4()))
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})
