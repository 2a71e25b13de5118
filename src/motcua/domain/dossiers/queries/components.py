"""The papers that a dossier is made of, beside those that are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from motcua.core.procedure import Channel, DossierComponent, PartyKind, PartyRole, Procedure
from motcua.domain.dossiers.acts.filing import is_asked_for, needed_components
from motcua.domain.dossiers.queries.page import DossierPage, NumberedPaper


@dataclass(frozen=True, slots=True)
class ComponentState:
    """One component and the papers that came for it. `asked_for`: the applicant must hand it in himself."""

    component: DossierComponent
    asked_for: bool
    papers: tuple[NumberedPaper, ...] = ()


def components_of(page: DossierPage) -> tuple[ComponentState, ...]:
    """The components of a dossier as its form stands, in the order of the procedure."""
    kinds = [party.kind for party in page.parties if party.role is PartyRole.APPLICANT]
    needed = components_for(page.procedure, page.case_key, page.card.channel, page.form, *kinds[:1])
    return tuple(
        ComponentState(
            each.component,
            each.asked_for,
            tuple(paper for paper in page.papers if paper.paper.component == each.component.key),
        )
        for each in needed
    )


def components_for(
    procedure: Procedure,
    case_key: str,
    channel: Channel,
    form: Mapping[str, Any],
    applicant_kind: PartyKind = PartyKind.CITIZEN,
) -> tuple[ComponentState, ...]:
    """The components that a form, filled in so far, makes necessary."""
    facts = {
        "case": case_key,
        "channel": channel.value,
        "form": procedure.form.facts(form),
        "applicant": {"kind": applicant_kind.value},
        "province": settings.PROVINCE,
    }
    needed = needed_components(procedure.cases[case_key], facts)
    return tuple(ComponentState(each, is_asked_for(each, channel)) for each in needed)
