"""What an officer finds in his inbox, and in which order."""

import pytest

from motcua.domain.dossiers.queries.inbox import InboxFilter, Urgency, Whose, inbox, inbox_counts
from motcua.domain.dossiers.services import counter, steps
from motcua.domain.dossiers.types import Question, SupplementItem
from motcua.domain.identity.policies import NO_SCOPE
from tests import permit
from tests.domain.dossiers.permit_in_work import ECONOMY, LEADERSHIP, ONE_STOP, accepted, assigned, by_specialist, n_of
from tests.office import Office, at

pytestmark = pytest.mark.django_db
ALL = InboxFilter(Whose.OFFICE)


def test_the_law_says_what_comes_first_and_nobody_is_late_with_what_waits(working_city: Office):
    late = assigned(working_city, "2026-11-02 09:00", "2026-11-03 08:30")
    in_time = assigned(working_city, "2026-11-19 09:00", "2026-11-20 08:30")
    waiting = assigned(working_city, "2026-11-02 10:00", "2026-11-03 09:30")
    item = SupplementItem("drawings", "Mặt cắt móng", "Bản vẽ thiếu.")
    steps.request_supplement(
        waiting, n_of(waiting, "inspect"), (item,), by_specialist(working_city, "2026-11-04 09:00")
    )
    found = inbox(working_city.city.scope(ECONOMY, "specialist"), InboxFilter(), at("2026-11-23 09:00"))
    assert [row.dossier.id for row in found.rows] == [late, late, in_time, in_time, waiting, waiting]
    assert found.by_urgency == {Urgency.LATE: 2, Urgency.SOON: 0, Urgency.IN_TIME: 2, Urgency.WAITING: 2}
    assert found.rows[0].left.vi == "quá hạn 5 ngày"


def test_reception_is_owed_by_its_own_limit_before_there_is_a_due_date(working_city: Office):
    working_city.filed("2026-11-20 16:00")
    clerk = working_city.city.scope(ONE_STOP, "one_stop_officer")
    [row] = inbox(clerk, InboxFilter(Whose.FREE), at("2026-11-23 09:00")).rows
    assert (row.urgency, row.left.vi) == (Urgency.LATE, "quá hạn 30 phút làm việc")


def test_an_opinion_is_owed_by_its_own_day(working_city: Office):
    dossier = assigned(working_city)
    asked = (Question("planning_department", "Xin ý kiến về chỉ giới."),)
    steps.ask_opinions(dossier, n_of(dossier, "consult"), asked, by_specialist(working_city, "2026-11-03 11:00"))
    planning = working_city.city.scope("H29.13.01", "department_leader")
    [row] = inbox(planning, InboxFilter(Whose.FREE), at("2026-11-12 09:00")).rows
    assert row.step_name.vi == "Cho ý kiến phối hợp"
    assert row.left.vi == "còn 2 ngày làm việc"


def test_a_head_sees_what_he_may_give_out_apart_from_what_he_may_do(working_city: Office):
    assigned(working_city)
    accepted(working_city, "2026-11-02 10:00")
    head = working_city.city.scope(ECONOMY, "division_head")
    assert inbox_counts(head) == {Whose.MINE: 0, Whose.FREE: 1, Whose.OFFICE: 3}
    chairman = working_city.city.scope(LEADERSHIP, "commune_chairman")
    assert inbox_counts(chairman) == {Whose.MINE: 0, Whose.FREE: 0, Whose.OFFICE: 3}


def test_filters_say_how_many_tasks_they_leave(working_city: Office):
    assigned(working_city)
    specialist = working_city.city.scope(ECONOMY, "specialist")
    found = inbox(specialist, InboxFilter(step="inspect"), at("2026-11-04 09:00"))
    assert [row.task.step for row in found.rows] == ["inspect"]
    assert [(each.key, each.tasks) for each in found.procedures] == [("1.013225", 2)]
    assert {each.key: each.tasks for each in found.steps} == {"consult": 1, "inspect": 1}
    assert inbox(specialist, InboxFilter(procedure_code="1.001193"), at("2026-11-04 09:00")).total == 0


def test_pages_hold_each_task_once(working_city: Office):
    for hour in (10, 11, 12):
        assigned(working_city, f"2026-11-02 {hour}:00")
    scope, now = working_city.city.scope(ECONOMY, "specialist"), at("2026-11-04 09:00")
    pages = [inbox(scope, ALL, now, first=first, size=4).rows for first in (0, 4)]
    seen = [(row.dossier.id, row.task.n) for page in pages for row in page]
    assert (len(seen), len(set(seen))) == (6, 6)


def test_an_officer_without_postings_has_an_empty_inbox(working_city: Office):
    assigned(working_city)
    assert inbox(NO_SCOPE, ALL, at("2026-11-04 09:00")).total == 0


def test_a_result_that_lies_ready_is_owed_no_more(working_city: Office):
    dossier = permit.resolved(working_city)
    cashier = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-18 14:00")
    counter.record_payment(dossier, 75_000, "0000123", cashier)
    clerk = working_city.city.scope(ONE_STOP, "one_stop_officer")
    [row] = inbox(clerk, InboxFilter(Whose.FREE), at("2027-03-01 09:00")).rows
    assert (row.task.step, row.urgency, row.left) == ("return_result", Urgency.IN_TIME, None)
