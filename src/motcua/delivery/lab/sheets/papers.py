"""The papers that a dossier is made of: how many, which files, and what could supply them instead of the applicant."""

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
    Words,
    both,
    mapped,
    said,
)
from motcua.delivery.lab.sheets.steps import law_name
from motcua.delivery.ui.words import in_language


def entries(data: Any, around: Around) -> list[Entry]:
    """All papers."""
    return [
        Entry(("components", key), said(paper, key), _note(mapped(paper)))
        for key, paper in mapped(mapped(data).get("components")).items()
    ]


def _note(paper: dict[str, Any]) -> str:
    if "form" in paper:
        return _("đơn điền trên trang")
    source = mapped(paper.get("source"))
    return " · ".join(
        filter(
            None,
            (
                _("có điều kiện") if "when" in paper else "",
                str(source.get("registry") or source.get("result") or ""),
            ),
        )
    )


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of one paper."""
    paper = mapped(mapped(mapped(data).get("components")).get(str(path[-1])))
    if not paper:
        return []
    return [
        Group(
            _("Giấy tờ"),
            (
                *both(_("Tên giấy tờ"), (*path, "name")),
                *both(_("Gợi ý cho người nộp"), (*path, "hint")),
                Question(
                    _("Chỉ phải nộp khi"),
                    Cell((*path, "when"), CellKind.FEEL),
                    _("điều kiện FEEL; để trống là luôn phải nộp"),
                ),
            ),
        ),
        Group(_("Số lượng"), tuple(_quantity(path))),
        *([] if "form" in paper else [Group(_("Tệp được nhận"), tuple(_files(path)))]),
        *(_alternative((*path, "one_of", key), key) for key in mapped(paper.get("one_of"))),
        Group(_("Nguồn thay thế"), tuple(_source(path, around, paper))),
        Group(_("Căn cứ"), tuple(basis(path, around))),
    ]


def _quantity(path: Path) -> list[Question]:
    words = (
        ("originals", _("Bản chính")),
        ("certified_copies", _("Bản sao chứng thực")),
        ("plain_copies", _("Bản sao thường")),
        ("show_only", _("Bản chính chỉ để đối chiếu")),
    )
    return [Question(label, Cell((*path, "quantity", key), CellKind.NUMBER), width="quarter") for key, label in words]


def _files(path: Path) -> list[Question]:
    kinds = (("pdf", "PDF"), ("image", _("ảnh")), ("drawing", _("bản vẽ")))
    return [
        Question(_("Loại tệp"), Cell((*path, "file", "accept"), CellKind.KEYS, kinds)),
        Question(_("Mỗi tệp tối đa (MB)"), Cell((*path, "file", "max_mb"), CellKind.NUMBER), width="half"),
        Question(_("Nhiều nhất bao nhiêu tệp"), Cell((*path, "file", "max_files"), CellKind.NUMBER), width="half"),
    ]


def _alternative(path: Path, key: str) -> Group:
    return Group(_("Một trong: %(key)s") % {"key": key}, both(_("Tên giấy tờ"), path), path=path)


def _source(path: Path, around: Around, paper: dict[str, Any]) -> list[Question]:
    where = Question(
        _("Cơ sở dữ liệu có sẵn giấy tờ này"),
        Cell((*path, "source"), CellKind.SOURCE, _records(around)),
        _("có thì không hỏi người dân nữa"),
        "half",
    )
    if not isinstance(paper.get("source"), dict):
        return [where]
    absent = (("ask", _("yêu cầu người nộp")), ("look_up", _("cơ quan tự tra cứu")))
    return [
        where,
        Question(
            _("Khi nguồn không có"),
            Cell((*path, "source", "when_absent"), CellKind.CHOICE, absent),
            width="half",
        ),
    ]


def _records(around: Around) -> Words:
    found = [("none", _("không có, người nộp phải đưa"))]
    for key, registry in around.shared.registries.items():
        for record, words in registry.records.items():
            found.append((f"{key}/{record}", f"{in_language(registry.name)} · {in_language(words)}"))
    return tuple(found)


def basis(path: Path, around: Around) -> list[Question]:
    """Which text of law, which article, and the words that were published."""
    laws = tuple((key, law_name(key, law)) for key, law in mapped(around.procedure.get("legal")).items())
    return [
        Question(_("Văn bản luật"), Cell((*path, "basis", "legal"), CellKind.CHOICE, laws), width="third"),
        Question(_("Điều, khoản"), Cell((*path, "basis", "article")), width="third"),
        Question(_("Độ tin cậy"), Cell((*path, "certainty"), CellKind.CHOICE, vocabulary.certainties()), width="third"),
        Question(_("Nguyên văn"), Cell((*path, "stated"))),
    ]


def additions(data: Any, path: Path | None) -> list[Addition]:
    """A paper, and another one of several."""
    found = [Addition("paper", _("Thêm giấy tờ"), wants_key=True)]
    return [*found, Addition("alternative", _("Thêm giấy tờ thay thế"), wants_key=True)] if path else found


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A paper at the end, or an alternative of the one that is shown."""
    if not key:
        return None
    words = {"vi": key, "en": key}
    if word == "alternative" and path:
        paper = mapped(mapped(mapped(data).get("components")).get(str(path[-1])))
        if "one_of" in paper:
            return Added((*path, "one_of", key), dict(words))
        other: Any = {"vi": "Giấy tờ khác", "en": "Another paper"}
        first: Any = dict(words)
        return Added((*path, "one_of"), {key: first, "other": other})
    new: Any = {
        "name": words,
        "quantity": {"originals": 1},
        "file": {"accept": ["pdf", "image"], "max_mb": 20, "max_files": 5},
        "source": "none",
        "certainty": "design",
    }
    return Added(("components", key), new) if word == "paper" else None


def _title() -> str:
    return _("Giấy tờ")


def _about() -> str:
    return _(
        "Người dân phải nộp gì, và giấy tờ nào cơ sở dữ liệu đã có. Giấy tờ mới phải thuộc ít nhất một trường hợp."
    )


PAPERS = Sheet("giay-to", "procedure.yaml", _title, _about, entries, groups, additions, add)
