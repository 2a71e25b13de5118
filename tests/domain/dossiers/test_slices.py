"""Each office's own slice of a permit: in time or late, by itself, whatever becomes of the whole."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from motcua.core.deadlines import SliceState
from motcua.domain.dossiers.models import DossierEvent
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.queries.slices import OfficeSlice, SliceKind, slices_of, time_by_agency
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.types import Verdict
from tests import permit
from tests.domain.dossiers.test_services import drafted
from tests.office import Office, at

pytestmark = pytest.mark.django_db


def slices(dossier: UUID, when: str) -> dict[str, OfficeSlice]:
    """The slices by their steps, those of questions by their number."""
    found = slices_of(dossier_page(dossier, at(when)), at(when))
    return {f"opinion {each.n}" if each.kind is SliceKind.OPINION else each.step: each for each in found}


def test_a_step_that_ended_in_time_is_kept_and_one_that_did_not_says_by_how_much(working_city: Office):
    dossier = permit.accepted(working_city)  # accepted at 08:30, to be assigned until 09:30
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-03 11:00")
    steps.assign_dossier(dossier, permit.n_of(dossier, "assign"), specialist, "specialist", head)
    found = slices(dossier, "2026-11-03 11:30")
    assert found["receive"].outcome.state is SliceState.MISSED  # filed on the 2nd at nine, two hours were given
    assert found["assign"].outcome.state is SliceState.MISSED
    assert found["assign"].late_minutes == 90
    assert found["inspect"].outcome.state is SliceState.RUNNING
    assert found["assign"].role == "division_head"


def test_what_a_step_was_when_it_ended_is_in_the_log_for_ever(working_city: Office):
    dossier = permit.accepted(working_city)
    specialist = working_city.city.who(permit.ECONOMY, "specialist")
    head = working_city.officer(permit.ECONOMY, "division_head", "2026-11-03 11:00")
    steps.assign_dossier(dossier, permit.n_of(dossier, "assign"), specialist, "specialist", head)
    event = DossierEvent.objects.get(dossier_id=dossier, kind="StepCompleted", step="assign")
    assert event.data["due"] == "2026-11-03T09:30:00+07:00"
    assert event.data["late_minutes"] == 90


def test_an_agency_answers_for_its_own_slice_and_the_whole_may_be_in_time(working_city: Office):
    dossier = drafted(working_city)  # three agencies were asked on 3 November, twelve days each
    planning = working_city.officer("H29.13.01", "department_leader", "2026-11-16 16:00")
    steps.give_opinion(dossier, 1, Verdict.AGREE, "", planning)
    found = slices(dossier, "2026-11-16 17:00")
    assert found["opinion 1"].outcome.state is SliceState.KEPT
    assert found["opinion 2"].outcome.state is SliceState.RUNNING
    page = dossier_page(dossier, at("2026-11-16 17:00"))
    agencies = {each.agency_id: each for each in time_by_agency(page, at("2026-11-16 17:00"))}
    ward, department = working_city.city.office(permit.WARD), working_city.city.office("H29.13")
    assert agencies[department].late == 0
    assert agencies[ward].late >= 1
    assert agencies[ward].late_by > timedelta()
    assert page.card.standing.remaining is not None
    assert not page.card.standing.remaining.overdue


def test_while_a_supplement_is_awaited_no_open_step_is_late(working_city: Office):
    dossier = permit.to_be_supplemented(working_city)
    assert slices(dossier, "2026-11-12 09:00")["assign"].outcome.state is SliceState.RUNNING
