"""A course as the acts that it is made of, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import IntEnum
from operator import itemgetter
from typing import NamedTuple

from motcua.core.procedure import Channel, Procedure, StepKind
from motcua.domain.dossiers.city.course import Course, StepDone, What

# Steps at which somebody can be seen to work; the others end as something comes in.
_NOBODY_WORKS = frozenset({StepKind.WAIT, StepKind.SYSTEM, StepKind.FEE_NOTICE, StepKind.CHILD})


class Doing(IntEnum):
    """What kind of act it is."""

    FILE = 0
    BEGIN = 1
    END = 2
    ASK = 3
    BRING = 4
    STOP = 5
    WITHDRAW = 6
    APOLOGISE = 7
    PAY = 8


class Deed(NamedTuple):
    """One act: when, what, and by which of the course's steps it is told (None: the filing)."""

    at: datetime
    doing: Doing
    step: StepDone | None


def deeds_of(course: Course, procedure: Procedure) -> list[Deed]:
    """The acts of a course, the filing first. What happens in one second happens in the order of the steps."""
    steps = course.steps[1:] if is_taken_in_at_once(course, procedure) else course.steps
    told = sorted((deed for step in steps for deed in _of_step(step, procedure)), key=itemgetter(0))
    return [Deed(course.filed_at, Doing.FILE, None), *told]


def is_taken_in_at_once(course: Course, procedure: Procedure) -> bool:
    """Whether whoever took the papers in has accepted them by the same act: the person leaves with the slip."""
    if course.channel is Channel.ONLINE or not course.steps:
        return False
    first = course.steps[0]
    step = procedure.steps.get(first.node)
    is_reception = step is not None and step.kind is StepKind.RECEPTION
    return is_reception and first.what is What.DONE and first.ended == course.filed_at and first.outcome != "refuse"


def _of_step(step: StepDone, procedure: Procedure) -> Iterator[Deed]:
    match step.what:
        case What.DONE:
            if step.started < step.ended and _is_worked_on(step, procedure):
                yield Deed(step.started, Doing.BEGIN, step)
            yield Deed(step.ended, Doing.END, step)
        case What.BEGUN:
            yield Deed(step.started, Doing.BEGIN, step)
        case What.SUPPLEMENT | What.UNANSWERED:
            yield Deed(step.ended, Doing.ASK, step)
            if step.back:
                yield Deed(step.back, Doing.BRING if step.what is What.SUPPLEMENT else Doing.STOP, step)
        case What.WITHDRAWN:
            yield Deed(step.ended, Doing.WITHDRAW, step)
        case What.APOLOGY:
            yield Deed(step.ended, Doing.APOLOGISE, step)
        case What.PAID:
            yield Deed(step.ended, Doing.PAY, step)


def _is_worked_on(step: StepDone, procedure: Procedure) -> bool:
    found = procedure.steps.get(step.node)
    return found is not None and found.kind not in _NOBODY_WORKS and step.officer_id is not None
