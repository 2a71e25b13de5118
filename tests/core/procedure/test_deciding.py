"""Business-rule steps ask the decision tables of the package."""

from __future__ import annotations

import pytest

from motcua.core.procedure import Judged, check_package
from motcua.core.procedure.deciding import decide
from motcua.core.rules.decisions import ModelError
from tests.catalogue.broken_packages import ON
from tests.catalogue.reading import MINIMAL, files_in, shared
from tests.core.procedure.tables import ROUTE
from tests.core.workcal.office import at

NOW = at("2026-10-05 08:30")
TASK = b'<userTask id="verify" name="X\xc3\xa1c minh"/>'
RULE = TASK.replace(b"userTask", b"businessRuleTask").replace(b"/>", b' motcua:decision="route" motcua:wait="false"/>')
STEP = b"    kind: work\n    limit: {working_hours: 16}\n    only_within: verification\n"


def with_rule(table: str = ROUTE) -> Judged:
    """The minimal package, whose step `verify` asks a table."""
    return check_package(_ruled(table), shared(), on=ON)


def asking(condition: str) -> dict[str, bytes]:
    """The same, and the way back of the signature asks this besides."""
    files = _ruled(ROUTE)
    old = b'steps.sign.outcome = "return"'
    assert files["process.bpmn"].count(old) == 1
    files["process.bpmn"] = files["process.bpmn"].replace(old, old + b" and " + condition.encode())
    return files


def _ruled(table: str) -> dict[str, bytes]:
    files = files_in(MINIMAL)
    assert TASK in files["process.bpmn"]
    assert STEP in files["procedure.yaml"]
    files["process.bpmn"] = files["process.bpmn"].replace(TASK, RULE)
    files["procedure.yaml"] = files["procedure.yaml"].replace(STEP, b"    kind: system\n")
    files["decisions/route.dmn"] = table.encode()
    return files


def test_a_package_may_ask_a_decision_table() -> None:
    judged = with_rule()
    assert judged.problems == ()
    assert judged.procedure is not None
    verdict = decide(judged.procedure.decisions, "route", {"case": "two"}, NOW)
    assert verdict.value == "verify"
    assert [match.rules for match in verdict.matches] == [(2,)]


def test_a_file_with_one_decision_may_call_it_as_it_likes() -> None:
    judged = with_rule(ROUTE.replace('id="route"', 'id="something"'))
    assert judged.is_sound
    assert judged.procedure is not None
    assert decide(judged.procedure.decisions, "route", {"case": "one"}, NOW).value == "clear"


def test_a_decision_that_the_procedure_does_not_have_is_not_asked() -> None:
    with pytest.raises(ModelError):
        decide({}, "route", {}, NOW)


def test_a_table_that_nothing_asks_is_a_forgotten_draft() -> None:
    files = {**files_in(MINIMAL), "decisions/route.dmn": ROUTE.encode()}
    assert [problem.code for problem in check_package(files, shared(), on=ON).problems] == ["file_unused"]


def test_today_in_a_table_is_the_day_of_asking_on_the_offices_clock() -> None:
    judged = with_rule(ROUTE.replace('"clear"', "string(today())"))
    assert judged.procedure is not None
    late_in_utc = at("2026-10-06 05:00")
    assert decide(judged.procedure.decisions, "route", {"case": "one"}, late_in_utc).value == "2026-10-06"


def test_a_gateway_may_compare_what_a_table_says_only_with_what_it_can_say() -> None:
    codes = {}
    for asked in ("verify", "verified"):
        files = asking(f'steps.verify.outcome = "{asked}"')
        codes[asked] = [problem.code for problem in check_package(files, shared(), on=ON).problems]
    assert codes == {"verify": [], "verified": ["outcome_unknown"]}


def test_a_gap_of_a_table_that_collects_is_no_problem() -> None:
    gappy = ROUTE.replace('"one","two"', '"one","two","three"')
    assert [problem.code for problem in with_rule(gappy).problems] == ["decision_gap"]
    assert with_rule(gappy.replace('hitPolicy="UNIQUE"', 'hitPolicy="COLLECT"')).problems == ()
