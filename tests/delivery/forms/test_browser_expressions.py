"""An expression has the same value in the browser as on the server, whatever the data are."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.rules import compile_expression, to_portable
from tests.core.forms.any_expression import expressions, scopes, wire
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH
from tests.delivery.forms.conftest import Run

pytestmark = pytest.mark.journey

EVALUATE = """({nodes, scopes}) => scopes.map((scope) =>
    nodes.map((node) => toWire(evaluate(node, fromWire(scope)))))"""


@settings(WITHOUT_A_STOPWATCH, max_examples=150)
@given(st.lists(expressions(), min_size=1, max_size=15), st.lists(scopes, min_size=1, max_size=4))
def test_the_browser_finds_the_value_that_the_server_finds(
    run_in_browser: Run, texts: list[str], data: list[dict[str, Any]]
) -> None:
    compiled = [compile_expression(text) for text in texts]
    nodes = [to_portable(expression) for expression in compiled]
    browser = run_in_browser(EVALUATE, {"nodes": nodes, "scopes": [wire(scope) for scope in data]})
    for scope, values in zip(data, browser, strict=True):
        for expression, value in zip(compiled, values, strict=True):
            assert value == wire(expression.evaluate(scope)), expression.text
