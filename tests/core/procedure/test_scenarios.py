"""Scenarios: read aloud they say what must happen, and each thing that happens otherwise is named with its line."""

from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.procedure import Procedure, read_package
from motcua.core.procedure.scenarios import ScenarioOutcome, coverage, run_scenarios
from motcua.core.workcal import WeekPattern, WorkCalendar
from tests.catalogue.reading import MINIMAL, files_in, shared
from tests.core.workcal.office import CALENDAR_2026, HOURS, at

ONLINE = {"case": "one", "channel": "online", "filed": "2026-10-05 08:30", "form": {"kind": "first", "copies": 1}}
GRANTED = {"receive": "accept", "opinions": "silence", "check": "clear", "sign": "sign"}
PATH = ["receive", "ask", "opinions", "check", "sign", "issue", "return_result"]


def minimal(*changes: tuple[str, str, str]) -> tuple[dict[str, bytes], Procedure]:
    """The minimal package with changes (file, old text, new text), and what it is read as."""
    files = files_in(MINIMAL)
    for file, old, new in changes:
        assert files[file].count(old.encode()) == 1
        files[file] = files[file].replace(old.encode(), new.encode())
    return files, read_package(files, shared())


def told(*changes: tuple[str, str, str], calendar: WorkCalendar = CALENDAR_2026, **story: Any) -> ScenarioOutcome:
    """How a story about the minimal package comes out."""
    whole = {"name": {"vi": "Được cấp", "en": "Granted"}, **ONLINE, **story}
    whole.setdefault("expect", {"path": PATH, "end": "returned"})
    files, procedure = minimal(*changes)
    source = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode()
    (outcome,) = run_scenarios(procedure, {**files, "scenarios/story.yaml": source}, shared(), calendar)
    return outcome


def due(outcome: ScenarioOutcome) -> dict[str, datetime | None]:
    assert outcome.played
    return {passage.step: passage.due_at for passage in outcome.played.passages}


def different(outcome: ScenarioOutcome) -> dict[str, tuple[str, str]]:
    return {each.what.en: (each.expected, each.happened) for each in outcome.differences}


def test_a_story_that_comes_out_as_written_passes():
    outcome = told(answers=GRANTED)
    assert outcome.passed
    assert outcome.differences == ()
    assert outcome.file == "scenarios/story.yaml"


def test_a_step_without_a_moment_takes_all_its_time():
    outcome = told(answers=GRANTED)
    assert due(outcome) == {
        "receive": at("2026-10-05 10:30"),
        "ask": at("2026-10-05 14:00"),
        "opinions": at("2026-10-07 17:30"),
        "check": at("2026-10-08 14:00"),
        "sign": at("2026-10-09 08:30"),
        "issue": at("2026-10-09 10:30"),
        "return_result": None,
    }


def test_silence_ends_a_wait_when_its_timer_comes_due():
    played = told(answers=GRANTED).played
    assert played
    opinions = next(passage for passage in played.passages if passage.step == "opinions")
    assert (opinions.ended_at, opinions.outcome) == (at("2026-10-07 14:00"), "silence")


def test_times_fees_results_and_letters_are_compared():
    expect = {
        "path": PATH,
        "waiting": [],
        "due": {"receive": "2026-10-05 10:30", "issue": ["2026-10-09 10:30"]},
        "promised": "2026-10-12 17:30",
        "deadline": "2026-10-12 17:30",
        "limit": "usual",
        "in_time": True,
        "fees": 30000,
        "results": ["paper"],
        "letters": ["receipt_slip", "fee_notice", "opinion_request", "paper"],
        "end": "returned",
    }
    assert told(answers=GRANTED, expect=expect).passed


