"""What the dossiers of an invented past are filled with: its people, what they write and say, the one upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.dossiers.city.recipe import Range, read_city_recipe
from motcua.domain.dossiers.invention.recipe import Plain, read_recipe
from motcua.domain.records.types import Document


@dataclass(frozen=True, slots=True)
class Material:
    """The files of catalogue/reference as far as they say what people are, write and hand in.

    seed: what all choices are drawn from. inhabitants: how many people there are who file. specimen: the paper that
    stands for every upload. rejected: by procedure and step the end that decides against the applicant. elsewhere: by
    procedure the đồng that another body collects, from and to. posted: the share of results that are sent by post.
    """

    seed: str
    inhabitants: int
    people: Plain
    answers: Plain
    words: Plain
    rejected: Mapping[str, Mapping[str, str]]
    elsewhere: Mapping[str, Range]
    posted: float
    specimen: Document


def read_material(reference: Path, seed: str, inhabitants: int, specimen: Document) -> Material:
    """The material in the folder of references. Raises RecipeError or PlanError, which name the file."""
    recipe, city = read_recipe(reference / "invention"), read_city_recipe(reference / "city")
    return Material(
        seed=seed,
        inhabitants=inhabitants,
        people=recipe.people,
        answers=recipe.answers,
        words=recipe.words,
        rejected={
            **{code: part.refuses for code, part in city.parts.items()},
            **{offer.code: offer.rejected for offer in city.offers},
        },
        elsewhere={offer.code: offer.elsewhere for offer in city.offers},
        posted=city.work.posted,
        specimen=specimen,
    )
