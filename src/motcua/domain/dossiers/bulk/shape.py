"""The shape of a course: what it has in common with others that went the same way."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple

from motcua.core.procedure import Channel
from motcua.domain.dossiers.bulk.cast import Draw
from motcua.domain.dossiers.bulk.deeds import Deed
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.city.course import Course

# In how many ways the forms of one case are filled in, and its officers put their reasons. One more costs every shape a
# mould of its own; people, days and numbers differ all the same.
VARIANTS = 3
_MANY = 1000


class Variant(NamedTuple):
    """What is chosen for a dossier beside its people: which filling of the form, and whether the result is posted."""

    filling: int
    posted: bool


@lru_cache(1 << 16)
def variant_of(seed: str, n: int, posted: float) -> Variant:
    """The choices for the dossier with number `n`."""
    draw = Draw(seed, n, "variant")
    return Variant(draw.below(VARIANTS), draw.below(_MANY) < posted * _MANY)


def shape_of(course: Course, deeds: list[Deed], material: Material) -> Hashable:
    """Courses of one shape have the same acts in the same order, and all that the acts ask of a dossier beside moments,
    people and offices is the same.
    """
    first = deeds[0].at
    acts = tuple(
        (deed.doing, deed.step.node, deed.step.n, deed.step.outcome, deed.step.officer_id is None, deed.at == first)
        for deed in deeds
        if deed.step
    )
    return (
        course.version_id,
        course.case_key,
        course.channel,
        course.assisted,
        files_alone(course),
        variant_of(material.seed, course.n, material.posted),
        acts,
    )


def files_alone(course: Course) -> bool:
    """Whether the applicant files online by his own account."""
    return course.channel is Channel.ONLINE and not course.assisted
