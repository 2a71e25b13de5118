"""The internal steps: who does what, in how many hours, with which outcomes and letters."""

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
    listed,
    mapped,
    named,
    said,
)


def entries(data: Any, around: Around) -> list[Entry]:
    """All steps in the file's order. They come and go with the drawing."""
    kinds = vocabulary.step_kinds()
    return [
        Entry(("steps", key), said(step, key), _note(mapped(step), kinds))
        for key, step in mapped(mapped(data).get("steps")).items()
    ]


def groups(data: Any, path: Path, around: Around) -> list[Group]:
    """The cells of one step."""
    step = mapped(mapped(mapped(data).get("steps")).get(str(path[1]))) if len(path) == 2 else {}
    if not step:
        return []
    kind = step.get("kind")
    letters = (*around.keys("letters"), *named(around.shared.letter_forms))
    shown = [
        Group(
            _("Bước"),
            (
                *both(_("Tên bước"), (*path, "name")),
                Question(_("Loại việc"), Cell((*path, "kind"), CellKind.CHOICE, _kinds()), width="half"),
                Question(_("Thời gian"), Cell((*path, "limit"), CellKind.LIMIT, vocabulary.units()), width="half"),
                Question(_("Văn bản phát hành"), Cell((*path, "letters"), CellKind.KEYS, letters)),
            ),
        ),
        *_of_kind(step, path, around),
        *(_outcome(step, path, key, around) for key in mapped(step.get("outcomes"))),
        Group(
            _("Ghi chú, căn cứ"),
            (
                *both(_("Hướng dẫn cho cán bộ"), (*path, "hint")),
                *_basis((*path, "limit"), around),
                Question(
                    _("Độ tin cậy"),
                    Cell((*path, "certainty"), CellKind.CHOICE, vocabulary.certainties()),
                    width="third",
                ),
            ),
        ),
    ]
    return [each for each in shown if each.questions or kind]


def additions(data: Any, path: Path | None) -> list[Addition]:
    """Outcomes of the step that is shown."""
    return [Addition("outcome", _("Thêm kết quả bước"), wants_key=True)] if path else []


def add(data: Any, path: Path | None, word: str, key: str) -> Added | None:
    """A new outcome. A step has none or at least two, so that the first brings a second one along."""
    if word != "outcome" or path is None or not key:
        return None
    outcomes = mapped(mapped(mapped(mapped(data).get("steps")).get(str(path[1]))).get("outcomes"))
    words = {"vi": key, "en": key}
    if outcomes:
        return Added((*path, "outcomes", key), dict(words))
    other: Any = {"vi": "Trả lại", "en": "Return", "reason": "required"}
    first: Any = dict(words)
    return Added((*path, "outcomes"), {key: first, "return": other})


def _note(step: dict[str, Any], kinds: dict[str, str]) -> str:
    limit = mapped(step.get("limit"))
    time = [f"{limit[unit]} {word}" for unit, word in vocabulary.units() if unit in limit and unit != "same_day"]
    return " · ".join(filter(None, (kinds.get(str(step.get("kind")), ""), *time)))


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((str(key), word) for key, word in vocabulary.step_kinds().items())


def _of_kind(step: dict[str, Any], path: Path, around: Around) -> list[Group]:
    """What only steps of this kind have."""
    match step.get("kind"):
        case "wait":
            who = Question(
                _("Chờ ai"), Cell((*path, "waits_for"), CellKind.CHOICE, vocabulary.waits_for()), width="half"
            )
            silence = Question(
                _("Hết hạn mà không ai trả lời"),
                Cell((*path, "silence"), CellKind.CHOICE, vocabulary.silences()),
                width="half",
            )
            return [Group(_("Chờ"), (who, silence))]
        case "consultation":
            plain = all(isinstance(each, str) for each in listed(step.get("agencies")))
            cell = Cell((*path, "agencies"), CellKind.KEYS, named(around.shared.agencies))
            return [Group(_("Lấy ý kiến"), (Question(_("Cơ quan được hỏi"), cell),))] if plain else []
        case "child":
            cell = Cell((*path, "child"), CellKind.CHOICE, around.keys("children"))
            return [Group(_("Thủ tục con"), (Question(_("Thủ tục con"), cell),))]
    return []


def _outcome(step: dict[str, Any], path: Path, key: str, around: Around) -> Group:
    at = (*path, "outcomes", key)
    reason = Cell((*at, "reason"), CellKind.FLAG, on="required")
    back = Cell((*at, "back_to"), CellKind.CHOICE, around.keys("steps"))
    return Group(
        _("Kết quả bước “%(key)s”") % {"key": key},
        (
            *both(_("Tên trên nút"), at),
            Question(_("Phải ghi lý do"), reason, width="half"),
            Question(_("Quay lại bước"), back, width="half"),
        ),
        path=at if len(mapped(step.get("outcomes"))) > 2 else None,
    )


def _basis(path: Path, around: Around) -> tuple[Question, ...]:
    laws = tuple((key, law_name(key, law)) for key, law in mapped(around.procedure.get("legal")).items())
    return (
        Question(_("Văn bản luật"), Cell((*path, "basis", "legal"), CellKind.CHOICE, laws), width="third"),
        Question(_("Điều, khoản"), Cell((*path, "basis", "article")), width="third"),
        Question(_("Nguyên văn về thời gian"), Cell((*path, "stated"))),
    )


def law_name(key: str, law: Any) -> str:
    """A text of law by its number, or by its title where it has none."""
    return str(mapped(law).get("number") or mapped(law).get("title") or key)


def _title() -> str:
    return _("Các bước")


def _about() -> str:
    return _("Ai làm gì, trong bao nhiêu giờ. Thêm hoặc bớt bước ở sơ đồ quy trình.")


STEPS = Sheet("buoc", "procedure.yaml", _title, _about, entries, groups, additions, add)
