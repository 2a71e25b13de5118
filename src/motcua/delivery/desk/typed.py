"""What was typed into a form that could not be done, given back to that form and to no other."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.delivery.desk.refusals import ActProblem
from motcua.domain.dossiers.types import Task

NOTHING: Mapping[str, str] = {}


def typed_in(problem: ActProblem | None, words: str, task: Task | None = None) -> Mapping[str, str]:
    """The posted fields, if one of these acts (their words with blanks between) failed on this task."""
    if problem is None or problem.word not in words.split():
        return NOTHING
    if task and (problem.n, problem.typed.get("kind")) != (str(task.n), task.kind.value):
        return NOTHING
    return problem.typed


def all_of(typed: Mapping[str, str], name: str) -> list[str]:
    """All values of a field that may come several times."""
    return typed.getlist(name) if hasattr(typed, "getlist") else []


def nth(typed: Mapping[str, str], name: str, place: int) -> str:
    """The value at a place of such a field."""
    values = all_of(typed, name)
    return values[place] if place < len(values) else ""