def test_each_thing_that_comes_out_otherwise_is_named_with_its_line():
    expect = {
        "path": ["receive", "check"],
        "waiting": ["sign"],
        "due": {"receive": "2026-10-05 10:00", "sign": ["2026-10-09 08:30", "2026-10-12 08:30"]},
        "promised": "2026-10-09 17:30",
        "deadline": "2026-10-13 17:30",
        "limit": "verification",
        "in_time": False,
        "fees": 60000,
        "results": ["refusal"],
        "letters": [],
        "end": "open",
    }
    outcome = told(answers=GRANTED, expect=expect)
    assert not outcome.passed
    assert different(outcome) == {
        "path": ("receive → check", " → ".join(PATH)),
        "steps still open": ("sign", "–"),
        "due time of step receive": ("2026-10-05 10:00", "2026-10-05 10:30"),
        "due time of step sign": ("2026-10-09 08:30, 2026-10-12 08:30", "2026-10-09 08:30"),
        "promised date": ("2026-10-09 17:30", "2026-10-12 17:30"),
        "deadline": ("2026-10-13 17:30", "2026-10-12 17:30"),
        "limit that applies": ("verification", "usual"),
        "in time": ("false", "true"),
        "fees": ("60.000 đồng", "30.000 đồng"),
        "results": ("refusal", "paper"),
        "letters": ("–", "receipt_slip, fee_notice, opinion_request, paper"),
        "end of the dossier": ("open", "returned"),
    }
    lines = [each.line for each in outcome.differences]
    assert lines == sorted(lines)
    assert all(each.sentence.vi.startswith(each.what.vi) for each in outcome.differences)


def test_a_step_that_offers_a_choice_waits_for_an_answer():
    outcome = told(answers={"receive": "accept", "opinions": "silence"})
    assert outcome.played
    assert outcome.played.waiting == ("check",)
    assert outcome.played.end == "open"


def test_an_officers_step_may_be_left_undone():
    outcome = told(answers={"receive": "accept", "ask": "nobody"}, expect={"path": ["receive"], "end": "open"})
    assert outcome.passed


def test_a_wait_that_nobody_answers_and_no_timer_ends_stays_open():
    drop = (
        "process.bpmn",
        '<timerEventDefinition id="silence_time" motcua:workingDays="2"/>',
        "<messageEventDefinition/>",
    )
    outcome = told(drop, answers={"receive": "accept"})
    assert outcome.played
    assert outcome.played.waiting == ("opinions",)


def test_a_way_back_is_walked_as_often_as_it_is_answered():
    answers = {**GRANTED, "check": ["clear", "clear"], "sign": ["return", "sign"]}
    outcome = told(answers=answers, expect={"path": [*PATH[:5], "check", "sign", *PATH[5:]], "end": "returned"})
    assert outcome.passed


def test_answers_that_nothing_asks_for_are_named():
    outcome = told(answers={**GRANTED, "sign": ["sign", "sign"], "verify": "done"})
    assert different(outcome) == {
        "the answers of step sign": ("sign, sign", "sign"),
        "the answers of step verify": ("done", "–"),
    }


def test_an_answer_that_a_timer_overtakes_is_named():
    outcome = told(answers={**GRANTED, "opinions": {"at": "2026-10-09 09:00"}})
    assert different(outcome) == {"the answers of step opinions": ("done", "silence")}


def test_an_answer_before_its_step_begins_is_named():
    outcome = told(answers={**GRANTED, "check": {"outcome": "clear", "at": "2026-10-05 09:00"}})
    assert different(outcome) == {
        "step check has not begun when it is answered": ("2026-10-05 09:00", "2026-10-07 14:00")
    }


def test_what_should_happen_when_all_is_over_is_named():
    outcome = told(answers=GRANTED, meanwhile=[{"withdrawn": "2026-12-01 09:00"}])
    assert different(outcome) == {"what happens beside the steps: withdrawn": ("2026-12-01 09:00", "–")}


