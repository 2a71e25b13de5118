"""What is collected, and the rows of the tariff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.delivery.lab.editing.cells import Cell, CellKind
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.lab.editing.yaml_text import value_at
from motcua.delivery.lab.sheets import vocabulary
from motcua.delivery.lab.sheets.model import (
    Added,
    Addition,
    Around,
    Entry,
    Group,
    Question,
    Sheet,
    both,
    listed,
    mapped,
    said,
)
from motcua.delivery.lab.sheets.steps import law_name
from motcua.delivery.ui.words import money


def entries(data: Any, around: Around) -> list[Entry]:
    """What is collected, and who pays less."""
    items = [
        Entry(("items", n), said(each, str(n + 1)), _amounts(mapped(each)))
        for n, each in enumerate(listed(mapped(data).get("items")))
    ]
    reliefs = [
        Entry(("reliefs", n), said(each, str(n + 1)), _("miễn, giảm"))
        for n, each in enumerate(listed(mapped(data).get("reliefs")))
    ]
    return [*items, *reliefs]


def _amounts(item: dict[str, Any]) -> str:
    amounts = [mapped(row).get("amount") for row in listed(item.get("rows"))]
    return " · ".join(money(each) if isinstance(each, int) else str(each) for each in amounts[:3])


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of one item with its rows, or of a relief."""
    value = mapped(value_at(data, path))
    if len(path) != 2 or not value:
        return []
    laws = tuple((key, law_name(key, law)) for key, law in mapped(around.procedure.get("legal")).items())
    if path[0] == "reliefs":
        return [_relief(path, laws)]
    head = Group(
        _("Khoản thu"),
        (
            *both(_("Tên khoản thu"), (*path, "name")),
            Question(_("Loại"), Cell((*path, "kind"), CellKind.CHOICE, vocabulary.fee_kinds()), width="third"),
            Question(_("Thu lúc"), Cell((*path, "collected"), CellKind.CHOICE, vocabulary.collected()), width="third"),
            Question(_("Ai quy định"), Cell((*path, "set_by"), CellKind.CHOICE, vocabulary.set_by()), width="third"),
            Question(_("Văn bản luật"), Cell((*path, "basis"), CellKind.CHOICE, laws), width="third"),
            Question(_("Mã"), Cell((*path, "code")), width="third"),
            Question(
                _("Độ tin cậy"), Cell((*path, "certainty"), CellKind.CHOICE, vocabulary.certainties()), width="third"
            ),
        ),
    )
    rows = listed(value.get("rows"))
    return [head, *(_row((*path, "rows", n), n, around, alone=len(rows) == 1) for n in range(len(rows)))]


def _row(path: Path, n: int, around: Around, *, alone: bool) -> Group:
    return Group(
        _("Mức thu %(n)s") % {"n": n + 1},
        (
            Question(_("Số đồng"), Cell((*path, "amount"), CellKind.AMOUNT), _("số, hoặc công thức FEEL"), "half"),
            Question(_("Nhân với"), Cell((*path, "quantity"), CellKind.AMOUNT), _("để trống là một"), "half"),
            Question(_("Áp dụng khi"), Cell((*path, "when"), CellKind.FEEL), _("điều kiện FEEL"), "half"),
            Question(
                _("Chỉ với cách nộp"), Cell((*path, "channels"), CellKind.KEYS, vocabulary.channels()), width="half"
            ),
            Question(_("Từ ngày"), Cell((*path, "from")), "2026-07-01", "quarter"),
            Question(_("Đến hết ngày"), Cell((*path, "to")), "2026-12-31", "quarter"),
            Question(_("Nguyên văn"), Cell((*path, "stated")), _("số tiền phải khớp"), "half"),
        ),
        path=None if alone else path,
    )


def _relief(path: Path, laws: tuple[tuple[str, str], ...]) -> Group:
    return Group(
        _("Miễn, giảm"),
        (
            *both(_("Tên"), (*path, "name")),
            Question(_("Áp dụng khi"), Cell((*path, "when"), CellKind.FEEL), _("điều kiện FEEL"), "half"),
            Question(_("Giảm bao nhiêu phần trăm"), Cell((*path, "percent"), CellKind.NUMBER), width="quarter"),
            Question(_("Văn bản luật"), Cell((*path, "basis"), CellKind.CHOICE, laws), width="quarter"),
            Question(_("Nguyên văn"), Cell((*path, "stated"))),
        ),
    )


def additions(data: Any, path: Path | None) -> list[Addition]:
    """Something to be collected, and another row of the one that is shown."""
    found = [Addition("item", _("Thêm khoản thu"), wants_key=True)]
    return [*found, Addition("row", _("Thêm mức thu"))] if path and path[0] == "items" else found


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A row behind the last, or something to be collected."""
    items = listed(mapped(data).get("items"))
    if word == "row" and path:
        rows = listed(mapped(value_at(data, path)).get("rows"))
        return Added((*path, "rows"), {"amount": 0, "when": "false"}, len(rows))
    if word != "item" or not key:
        return None
    new: Any = {
        "code": key,
        "name": {"vi": key, "en": key},
        "kind": "charge",
        "collected": "before",
        "set_by": "council",
        "certainty": "design",
        "rows": [{"amount": 0}],
    }
    return Added(("items",), new, len(items))


def _title() -> str:
    return _("Phí, lệ phí")


def _about() -> str:
    return _("Thu gì, bao nhiêu, khi nào. Mức mới kể từ một ngày là một mức thu thêm với “Từ ngày”.")


FEES = Sheet("phi", "fees.yaml", _title, _about, entries, groups, additions, add)
