"""Who lives in a training city, what they fill in, say and hand in: the files of catalogue/reference/invention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.domain.dossiers.invention.errors import RecipeError

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """people, answers, words: as the files of these names say. specimen: the page that stands for every upload."""

    people: Plain
    answers: Plain
    words: Plain
    specimen: bytes


@lru_cache(maxsize=1)
def read_recipe(folder: Path) -> Recipe:
    """The recipe in a folder; a process reads it once. Raises RecipeError."""
    people, answers, words = (read_file(folder / f"{name}.yaml") for name in ("people", "answers", "words"))
    try:
        return Recipe(people, answers, words, (folder / "specimen.typ").read_bytes())
    except OSError as problem:
        raise RecipeError(f"{folder}: {type(problem).__name__}: {problem}") from problem


def read_file(file: Path) -> dict[str, Any]:
    """A file of names and their values. Raises RecipeError."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise RecipeError(f"{file}: {problem}") from problem
    if not isinstance(content, dict):
        raise RecipeError(f"{file}: names and their values are expected")
    return content
