"""What a procedure is: names, whom it is for, how it is filed, the law it rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.delivery.lab.editing.cells import Cell, CellKind
from motcua.delivery.lab.editing.yaml_places import Path
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
    mapped,
    named,
)
from motcua.delivery.lab.sheets.steps import law_name


def entries(data: Any, around: Around) -> list[Entry]:
    """The procedure itself, and the texts of law that it cites."""
    laws = mapped(mapped(data).get("legal"))
    return [
        Entry((), _("Thủ tục này"), is_fixed=True),
        *(Entry(("legal", key), law_name(key, law), _("văn bản luật")) for key, law in laws.items()),
    ]


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of the procedure or of one text of law."""
    if path[:1] == ("legal",):
        return [_law(path)]
    return [
        Group(
            _("Tên"),
            (
                *both(_("Tên đầy đủ"), ("name",), CellKind.PARAGRAPH),
                *both(_("Tên ngắn"), ("short_name",)),
                Question(
                    _("Lời người dân gõ khi tìm (vi)"),
                    Cell(("keywords", "vi"), CellKind.LINES),
                    _("mỗi dòng một cách nói"),
                    "half",
                ),
                Question(_("Lời người dân gõ khi tìm (en)"), Cell(("keywords", "en"), CellKind.LINES), width="half"),
            ),
        ),
        Group(
            _("Cho ai, ở đâu, bằng cách nào"),
            (
                Question(_("Lĩnh vực"), Cell(("field",), CellKind.CHOICE, named(around.shared.fields)), width="half"),
                Question(_("Cấp giải quyết"), Cell(("level",), CellKind.KEYS, vocabulary.levels()), width="half"),
                Question(_("Đối tượng"), Cell(("audience",), CellKind.KEYS, vocabulary.audiences())),
                Question(_("Cách nộp"), Cell(("channels",), CellKind.KEYS, vocabulary.channels())),
                Question(
                    _("Trực tuyến"), Cell(("online",), CellKind.CHOICE, vocabulary.online_services()), width="third"
                ),
                *both(_("Vì sao chưa toàn trình"), ("online_reason",)),
            ),
        ),
        Group(
            _("Quyết định công bố"),
            (
                Question(_("Số"), Cell(("decision", "number")), width="quarter"),
                Question(_("Cơ quan công bố"), Cell(("decision", "publisher")), width="half"),
                Question(_("Ngày ký"), Cell(("decision", "signed_on")), "2026-11-24", "quarter"),
            ),
        ),
    ]


def _law(path: Path) -> Group:
    return Group(
        _("Văn bản luật"),
        (
            Question(_("Số, ký hiệu"), Cell((*path, "number")), width="third"),
            Question(_("Trích yếu"), Cell((*path, "title"), CellKind.PARAGRAPH)),
            Question(_("Có hiệu lực từ"), Cell((*path, "from")), "2026-07-01", "third"),
            Question(_("Hết hiệu lực sau ngày"), Cell((*path, "to")), "", "third"),
        ),
    )


def additions(data: Any, path: Path | None) -> list[Addition]:
    """A text of law."""
    return [Addition("law", _("Thêm văn bản luật"), wants_key=True)]


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A text of law at the end."""
    return Added(("legal", key), {"number": key, "title": key, "certainty": "unverified"}) if key else None


def _title() -> str:
    return _("Thông tin chung")


def _about() -> str:
    return _("Tên, đối tượng, cách nộp và các văn bản mà thủ tục dựa vào.")


GENERAL = Sheet("chung", "procedure.yaml", _title, _about, entries, groups, additions, add)