def test_a_limit_takes_over_when_its_fact_turns_out():
    answers = {**GRANTED, "check": "verify"}
    expect = {
        "path": [*PATH[:4], "verify", *PATH[4:]],
        "promised": "2026-10-12 17:30",
        "deadline": "2026-10-15 17:30",
        "limit": "verification",
        "end": "returned",
    }
    assert told(answers=answers, expect=expect).passed


def test_a_supplement_stops_the_clock_and_starts_it_anew():
    events = [{"supplement_requested": "2026-10-05 11:00"}, {"supplement_received": "2026-10-07 09:00"}]
    outcome = told(answers={**GRANTED, "opinions": "done"}, meanwhile=events)
    assert outcome.played
    assert outcome.played.promised == at("2026-10-12 17:30")
    assert outcome.played.deadline == at("2026-10-14 17:30")
    assert due(outcome)["ask"] == at("2026-10-07 11:00")


def test_a_second_request_for_a_supplement_breaks_the_story_off():
    events = [{"supplement_requested": "2026-10-05 11:00"}, {"supplement_received": "2026-10-05 11:30"}]
    outcome = told(answers=GRANTED, meanwhile=[*events, {"supplement_requested": "2026-10-05 11:45"}])
    assert outcome.played
    assert outcome.played.broken
    assert "bổ sung" in outcome.played.broken.vi
    assert not outcome.passed


@pytest.mark.parametrize(("word", "letters"), [("withdrawn", []), ("stopped", ["stop_notice"])])
def test_a_dossier_may_end_beside_its_steps(word: str, letters: list[str]):
    expect = {
        "path": ["receive"],
        "letters": ["receipt_slip", "fee_notice", *letters],
        "results": [],
        "waiting": [],
        "end": word,
    }
    assert told(answers={"receive": "accept"}, meanwhile=[{word: "2026-10-05 11:00"}], expect=expect).passed


def test_a_dossier_that_is_not_accepted_has_no_clock():
    expect = {"path": ["receive"], "letters": ["rejection_notice"], "fees": 0, "end": "not_accepted"}
    outcome = told(answers={"receive": "refuse"}, expect=expect)
    assert outcome.passed
    assert outcome.played
    assert (outcome.played.promised, outcome.played.deadline, outcome.played.in_time) == (None, None, None)


def test_nothing_is_paid_twice():
    events = [{"paid": "2026-10-05 11:00"}, {"paid": "2026-10-05 11:30"}]
    outcome = told(answers=GRANTED, meanwhile=events)
    assert outcome.played
    assert outcome.played.broken


def test_fees_are_those_of_the_day_of_filing_and_of_what_was_filled_in():
    assert told(answers=GRANTED, form={"copies": 3}, expect={"path": PATH, "fees": 90000, "end": "returned"}).passed
    week = WeekPattern.monday_to_friday(date(2025, 1, 1), HOURS)
    last_year = WorkCalendar(date(2025, 1, 1), date(2025, 12, 31), [week], [])
    outcome = told(answers=GRANTED, filed="2025-10-06 08:30", calendar=last_year)
    assert outcome.played
    assert outcome.played.fees == 20000


def test_a_calendar_that_ends_too_early_breaks_the_story_off():
    outcome = told(answers=GRANTED, filed="2026-12-31 16:00")
    assert outcome.played
    assert outcome.played.broken
    assert not outcome.passed


def test_a_story_that_leads_to_no_result_is_broken_off_at_issue():
    outcome = told(
        ("procedure.yaml", 'when: steps.check.outcome != "refuse"', 'when: steps.check.outcome = "verify"'),
        answers=GRANTED,
    )
    assert outcome.played
    assert outcome.played.broken
    assert "kết quả" in outcome.played.broken.vi


def test_branches_side_by_side_may_come_in_any_order_between_them():
    together = {"together": [["ask", "opinions"], ["check"]]}
    path = ["receive", together, "sign", "issue", "return_result"]
    assert told(answers=GRANTED, expect={"path": path, "end": "returned"}).passed
    backwards = {"together": [["opinions", "ask"], ["check"]]}
    outcome = told(answers=GRANTED, expect={"path": ["receive", backwards, *PATH[4:]], "end": "returned"})
    assert different(outcome)["path"][0] == "receive → (opinions → ask | check) → sign → issue → return_result"


