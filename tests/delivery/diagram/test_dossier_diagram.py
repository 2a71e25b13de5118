"""Where a dossier stands in the picture of its process: the building permit at the stations of its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from motcua.core.deadlines import ClockState
from motcua.delivery.ui.diagram import Mark, ShownDiagram, dossier_diagram, procedure_diagram
from motcua.delivery.ui.diagram.standing import marks_of
from motcua.delivery.ui.diagram.trail import flows_taken
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.services import steps
from tests import permit
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NOON = "2026-11-18 15:00"


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


def test_what_cannot_come_any_more_is_shown_as_not_taken(working_city: Office) -> None:
    found = marks(permit.accepted(working_city))
    assert {"not_accepted", "to_not_accepted"} <= those(found, "skipped")
    assert {"filed", "to_receive", "receive", "to_is_accepted", "is_accepted", "to_assign"} == those(found, "passed")
    assert "sign" not in found


def test_a_refused_dossier_ends_at_the_refusal(working_city: Office) -> None:
    found = marks(permit.refused(working_city))
    assert found["not_accepted"].state == "passed"
    assert found["assign"].state == found["sign"].state == "skipped"


def test_a_step_that_sent_the_dossier_back_is_not_done(working_city: Office) -> None:
    found = marks(sent_back(working_city))
    assert found["to_revise"].state == "passed"
    assert "review" not in found


def test_a_wait_that_its_timer_ended_is_passed_like_its_timer(working_city: Office) -> None:
    found = marks(permit.drafted(working_city))
    assert found["silence"].state == found["opinions"].state == found["silence_to_answered"].state == "passed"
    assert found["opinions_to_answered"].state == "skipped"


@pytest.mark.parametrize(
    ("when", "time"), [("2026-11-03 09:00", "in_time"), ("2026-11-03 09:31", "late"), ("2026-11-23 09:00", "late")]
)
def test_an_open_step_is_late_by_its_own_limit(when: str, time: str, working_city: Office) -> None:
    assert marks(permit.accepted(working_city), when)["assign"].time == time


def test_a_step_in_time_of_a_dossier_due_soon_is_due_soon(working_city: Office) -> None:
    page = dossier_page(permit.drafted(working_city), at("2026-11-17 08:00"))
    assert page.tasks[0].due_at is not None
    assert page.card.standing.state is ClockState.DUE_SOON
    assert marks_of(page, at("2026-11-17 08:00"))["review"].time == "soon"


def test_what_the_applicant_owes_is_nobodys_delay(working_city: Office) -> None:
    assert marks(permit.resolved(working_city), "2026-12-30 09:00")["fee_paid"].time == "waiting"
    assert marks(permit.to_be_supplemented(working_city), "2026-12-30 09:00")["assign"].time == "waiting"


def test_a_log_that_leads_elsewhere_shows_no_way_but_keeps_the_steps(working_city: Office) -> None:
    page = dossier_page(permit.fee_told(working_city), at(NOON))
    other = replace(page, process=page.procedure.process.initial)
    assert flows_taken(other) == frozenset()
    assert marks_of(other, at(NOON))["receive"].state == "passed"


def test_a_step_tells_what_it_may_take_and_what_it_took(working_city: Office) -> None:
    row = next(row for row in shown(permit.drafted(working_city)).rows if row.step == "Kiểm tra thực địa")
    assert (row.allowed, row.took, row.state) == ("16 giờ", "3 ngày 4 giờ", "Đã xong")


def test_a_procedure_is_shown_without_a_dossier(working_city: Office) -> None:
    page = dossier_page(filed(working_city), at(NOON))
    bare = procedure_diagram(page.procedure)
    assert not bare.of_dossier
    assert {row.state for row in bare.rows} == {""}
    assert "d-token" not in bare.svg


def test_the_page_part_is_well_formed_and_says_everything_in_words(working_city: Office) -> None:
    diagram = shown(permit.resolved(working_city))
    html = render_to_string("ui/diagram.html", {"diagram": diagram})
    tree = ElementTree.fromstring(f"<div>{html}</div>")
    assert len(tree.findall(".//tbody/tr")) == len(diagram.rows)
    assert "Hồ sơ đang ở bước «Chờ nộp lệ phí» (Người nộp hồ sơ), chờ người nộp." in html
    assert "style=" not in html


def test_the_reader_chooses_the_language(working_city: Office) -> None:
    dossier = permit.resolved(working_city)
    with translation.override("en"):
        assert shown(dossier).summary.startswith("The dossier is at the step")
