"""Edits keep what they are not about: comments, order, quotes, line breaks."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.procedure.document import Value
from motcua.delivery.lab.editing.yaml_places import NoSuchPlaceError
from motcua.delivery.lab.editing.yaml_text import (
    UneditableError,
    insert,
    move,
    read,
    remove,
    rename,
    set_value,
    value_at,
)

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
FILES = sorted(CATALOGUE.glob("*/*.yaml"))
PERMIT = (CATALOGUE / "1.013225" / "procedure.yaml").read_text(encoding="utf-8")
FORM = (CATALOGUE / "1.013225" / "form.yaml").read_text(encoding="utf-8")

STEPS = """\
# The steps.
steps:
  # First of all.
  receive:
    name: {vi: Tiếp nhận, en: Receive}  # as published
    limit: {working_hours: 2}
  check:
    name:
      vi: >-
        Kiểm tra
        hồ sơ
      en: "Check"
    letters: [slip, note]

# The end.
fees: fees.yaml
"""


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """What went and what came."""
    told = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in told if line[0] == "-"], [line[2:] for line in told if line[0] == "+"]


def test_a_word_changes_and_the_comment_behind_it_stays() -> None:
    after = set_value(STEPS, ("steps", "receive", "name", "vi"), "Tiếp nhận hồ sơ")
    assert changed_lines(STEPS, after) == (
        ["    name: {vi: Tiếp nhận, en: Receive}  # as published"],
        ["    name: {vi: Tiếp nhận hồ sơ, en: Receive}  # as published"],
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Nhà, đất", '"Nhà, đất"'),
        ("Số: 5", '"Số: 5"'),
        ("12", '"12"'),
        ("true", '"true"'),
        ("", '""'),
        ("# đầu", '"# đầu"'),
        ("1.013225", "1.013225"),
        ("no", "no"),
        ('"a"', '"\\"a\\""'),
    ],
)
def test_words_that_would_mean_something_else_stand_in_quotes(words: str, written: str) -> None:
    after = set_value(STEPS, ("steps", "receive", "name", "vi"), words)
    assert f"{{vi: {written}, en: Receive}}" in after
    assert value_at(read(after), ("steps", "receive", "name", "vi")) == words


def test_what_is_missing_on_the_way_is_made() -> None:
    after = set_value(STEPS, ("steps", "check", "limit", "working_hours"), 4)
    assert changed_lines(STEPS, after) == ([], ["    limit: {working_hours: 4}"])
    assert set_value(STEPS, ("certainty", "steps"), "design").endswith("fees: fees.yaml\ncertainty: {steps: design}\n")


def test_a_new_step_stands_behind_the_last_and_before_the_next_comment() -> None:
    after = set_value(STEPS, ("steps", "sign"), {"name": {"vi": "Ký", "en": "Sign"}, "kind": "signature"})
    gone, come = changed_lines(STEPS, after)
    assert gone == []
    assert come == ["  sign:", "    name: {vi: Ký, en: Sign}", "    kind: signature"]
    assert after.index("sign:") < after.index("# The end.")


def test_a_long_text_is_folded_and_reads_the_same() -> None:
    words = " ".join(["Cấp giấy phép xây dựng mới đối với công trình cấp III"] * 5)
    after = set_value(STEPS, ("steps", "check", "name", "en"), words)
    assert value_at(read(after), ("steps", "check", "name", "en")) == words
    assert max(map(len, after.splitlines())) <= 120


def test_braces_that_become_too_wide_are_written_in_lines() -> None:
    words = "Tiếp nhận, kiểm tra và số hóa toàn bộ thành phần hồ sơ theo quy định tại Nghị định 118/2025/NĐ-CP"
    after = set_value(STEPS, ("steps", "receive", "name", "vi"), words)
    assert value_at(read(after), ("steps", "receive", "name")) == {"vi": words, "en": "Receive"}
    assert max(map(len, after.splitlines())) <= 120


def test_what_goes_takes_the_comment_above_it_along() -> None:
    assert changed_lines(STEPS, remove(STEPS, ("steps", "receive"))) == (
        [
            "  # First of all.",
            "  receive:",
            "    name: {vi: Tiếp nhận, en: Receive}  # as published",
            "    limit: {working_hours: 2}",
        ],
        [],
    )


def test_steps_change_places_with_their_comments() -> None:
    after = move(STEPS, ("steps", "receive"), 1)
    assert list(read(after)["steps"]) == ["check", "receive"]  # type: ignore[call-overload,arg-type,index]
    assert "  # First of all.\n  receive:" in after
    assert sorted(after.splitlines()) == sorted(STEPS.splitlines())
    assert move(after, ("steps", "check"), 1) == STEPS
    assert move(STEPS, ("steps", "receive"), -1) == STEPS


def test_fields_come_go_and_change_places_within_their_section() -> None:
    new = {"id": "note", "type": "text", "label": {"vi": "Ghi chú", "en": "Note"}, "source": "none"}
    after = insert(FORM, ("sections", 0, "fields"), 1, new)
    assert value_at(read(after), ("sections", 0, "fields", 1)) == new
    assert changed_lines(FORM, after)[0] == []
    assert remove(after, ("sections", 0, "fields", 1)) == FORM
    moved = move(after, ("sections", 0, "fields", 1), -1)
    assert value_at(read(moved), ("sections", 0, "fields", 0)) == new


def test_a_step_gets_another_key_and_keeps_the_rest() -> None:
    after = rename(PERMIT, ("steps", "inspect"), "field_inspection")
    assert changed_lines(PERMIT, after) == (["  inspect:"], ["  field_inspection:"])
    with pytest.raises(NoSuchPlaceError):
        rename(PERMIT, ("steps", "inspect"), "receive")


def test_an_item_between_brackets_goes_also_where_no_dash_stands_before_it() -> None:
    assert remove("letters:\n  report:\n    needs: [words, day]\n", ("letters", "report", "needs", 0)) == (
        "letters:\n  report:\n    needs: [day]\n"
    )


def test_what_is_no_yaml_of_a_package_is_refused() -> None:
    for text in ("a: &x 1\nb: *x\n", "a: [", "a: 1\na: 2\n"):
        with pytest.raises(UneditableError):
            set_value(text, ("a",), "2")


def trails(value: Value, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all that stands inside."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*above, key)
        yield from trails(each, (*above, key))


SOURCES = {file: file.read_text(encoding="utf-8") for file in FILES}
TRAILS = {file: sorted(trails(read(text)), key=str) for file, text in SOURCES.items()}
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), max_size=60)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, tuple[str | int, ...]]:
    file = draw(st.sampled_from(FILES))
    return SOURCES[file], draw(st.sampled_from(TRAILS[file]))


@given(places(), words)
def test_any_words_at_any_place_of_the_catalogue_are_read_again(
    place: tuple[str, tuple[str | int, ...]], text: str
) -> None:
    import unicodedata

    source, path = place
    text = unicodedata.normalize("NFC", text)
    after = set_value(source, path, text)
    assert value_at(read(after), path) == text


@given(places())
def test_anything_in_the_catalogue_can_be_taken_out(place: tuple[str, tuple[str | int, ...]]) -> None:
    source, path = place
    after = remove(source, path)
    gone, come = changed_lines(source, after)
    assert len(come) <= 25
    assert gone


@given(places(), st.sampled_from([-1, 1]))
def test_moving_there_and_back_changes_nothing_that_is_said(place: tuple[str, tuple[str | int, ...]], by: int) -> None:
    source, path = place
    holder = value_at(read(source), path[:-1])
    after = move(source, path, by)
    if after == source:
        return
    back = (*path[:-1], path[-1] + by) if isinstance(holder, list) else path  # type: ignore[operator]
    assert read(move(after, back, -by)) == read(source)
