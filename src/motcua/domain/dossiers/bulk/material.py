"""What the dossiers of an invented past are filled with: its people, what they write and say, the one upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.dossiers.invention.recipe import Offer, Plain, read_recipe
from motcua.domain.records.types import Document


@dataclass(frozen=True, slots=True)
class Material:
    """The files of catalogue/reference/history as far as they say what people are, write and hand in.

    seed: what all choices are drawn from. inhabitants: how many people there are who file. specimen: the paper that
    stands for every upload. posted: the share of results that are sent by post.
    """

    seed: str
    inhabitants: int
    people: Plain
    answers: Plain
    words: Plain
    offers: Mapping[str, Offer]
    posted: float
    specimen: Document


def read_material(folder: Path, seed: str, inhabitants: int, specimen: Document) -> Material:
    """The material in a folder. Raises RecipeError, which names the file."""
    recipe = read_recipe(folder)
    return Material(
        seed=seed,
        inhabitants=inhabitants,
        people=recipe.people,
        answers=recipe.answers,
        words=recipe.words,
        offers={**recipe.parts, **recipe.offers},
        posted=recipe.fates.posted,
        specimen=specimen,
    )
