"""Where a problem is mended: the page and the part on it, found from the file and line that the checker names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from motcua.core.procedure import Problem
from motcua.delivery.lab.editing.shown_problems import mendings
from motcua.delivery.lab.editing.yaml_places import Path
from motcua.delivery.lab.frame import Opened
from motcua.delivery.lab.sheet_page import written

_SHEET_OF_PART = {
    "steps": "buoc",
    "components": "giay-to",
    "cases": "truong-hop",
    "results": "ket-qua",
    "legal": "chung",
}
_GENERAL = (
    "name",
    "short_name",
    "keywords",
    "field",
    "level",
    "audience",
    "channels",
    "online",
    "online_reason",
    "decision",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem with the address of the page on which it is mended."""

    problem: Problem
    address: str


def mended_where(opened: Opened, problems: Sequence[Problem]) -> list[Shown]:
    """Each problem with its page; what no page shows, with the line of the file."""
    found = mendings(tuple(problems), dict(opened.draft.files))
    return [Shown(each.problem, _address(opened, each.problem, each.path)) for each in found]


def _address(opened: Opened, problem: Problem, path: Path) -> str:
    n = opened.card.id
    match problem.file:
        case "process.bpmn":
            return reverse("lab:process", args=[n])
        case "form.yaml" if path[:1] == ("sections",):
            return _on_sheet(n, "don", path)
        case "fees.yaml" if path:
            return _on_sheet(n, "phi", path)
        case "procedure.yaml" if path:
            part = str(path[0])
            if part in _SHEET_OF_PART:
                return _on_sheet(n, _SHEET_OF_PART[part], path)
            if part in _GENERAL:
                return _on_sheet(n, "chung", ())
    if problem.file in opened.draft.files:
        return f"{reverse('lab:file', args=[n, problem.file])}?dong={problem.line}"
    return reverse("lab:files", args=[n])


def _on_sheet(n: int, word: str, path: Path) -> str:
    return f"{reverse('lab:sheet', args=[n, word])}?muc={written(path).replace('#', '%23')}"
