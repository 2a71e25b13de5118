"""Registers and control sheets as files: PDF to be signed and bound, Excel to be worked with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import IO, Any, Final

from motcua.core.deadlines import Outcome
from motcua.domain.dossiers.errors import TooLongToPrintError
from motcua.domain.dossiers.letters import agency_facts, iso
from motcua.domain.dossiers.queries.handovers import Handover, handovers_of
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.queries.register import RegisterRow, RegisterWanted, register_rows, register_size
from motcua.domain.dossiers.types import Phase, ReturnMethod
from motcua.domain.identity import queries as identity
from motcua.infra.letters import render, source
from motcua.infra.spreadsheets import MOST_ROWS, Cell, Column, Head, Kind, workbook

MOST_PRINTED: Final = 2_000
"""Rows of a printed register: a hundred pages, made in seconds and within what a server has to spare."""

_METHODS = {
    ReturnMethod.COUNTER: "Trực tiếp",
    ReturnMethod.POST: "Bưu chính công ích",
    ReturnMethod.ONLINE: "Trực tuyến",
    ReturnMethod.LINKED: "Qua hồ sơ liên thông",
}
_OUTCOMES = {Outcome.EARLY: "Trước hạn", Outcome.ON_TIME: "Đúng hạn", Outcome.LATE: "Quá hạn"}
_ENDS = {
    Phase.WITHDRAWN: "Người nộp rút hồ sơ",
    Phase.STOPPED: "Dừng giải quyết",
    Phase.NOT_ACCEPTED: "Không tiếp nhận",
}
_REGISTER = (
    Column("STT", Kind.NUMBER, 6),
    Column("Mã hồ sơ", width=26),
    Column("Mã thủ tục", width=12),
    Column("Thủ tục", width=40),
    Column("Số bộ", Kind.NUMBER, 7),
    Column("Chủ hồ sơ", width=26),
    Column("Địa chỉ", width=36),
    Column("Điện thoại", width=14),
    Column("Cơ quan giải quyết", width=32),
    Column("Nhận hồ sơ", Kind.MOMENT, 17),
    Column("Hẹn trả", Kind.MOMENT, 17),
    Column("Chuyển đi", Kind.MOMENT, 17),
    Column("Nhận kết quả", Kind.MOMENT, 17),
    Column("Trả kết quả", Kind.MOMENT, 17),
    Column("Hình thức trả"),
    Column("Ký nhận", width=12),
    Column("Ghi chú", width=24),
)
_SHEET = (
    Column("STT", Kind.NUMBER, 6),
    Column("Bước", width=32),
    Column("Bên giao", width=36),
    Column("Bên nhận", width=36),
    Column("Giao lúc", Kind.MOMENT, 17),
    Column("Phải xong lúc", Kind.MOMENT, 17),
    Column("Xong lúc", Kind.MOMENT, 17),
    Column("Kết quả", width=12),
    Column("Ghi chú", width=24),
)


def register_workbook(wanted: RegisterWanted, now: datetime) -> IO[bytes]:
    """The register as an Excel file, however long it is. Raises TooLongToPrintError beyond what Excel opens."""
    _must_fit(wanted, now, MOST_ROWS)
    with closing(register_rows(wanted, now)) as rows:
        return workbook(Head("Sổ theo dõi hồ sơ", _register_head(wanted)), _REGISTER, map(_register_cells, rows))


def register_pdf(wanted: RegisterWanted, now: datetime) -> bytes:
    """The register as Mẫu số 07. Raises TooLongToPrintError beyond `MOST_PRINTED` rows."""
    _must_fit(wanted, now, MOST_PRINTED)
    with closing(register_rows(wanted, now)) as rows:
        said = {
            "from": wanted.since.isoformat(),
            "to": wanted.until.isoformat(),
            "issued_at": iso(now),
            "rows": [_register_line(row) for row in rows],
        }
    agency = agency_facts(identity.agency(wanted.office_id), now.date())
    return render(source("shared/dossier_register"), {"agency": agency, "letter": said}, issued_at=now)


def control_sheet_workbook(page: DossierPage) -> IO[bytes]:
    """The control sheet of a dossier as an Excel file."""
    card = page.card
    head = Head(
        "Phiếu kiểm soát",
        ("Phiếu kiểm soát quá trình giải quyết hồ sơ", card.code or card.reference, card.procedure.vi),
    )
    return workbook(head, _SHEET, _sheet_cells(page))


def control_sheet_pdf(page: DossierPage, now: datetime) -> bytes:
    """The control sheet of a dossier as Mẫu số 06, as it stands now."""
    card = page.card
    data = {
        "agency": agency_facts(identity.agency(card.competent_id), now.date()),
        "dossier": {
            "code": card.code or card.reference,
            "procedure": {"code": card.procedure_code, "name": card.procedure.vi},
            "due_at": iso(card.standing.due_at) if card.standing.due_at else None,
        },
        "applicant": {"name": card.applicant_name},
        "letter": {
            "number": card.code or card.reference,
            "issued_at": iso(now),
            "handovers": [_sheet_line(each) for each in handovers_of(page)],
        },
    }
    return render(source("shared/process_control_sheet"), data, issued_at=now)


def _must_fit(wanted: RegisterWanted, now: datetime, most: int) -> None:
    size = register_size(wanted, now)
    if size > most:
        raise TooLongToPrintError(size, most)


def _register_head(wanted: RegisterWanted) -> tuple[str, ...]:
    return (
        "Sổ theo dõi hồ sơ",
        identity.agency(wanted.office_id).name,
        f"Từ ngày {wanted.since:%d/%m/%Y} đến ngày {wanted.until:%d/%m/%Y}",
    )


def _register_cells(row: RegisterRow) -> tuple[Cell, ...]:
    return (
        row.n,
        row.code,
        row.procedure_code,
        row.procedure,
        row.sets,
        row.applicant,
        row.address,
        row.phone,
        row.agency,
        row.received_at,
        row.due_at,
        row.transferred_at,
        row.result_at,
        row.returned_at,
        _METHODS[row.method] if row.method else None,
        None,
        _note(row),
    )


def _register_line(row: RegisterRow) -> dict[str, Any]:
    moments = {
        "received_at": row.received_at,
        "due_at": row.due_at,
        "transferred_at": row.transferred_at,
        "result_at": row.result_at,
        "returned_at": row.returned_at,
    }
    return {
        "code": row.code,
        "procedure": row.procedure,
        "sets": row.sets,
        "applicant": row.applicant,
        "address": row.address,
        "phone": row.phone,
        "agency": row.agency,
        **{name: iso(moment) if moment else None for name, moment in moments.items()},
        "method": _METHODS[row.method] if row.method else "",
        "note": _note(row),
    }


def _note(row: RegisterRow) -> str:
    said = (_ENDS.get(row.phase, ""), "Quá hạn" if row.late else "")
    return ", ".join(each for each in said if each)


def _sheet_cells(page: DossierPage) -> Iterator[tuple[Cell, ...]]:
    for n, each in enumerate(handovers_of(page), start=1):
        outcome = _OUTCOMES[each.outcome] if each.outcome else None
        yield (
            n,
            each.step,
            each.giver,
            each.receiver,
            each.given_at,
            each.due_at,
            each.ended_at,
            outcome,
            _returned(each),
        )


def _sheet_line(each: Handover) -> dict[str, Any]:
    return {
        "giver": each.giver,
        "receiver": each.receiver,
        "given_at": iso(each.given_at),
        "due_at": iso(each.due_at) if each.due_at else None,
        "ended_at": iso(each.ended_at) if each.ended_at else None,
        "outcome": _OUTCOMES[each.outcome] if each.outcome else "",
        "note": ", ".join(said for said in (each.step, _returned(each)) if said),
    }


def _returned(each: Handover) -> str:
    return "Trả lại bước trước" if each.went_back else ""
