"""The tables of the books as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import FileResponse
from django.utils.translation import gettext as _

from motcua.core.books.matching import DifferenceKind
from motcua.core.workcal import office_time
from motcua.delivery.desk.frame import office_name
from motcua.delivery.desk.money.wording import difference_name, receipt_state, what_to_do
from motcua.domain.identity import queries as identity
from motcua.domain.payments.receipts.types import ReceiptCard
from motcua.domain.payments.reconciliation.types import DifferenceCard
from motcua.domain.payments.settlement.types import ClaimLine, Statement
from motcua.infra.spreadsheets import Cell, Column, Head, Kind, workbook


def receipts_sheet(day: date, receipts: Iterable[ReceiptCard]) -> FileResponse:
    """The receipts of a day."""
    columns = (
        Column(_("Biên lai"), width=26),
        Column(_("Lúc"), Kind.MOMENT, 18),
        Column(_("Người nộp"), width=28),
        Column(_("Mã hồ sơ"), width=28),
        Column(_("Hình thức nộp"), width=22),
        Column(_("Số tiền (đồng)"), Kind.NUMBER),
        Column(_("Tình trạng")),
    )
    rows = (
        (
            each.name,
            each.issued_at,
            each.content["payer"],
            each.content["reference"],
            each.content["method"],
            each.amount,
            receipt_state(each.state),
        )
        for each in receipts
    )
    return _sheet(_("Sổ thu ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}, f"so-thu-{day}", columns, rows)


def differences_sheet(day: date, differences: Iterable[DifferenceCard]) -> FileResponse:
    """What did not agree on a day."""
    columns = (
        Column(_("Ngày"), Kind.DAY),
        Column(_("Chênh lệch"), width=28),
        Column(_("Số tham chiếu"), width=22),
        Column(_("Nội dung chuyển khoản"), width=40),
        Column(_("Mã hồ sơ"), width=28),
        Column(_("Ngân hàng (đồng)"), Kind.NUMBER),
        Column(_("Sổ (đồng)"), Kind.NUMBER),
        Column(_("Cần làm"), width=50),
        Column(_("Đã xử lý"), width=40),
    )
    rows = ((each.day, *_difference(each)) for each in differences)
    return _sheet(_("Đối soát ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}, f"doi-soat-{day}", columns, rows)


def statements_sheet(month: date, statements: Iterable[Statement]) -> FileResponse:
    """Who collected for whom in a month."""
    columns = (
        Column(_("Thu hộ cho"), width=40),
        Column(_("Đơn vị thu"), width=40),
        Column(_("Biên lai"), Kind.NUMBER),
        Column(_("Tiền mặt (đồng)"), Kind.NUMBER),
        Column(_("Vào thẳng tài khoản (đồng)"), Kind.NUMBER, 26),
        Column(_("Đã bàn giao (đồng)"), Kind.NUMBER, 20),
        Column(_("Còn phải bàn giao (đồng)"), Kind.NUMBER, 24),
    )
    rows = (
        (
            agency_name(each.agency_id),
            agency_name(each.through_id),
            each.receipts,
            each.cash,
            each.direct,
            each.handed_over,
            each.owed,
        )
        for each in statements
    )
    title = _("Thu hộ và bàn giao tháng %(month)s") % {"month": f"{month:%m/%Y}"}
    return _sheet(title, f"ban-giao-{month:%Y-%m}", columns, rows)


def claims_sheet(month: date, lines: Iterable[ClaimLine]) -> FileResponse:
    """What budgets are asked for."""
    columns = (
        Column(_("Bên chi trả"), width=28),
        Column(_("Mã hồ sơ"), width=28),
        Column(_("Thủ tục")),
        Column(_("Khoản phí, lệ phí"), width=40),
        Column(_("Căn cứ"), width=40),
        Column(_("Ngày"), Kind.DAY),
        Column(_("Mức thu (đồng)"), Kind.NUMBER),
        Column(_("Ngân sách chi trả (đồng)"), Kind.NUMBER, 24),
        Column(_("Miễn, giảm (đồng)"), Kind.NUMBER, 20),
    )
    rows = (
        (
            each.bearer or _("không ai trả"),
            each.charge_reference,
            each.procedure_code,
            each.item,
            each.basis,
            each.settled_on,
            each.gross,
            each.subsidised,
            each.waived,
        )
        for each in lines
    )
    title = _("Đề nghị hoàn trả phí, lệ phí tháng %(month)s") % {"month": f"{month:%m/%Y}"}
    return _sheet(title, f"hoan-tra-{month:%Y-%m}", columns, rows)


def agency_name(agency_id: int) -> str:
    """How an agency is called in the reader's language."""
    return office_name(identity.agency(agency_id))


def _difference(each: DifferenceCard) -> tuple[Cell, ...]:
    kind: DifferenceKind = each.kind
    settled = f"{office_time(each.settled_at):%d/%m/%Y}: {each.reason}" if each.settled_at else ""
    return (
        difference_name(kind),
        each.bank_reference,
        each.memo,
        each.charge_reference,
        each.outside_amount,
        each.booked_amount,
        what_to_do(kind),
        settled,
    )


def _sheet(title: str, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> FileResponse:
    file = workbook(Head(title.replace("/", "-"), (title,)), columns, rows)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
