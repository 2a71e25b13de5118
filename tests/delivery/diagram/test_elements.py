"""Several instances, events, errors, signals and decisions in the picture of a dossier and in its story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import translation

from motcua.delivery.ui.diagram import dossier_diagram
from motcua.delivery.ui.diagram.standing import marks_of
from motcua.delivery.ui.diagram.trail import flows_taken
from motcua.delivery.ui.timeline import past, present
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.instances import named_by_item
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.services import citizen
from tests import elements
from tests.city import City
from tests.elements import does, ns_of
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NOON = "2026-11-23 12:00"


@pytest.fixture
def office(city: City, tmp_path: Path) -> Office:
    return elements.office_of(city, tmp_path)


def one_answered(office: Office) -> UUID:
    dossier = elements.accepted(office)
    does(office, dossier, "consult", "agree", "2026-11-03 10:00", n=ns_of(dossier, "consult")[0])
    return dossier


def refused_by_one(office: Office) -> UUID:
    dossier = one_answered(office)
    does(office, dossier, "consult", "refuse", "2026-11-04 10:00", n=ns_of(dossier, "consult")[1])
    return dossier


def reminded(office: Office) -> UUID:
    dossier = one_answered(office)
    elements.time_passes("2026-11-09 17:30")
    return dossier


def overtaken(office: Office) -> UUID:
    dossier = reminded(office)
    elements.time_passes("2026-11-16 17:30")
    return dossier


def asked(office: Office) -> UUID:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "ask", "2026-11-09 10:00")
    return dossier


def answered(office: Office) -> UUID:
    dossier = asked(office)
    citizen.answer_office(dossier, office.citizen("2026-11-11 09:00"))
    return dossier


def unanswered(office: Office) -> UUID:
    dossier = asked(office)
    elements.time_passes("2026-11-20 09:00")
    return dossier


def signalled(office: Office) -> UUID:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "alert", "2026-11-09 10:00")
    return dossier


def failed(office: Office) -> UUID:
    dossier = elements.consulted(office)
    does(office, dossier, "check", "unfounded", "2026-11-09 10:00")
    return dossier


def measured_twice(office: Office) -> UUID:
    dossier = signalled(office)
    does(office, dossier, "note_change", "", "2026-11-09 11:00")
    does(office, dossier, "measure", "again", "2026-11-09 14:00")
    does(office, dossier, "measure", "done", "2026-11-09 15:00")
    return dossier


def over(office: Office) -> UUID:
    dossier = measured_twice(office)
    elements.ended(office, dossier, "2026-11-10")
    return dossier


Station = Callable[[Office], UUID]
# Where tokens stand, how many, and arrows on the way there.
STATIONS: dict[Station, tuple[dict[str, int], set[str]]] = {
    elements.accepted: ({"consult": 3}, {"to_consult"}),
    one_answered: ({"consult": 2}, {"to_consult"}),
    refused_by_one: ({"check": 1}, {"consult_to_consulted"}),
    reminded: ({"consult": 2}, {"to_told_above"}),
    overtaken: ({"check": 1}, {"to_told_above", "silence_to_consulted"}),
    asked: ({"answer": 1, "no_answer": 1}, {"is_clear_to_ask"}),
    answered: ({"check": 1}, {"answer_to_check"}),
    unanswered: ({"measure": 1}, {"no_answer_to_end"}),
    signalled: ({"note_change": 1, "measure": 1}, {"change_to_end", "to_note_change"}),
    failed: ({"draft_refusal": 1}, {"is_clear_to_unfounded", "to_draft_refusal"}),
    measured_twice: ({"sign": 1}, {"measure_to_drafted", "to_change_noted"}),
    over: ({}, {"to_returned"}),
}


@pytest.mark.parametrize("station", STATIONS)
def test_tokens_stand_where_somebody_can_act(station: Station, office: Office) -> None:
    page = dossier_page(station(office), at(NOON))
    now = {name: mark.tokens for name, mark in marks_of(page, at(NOON)).items() if mark.state == "now"}
    steps = {name: count for name, count in now.items() if name in page.procedure.steps}
    assert steps == STATIONS[station][0]


@pytest.mark.parametrize("station", STATIONS)
def test_the_log_replayed_ends_where_the_dossier_stands(station: Station, office: Office) -> None:
    assert STATIONS[station][1] <= flows_taken(dossier_page(station(office), at(NOON)))


def test_what_may_still_be_started_by_an_event_is_not_shown_as_passed_over(office: Office) -> None:
    marks = marks_of(dossier_page(elements.consulted(office), at(NOON)), at(NOON))
    assert {"change", "change_told", "note_change", "found_unfounded"}.isdisjoint(
        name for name, mark in marks.items() if mark.state == "skipped"
    )


def test_instances_side_by_side_take_their_time_once(office: Office) -> None:
    page = dossier_page(overtaken(office), at(NOON))
    row = next(row for row in dossier_diagram(page, at(NOON)).rows if row.step == "Hỏi từng cơ quan")
    assert row.took == "10 ngày 7 giờ"


@pytest.mark.parametrize(("language", "words"), [("vi", "quy tắc số 2"), ("en", "rule 2")])
def test_officers_read_every_event_in_words(language: str, words: str, office: Office) -> None:
    page = dossier_page(over(office), at(NOON))
    with translation.override(language):
        told = [line.what for line in past(page.events, page.procedure, in_full=True)]
    assert any(words in what for what in told)
    assert not any(what == "consult" or "None" in what for what in told)


def test_errors_escalations_and_signals_are_told_by_the_names_of_the_drawing(office: Office) -> None:
    told = []
    for station in (reminded, failed, signalled):
        page = dossier_page(station(office), at(NOON))
        told += [line.what for line in past(page.events, page.procedure, in_full=True)]
    assert "Báo lên cấp trên: Báo lãnh đạo" in told
    assert "Quy trình rẽ sang xử lý lỗi: Không đủ điều kiện" in told
    assert "Phát tín hiệu Hiện trạng thay đổi" in told
    assert "Bắt đầu Hỏi từng cơ quan: 3 lượt" in told
    assert "Đến bước: Hỏi từng cơ quan (lượt 2)" in told


def test_who_holds_the_code_reads_each_instance_and_nothing_of_the_form(office: Office) -> None:
    dossier = one_answered(office)
    page = dossier_page(dossier, at("2026-11-04 09:00"))
    lines = [line.what for line in present(page.tasks, page.process, page.procedure, page.card)]
    assert lines == ["Hỏi từng cơ quan (lượt 2)", "Hỏi từng cơ quan (lượt 3)"]


def test_an_officer_reads_whom_an_instance_concerns(office: Office) -> None:
    page = dossier_page(one_answered(office), at(NOON))
    assert [named_by_item(page, task, at(NOON)).vi for task in page.tasks] == [
        "Hỏi từng cơ quan: Điện lực",
        "Hỏi từng cơ quan: Cấp nước",
    ]


def test_the_public_page_of_such_a_dossier_opens(office: Office, client: Client) -> None:
    code = Dossier.objects.get(pk=asked(office)).code
    answer = client.get(f"/tra-cuu/{code}/")
    assert answer.status_code == 200
    assert "Chờ giải trình" in answer.content.decode()
