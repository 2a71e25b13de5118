"""What is wrong with a drawing while somebody draws: told by element where there is one, so that it can be marked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.core.procedure import Problem, Shared, check_package
from motcua.core.process import Model, UnreadableModelError, check_process, read_model
from motcua.core.process.model import Lane
from motcua.delivery.ui.words import in_language

PROCEDURE, DIAGRAM = "procedure.yaml", "process.bpmn"


@dataclass(frozen=True, slots=True)
class Remark:
    """One problem: `error` forbids, `warning` asks to look. element: empty for what is not drawn."""

    level: str
    element: str
    words: str

    def as_json(self) -> dict[str, str]:
        """For the page."""
        return asdict(self)


def judge_drawing(xml: bytes, files: dict[str, bytes], shared: Shared, on: date) -> list[Remark]:
    """All remarks on a drawing that would be saved with these files. Raises UnreadableModelError."""
    model = read_model(xml)
    found = [Remark(each.level, each.element, in_language(each.message)) for each in check_process(model)]
    found += _lanes(model, shared)
    judged = check_package({**files, DIAGRAM: xml}, shared, on=on)
    lines = {element.line: element.id for element in model.elements}
    known = {each.words for each in found}
    found += [remark for each in judged.problems if (remark := _remark(each, lines)).words not in known]
    return sorted(found, key=lambda each: each.level)


def _lanes(model: Model, shared: Shared) -> list[Remark]:
    """Lanes that are nobody's: each stands for a role of the city."""

    def of(lane: Lane) -> list[Remark]:
        inside = [remark for child in lane.children for remark in of(child)]
        if lane.children or lane.role in shared.roles:
            return inside
        words = _("Làn “%(name)s” chưa gắn với vai trò nào. Hãy chọn làn rồi chọn vai trò.") % {"name": lane.name}
        return [*inside, Remark("error", lane.id, words)]

    return [remark for process in model.processes for lane in process.content.lanes for remark in of(lane)]


def _remark(problem: Problem, lines: dict[int, str]) -> Remark:
    element = lines.get(problem.line, "") if problem.file == DIAGRAM else ""
    place = "" if problem.file == DIAGRAM else f"{problem.file}:{problem.line}: "
    return Remark(problem.severity.value, element, place + in_language(problem))


def unreadable(wrong: UnreadableModelError) -> Remark:
    """The remark on what is no drawing at all."""
    return Remark("error", "", in_language(wrong.message))
