"""What the applicant gets at the end."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.delivery.lab.editing.cells import Cell, CellKind
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.lab.sheets.model import (
    Added,
    Addition,
    Around,
    Entry,
    Group,
    Question,
    Sheet,
    both,
    mapped,
    named,
    said,
)


def entries(data: Any, around: Around) -> list[Entry]:
    """All results."""
    results = mapped(mapped(data).get("results"))
    return [
        Entry(("results", key), said(each, key), str(mapped(each).get("code", ""))) for key, each in results.items()
    ]


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of one result."""
    letters = (*around.keys("letters"), *named(around.shared.letter_forms))
    return [
        Group(
            _("Kết quả"),
            (
                *both(_("Tên kết quả"), (*path, "name")),
                Question(_("Là kết quả khi"), Cell((*path, "when"), CellKind.FEEL), _("điều kiện FEEL")),
                Question(_("Mã kết quả quốc gia"), Cell((*path, "code")), "KQ.G17.000311", "third"),
                Question(_("Văn bản"), Cell((*path, "letter"), CellKind.CHOICE, letters), width="third"),
                Question(
                    _("Người ký"),
                    Cell((*path, "signed_by"), CellKind.CHOICE, named(around.shared.roles)),
                    width="third",
                ),
            ),
        )
    ]


def additions(data: Any, path: Path | None) -> list[Addition]:
    """A result."""
    return [Addition("result", _("Thêm kết quả"), wants_key=True)]


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A result at the end, signed like the first one."""
    results = mapped(mapped(data).get("results"))
    signer = next((mapped(each).get("signed_by") for each in results.values()), "commune_chairman")
    new: Any = {"name": {"vi": key, "en": key}, "when": "false", "signed_by": signer}
    return Added(("results", key), new) if key else None


def _title() -> str:
    return _("Kết quả")


def _about() -> str:
    return _("Người dân nhận được gì, khi nào là kết quả nào. Kết quả mới phải thuộc ít nhất một trường hợp.")


RESULTS = Sheet("ket-qua", "procedure.yaml", _title, _about, entries, groups, additions, add)
