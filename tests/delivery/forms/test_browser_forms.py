"""What the browser makes of a form is exactly what the server makes of it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.core.forms import FormResult, Language, parse_form
from tests.core.forms.any_form import context, forms, submissions
from tests.core.forms.any_value import sendable
from tests.delivery.forms.conftest import BROWSER_CONTEXT, Run

pytestmark = pytest.mark.journey

ASSESS = """({definition, submitted, context}) => submitted.map(({data, partial}) =>
    assess(definition, data, context, {partial}))"""


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(["vi", "en"]))
def test_the_browser_says_what_the_server_says(run_in_browser: Run, data: st.DataObject, language: Language) -> None:
    definition = data.draw(forms())
    form = parse_form(definition)
    sent = data.draw(st.lists(submissions(definition), min_size=1, max_size=12))
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