def test_a_file_that_is_no_scenario_is_a_problem_and_no_story():
    outcome = told(case="two", expect={"path": [], "end": "returned"})
    assert [problem.code for problem in outcome.problems] == ["case_unknown"]
    assert outcome.played is None
    assert not outcome.passed


def test_a_broken_file_does_not_keep_the_others_from_being_played():
    files, procedure = minimal()
    good = yaml.safe_dump({"name": {"vi": "Đơn", "en": "One"}, **ONLINE, "expect": {"path": [], "end": "open"}})
    files |= {
        "scenarios/a.yaml": b"[",
        "scenarios/b.yaml": good.encode(),
        "scenarios/c.yaml": "\ufffe".encode("utf-16"),
    }
    outcomes = run_scenarios(procedure, files, shared(), CALENDAR_2026)
    assert [(outcome.file, bool(outcome.problems)) for outcome in outcomes] == [
        ("scenarios/a.yaml", True),
        ("scenarios/b.yaml", False),
        ("scenarios/c.yaml", True),
    ]


def test_a_scenario_makes_no_new_version():
    files, procedure = minimal()
    with_story = read_package({**files, "scenarios/story.yaml": b"name: {vi: a, en: b}"}, shared())
    assert with_story.content_hash == procedure.content_hash


def test_what_no_story_walks_is_named():
    outcome = told(answers=GRANTED)
    procedure = minimal()[1]
    assert outcome.played
    found = coverage(procedure, [outcome.played])
    assert not found.is_whole
    assert found.missing["steps"] == ("verify",)
    assert found.missing["outcomes"] == ("receive.refuse", "check.verify", "check.refuse", "sign.return")
    assert found.missing["limits"] == ("one.verification",)
    assert found.missing["results"] == ("one.refusal",)
    assert set(found.missing["arrows"]) == {
        *("to_not_accepted", "opinions_to_check", "to_verify", "verify_to_sign", "is_signed_to_check"),
    }
    assert found.total["steps"] == 8
    assert coverage(procedure, []).missing["steps"] == tuple(procedure.steps)


words = st.sampled_from(["accept", "refuse", "clear", "verify", "return", "sign", "done", "silence", "nobody"])
anything = st.recursive(
    words | st.integers() | st.booleans() | st.none() | st.sampled_from(["2026-10-05 09:00", "2026-02-30 09:00", "x"]),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(["receive", "check", "sign", "at", "outcome", "kind", "copies"]), parts, max_size=3
        )
    ),
    max_leaves=6,
)


@given(answers=anything, form=anything, expect=anything)
def test_whatever_is_written_is_played_or_named(answers: Any, form: Any, expect: Any):
    outcome = told(answers=answers, form=form, expect=expect)
    assert outcome.passed or outcome.problems or outcome.differences


choices = {
    "receive": st.sampled_from(["accept", "refuse", "nobody"]),
    "opinions": st.sampled_from(["done", "silence"]),
    "check": st.lists(st.sampled_from(["clear", "verify", "refuse"]), min_size=1, max_size=4),
    "sign": st.lists(st.sampled_from(["sign", "return"]), min_size=1, max_size=4),
}


@given(st.fixed_dictionaries(choices))
def test_time_never_runs_backwards_and_no_step_ends_before_it_begins(answers: dict[str, Any]):
    played = told(answers=answers).played
    assert played
    ended = [passage.ended_at for passage in played.passages if passage.ended_at]
    assert ended == sorted(ended)
    assert all(passage.began_at <= passage.ended_at for passage in played.passages if passage.ended_at)
    assert played.end != "returned" or played.results
    assert (played.promised is None) == (answers["receive"] != "accept")
