"""Handing a planned dossier in: the person, the form, the papers, the office, as the services would take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from motcua.core.procedure import Channel, Procedure, StepKind
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import reception
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.chronicle import Act, Chronicle
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.plan import Planned
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.papers import components_asked, counter_of, paper_for, receiving_agency
from motcua.domain.dossiers.invention.people import ONCE, Human, address, family_of, invented, known_human
from motcua.domain.dossiers.invention.staff import officer
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.services.filing import Submission, new_case
from motcua.domain.dossiers.types import Actor, ActorKind, Paper, Party
from motcua.domain.identity import queries as identity
from motcua.domain.identity.services import record_person
from motcua.domain.identity.types import Person
from motcua.infra.ids import uuid7

_NAMESPACE = UUID("5a0c3f8e-6d1b-5e7a-9c43-27b1d0f8a6e2")


def filed(city: City, planned: Planned) -> Chronicle:
    """The dossier as it begins. InvalidFilingError names what the recipe fills in wrongly."""
    version_id = catalogue.published(planned.offer.code, planned.filed_at.date())
    world = city.world(version_id)
    applicant = _applicant(city, planned)
    form = _answers(city, planned, applicant).to(planned.offer.code, world.procedure.form)
    person = _person(city, planned, applicant)
    parties = _parties(world.procedure, form, person, planned)
    receiving = receiving_agency(world.procedure, planned.ward, planned.filed_at.date())
    submission = Submission(planned.offer.code, planned.case, parties, form, receiving_id=receiving)
    case = _with_own_marks(city, planned, new_case(version_id, world, submission, planned.channel, planned.filed_at))
    submitter, then = _submitter(city, world, case, planned, person)
    case = replace(case, support_id=counter_of(world, case) if planned.assisted else None, assisted=planned.assisted)
    ids = Chance(city.seed, planned.n, "commands")
    return Chronicle(
        case,
        world,
        Filing(parties, case.form, tuple(_papers(city, world, case))),
        submitter,
        key=history_key(planned.n),
        commands=lambda: UUID(int=ids.getrandbits(128), version=4),
        then=then,
    )


def history_key(n: int) -> str:
    """The mark by which the `n`th dossier of a history is written only once."""
    return f"history:{n}"


def _papers(city: City, world: World, case: Case) -> Iterator[Paper]:
    return (paper_for(city.specimen, component, case.channel) for component in components_asked(world, case))


def _applicant(city: City, planned: Planned) -> Human:
    """A citizen of the demo city, one of those who file online now and then, or somebody who comes once."""
    people, chance = city.recipe.people, Chance(city.seed, planned.n, "applicant")
    if planned.citizen and (known := identity.person_by_personal_id(planned.citizen)):
        return known_human(known).living_at(address(people, chance, planned.ward))
    pool = max(1, planned.n * city.recipe.arrivals.people_for_100 // 100)
    number = chance.randrange(pool) if planned.files_alone else ONCE + planned.n
    return invented(people, city.seed, number, years=_years(planned)).living_at(address(people, chance, planned.ward))


def _years(planned: Planned) -> tuple[int, int] | None:
    """The years in which somebody was born who files this; None for any."""
    if planned.offer.ages is None:
        return None
    youngest, oldest = planned.offer.ages
    return planned.filed_at.year - oldest, planned.filed_at.year - youngest


def _answers(city: City, planned: Planned, applicant: Human) -> Answers:
    on = planned.filed_at.date()
    cast = family_of(city.recipe.people, city.seed, applicant, planned.n, on)
    return Answers(city.recipe.answers, cast, Chance(city.seed, planned.n, "answers"), on)


def _person(city: City, planned: Planned, human: Human) -> Person:
    """The submitter: who files by his own account is known to the city from then on."""
    person_id, born = uuid5(_NAMESPACE, human.personal_id), date.fromisoformat(human.born)
    if planned.files_alone:
        person_id = record_person(
            human.name, personal_id=human.personal_id, phone=human.phone, email=human.email, born=born
        )
    return Person(person_id, human.name, born, human.personal_id, human.phone, human.email)


def _parties(procedure: Procedure, form: dict[str, object], person: Person, planned: Planned) -> tuple[Party, ...]:
    found = parties_of(procedure, form, person, planned.filed_at.date())
    return found if planned.files_alone else tuple(replace(party, person_id=None) for party in found)


def _with_own_marks(city: City, planned: Planned, case: Case) -> Case:
    """The same id and reference each time the history is made."""
    chance = Chance(city.seed, planned.n, "ids")
    return replace(case, id=uuid7(planned.filed_at, chance.getrandbits(80)), reference=new_reference(chance.choice))


def _submitter(city: City, world: World, case: Case, planned: Planned, person: Person) -> tuple[Actor, Act | None]:
    """Who hands it in: the person, or the officer at the counter, who accepts at once what he takes in on paper."""
    if planned.files_alone:
        return Actor(ActorKind.CITIZEN, str(person.id)), None
    chance = Chance(city.seed, planned.n, "counter")
    clerk = officer(city.staff.one_of(counter_of(world, case), ("one_stop_officer",), planned.filed_at.date(), chance))
    return clerk, None if planned.channel is Channel.ONLINE else _accept_at_once


def _accept_at_once(work: Working) -> None:
    for task in work.case.tasks:
        if work.world.procedure.steps[task.step].kind is StepKind.RECEPTION:
            reception.accept(work, task)
