"""The page on the format names every key, word and problem there is."""

import json
import re

import pytest

from motcua.core.procedure import (
    Audience,
    Certainty,
    Channel,
    Level,
    OnlineService,
    Silence,
    StepKind,
    WaitsFor,
    WhenAbsent,
)
from motcua.core.procedure.kinds import KINDS
from tests.catalogue.reading import CATALOGUE, ROOT

PAGE = (ROOT / "docs" / "how-it-works" / "procedure-package.md").read_text("utf-8")
WORDS = {word for quoted in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"\w+", quoted)}


@pytest.mark.parametrize(
    "words", [Audience, Certainty, Channel, Level, OnlineService, Silence, StepKind, WaitsFor, WhenAbsent]
)
def test_the_page_explains_every_word_of_the_closed_lists(words: type) -> None:
    assert {word.value for word in words} - WORDS == set()


def test_the_page_explains_every_key_of_a_procedure() -> None:
    schema = json.loads((CATALOGUE / "schema" / "procedure.schema.json").read_bytes())
    parts = [schema, *schema["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", ())}
    assert keys - WORDS - {"vi", "en", "name", "process", "form", "fees", "hint", "sets"} == set()


def test_the_page_lists_every_kind_of_problem() -> None:
    assert set(KINDS) - WORDS == set()


def test_the_page_names_every_shared_file() -> None:
    assert {file.name for file in (CATALOGUE / "shared").glob("*.yaml")} - set(re.findall(r"`([\w.]+)`", PAGE)) == set()
