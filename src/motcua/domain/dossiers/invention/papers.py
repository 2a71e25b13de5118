"""What somebody hands in, and where: as the services would take it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motcua.core.procedure import Channel, DossierComponent, Procedure, StepKind
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import is_asked_for, needed_components
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.types import Actor, ActorKind, Paper, PaperOrigin
from motcua.domain.identity import queries as identity
from motcua.domain.records.types import Document

_NOBODY = Actor(ActorKind.SYSTEM, "invention")


def components_asked(world: World, case: Case) -> Iterator[DossierComponent]:
    """The papers that the applicant himself must hand in."""
    data = Working(case, world, _NOBODY, case.submitted_at).data()
    for component in needed_components(world.variant(case), data):
        if is_asked_for(component, case.channel):
            yield component


def paper_for(specimen: Document, component: DossierComponent, channel: Channel) -> Paper:
    """A component as somebody hands it in by that channel. specimen: what stands for every upload."""
    variant = component.one_of[0].key if component.one_of else ""
    quantity = component.quantity
    if channel is Channel.ONLINE:
        name = f"{component.name.vi}.pdf"[:200]
        return Paper(component.key, PaperOrigin.UPLOADED, specimen.id, specimen.sha256, name, variant, copies=1)
    copies = quantity.certified_copies + quantity.plain_copies
    origin = PaperOrigin.ON_PAPER if quantity.originals or copies else PaperOrigin.SHOWN
    return Paper(component.key, origin, variant=variant, originals=quantity.originals, copies=copies)


def receiving_agency(procedure: Procedure, ward: str, on: date) -> int | None:
    """Where it is handed in, if that says who decides: the agency of the ward. Else the one that decides receives."""
    for choice in procedure.competent:
        if choice.unit is None and choice.kind.one_per_unit:
            return identity.competent_agency(choice.kind.key, ward, on).id
    return None


def counter_of(world: World, case: Case) -> int:
    """The office at which people hand things in."""
    role = next(step.role for step in world.procedure.steps.values() if step.kind is StepKind.RECEPTION)
    return world.office_of(case, role, case.submitted_at.date())
