"""Where a dossier stands in the picture of its process: the building permit at the stations of its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from motcua.core.process import State
from motcua.delivery.ui.diagram import Mark, ShownDiagram, dossier_diagram
from motcua.delivery.ui.diagram.standing import marks_of
from motcua.delivery.ui.diagram.trail import flows_taken
from motcua.domain.dossiers.queries.page import DossierPage, dossier_page
from motcua.domain.dossiers.services import steps
from tests import permit
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NOON = "2026-11-18 15:00"
SVG = "{http://www.w3.org/2000/svg}"


def filed(office: Office) -> UUID:
    return office.filed("2026-11-02 09:00").dossier_id


def sent_back(office: Office) -> UUID:
    """The head of the division sends the draft back."""
    dossier = permit.drafted(office)
    head = office.officer(permit.ECONOMY, "division_head", "2026-11-17 09:00")
    steps.complete_step(dossier, permit.n_of(dossier, "review"), "return", "Thiếu bản vẽ.", head)
    return dossier


def shown(dossier: UUID, when: str = NOON) -> ShownDiagram:
    return dossier_diagram(dossier_page(dossier, at(when)), at(when))


def marks(dossier: UUID, when: str = NOON) -> Mapping[str, Mark]:
    return marks_of(dossier_page(dossier, at(when)), at(when))


def those(found: Mapping[str, Mark], state: str) -> set[str]:
    return {name for name, mark in found.items() if mark.state == state}


STATIONS: dict[Callable[[Office], UUID], set[str]] = {
    filed: {"receive"},
    permit.accepted: {"assign"},
    permit.refused: set(),
    permit.to_be_supplemented: {"assign"},
    permit.drafted: {"review"},
    sent_back: {"revise"},
    permit.fee_told: {"sign"},
    permit.resolved: {"fee_paid"},
    permit.returned: set(),
}


@pytest.mark.parametrize("station", STATIONS)
def test_the_tokens_stand_where_the_dossier_is(station: Callable[[Office], UUID], working_city: Office) -> None:
    assert those(marks(station(working_city)), "now") == STATIONS[station]


@pytest.mark.parametrize("station", STATIONS)
def test_the_log_replayed_ends_where_the_dossier_stands(
    station: Callable[[Office], UUID], working_city: Office
) -> None:
    page = dossier_page(station(working_city), at(NOON))
    found = flows_taken(page)
    reached = {page.procedure.process.graph.flow[flow].target for flow in found}
    assert "to_receive" in found
    assert STATIONS[station] <= reached
