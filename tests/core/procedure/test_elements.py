"""A package that draws all that the engine runs: it is sound, and its scenarios are played as it will run."""

from __future__ import annotations

from typing import Any

import yaml

from motcua.core.procedure import check_package, read_package
from motcua.core.procedure.scenarios import ScenarioOutcome, coverage, run_scenarios
from tests.catalogue.broken_packages import ON, YEAR
from tests.catalogue.reading import ELEMENTS, files_in, shared
from tests.core.workcal.office import CALENDAR_2026, at

FORM = {"kind": "second", "copies": 1, "agencies": ["fire", "power", "water"]}
STORY = {"case": "one", "channel": "counter", "filed": "2026-10-05 08:30", "form": FORM}
THREE = {"together": [["consult"], ["consult"], ["consult"]]}
TO_THE_END = ["sign", "issue", "return_result"]


def told(answers: dict[str, Any], path: list[Any], *, end: str = "returned", **story: Any) -> ScenarioOutcome:
    whole = {
        "name": {"vi": "Kịch bản", "en": "Story"},
        **STORY,
        **story,
        "answers": {"receive": "accept", **answers},
        "expect": {"path": ["receive", "route", *path], "end": end},
    }
    files = files_in(ELEMENTS)
    source = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False).encode()
    files = {**files, "scenarios/story.yaml": source}
    outcomes = run_scenarios(read_package(files, shared()), files, shared(), CALENDAR_2026)
    return next(each for each in outcomes if each.file == "scenarios/story.yaml")


def differences(outcome: ScenarioOutcome) -> list[str]:
    assert not outcome.problems
    return [each.sentence.en for each in outcome.differences]


def test_the_package_is_sound() -> None:
    judged = check_package(files_in(ELEMENTS), shared(), on=ON, year=YEAR)
    assert judged.problems == ()


def test_its_own_scenarios_pass_and_walk_every_arrow() -> None:
    files = files_in(ELEMENTS)
    procedure = read_package(files, shared())
    outcomes = run_scenarios(procedure, files, shared(), CALENDAR_2026)
    assert outcomes
    assert {each.file: differences(each) for each in outcomes} == {each.file: [] for each in outcomes}
    missing = coverage(procedure, [each.played for each in outcomes if each.played]).missing
    assert missing["arrows"] == missing["steps"] == missing["outcomes"] == ()


def test_each_instance_has_an_answer_of_its_own_and_a_refusal_is_enough() -> None:
    consult = [
        {"outcome": "agree", "at": "2026-10-06 09:00"},
        {"outcome": "refuse", "at": "2026-10-07 09:00"},
        "nobody",
    ]
    outcome = told(
        {"consult": consult, "check": "clear", "measure": "done"},
        [*THREE["together"][0] * 3, "check", "measure", *TO_THE_END],
    )
    assert differences(outcome) == []
    assert outcome.played
    ended = [(each.outcome, each.ended_at) for each in outcome.played.passages if each.step == "consult"]
    assert ended == [
        ("agree", at("2026-10-06 09:00")),
        ("refuse", at("2026-10-07 09:00")),
        ("silence", at("2026-10-07 09:00")),
    ]


def test_a_path_that_comes_out_otherwise_says_why() -> None:
    consult = [{"outcome": "agree", "at": "2026-10-06 09:00"}, "silence", "silence"]
    outcome = told({"consult": consult, "check": "clear", "measure": ["again", "done"]}, [THREE, "check", *TO_THE_END])
    (difference,) = outcome.differences
    assert difference.what.en == "path"
    assert difference.happened == (
        "receive → route → consult → consult → consult → check → measure → measure → sign → issue → return_result"
    )


def test_the_table_decides_whether_anybody_is_asked() -> None:
    simple = told(
        {"check": "clear", "measure": "done"}, ["check", "measure", *TO_THE_END], form={**FORM, "kind": "first"}
    )
    assert differences(simple) == []


def test_the_clock_stands_at_the_gateway_only_while_the_applicant_alone_can_act() -> None:
    answers = {
        "consult": ["agree", "agree", "agree"],
        "check": ["ask", "clear"],
        "answer": {"at": "2026-10-26 09:00"},
        "measure": "done",
    }
    outcome = told(answers, [THREE, "check", "answer", "check", "measure", *TO_THE_END])
    assert differences(outcome) == []
    assert outcome.played
    assert outcome.played.deadline
    without = {key: given for key, given in answers.items() if key != "answer"}
    straight = told({**without, "check": "clear"}, [THREE, "check", "measure", *TO_THE_END])
    assert straight.played
    assert straight.played.deadline
    assert outcome.played.deadline > straight.played.deadline
