"""A test dossier being handed in: who, what, where; before anything has happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from motcua.core.procedure import Channel, DossierComponent, Procedure
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.invention.papers import components_asked
from motcua.domain.dossiers.invention.people import Human
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.services.filing import Submission, new_case
from motcua.domain.dossiers.trial.hands import Hands, actor_of
from motcua.domain.dossiers.trial.sample import Filer
from motcua.domain.dossiers.types import Actor, ActorKind, Paper, PaperOrigin, Party
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError, Person


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be handed in: against which version, when and how. Without a form or papers the invented ones; without
    an office the one of the applicant's ward.
    """

    version_id: int
    case: str
    channel: Channel
    now: datetime
    form: Mapping[str, Any] | None = None
    papers: tuple[Paper, ...] | None = None
    receiving_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A case with what was handed in for it, and who hands it in."""

    case: Case
    filing: Filing
    submitter: Actor


def hand_in(world: World, wanted: Wanted, filer: Filer, hands: Hands) -> HandedIn:
    """The dossier as the services would take it in. InvalidFilingError names every answer that the form refuses."""
    procedure, now = world.procedure, wanted.now
    if wanted.case not in procedure.cases:
        raise WrongPhaseError("Phiên bản này không có trường hợp đã chọn.", "This version has no such case.")
    form = dict(filer.sample.form if wanted.form is None else wanted.form)
    parties = _parties(procedure, form, filer.human, wanted.channel, now.date())
    receiving = wanted.receiving_id or _receiving(procedure, filer.ward, now.date())
    submission = Submission(procedure.code, wanted.case, parties, form, receiving_id=receiving)
    case = new_case(wanted.version_id, world, submission, wanted.channel, now)
    papers = papers_of(world, case) if wanted.papers is None else wanted.papers
    submitter = _person(filer.human)
    if wanted.channel is not Channel.ONLINE:
        submitter = actor_of(hands.at_the_counter(world, case)[0], submitter)
    return HandedIn(case, Filing(parties, case.form, papers), submitter)


def papers_of(world: World, case: Case) -> tuple[Paper, ...]:
    """Every paper that this dossier asks the applicant for, as its channel has it; there is nothing in them."""
    return tuple(_paper(component, case.channel) for component in components_asked(world, case))


def _paper(component: DossierComponent, channel: Channel) -> Paper:
    variant = component.one_of[0].key if component.one_of else ""
    if channel is Channel.ONLINE:
        return Paper(component.key, PaperOrigin.UPLOADED, name=component.name.vi[:200], variant=variant, copies=1)
    quantity = component.quantity
    copies = quantity.certified_copies + quantity.plain_copies
    origin = PaperOrigin.ON_PAPER if quantity.originals or copies else PaperOrigin.SHOWN
    return Paper(component.key, origin, variant=variant, originals=quantity.originals, copies=copies)


def _parties(
    procedure: Procedure, form: Mapping[str, Any], human: Human, channel: Channel, on: date
) -> tuple[Party, ...]:
    """Only who files online is known by an account; nobody of them is a person that the city knows."""
    person = Person(
        uuid5(NAMESPACE_OID, human.personal_id),
        human.name,
        date.fromisoformat(human.born),
        human.personal_id,
        human.phone,
        human.email,
    )
    found = parties_of(procedure, form, person, on)
    return found if channel is Channel.ONLINE else tuple(replace(party, person_id=None) for party in found)


def _person(human: Human) -> Actor:
    return Actor(ActorKind.CITIZEN, str(uuid5(NAMESPACE_OID, human.personal_id)))


def _receiving(procedure: Procedure, ward: str, on: date) -> int | None:
    """Where it is handed in, if that says who decides: the agency of the applicant's ward, or else any of its kind."""
    choice = next((each for each in procedure.competent if each.unit is None and each.kind.one_per_unit), None)
    if choice is None:
        return None
    try:
        return identity.competent_agency(choice.kind.key, ward, on).id
    except NotFoundError:
        agencies = identity.agencies().by_id.values()
        of_kind = (
            each for each in agencies if each.kind == choice.kind.key and not each.division and each.valid_on(on)
        )
        return next((each.id for each in of_kind), None)
