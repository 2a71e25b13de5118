"""Business-rule steps ask the decision tables of the package."""

from __future__ import annotations

import pytest

from motcua.core.procedure import Judged, check_package
from motcua.core.procedure.deciding import decide
from tests.catalogue.broken_packages import ON
from tests.catalogue.reading import MINIMAL, files_in, shared
from tests.core.procedure.tables import ROUTE

TASK = b'<userTask id="verify" name="X\xc3\xa1c minh"/>'
RULE = TASK.replace(b"userTask", b"businessRuleTask").replace(b"/>", b' motcua:decision="route" motcua:wait="false"/>')
STEP = b"    kind: work\n    limit: {working_hours: 16}\n    only_within: verification\n"


def with_rule(table: str = ROUTE) -> Judged:
    """The minimal package, whose step `verify` asks a table."""
    files = files_in(MINIMAL)
    assert TASK in files["process.bpmn"]
    assert STEP in files["procedure.yaml"]
    files["process.bpmn"] = files["process.bpmn"].replace(TASK, RULE)
    files["procedure.yaml"] = files["procedure.yaml"].replace(STEP, b"    kind: system\n")
    files["decisions/route.dmn"] = table.encode()
    return check_package(files, shared(), on=ON)


def test_a_package_may_ask_a_decision_table() -> None:
    judged = with_rule()
    assert judged.problems == ()
    assert judged.procedure is not None
    verdict = decide(judged.procedure.decisions, "route", {"case": "two"})
    assert verdict.value == "verify"


def test_a_file_with_one_decision_may_call_it_as_it_likes() -> None:
    judged = with_rule(ROUTE.replace('id="route"', 'id="something"'))
    assert judged.is_sound
    assert judged.procedure is not None
    assert decide(judged.procedure.decisions, "route", {"case": "one"}).value == "clear"


def test_a_decision_that_the_procedure_does_not_have_is_not_asked() -> None:
    with pytest.raises(KeyError):
        decide({}, "route", {})


def test_a_table_that_nothing_asks_is_a_forgotten_draft() -> None:
    files = {**files_in(MINIMAL), "decisions/route.dmn": ROUTE.encode()}
    assert [problem.code for problem in check_package(files, shared(), on=ON).problems] == ["file_unused"]
