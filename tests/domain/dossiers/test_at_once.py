"""Many at once: one wins, the others are told, nothing is done twice, no number is lost."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.models import Dossier, DossierEvent, OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.filing import submit_dossier
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import TaskKind
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import read_outbox
from tests.at_once import at_once
from tests.domain.dossiers.test_services import ECONOMY, MINUTES, ONE_STOP, assigned, drafted, n_of
from tests.office import Office, at

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_officers_who_accept_at_once_one_wins_and_the_other_is_told(working_city: Office):
    dossier = working_city.filed().dossier_id
    n = n_of(dossier, "receive")
    clerks = [working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30") for _ in range(6)]
    answers = at_once(*(lambda by=by: steps.accept_dossier(dossier, n, by) for by in clerks))
    assert sum(isinstance(answer, TaskGoneError) for answer in answers) == 5
    assert DossierEvent.objects.filter(dossier_id=dossier, kind="DossierAccepted").count() == 1
    assert list(verify_log()) == []


def test_one_click_sent_many_times_is_done_once_and_answered_alike(working_city: Office):
    dossier = working_city.filed().dossier_id
    n, by = n_of(dossier, "receive"), working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    answers = at_once(*(lambda: steps.accept_dossier(dossier, n, by) for _ in range(6)))
    assert {answer.case.code for answer in answers} == {"H29.27094-261103-0001"}
    assert sum(not answer.repeated for answer in answers) == 1


def test_one_filing_sent_many_times_is_one_dossier(working_city: Office):
    by = working_city.citizen("2026-11-02 09:00")
    answers = at_once(*(lambda: submit_dossier(working_city.permit(by), by) for _ in range(6)))
    assert len({(answer.dossier_id, answer.reference) for answer in answers}) == 1
    assert Dossier.objects.count() == 1


def test_ten_clerks_who_accept_at_once_give_codes_without_gap_or_repetition(working_city: Office):
    dossiers = [working_city.filed().dossier_id for _ in range(10)]
    clerks = [working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30") for _ in dossiers]
    at_once(
        *(
            lambda d=dossier, by=by: steps.accept_dossier(d, n_of(d, "receive"), by)
            for dossier, by in zip(dossiers, clerks, strict=True)
        )
    )
    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert codes == [f"H29.27094-261103-{n:04d}" for n in range(1, 11)]


def test_two_branches_of_one_dossier_that_end_at_once_both_count(working_city: Office):
    """Neither knew of the other's write: the slower one is decided anew on what then stands."""
    dossier = assigned(working_city)
    from motcua.domain.dossiers.types import Question

    first, second = (working_city.officer(ECONOMY, "specialist", "2026-11-04 09:00") for _ in range(2))
    consult, inspect = n_of(dossier, "consult"), n_of(dossier, "inspect")
    answers = at_once(
        lambda: steps.ask_opinions(dossier, consult, (Question("fire_police", "Lối thoát nạn?"),), first),
        lambda: steps.record_inspection(dossier, inspect, MINUTES, "", second),
    )
    assert not any(isinstance(answer, Exception) for answer in answers)
    open_steps = OpenTask.objects.filter(dossier_id=dossier, kind=TaskKind.STEP).values_list("step", flat=True)
    assert list(open_steps) == ["appraise"]
    assert list(verify_log()) == []


def test_a_timer_that_many_workers_see_fires_once(working_city: Office):
    dossier = drafted(working_city)
    now = at("2026-11-16 17:30")
    [(_, n)] = due_timers(now)
    fired = at_once(*(lambda: fire_timer(dossier, n, now) for _ in range(5)))
    assert sorted(fired) == [False] * 4 + [True]


def test_many_readers_of_the_outbox_count_each_event_once(working_city: Office):
    for _ in range(12):
        working_city.filed()
    at_once(*(lambda: read_outbox(at("2026-11-02 10:00"), most=3) for _ in range(6)))
    read_outbox(at("2026-11-02 10:00"))
    assert DailyCount.objects.get(measure="submitted").n == 12
