"""The shape of a course: what it has in common with others that went the same way."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from motcua.core.procedure import Channel
from motcua.domain.dossiers.bulk.cast import Draw
from motcua.domain.dossiers.bulk.deeds import Deed, Doing
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.city.course import Course

# In how many ways the forms of one case are filled in, and its officers put their reasons. One more costs every shape a
# mould of its own; people, days and numbers differ all the same.
VARIANTS = 3
_MANY = 1000
_STRAIGHT = frozenset({Doing.FILE, Doing.BEGIN, Doing.END, Doing.PAY})
DRAWS_NOTHING = frozenset({Doing.BEGIN, Doing.PAY, Doing.APOLOGISE})
_NUMBERS = count()


class Variant(NamedTuple):
    """What is chosen for a dossier beside its people: which filling of the form, and whether the result is posted."""

    filling: int
    posted: bool


def variant_of(course: Course, deeds: Sequence[Deed], material: Material) -> Variant:
    """The choices for a dossier. Of those that went the straight way each has its own; of all that went one and the
    same rare way they are the same, so that even those come often enough to be of one shape.
    """
    went = "" if _went_straight(deeds) else "/".join(f"{deed.doing}{deed.step.node}" for deed in deeds if deed.step)
    draw = Draw(material.seed, went or course.n, "variant")
    filling, posted = draw.below(VARIANTS), draw.below(_MANY) < material.posted * _MANY
    return Variant(filling, posted or course.channel is Channel.POST)


def _went_straight(deeds: Sequence[Deed]) -> bool:
    """Whether nothing came between, and no step was done a second time."""
    ended = [deed.step.node for deed in deeds if deed.step and deed.doing is Doing.END]
    return len(set(ended)) == len(ended) and all(deed.doing in _STRAIGHT for deed in deeds)


def shape_of(course: Course, deeds: Sequence[Deed], variant: Variant) -> Hashable:
    """Courses of one shape have the same acts in the same order, and all that the acts ask of a dossier beside moments,
    people and offices is the same.
    """
    acts = tuple(
        _number((deed.doing, *deed.step[:2], deed.step.outcome, deed.step.officer_id is None))
        for deed in deeds
        if deed.step
    )
    return (*filing_of(course), variant.filling, acts)


def filing_of(course: Course) -> tuple[Hashable, ...]:
    """What was filed, and how."""
    return course.version_id, course.case_key, course.channel, course.assisted


@lru_cache(None)
def _number(act: Hashable) -> int:
    """A number for each kind of act: shapes are many, and most of their acts are the same few."""
    return next(_NUMBERS)


def files_alone(course: Course) -> bool:
    """Whether the applicant files online by his own account."""
    return course.channel is Channel.ONLINE and not course.assisted
