"""The stories that the catalogue's packages tell come out as written, and leave nothing of a procedure out."""

import datetime
import json
from enum import StrEnum

import pytest

from motcua.core.procedure import Procedure, read_package
from motcua.core.procedure.scenarios import Coverage, ScenarioOutcome, coverage, run_scenarios
from motcua.core.procedure.scenarios.scenario import End, Meanwhile
from motcua.core.procedure.vocabulary import Channel, PartyKind
from motcua.domain.catalogue.folder import ordinary_year
from tests.catalogue.reading import CATALOGUE, files_in, package_folders, shared

# A fee is asked for whenever there is one, and here there always is one; only a relief of the city can waive it.
ONLY_WHERE_A_CITY_WAIVES_THE_FEE = {"1.004222": {"is_paid_to_verify"}, "2.001827": {"is_paid_to_check"}}
SCHEMA = json.loads((CATALOGUE / "schema" / "scenario.schema.json").read_bytes())
Told = dict[str, tuple[Procedure, tuple[ScenarioOutcome, ...]]]


@pytest.fixture(scope="module")
def told() -> Told:
    year = ordinary_year(CATALOGUE, datetime.date(2026, 6, 1))
    assert year
    found = {}
    for folder in package_folders():
        files = files_in(folder)
        procedure = read_package(files, shared())
        found[folder.name] = (procedure, run_scenarios(procedure, files, shared(), year.calendar))
    return found


def test_every_story_comes_out_as_written(told: Told) -> None:
    assert [
        (
            code,
            outcome.file,
            [str(problem) for problem in outcome.problems],
            [d.sentence.en for d in outcome.differences],
        )
        for code, (_, outcomes) in told.items()
        for outcome in outcomes
        if not outcome.passed
    ] == []


def test_every_outcome_of_every_step_every_limit_and_every_result_is_walked(told: Told) -> None:
    for code, (procedure, outcomes) in told.items():
        found: Coverage = coverage(procedure, [outcome.played for outcome in outcomes if outcome.played])
        assert set(found.missing["arrows"]) <= ONLY_WHERE_A_CITY_WAIVES_THE_FEE.get(code, set()), code
        assert {sort: names for sort, names in found.missing.items() if sort != "arrows" and names} == {}, code


def test_each_procedure_says_when_it_promises_and_when_it_refuses_to_accept(told: Told) -> None:
    for code, (_, outcomes) in told.items():
        played = [outcome.played for outcome in outcomes if outcome.played]
        assert {End.RETURNED, End.NOT_ACCEPTED} <= {each.end for each in played}, code


@pytest.mark.parametrize(("key", "known"), [("channel", Channel), ("end", End), ("applicant", PartyKind)])
def test_the_schema_knows_the_words_that_the_reader_knows(key: str, known: type[StrEnum]) -> None:
    assert SCHEMA["properties"].get(key, SCHEMA["$defs"]["expect"]["properties"].get(key))["enum"] == list(known)


def test_the_schema_knows_everything_that_may_happen_beside_the_steps() -> None:
    assert list(SCHEMA["$defs"]["meanwhile"]["properties"]) == list(Meanwhile)
