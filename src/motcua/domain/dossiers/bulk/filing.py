"""Handing in the dossier that a course tells of: its people, its form, its papers, as the services would take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from motcua.core.procedure import Procedure
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.bulk.cast import Cast
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.bulk.shape import Variant, files_alone
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.forms import checked_form
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.papers import counter_of
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.types import Actor, ActorKind, Party, PartyRole, Phase
from motcua.domain.identity.types import Person

_NAMESPACE = UUID("5a0c3f8e-6d1b-5e7a-9c43-27b1d0f8a6e2")


def typed_form(
    material: Material, course: Course, procedure: Procedure, variant: Variant, cast: Cast
) -> dict[str, Any]:
    """What is typed into the form: of one filling all choices are the same, and the people are the dossier's own."""
    chance = Chance(material.seed, procedure.code, course.case_key, variant.filling, "answers")
    answers = Answers(material.answers, dict(cast.named()), chance, course.filed_at.date())
    return answers.to(procedure.code, procedure.form)


def parties_in(
    course: Course, procedure: Procedure, form: Mapping[str, Any], cast: Cast, person_id: UUID | None
) -> tuple[Party, ...]:
    """Who is who; only who files by his own account sees the dossier among his own."""
    human = cast.applicant
    submitter = Person(
        person_id or uuid5(_NAMESPACE, human.personal_id),
        human.name,
        date.fromisoformat(human.born),
        human.personal_id,
        human.phone,
        human.email,
    )
    found = parties_of(procedure, form, submitter, course.filed_at.date())
    return found if person_id else tuple(replace(party, person_id=None) for party in found)


def first_case(course: Course, world: World, parties: tuple[Party, ...], marks: Marks) -> Case:
    """The dossier before anything has happened to it."""
    applicant = next(party for party in parties if party.role is PartyRole.APPLICANT)
    return Case(
        id=marks.dossier_id(course.filed_at),
        version_id=course.version_id,
        case_key=course.case_key,
        channel=course.channel,
        assisted=course.assisted,
        reference=marks.reference(),
        phase=Phase.SUBMITTED,
        receiving_id=course.receiving_id,
        competent_id=course.competent_id,
        submitted_at=course.filed_at,
        process=world.procedure.process.initial,
        applicant_kind=applicant.kind.value,
        form={},
    )


def with_form(case: Case, world: World, form: Mapping[str, Any]) -> Case:
    """The case with its form as the server understands it, and the office that helped. InvalidFilingError."""
    checked = replace(case, form=checked_form(world.procedure, case, form, case.submitted_at))
    return replace(checked, support_id=counter_of(world, checked) if case.assisted else None)


def submitter_of(course: Course, clerk: int | None, person_id: UUID | None) -> Actor:
    """Who hands it in: the person by his own account, or the officer at the counter."""
    if files_alone(course):
        return Actor(ActorKind.CITIZEN, str(person_id))
    return Actor(ActorKind.OFFICER, str(clerk))
