"""The cases of a procedure with their legal time limits, papers and results."""

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
    said,
)
from motcua.delivery.lab.sheets.papers import basis


def entries(data: Any, around: Around) -> list[Entry]:
    """The cases, and below each its limits."""
    found: list[Entry] = []
    for key, case in mapped(mapped(data).get("cases")).items():
        path = ("cases", key)
        found.append(Entry(path, said(case, key), _("trường hợp")))
        for name, limit in mapped(mapped(case).get("limits")).items():
            title = _("Thời hạn thường") if name == "usual" else _("Thời hạn “%(name)s”") % {"name": name}
            found.append(Entry((*path, "limits", name), title, limit_in_words(limit), 1, is_fixed=name == "usual"))
    return found


def limit_in_words(limit: Any) -> str:
    """`15 ngày`."""
    for unit, word in vocabulary.units():
        if unit in mapped(limit):
            return word if unit == "same_day" else f"{limit[unit]} {word}"
    return ""


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of a case or of one of its limits."""
    if len(path) == 4:
        return _limit(path, around)
    if len(path) != 2:
        return []
    return [
        Group(
            _("Trường hợp"),
            (
                *both(_("Tên trường hợp"), (*path, "name")),
                Question(_("Số bộ hồ sơ"), Cell((*path, "sets"), CellKind.NUMBER), width="quarter"),
                Question(_("Giấy tờ phải nộp"), Cell((*path, "components"), CellKind.KEYS, around.keys("components"))),
                Question(_("Kết quả có thể"), Cell((*path, "results"), CellKind.KEYS, around.keys("results"))),
            ),
        )
    ]


def _limit(path: Path, around: Around) -> list[Group]:
    when = Cell((*path, "when"), CellKind.FEEL)
    questions: list[Question] = [
        Question(_("Thời hạn"), Cell(path, CellKind.LIMIT, vocabulary.units()), width="half"),
        Question(
            _("Chỉ với cách nộp"),
            Cell((*path, "channels"), CellKind.KEYS, vocabulary.channels()),
            _("không đánh dấu là mọi cách nộp"),
        ),
        *both(_("Vì sao khác cách nộp kia"), (*path, "note")),
    ]
    if path[-1] != "usual":
        questions.insert(1, Question(_("Áp dụng khi"), when, _("điều kiện FEEL"), "half"))
    return [Group(_("Thời hạn theo luật"), tuple(questions)), Group(_("Căn cứ"), tuple(basis(path, around)))]


def additions(data: Any, path: Path | None) -> list[Addition]:
    """A case, and another limit of the case that is shown."""
    found = [Addition("case", _("Thêm trường hợp"), wants_key=True)]
    return [*found, Addition("limit", _("Thêm thời hạn phát sinh"), wants_key=True)] if path else found


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A case like the one that is shown, or a limit that comes about on the way."""
    if not key:
        return None
    cases = mapped(mapped(data).get("cases"))
    if word == "case":
        like = mapped(cases.get(str(path[1]))) if path else {}
        new: Any = {
            "name": {"vi": key, "en": key},
            "limits": like.get("limits", {"usual": {"working_days": 10, "stated": "10 ngày làm việc"}}),
            "components": like.get("components", list(mapped(mapped(data).get("components")))),
            "results": like.get("results", list(mapped(mapped(data).get("results")))),
        }
        return Added(("cases", key), new)
    if word != "limit" or not path:
        return None
    usual = mapped(mapped(mapped(cases.get(str(path[1]))).get("limits")).get("usual"))
    limit: Any = {"working_days": 5, "when": "false", "stated": "05 ngày làm việc"}
    if "basis" in usual:
        limit["basis"] = usual["basis"]
    return Added(("cases", path[1], "limits", key), limit)


def _title() -> str:
    return _("Trường hợp, thời hạn")


def _about() -> str:
    return _("Mỗi trường hợp có giấy tờ, thời hạn theo luật và kết quả riêng.")


CASES = Sheet("truong-hop", "procedure.yaml", _title, _about, entries, groups, additions, add)
