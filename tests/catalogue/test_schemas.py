"""The JSON schemas that an editor uses: they know every word that the readers know, and take every file they take."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given

from motcua.core import fees
from motcua.core.forms.extras import STREETS
from motcua.core.forms.field_reading import AUTOCOMPLETE, WIDTHS
from motcua.core.forms.files import KINDS as FILE_KINDS
from motcua.core.forms.kinds import KINDS as FIELD_KINDS
from motcua.core.procedure import Audience, Certainty, Channel, LetterValue, Level, OnlineService, StepKind, WaitsFor
from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings
from tests.catalogue.reading import CATALOGUE, shared
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH, Form, forms

SCHEMAS = {
    name: json.loads((CATALOGUE / "schema" / f"{name}.schema.json").read_bytes())
    for name in ("fee_policy", "fees", "form", "letters", "procedure")
}
FORMS = sorted([*CATALOGUE.glob("*/form.yaml"), *CATALOGUE.glob("*/forms/*.yaml")])
TARIFFS = sorted(CATALOGUE.glob("*/fees.yaml"))


def words_under(schema: str, key: str) -> list[frozenset[str]]:
    """The lists of words that a schema allows anywhere under a key called so."""
    found = [frozenset(part["enum"]) for name, part in _parts(SCHEMAS[schema]) if name == key and "enum" in part]
    assert found
    return found


def _parts(part: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema with the key it describes; what stands for each item of a list belongs to the list."""
    if isinstance(part, dict):
        yield name, part
        for inner, value in part.items():
            yield from _parts(value, name if inner in ("items", "anyOf") else inner)
    elif isinstance(part, list):
        for value in part:
            yield from _parts(value, name)


@pytest.mark.parametrize(
    ("schema", "key", "known"),
    [
        ("form", "type", FIELD_KINDS),
        ("letters", "needs", LetterValue),
        ("procedure", "needs", LetterValue),
        ("form", "width", WIDTHS),
        ("form", "street", STREETS),
        ("form", "autocomplete", AUTOCOMPLETE),
        ("form", "accept", FILE_KINDS),
        ("form", "certainty", Certainty),
        ("fees", "collected", fees.Collected),
        ("fees", "certainty", fees.Certainty),
        ("fees", "set_by", fees.SetBy),
        ("fees", "channels", fees.Channel),
        ("fees", "kinds", fees.FeeKind),
        ("fees", "except_kinds", fees.FeeKind),
        ("fee_policy", "certainty", fees.Certainty),
        ("fee_policy", "set_by", fees.SetBy),
        ("fee_policy", "channels", fees.Channel),
        ("fee_policy", "kinds", fees.FeeKind),
        ("fee_policy", "except_kinds", fees.FeeKind),
        ("fee_policy", "kind", fees.ReliefKind),
        ("procedure", "level", Level),
        ("procedure", "audience", Audience),
        ("procedure", "channel", Channel),
        ("procedure", "online", OnlineService),
        ("procedure", "certainty", Certainty),
        ("procedure", "waits_for", WaitsFor),
    ],
)
def test_a_schema_knows_the_words_that_the_reader_knows(schema: str, key: str, known: Any) -> None:
    words = {each.value if isinstance(each, StrEnum) else each for each in known}
    assert all(each == words for each in words_under(schema, key))


def test_a_schema_knows_every_kind_of_step_and_of_payment() -> None:
    assert frozenset(map(str, StepKind)) in words_under("procedure", "kind")
    assert {frozenset(map(str, fees.FeeKind)), frozenset(map(str, fees.ReliefKind))} == set(words_under("fees", "kind"))


@pytest.mark.parametrize("file", [*FORMS, *TARIFFS], ids=lambda file: str(file.relative_to(CATALOGUE)))
def test_the_schemas_take_the_forms_and_tariffs_of_the_catalogue(file: Path) -> None:
    document = read_document(file.name, file.read_bytes(), findings := Findings())
    assert document
    assert not findings.has_errors
    schema = shared().schemas["fees" if file.name == "fees.yaml" else "form"]
    assert [str(breach) for breach in schema.iter_errors(document.value)] == []


@given(forms())
@WITHOUT_A_STOPWATCH
def test_the_schema_of_forms_takes_every_form(form: Form) -> None:
    assert [str(breach) for breach in shared().schemas["form"].iter_errors(form)] == []


def test_the_schemas_refuse_a_slip_of_the_pen() -> None:
    section = {"id": "owner", "title": {"vi": "Chủ", "en": "Owner"}, "fields": [{"id": "a", "type": "txt"}]}
    assert not shared().schemas["form"].is_valid({"title": {"vi": "Đơn", "en": "Form"}, "sections": [section]})
    assert not shared().schemas["fees"].is_valid({"items": [], "relief": []})


def test_every_file_reads_the_same_in_a_reader_that_knows_less_of_yaml() -> None:
    """An editor's or another city's reader may be stricter than ours about what stands between braces unquoted."""
    for file in sorted(CATALOGUE.rglob("*.yaml")):
        assert yaml.load(file.read_bytes(), yaml.BaseLoader) == yaml.load(file.read_bytes(), yaml.CBaseLoader)
