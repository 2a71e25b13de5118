"""The register of an office (Mẫu số 07) and the control sheet of a dossier (Mẫu số 06): looked at, printed, and taken
along as Excel.
"""

from __future__ import annotations

import logging
from contextlib import closing
from itertools import islice
from typing import IO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.delivery.desk.access import AtWork, officers_only
from motcua.delivery.desk.frame import desk_page
from motcua.delivery.desk.registers import offices_to_choose, read_register
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_page
from motcua.domain.dossiers.queries.register import register_procedures, register_rows, register_size
from motcua.domain.dossiers.services import registers
from motcua.domain.identity import queries as identity

log = logging.getLogger(__name__)

SHOWN = 100
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@officers_only
def register(request: HttpRequest, by: AtWork) -> HttpResponse:
    """The register of an office for some days: its first rows, and the files that hold all of it."""
    offices = offices_to_choose(by)
    choice = read_register(request.GET, by, offices)
    with closing(register_rows(choice.wanted, by.now)) as rows:
        shown = list(islice(rows, SHOWN))
    words = {
        "place": "register",
        "choice": choice,
        "offices": offices,
        "procedures": register_procedures(choice.wanted, by.now),
        "states": _states(),
        "rows": shown,
        "size": register_size(choice.wanted, by.now),
        "shown": SHOWN,
        "most_printed": registers.MOST_PRINTED,
    }
    return desk_page(request, by, "desk/register.html", words)


@require_GET
@officers_only
def register_file(request: HttpRequest, by: AtWork, kind: str) -> HttpResponseBase:
    """The whole register as a file. Who took it along, and which one, stands in the log: it names people."""
    _must_be_known(kind)
    wanted = read_register(request.GET, by, offices_to_choose(by)).wanted
    log.info("officer %s took the register %s as %s", by.officer_id, wanted, kind)
    name = f"so-theo-doi-{identity.agency(wanted.office_id).code}-{wanted.since}-{wanted.until}"
    if kind == "pdf":
        return _pdf(registers.register_pdf(wanted, by.now), name)
    return _workbook(registers.register_workbook(wanted, by.now), name)


@require_GET
@officers_only
def control_sheet(request: HttpRequest, by: AtWork, dossier_id: UUID, *, kind: str) -> HttpResponseBase:
    """The control sheet of a dossier as it stands now."""
    _must_be_known(kind)
    page = dossier_page(dossier_for_officer(dossier_id, by.scope), by.now)
    name = f"phieu-kiem-soat-{page.card.code or page.card.reference}"
    if kind == "pdf":
        return _pdf(registers.control_sheet_pdf(page, by.now), name)
    return _workbook(registers.control_sheet_workbook(page), name)


def _must_be_known(kind: str) -> None:
    if kind not in ("pdf", "xlsx"):
        raise Http404("registers are PDF or Excel files")


def _pdf(content: bytes, name: str) -> HttpResponse:
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=shown)


def _workbook(file: IO[bytes], name: str) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_EXCEL)


def _states() -> tuple[tuple[str, str], ...]:
    return (
        ("dang-giai-quyet", _("Đang giải quyết")),
        ("qua-han", _("Quá hạn")),
        ("co-ket-qua", _("Có kết quả, chưa trả")),
        ("da-tra", _("Đã trả")),
    )
