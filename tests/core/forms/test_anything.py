"""Whatever is submitted gets a clear answer, and what is kept of it is stable, shown and plain."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.forms import Json, parse_form
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH, Form, context, forms, junk, submissions
from tests.core.forms.any_value import ALL_KINDS, values_of
from tests.core.forms.made import FILING, codes, field, form, group
from tests.core.forms.permit import COMPLETE, read_permit
from tests.effort import examples

EVERY_KIND = parse_form(ALL_KINDS)
KINDS = {path: entry.kind for path, entry in EVERY_KIND.fields()}
many = settings(WITHOUT_A_STOPWATCH, max_examples=examples(200))


@many
@given(st.data(), forms(), st.booleans())
def test_any_submission_to_any_form_gets_an_answer(data: st.DataObject, definition: Form, partial: bool) -> None:
    asked = parse_form(definition)
    result = asked.validate(data.draw(submissions(definition)), context=context(), partial=partial)
    assert json.loads(json.dumps(result.values)) == result.values
    assert all(error.vi.strip() and error.en.strip() for error in result.errors)
    assert {error.path.split(".")[0].split("[")[0] for error in result.errors if error.section} <= set(asked.plan.steps)


@many
@given(st.data(), forms())
def test_what_was_kept_is_kept_again(data: st.DataObject, definition: Form) -> None:
    asked = parse_form(definition)
    kept = asked.validate(data.draw(submissions(definition)), context=context()).values
    again = asked.validate(kept, context=context())
    assert again.values == kept
    assert not again.dropped


@many
@given(st.data(), forms(), st.booleans())
def test_what_is_hidden_never_comes_out(data: st.DataObject, definition: Form, partial: bool) -> None:
    submitted = data.draw(submissions(definition))
    result = parse_form(definition).validate(submitted, context=context(), partial=partial)
    assert set(_paths(result.values)) <= result.shown
    assert result.required <= result.shown
    assert result.shown.isdisjoint(result.dropped)


@many
@given(st.data(), forms())
def test_a_draft_of_what_is_valid_is_valid(data: st.DataObject, definition: Form) -> None:
    asked = parse_form(definition)
    kept = asked.validate(data.draw(submissions(definition)), context=context()).values
    names = data.draw(st.lists(st.sampled_from([*kept, ""]), unique=True)) if kept else []
    begun = {name: kept[name] for name in names if name}
    assert asked.validate(begun, context=context(), partial=True).is_valid


@pytest.mark.parametrize("path", [path for path, kind in KINDS.items() if kind != "info"])
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(60))
@given(st.data())
def test_a_value_of_any_type_is_kept_as_it_was_kept(path: str, data: st.DataObject) -> None:
    first = EVERY_KIND.validate({path: data.draw(values_of(KINDS[path]))}, context=context())
    assert EVERY_KIND.validate(first.values, context=context()).values == first.values


@WITHOUT_A_STOPWATCH
@given(junk)
def test_what_is_no_form_is_said_to_be_none(data: object) -> None:
    result = form(field("a", "text")).validate(data, context=FILING)
    if not isinstance(data, dict):
        assert codes(result) == [("", "not_a_form")]


def test_unknown_entries_are_errors_that_repeat_no_strange_names() -> None:
    asked = form(field("a", "text"), field("note", "info"), group("g", field("b", "text")))
    submitted = {"__proto__": 1, "x\x00": 1, "y" * 100: 1, "zz": 1, "note": "x", "g": [{"c": 1}]}
    assert codes(asked.validate(submitted, context=FILING)) == [
        ("?", "unknown_entry"),
        ("note", "unknown_entry"),
        ("zz", "unknown_entry"),
        ("g[0].c", "unknown_entry"),
    ]
    flood = asked.validate({f"x{number}": 1 for number in range(100_000)}, context=FILING)
    assert len(flood.errors) == 20


def test_a_hundred_levels_of_nesting_are_just_no_value() -> None:
    nested: Any = "x"
    for _ in range(100):
        nested = [{"a": nested}]
    for path, kind in KINDS.items():
        if kind != "info":
            assert EVERY_KIND.validate({path: nested}, context=context()).values == {}


def test_the_same_submission_may_come_from_a_machine_or_from_a_page_without_javascript() -> None:
    asked = read_permit()
    as_posted = {**COMPLETE, "land_area": "120,50", "months_to_complete": "6", "commits": "on", "has_review": "false"}
    filed = asked.validate(as_posted, context=FILING)
    assert filed.is_valid
    assert filed.values == COMPLETE


def _paths(values: dict[str, Json], prefix: str = "") -> list[str]:
    """The paths of all values; of an address only its own."""
    found = []
    for name, value in values.items():
        found.append(prefix + name)
        if isinstance(value, list):
            for index, row in enumerate(value):
                found += _paths(row, f"{prefix}{name}[{index}].") if isinstance(row, dict) else []
    return found
