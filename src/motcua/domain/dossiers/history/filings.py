"""Handing a planned dossier in: the person, the form, the papers, the office, as the services would take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from motcua.core.procedure import Channel, DossierComponent, Procedure, StepKind
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import reception
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing, is_asked_for, needed_components
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.chronicle import Act, Chronicle
from motcua.domain.dossiers.history.answers import Answers
from motcua.domain.dossiers.history.chance import Chance
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.people import ONCE, Human, address, family_of, invented
from motcua.domain.dossiers.history.plan import Planned
from motcua.domain.dossiers.history.staff import officer
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.services.filing import Submission, new_case
from motcua.domain.dossiers.types import Actor, ActorKind, Paper, PaperOrigin, Party
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


def paper_for(city: City, component: DossierComponent, channel: Channel) -> Paper:
    """A component as somebody hands it in by that channel."""
    variant = component.one_of[0].key if component.one_of else ""
    quantity = component.quantity
    if channel is Channel.ONLINE:
        specimen = city.specimen
        name = f"{component.name.vi}.pdf"[:200]
        return Paper(component.key, PaperOrigin.UPLOADED, specimen.id, specimen.sha256, name, variant, copies=1)
    copies = quantity.certified_copies + quantity.plain_copies
    origin = PaperOrigin.ON_PAPER if quantity.originals or copies else PaperOrigin.SHOWN
    return Paper(component.key, origin, variant=variant, originals=quantity.originals, copies=copies)


def components_asked(world: World, case: Case) -> Iterator[DossierComponent]:
    """The papers that the applicant himself must hand in."""
    system = Actor(ActorKind.SYSTEM, "history")
    data = Working(case, world, system, case.submitted_at).data()
    for component in needed_components(world.variant(case), data):
        if is_asked_for(component, case.channel):
            yield component


def _papers(city: City, world: World, case: Case) -> Iterator[Paper]:
    return (paper_for(city, component, case.channel) for component in components_asked(world, case))


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


def known_human(person: Person) -> Human:
    """A person the city knows, as forms ask for one; the fourth digit of the personal number tells the sex."""
    number = person.personal_id or ""
    born = person.born.isoformat() if person.born else ""
    sex = "female" if int(number[3]) % 2 else "male"
    return Human(person.full_name, number, born, sex, person.phone, person.email, {}, {})


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


def receiving_agency(procedure: Procedure, ward: str, on: date) -> int | None:
    """Where it is handed in, if that says who decides: the agency of the ward. Else the one that decides receives."""
    for choice in procedure.competent:
        if choice.unit is None and choice.kind.one_per_unit:
            return identity.competent_agency(choice.kind.key, ward, on).id
    return None


def counter_of(world: World, case: Case) -> int:
    """The office of the agency that decides where people hand things in."""
    role = next(step.role for step in world.procedure.steps.values() if step.kind is StepKind.RECEPTION)
    return world.office_of(case, role, case.submitted_at.date())


def _accept_at_once(work: Working) -> None:
    for task in work.case.tasks:
        if work.world.procedure.steps[task.step].kind is StepKind.RECEPTION:
            reception.accept(work, task)
