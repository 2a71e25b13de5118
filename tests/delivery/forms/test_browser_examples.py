"""Cases that chance rarely finds, each held against the server: the permit form, hidden names, odd expressions."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from motcua.core.forms import parse_form
from motcua.core.rules import compile_expression, to_portable
from tests.core.forms.any_expression import wire
from tests.core.forms.any_form import context
from tests.core.forms.permit import COMPLETE, read_permit
from tests.delivery.forms.conftest import BROWSER_CONTEXT, MODULES, Run

pytestmark = pytest.mark.journey

SCOPE = {
    "n": Decimal(3),
    "zero": Decimal(0),
    "d": date(2024, 2, 29),
    "t": "😀",
    "u": "\uffee",
    "rows": [{"n": Decimal(1)}],
}
EXPRESSIONS = (
    *(
        "n / zero",
        "n / zero = null",
        "t > u",
        "u > t",
        't < "😀a"',
        "max(t, u)",
        "d.weekday",
        "date(t)",
    ),
    *("rows.missing", "n.year", 'date("12345-01-01").year', 'date("-0001-01-01") < d', "count(n)", "sum(rows.n)", "-t"),
    *("n in ([1, 3], 5)", "n in [[1, 3]]", "[] = []", "[n] = [3]", "rows = rows", "null in (null)", "null in (= null)"),
    *("some x in n satisfies x = 3", "every x in [] satisfies x", "1e3 = 1000", "0.1 + 0.2 = 0.3", "1/3*3 = 1"),
)
SHADOWED = {
    "title": {"vi": "Bóng", "en": "Shadow"},
    "sections": [
        {
            "id": "only",
            "title": {"vi": "Phần", "en": "Part"},
            "fields": [
                {"id": "area", "type": "integer", "label": {"vi": "Diện tích", "en": "Area"}, "source": "none"},
                {
                    "id": "floors",
                    "type": "group",
                    "label": {"vi": "Tầng", "en": "Floors"},
                    "source": "none",
                    "repeat": {"each": {"vi": "Tầng", "en": "Floor"}, "max": 3},
                    "fields": [
                        {"id": "area", "type": "integer", "label": {"vi": "Diện tích", "en": "Area"}, "source": "none"},
                        {
                            "id": "large",
                            "type": "yes_no",
                            "label": {"vi": "Lớn", "en": "Large"},
                            "computed": "area > 10",
                        },
                    ],
                },
            ],
        }
    ],
}


def test_odd_expressions_have_the_value_they_have_on_the_server(run_in_browser: Run) -> None:
    compiled = [compile_expression(text) for text in EXPRESSIONS]
    argument = {"nodes": [to_portable(expression) for expression in compiled], "scope": wire(SCOPE)}
    found = run_in_browser("({nodes, scope}) => nodes.map((node) => toWire(evaluate(node, fromWire(scope))))", argument)
    expected = [wire(expression.evaluate(SCOPE)) for expression in compiled]
    assert dict(zip(EXPRESSIONS, found, strict=True)) == dict(zip(EXPRESSIONS, expected, strict=True))


def test_the_permit_form_reads_a_complete_application_alike(run_in_browser: Run) -> None:
    form = read_permit()
    variants = [COMPLETE, {}, *({**COMPLETE, name: None} for name in COMPLETE), *_wrong_in_one_place(COMPLETE)]
    argument = {"definition": form.to_browser("vi"), "submitted": variants, "context": BROWSER_CONTEXT}
    said = run_in_browser(
        "({definition, submitted, context}) => submitted.map((one) => assess(definition, one, context))", argument
    )
    results = [form.validate(one, context=context()) for one in variants]
    assert [one["values"] for one in said] == [result.values for result in results]
    assert [[error["message"] for error in one["errors"]] for one in said] == [
        [error.vi for error in result.errors] for result in results
    ]


def _wrong_in_one_place(complete: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**complete, name: wrong} for name in complete for wrong in ("!", [], {}, [{}], True, -1)]


def test_a_field_of_a_row_hides_the_field_of_the_form_with_its_name(run_in_browser: Run) -> None:
    form = parse_form(SHADOWED)
    submitted = {"area": 50, "floors": [{}, {"area": 5}, {"area": 11}]}
    argument = {"definition": form.to_browser("vi"), "submitted": submitted, "context": BROWSER_CONTEXT}
    said = run_in_browser("({definition, submitted, context}) => assess(definition, submitted, context)", argument)
    assert said["values"] == form.validate(submitted, context=context()).values
    assert said["values"]["floors"] == [{}, {"area": 5, "large": False}, {"area": 11, "large": True}]


def test_the_page_needs_no_more_than_these_modules_and_few_bytes() -> None:
    names = {path.name for path in Path(MODULES).iterdir()}
    imported = {part.split('"')[0] for path in MODULES.iterdir() for part in path.read_text().split('from "./')[1:]}
    assert imported < names
    assert len(json.dumps(read_permit().to_browser("vi"), ensure_ascii=False).encode()) < 40_000
