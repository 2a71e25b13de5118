"""A YAML file means what a clerk reads in it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.procedure.document import Document, read_document
from motcua.core.procedure.problems import Findings

PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
VALUES = st.recursive(
    st.integers(-1000, 1000) | st.booleans() | PLAIN,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(PLAIN, inner, min_size=1, max_size=4),
    max_leaves=20,
)


def read(source: str) -> tuple[Document | None, list[str]]:
    findings = Findings()
    document = read_document("a.yaml", source.encode(), findings)
    return document, [problem.code for problem in findings.sorted()]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1.013225", "1.013225"),
        ("2026-12-15", "2026-12-15"),
        ("15:00", "15:00"),
        ("no", "no"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("08", "08"),
        ("1.5", "1.5"),
        ("15", 15),
        ("-3", -3),
        ("true", True),
        ("null", None),
        ('"15"', "15"),
        ('"true"', "true"),
    ],
)
def test_a_code_a_date_and_a_time_stay_the_words_that_were_written(written: str, read_as: object) -> None:
    document, problems = read(f"key: {written}\n")
    assert problems == []
    assert document is not None
    assert document.value == {"key": read_as}


@given(VALUES)
def test_what_a_careful_writer_writes_is_what_is_read(value: object) -> None:
    written = yaml.safe_dump({"key": value}, allow_unicode=True)
    document, problems = read(written)
    if "not_nfc" in problems:
        return
    assert document is not None
    assert document.value == {"key": value}


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fall(source: str) -> None:
    document, problems = read(source)
    assert document is not None or problems


def test_every_part_knows_its_line() -> None:
    document, _ = read("first: 1\nsecond:\n  - a\n  - b: 2\n    c: 3\n")
    assert document is not None
    assert document.place("first").number == 1
    assert document.place("second", 1, "c").number == 5
    assert document.place("second", 0).number == 3


def test_what_is_not_there_is_placed_at_what_is_around_it() -> None:
    document, _ = read("first: 1\nsecond:\n  a: 1\n")
    assert document is not None
    assert document.place("second", "missing", "deeper").number == 2


def test_a_bomb_of_anchors_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert read(bomb) == (None, ["yaml_anchor"])


def test_deep_nesting_is_refused_before_it_exhausts_anything() -> None:
    assert read("a: " + "[" * 5000 + "]" * 5000) == (None, ["yaml_too_deep"])
