"""What the browser makes of a form is exactly what the server makes of it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.forms import FormResult, Language, parse_form
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH, Form, context, forms, submissions
from tests.core.forms.any_value import sendable
from tests.core.forms.catalogue import CATALOGUE, FILES, definition_in
from tests.delivery.forms.conftest import BROWSER_CONTEXT, Run

pytestmark = pytest.mark.journey

ASSESS = """({definition, submitted, context}) => submitted.map(({data, partial}) =>
    assess(definition, data, context, {partial}))"""


@settings(WITHOUT_A_STOPWATCH, max_examples=150)
@given(st.data(), forms(), st.sampled_from(["vi", "en"]))
def test_the_browser_says_what_the_server_says(
    run_in_browser: Run, data: st.DataObject, definition: Form, language: Language
) -> None:
    sent = data.draw(st.lists(submissions(definition), min_size=1, max_size=12))
    _assert_same(run_in_browser, definition, sent, language)


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CATALOGUE)) for file in FILES])
@settings(WITHOUT_A_STOPWATCH, max_examples=5)
@given(st.data())
def test_every_form_of_the_catalogue_is_checked_alike(run_in_browser: Run, file: Path, data: st.DataObject) -> None:
    definition = definition_in(file)
    sent = data.draw(st.lists(submissions(definition), min_size=1, max_size=6))
    _assert_same(run_in_browser, definition, [{}, *sent], "vi")


def _assert_same(run_in_browser: Run, definition: Form, sent: list[Any], language: Language) -> None:
    form = parse_form(definition)
    submitted = [{"data": one, "partial": partial} for one in map(sendable, sent) for partial in (False, True)]
    browser = run_in_browser(
        ASSESS, {"definition": form.to_browser(language), "submitted": submitted, "context": BROWSER_CONTEXT}
    )
    for one, said in zip(submitted, browser, strict=True):
        told = _told(form.validate(one["data"], context=context(), partial=one["partial"]), language)
        assert {**said, "shown": sorted(said["shown"]), "required": sorted(said["required"])} == told


def _told(result: FormResult, language: Language) -> dict[str, Any]:
    """A result as `form.js` gives it, except that the paths are sorted."""
    return {
        "values": result.values,
        "errors": [
            {"path": error.path, "code": error.code, "message": error.in_language(language), "section": error.section}
            for error in result.errors
        ],
        "dropped": list(result.dropped),
        "shown": sorted(result.shown),
        "required": sorted(result.required),
    }
