"""The application form: sections and their fields."""

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

_NUMBERS = ("integer", "money", "decimal", "year")
_DAYS = ("date", "month")
_NOTHING_TO_FILL = ("info", "confirm")
_CITIZEN = ("full_name", "personal_id", "birth_date", "sex", "phone", "email", "nationality")
_POPULATION = ("residence.address", "temporary_residence.address", "ethnicity", "religion", "father.full_name")


def entries(data: Any, around: Around) -> list[Entry]:
    """Sections, their fields, and the fields of rows."""
    found: list[Entry] = []
    for n, section in enumerate(listed(mapped(data).get("sections"))):
        path = ("sections", n)
        found.append(Entry(path, said(section, str(mapped(section).get("id", n + 1))), _("phần")))
        found += _fields(listed(mapped(section).get("fields")), (*path, "fields"), 1)
    return found


def _fields(fields: list[Any], path: Path, depth: int) -> list[Entry]:
    kinds = dict(vocabulary.field_kinds())
    found: list[Entry] = []
    for n, each in enumerate(fields):
        field = mapped(each)
        note = kinds.get(str(field.get("type")), str(field.get("type", "")))
        marks = [note, *([_("bắt buộc")] if field.get("required") is True else [])]
        marks += [_("có điều kiện")] if "when" in field else []
        found.append(Entry((*path, n), said(field, str(field.get("id", n + 1))), " · ".join(marks), depth))
        found += _fields(listed(field.get("fields")), (*path, n, "fields"), depth + 1)
    return found


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of a section, or of a field."""
    value = mapped(value_at(data, path))
    if len(path) < 2 or not value:
        return []
    return _section(path) if path[-2] == "sections" else _field(value, path, around, in_row=path.count("fields") > 1)


def _section(path: Path) -> list[Group]:
    return [
        Group(
            _("Phần"),
            (
                *both(_("Tiêu đề"), (*path, "title")),
                Question(_("Mã"), Cell((*path, "id")), _("chữ thường không dấu, số, gạch dưới"), "third"),
                _when(path, _("Chỉ hiện phần này khi")),
            ),
        )
    ]


def _field(field: dict[str, Any], path: Path, around: Around, *, in_row: bool) -> list[Group]:
    kind = str(field.get("type", ""))
    filled = kind not in _NOTHING_TO_FILL and "computed" not in field
    kinds = tuple(each for each in vocabulary.field_kinds() if not (in_row and each[0] == "group"))
    shown = [
        Group(
            _("Câu hỏi"),
            (
                *both(_("Nhãn"), (*path, "label")),
                Question(_("Kiểu"), Cell((*path, "type"), CellKind.CHOICE, kinds), width="third"),
                Question(_("Mã"), Cell((*path, "id")), width="third"),
                Question(
                    _("Bề rộng"), Cell((*path, "width"), CellKind.CHOICE, vocabulary.field_widths()), width="third"
                ),
                *both(_("Gợi ý dưới nhãn"), (*path, "hint")),
            ),
        ),
        Group(
            _("Khi nào hỏi, lấy từ đâu"),
            (
                *([_required(path)] if filled and kind != "group" else []),
                _when(path, _("Chỉ hiện khi")),
                *([_source(path, around, in_row=in_row)] if filled else []),
            ),
        ),
        Group(_("Giá trị được nhận"), tuple(_of_kind(kind, path)) if "computed" not in field else ()),
        Group(_("Tự tính"), (_computed(path),) if "computed" in field else ()),
        *(_check((*path, "checks", n), n) for n in range(len(listed(field.get("checks"))))),
    ]
    return [each for each in shown if each.questions]


def _required(path: Path) -> Question:
    hint = _("“yes” là luôn bắt buộc; để trống là không; hoặc một điều kiện")
    return Question(_("Bắt buộc"), Cell((*path, "required"), CellKind.YES_OR_FEEL), hint, "half")


def _when(path: Path, label: str) -> Question:
    return Question(label, Cell((*path, "when"), CellKind.FEEL), _("điều kiện FEEL; để trống là luôn hiện"), "half")


def _computed(path: Path) -> Question:
    return Question(_("Công thức"), Cell((*path, "computed"), CellKind.FEEL), "FEEL")


def _source(path: Path, around: Around, *, in_row: bool) -> Question:
    sources = [("none", _("chỉ người nộp biết"))]
    sources += [(f"identity.{each}", f"VNeID · {each}") for each in _CITIZEN]
    sources += [(f"population.{each}", _("dân cư · %(each)s") % {"each": each}) for each in _POPULATION]
    hint = _("none, identity.…, population.…, registry.<cơ sở dữ liệu>.…, record.…, previous.…")
    return Question(_("Nguồn dữ liệu"), Cell((*path, "source"), CellKind.LINE, tuple(sources)), hint, "half")


def _of_kind(kind: str, path: Path) -> list[Question]:
    """What only fields of this type have."""

    def number(label: str, key: str, width: str = "quarter") -> Question:
        return Question(label, Cell((*path, key), CellKind.NUMBER), width=width)

    if kind in ("text", "paragraph", "person_name"):
        return [
            number(_("Ít nhất bao nhiêu chữ cái"), "min_length", "half"),
            number(_("Nhiều nhất"), "max_length", "half"),
        ]
    if kind in _NUMBERS:
        unit = Question(_("Đơn vị"), Cell((*path, "unit")), width="quarter")
        decimals = [number(_("Số chữ số lẻ"), "decimals")] if kind == "decimal" else []
        return [
            number(_("Nhỏ nhất"), "min"),
            number(_("Lớn nhất"), "max"),
            number(_("Lớn hơn"), "above"),
            unit,
            *decimals,
        ]
    if kind in _DAYS:
        labels = ((_("Sớm nhất"), "min"), (_("Muộn nhất"), "max"))
        return [Question(label, Cell((*path, key)), _("2026-12-31 hoặc today"), "half") for label, key in labels]
    if kind in ("choice", "choices"):
        hint = _("mỗi dòng: mã | tiếng Việt | tiếng Anh")
        return [Question(_("Các lựa chọn"), Cell((*path, "options"), CellKind.OPTIONS), hint)]
    if kind == "file":
        files = (*path, "file")
        kinds = (("pdf", "PDF"), ("image", _("ảnh")), ("drawing", _("bản vẽ")))
        return [
            Question(_("Nhận loại tệp"), Cell((*files, "accept"), CellKind.KEYS, kinds)),
            Question(_("Mỗi tệp tối đa (MB)"), Cell((*files, "max_mb"), CellKind.NUMBER), width="half"),
            Question(_("Nhiều nhất bao nhiêu tệp"), Cell((*files, "max_files"), CellKind.NUMBER), width="half"),
        ]
    if kind == "group":
        rows = (*path, "repeat")
        return [
            *both(_("Mỗi dòng gọi là"), (*rows, "each")),
            Question(_("Ít nhất bao nhiêu dòng"), Cell((*rows, "min"), CellKind.NUMBER), width="half"),
            Question(_("Nhiều nhất"), Cell((*rows, "max"), CellKind.NUMBER), width="half"),
        ]
    return []


def _check(path: Path, n: int) -> Group:
    rule = Question(_("Phải đúng"), Cell((*path, "rule"), CellKind.FEEL))
    title = _("Kiểm tra thứ %(n)s") % {"n": n + 1}
    return Group(title, (rule, *both(_("Lời báo khi sai"), (*path, "message"))), path=path)


def additions(data: Any, path: Path | None) -> list[Addition]:
    """A section; below what is shown a field; and a check of the field."""
    found = [Addition("field", _("Thêm trường"), wants_key=True)] if path else []
    if path and path[-2] == "fields":
        found.append(Addition("check", _("Thêm kiểm tra")))
    return [*found, Addition("section", _("Thêm phần"), wants_key=True)]


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """Something new behind what is shown; into a section or a table of rows at its end."""
    if word == "section" and key:
        title = {"vi": key, "en": key}
        note: Any = {"id": f"{key}_note", "type": "text", "label": {"vi": "Ghi chú", "en": "Note"}, "source": "none"}
        sections = listed(mapped(data).get("sections"))
        index = int(path[1]) + 1 if path else len(sections)
        return Added(("sections",), {"id": key, "title": dict(title), "fields": [note]}, index)
    if path is None:
        return None
    value = mapped(value_at(data, path))
    if word == "check":
        checks = listed(value.get("checks"))
        message: Any = {"vi": "chưa đúng. Hãy xem lại.", "en": "is not right. Look again."}
        new: Any = {"rule": "true", "message": message}
        return Added((*path, "checks"), new, len(checks)) if checks else Added((*path, "checks"), [new])
    if word != "field" or not key:
        return None
    field: Any = {"id": key, "type": "text", "label": {"vi": key, "en": key}, "source": "none"}
    if "fields" in value:
        return Added((*path, "fields"), field, len(listed(value["fields"])))
    return Added(path[:-1], field, int(path[-1]) + 1)


def _title() -> str:
    return _("Đơn")


def _about() -> str:
    return _("Người dân điền gì. Khung bên cạnh là trang thật, thử được ngay.")


FORM = Sheet("don", "form.yaml", _title, _about, entries, groups, additions, add)
