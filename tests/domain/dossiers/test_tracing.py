"""A dossier's events come out as a case of mining: when each step could be done, was taken, was begun and was over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from motcua.core.mining.conformance import check_conformance, steerable
from motcua.core.mining.log import Event
from motcua.core.mining.traces import Trace, gathered
from motcua.core.process import read_model
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries import traces as query
from motcua.domain.dossiers.queries.traces import Selection, traces
from motcua.domain.dossiers.services import citizen, counter
from motcua.domain.dossiers.tracing import ATTRIBUTES, trace_of
from tests.office import CATALOGUE, PERMIT, Office, at
from tests.permit import ECONOMY, ONE_STOP, WARD, accepted, refused, returned, to_be_supplemented

MORNING = at("2026-11-23 08:00")
OFFICER, CITIZEN = "officer:7", "citizen:00000000-0000-0000-0000-000000000001"


def hour(hours: int) -> datetime:
    return MORNING + timedelta(hours=hours)


def told(*happened: tuple[EventKind, int, str, dict[str, object]]) -> Trace:
    """The trace of events at the step `appraise`, given by kind, hour, actor and data."""
    events = [
        RecordedEvent(seq, hour(at_hour), kind, actor, None, "appraise", "specialist", data, "")
        for seq, (kind, at_hour, actor, data) in enumerate(happened, 1)
    ]
    return trace_of("H29-1", {}, events)


def enabled() -> tuple[EventKind, int, str, dict[str, object]]:
    return EventKind.STEP_ENABLED, 0, CITIZEN, {"n": 1, "holder": None}


def step(kind: EventKind, hours: int, actor: str = OFFICER) -> tuple[EventKind, int, str, dict[str, object]]:
    return kind, hours, actor, {"n": 1, "kind": "step"}


def test_a_step_tells_when_it_could_be_done_was_taken_was_begun_and_was_over() -> None:
    trace = told(
        enabled(), step(EventKind.STEP_CLAIMED, 1), step(EventKind.STEP_STARTED, 2), step(EventKind.STEP_COMPLETED, 5)
    )
    assert trace.events == [Event("H29-1", "appraise", hour(5), hour(2), hour(1), hour(0), "7", "specialist")]


def test_what_was_given_back_or_to_another_counts_from_when_it_was_taken_again() -> None:
    for kind in (EventKind.STEP_RELEASED, EventKind.STEP_ASSIGNED):
        trace = told(
            enabled(),
            step(EventKind.STEP_CLAIMED, 1),
            step(EventKind.STEP_STARTED, 2),
            step(kind, 3),
            step(EventKind.STEP_CLAIMED, 4, "officer:8"),
            step(EventKind.STEP_COMPLETED, 6, "officer:8"),
        )
        [event] = trace.events
        assert (event.claimed, event.started, event.resource) == (hour(4), None, "8")


def test_what_went_back_was_done_and_what_was_taken_away_was_not() -> None:
    assert [event.activity for event in told(enabled(), step(EventKind.STEP_RETURNED, 1)).events] == ["appraise"]
    assert told(enabled(), step(EventKind.STEP_CANCELLED, 1)).events == []
    assert told(enabled(), step(EventKind.STEP_FAILED, 1)).events == []


def test_asking_for_more_ends_the_work_and_the_answer_opens_the_step_again() -> None:
    trace = told(
        enabled(),
        step(EventKind.STEP_CLAIMED, 1),
        step(EventKind.STEP_STARTED, 1),
        (EventKind.SUPPLEMENT_REQUESTED, 2, OFFICER, {"letter": 1, "items": 1}),
        (EventKind.CLOCK_PAUSED, 2, OFFICER, {}),
        (EventKind.SUPPLEMENT_RECEIVED, 50, CITIZEN, {"papers": 1}),
        (EventKind.CLOCK_RESTARTED, 50, CITIZEN, {}),
        step(EventKind.STEP_COMPLETED, 52),
    )
    asked, done = trace.events
    assert (asked.activity, asked.started, asked.ended) == ("appraise:supplement", hour(1), hour(2))
    assert (done.activity, done.enabled, done.claimed, done.started) == ("appraise", hour(50), hour(50), None)
    assert (trace.attributes["supplements"], trace.attributes["paused"]) == (1, 48 * 3600)


def test_not_accepting_is_the_work_of_the_reception() -> None:
    trace = told(
        enabled(),
        (EventKind.REFUSED, 1, OFFICER, {}),
        step(EventKind.STEP_STARTED, 1),
        step(EventKind.STEP_CANCELLED, 1),
    )
    assert [(event.activity, event.resource) for event in trace.events] == [("appraise:refused", "7")]


def wait(kind: EventKind, hours: int, **data: object) -> tuple[EventKind, int, str, dict[str, object]]:
    return kind, hours, CITIZEN, {"n": 2, "step": "pay", **data}


def test_a_wait_for_somebody_outside_lasts_and_is_nobodys_work() -> None:
    [event] = told(wait(EventKind.WAIT_BEGAN, 1), wait(EventKind.WAIT_ENDED, 9, by="answer")).events
    assert (event.activity, event.enabled, event.started, event.ended) == ("pay", hour(1), hour(1), hour(9))
    assert (event.resource, event.role) == ("", "")


def test_an_answer_that_was_overtaken_did_not_come() -> None:
    assert told(wait(EventKind.WAIT_BEGAN, 1), wait(EventKind.WAIT_ENDED, 9, by="overtaken")).events == []


def test_opinions_of_others_are_not_steps_of_the_process() -> None:
    opinion = (EventKind.STEP_STARTED, 1, OFFICER, {"n": 1, "kind": "opinion"})
    [event] = told(enabled(), opinion, step(EventKind.STEP_COMPLETED, 2)).events
    assert event.started is None


def test_work_that_moved_to_another_version_keeps_what_it_was() -> None:
    trace = told(
        enabled(),
        step(EventKind.STEP_CLAIMED, 1),
        (EventKind.PROCESS_CHANGED, 2, OFFICER, {"moves": [[1, 4, "appraise", "appraise_anew"]]}),
        (EventKind.STEP_COMPLETED, 3, OFFICER, {"n": 4}),
    )
    [event] = trace.events
    assert (event.activity, event.enabled, event.claimed) == ("appraise_anew", hour(0), hour(1))


def test_a_wait_that_moved_to_another_version_lasts_from_its_begin() -> None:
    moved = (EventKind.PROCESS_CHANGED, 2, OFFICER, {"moves": [[2, 5, "pay", "pay_anew"]]})
    ended = (EventKind.WAIT_ENDED, 9, CITIZEN, {"n": 5, "step": "pay_anew", "by": "answer"})
    [event] = told(wait(EventKind.WAIT_BEGAN, 1), moved, ended).events
    assert (event.activity, event.started) == ("pay_anew", hour(1))


def test_a_version_that_was_put_back_has_the_work_it_had() -> None:
    trace = told(
        enabled(),
        (EventKind.PROCESS_CHANGED, 2, OFFICER, {"moves": [[1, 4, "appraise", "appraise_anew"]]}),
        (EventKind.PROCESS_RESTORED, 3, OFFICER, {}),
        step(EventKind.STEP_COMPLETED, 4),
    )
    [event] = trace.events
    assert (event.activity, event.enabled) == ("appraise", hour(0))


def test_citizens_and_machines_are_nobody() -> None:
    for actor in (CITIZEN, "system:timer"):
        assert [event.resource for event in told(enabled(), step(EventKind.STEP_COMPLETED, 1, actor)).events] == [""]


# --- the city's own log

pytestmark = pytest.mark.django_db


def trace(dossier: UUID) -> Trace:
    """The trace of one dossier out of the log."""
    code = Dossier.objects.get(pk=dossier).code or str(dossier)
    return next(each for each in traces(Selection()) if each.case == code)


def test_a_permit_is_told_from_its_filing_to_its_return(working_city: Office) -> None:
    found = trace(returned(working_city))
    assert [event.activity for event in found.events][:3] == ["receive", "assign", "consult"]
    assert found.events[-1].activity == "return_result"
    assert set(found.attributes) <= set(ATTRIBUTES)
    assert (found.attributes["procedure"], found.attributes["office"]) == (PERMIT, WARD)
    assert (found.attributes["phase"], found.attributes["outcome"]) == ("returned", "on_time")
    first = found.events[0]
    assert first.enabled == found.attributes["submitted"] == at("2026-11-02 09:00")
    assert first.resource == str(working_city.city.who(ONE_STOP, "one_stop_officer"))


def test_nobody_but_officers_is_told_and_they_only_by_their_numbers(working_city: Office) -> None:
    dossier = returned(working_city)
    found = trace(dossier)
    words = " ".join(map(str, [*found.attributes.values(), *found.events]))
    row = Dossier.objects.get(pk=dossier)
    assert row.applicant_name not in words
    assert row.reference not in words
    assert all(event.resource.isdigit() for event in found.events if event.resource)
    named = next(iter(traces(Selection(), lambda number: f"officer {number}")))
    assert {event.resource.partition(" ")[0] for event in named.events if event.resource} == {"officer"}


def test_what_the_law_decided_is_told_of_each_end(working_city: Office) -> None:
    refusal, supplement = trace(refused(working_city)), trace(to_be_supplemented(working_city))
    assert refusal.events[-1].activity.startswith("receive")
    assert (refusal.attributes["phase"], "outcome" in refusal.attributes) == ("not_accepted", False)
    assert supplement.events[-1].activity == "assign:supplement"
    assert supplement.attributes["supplements"] == 1


def test_a_permit_that_went_its_way_fits_the_process_that_it_ran_on(working_city: Office) -> None:
    returned(working_city)
    process = steerable(read_model((CATALOGUE / PERMIT / "process.bpmn").read_bytes()))
    found = check_conformance(gathered(traces(Selection())), process)
    assert found.deviations == ()
    assert found.fitness == 1


def test_a_part_of_the_log_is_chosen_by_day_procedure_and_office(working_city: Office) -> None:
    accepted(working_city)
    filed, there = date(2026, 11, 2), working_city.city.office(WARD)

    def count(selection: Selection) -> int:
        return len(list(traces(selection)))

    assert count(Selection(filed, filed, PERMIT, there)) == 1
    assert count(Selection(first=filed + timedelta(days=1))) == 0
    assert count(Selection(last=filed - timedelta(days=1))) == 0
    assert count(Selection(procedure="9.999999")) == 0
    assert count(Selection(office_id=working_city.city.office(ECONOMY))) == 0


def test_the_log_is_read_in_spans_and_none_is_read_twice(working_city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        accepted(working_city)
    whole = [each.case for each in traces(Selection())]
    assert len(set(whole)) == len(whole) == 5
    for size in (1, 2, 5):
        monkeypatch.setattr(query, "AT_A_TIME", size)
        assert [each.case for each in traces(Selection())] == whole


def test_withdrawn_and_stopped_dossiers_end_without_an_outcome(working_city: Office) -> None:
    withdrawn, stopped = accepted(working_city), accepted(working_city)
    citizen.withdraw_dossier(withdrawn, "Không xây nữa.", working_city.citizen("2026-11-05 09:00"))
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-04 09:00")
    counter.stop_dossier(stopped, "Người nộp đề nghị dừng.", clerk)
    for dossier, phase in ((withdrawn, "withdrawn"), (stopped, "stopped")):
        known = trace(dossier).attributes
        assert (known["phase"], known.get("outcome"), "ended" in known) == (phase, None, True)
