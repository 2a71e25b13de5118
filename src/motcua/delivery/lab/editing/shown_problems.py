"""Where a problem of a package is mended: from the file and line of the checker to the page and the part on it."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.core.procedure import Problem
from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings
from motcua.delivery.lab.editing.yaml_places import Path


@dataclass(frozen=True, slots=True)
class Mending:
    """A problem, and the path of the value on whose line it was found; empty for what is no YAML."""

    problem: Problem
    path: Path


def mendings(problems: tuple[Problem, ...], files: dict[str, bytes]) -> tuple[Mending, ...]:
    """Each problem with the innermost value that begins on its line, or the last one that begins before it."""
    lines = {name: _lines(name, files.get(name, b"")) for name in {each.file for each in problems}}
    return tuple(Mending(each, _path_at(lines[each.file], each.line)) for each in problems)


def _lines(name: str, content: bytes) -> list[tuple[int, Path]]:
    if not name.endswith(".yaml"):
        return []
    document = read_document(name, content, Findings())
    return sorted(((line, path) for path, line in document.lines.items()), key=lambda each: each[0]) if document else []


def _path_at(lines: list[tuple[int, Path]], line: int) -> Path:
    found: Path = ()
    for at, path in lines:
        if at > line:
            break
        found = path
    return found
