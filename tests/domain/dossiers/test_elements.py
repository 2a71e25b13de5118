"""A procedure that draws several instances, events, errors, signals, a loop and a decision table, on real dossiers."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from motcua.core.deadlines import PauseCause
from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.foresight import what_follows
from motcua.domain.dossiers.queries.inbox import InboxFilter, Whose, inbox_rows
from motcua.domain.dossiers.queries.page import events_of
from motcua.domain.dossiers.services import audit, citizen, steps
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import WaitingFor
from tests import elements
from tests.city import City
from tests.elements import AGENCIES, ECONOMY, does, n_of, ns_of
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city: City, tmp_path: Path) -> Office:
    return elements.office_of(city, tmp_path)


def case_of(dossier: UUID) -> Any:
    return read_case(dossier, dossier)[0]


def data_of(dossier: UUID, kind: EventKind) -> list[dict[str, Any]]:
    return [dict(event.data) for event in events_of(dossier) if event.kind is kind]


def test_the_table_decides_and_the_log_says_by_which_rule(office: Office) -> None:
    dossier = elements.accepted(office)
    (decided,) = data_of(dossier, EventKind.DECIDED)
    assert decided["answer"] == {"outcome": "consult"}
    assert decided["rules"] == [["Đường xử lý", 2]]
    simple = elements.accepted(office, kind="first")
    assert n_of(simple, "check")
    assert ns_of(simple, "consult") == []


def test_every_agency_is_a_task_of_its_own_in_the_inbox(office: Office) -> None:
    dossier = elements.accepted(office)
    numbers = ns_of(dossier, "consult")
    assert len(numbers) == len(AGENCIES)
    enabled = [event.data["place"] for event in events_of(dossier) if event.step == "consult"]
    assert enabled == [[1], [2], [3]]
    does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=numbers[1])
    assert ns_of(dossier, "consult") == [numbers[0], numbers[2]]
    assert case_of(dossier).answers["consult"] == {"outcome": "agree", "outcomes": ["agree"]}


def test_a_double_click_on_an_instance_is_refused(office: Office) -> None:
    dossier = elements.accepted(office)
    first = ns_of(dossier, "consult")[0]
    does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=first)
    with pytest.raises(TaskGoneError):
        does(office, dossier, "consult", "agree", "2026-11-03 10:01", n=first)
    assert len(ns_of(dossier, "consult")) == 2


def test_the_same_command_twice_ends_one_instance(office: Office) -> None:
    dossier = elements.accepted(office)
    by = office.officer(ECONOMY, "specialist", "2026-11-03 10:00")
    first = ns_of(dossier, "consult")[0]
    assert not steps.complete_step(dossier, first, "agree", "", by).repeated
    assert steps.complete_step(dossier, first, "agree", "", by).repeated
    assert len(ns_of(dossier, "consult")) == 2


def test_one_refusal_is_enough_and_spares_the_others(office: Office) -> None:
    dossier = elements.accepted(office)
    numbers = ns_of(dossier, "consult")
    does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=numbers[0])
    does(office, dossier, "consult", "refuse", "2026-11-04 10:00", n=numbers[2])
    assert ns_of(dossier, "consult") == []
    assert case_of(dossier).answers["consult"]["outcomes"] == ["agree", "refuse"]
    assert [data["n"] for data in data_of(dossier, EventKind.STEP_CANCELLED)] == [numbers[1]]
    assert data_of(dossier, EventKind.INSTANCES_ENDED)[0]["completed"] == 2


def test_the_timer_reminds_after_five_days_and_overtakes_the_rest_after_twelve(office: Office) -> None:
    dossier = elements.accepted(office)
    does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=ns_of(dossier, "consult")[0])
    elements.time_passes("2026-11-09 17:30")
    assert len(ns_of(dossier, "consult")) == 2
    (escalated,) = data_of(dossier, EventKind.ESCALATED)
    assert escalated == {"node": "told_above", "code": "slow", "caught_by": ""}
    elements.time_passes("2026-11-16 17:30")
    assert ns_of(dossier, "consult") == []
    assert n_of(dossier, "check")
    assert [data["node"] for data in data_of(dossier, EventKind.INSTANCES_CANCELLED)] == ["consult"]
    assert case_of(dossier).timers == ()


def test_the_clock_runs_as_long_as_one_instance_is_open(office: Office) -> None:
    dossier = elements.accepted(office)
    for n in ns_of(dossier, "consult"):
        case = case_of(dossier)
        assert (case.clock.open_pause, case.waiting_for) == (None, None)
        does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=n)


def test_the_clock_stands_at_the_gateway_and_the_answer_ends_it(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "ask", "2026-11-09 10:00")
    case = case_of(dossier)
    assert case.waiting_for is WaitingFor.ANSWER
    assert case.clock.open_pause.cause is PauseCause.ANSWER
    assert [data["step"] for data in data_of(dossier, EventKind.WAIT_BEGAN)] == ["answer"]
    citizen.answer_office(dossier, office.citizen("2026-11-11 09:00"))
    case = case_of(dossier)
    assert (case.waiting_for, case.clock.open_pause, case.timers) == (None, None, ())
    assert n_of(dossier, "check")


def test_who_does_not_answer_in_time_is_passed_over(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "ask", "2026-11-09 10:00")
    elements.time_passes("2026-11-20 09:00")
    assert n_of(dossier, "measure")
    assert [data["by"] for data in data_of(dossier, EventKind.WAIT_ENDED)] == ["overtaken"]
    assert case_of(dossier).clock.open_pause is None


def test_a_signal_starts_work_beside_the_way_and_is_told_once(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "alert", "2026-11-09 10:00")
    assert (len(ns_of(dossier, "note_change")), len(ns_of(dossier, "measure"))) == (1, 1)
    assert [data["node"] for data in data_of(dossier, EventKind.SIGNAL_GIVEN)] == ["tell_change"]
    does(office, dossier, "note_change", "", "2026-11-09 11:00")
    assert n_of(dossier, "measure")


def test_an_error_inside_goes_the_way_of_its_border(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "unfounded", "2026-11-09 10:00")
    assert n_of(dossier, "draft_refusal")
    assert data_of(dossier, EventKind.ERROR_THROWN) == [
        {"node": "is_unfounded", "code": "unfounded", "caught_by": "found_unfounded"}
    ]


def test_a_loop_keeps_how_every_turn_ended(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "clear", "2026-11-09 10:00")
    does(office, dossier, "measure", "again", "2026-11-09 11:00")
    does(office, dossier, "measure", "done", "2026-11-09 14:00")
    assert case_of(dossier).answers["measure"] == {"outcome": "done", "outcomes": ["again", "done"]}
    elements.ended(office, dossier, "2026-11-10")
    assert Dossier.objects.get(pk=dossier).phase == "returned"


def test_an_officer_is_told_what_would_follow_for_each_instance(office: Office) -> None:
    dossier = elements.accepted(office)
    by = office.officer(ECONOMY, "specialist", "2026-11-03 10:00")
    task = case_of(dossier).tasks[0]
    ahead = what_follows(dossier, task, by.actor, at("2026-11-03 10:00"))
    assert set(ahead) == {"agree", "refuse"}
    assert [step.name.vi for step in ahead["refuse"].steps] == ["Thẩm định"]


def test_the_chain_of_such_a_dossier_holds(office: Office) -> None:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "alert", "2026-11-09 10:00")
    checked = audit.Checked()
    assert list(audit.verify_log(checked)) == []
    assert checked.events


def test_the_officer_sees_all_instances_in_his_inbox(office: Office) -> None:
    dossier = elements.accepted(office)
    by = office.officer(ECONOMY, "specialist", "2026-11-02 10:00")
    rows = inbox_rows(by.scope, InboxFilter(Whose.OFFICE), at("2026-11-02 10:00"))
    assert [(row.dossier.id, row.step_name.vi) for row in rows] == [
        (dossier, f"Hỏi từng cơ quan (lượt {place})") for place in (1, 2, 3)
    ]
