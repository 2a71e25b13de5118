"""Patterns: the small part of regular expressions that browser and server agree on."""

import pytest

from motcua.core.forms import Text
from motcua.core.forms.patterns import UnusablePatternError, compile_pattern

MESSAGE = Text("sai mẫu.", "not like it.")


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (r"\d{1,4}", "1234", "12345"),
        (r"[A-Z]{2} ?\d{6,8}", "CK123456", "ck 123456"),
        (r"(GPXD|CN)?-\d+/\d{4}", "GPXD-12/2026", "XX-12/2026"),
        (r"[^a-z.]+", "A-1", "a"),
        (r"a\.b\(c\)\+\/", "a.b(c)+/", "aXb(c)+/"),
        (r"Số [0-9Đđ\]-]*", "Số 1Đ]-", "Số x"),
        (r".{2,3}", "ạ😀", "a"),
        ("", "", "a"),
    ],
)
def test_the_whole_text_must_match(pattern: str, matching: str, other: str) -> None:
    compiled = compile_pattern(pattern, MESSAGE)
    assert compiled.matches(matching)
    assert not compiled.matches(other)


def test_digits_are_those_of_a_keyboard_and_nothing_follows() -> None:
    assert not compile_pattern(r"\d", MESSAGE).matches("٣")
    assert not compile_pattern(r"\d", MESSAGE).matches("1\n")


@pytest.mark.parametrize(
    "pattern",
    [
        *("(a+)+", "(a|b)*", "(a)+", "(a){2}", "a**", "+a", "a{2}{3}", "(?:a)", "(?=a)", r"\w", r"\s", r"\b", r"\1"),
        *("^a", "a$", "[", "[]", "a)", "(a", "[z-a]", "[a-\\d]", "[a--b]", "[[a]]", "a{,3}", "a{2,}", "a{3,2}", "{2}"),
        *("a+b+c+d+", "x" * 201, "\n", "[\x00]"),
    ],
)
def test_what_could_run_long_or_mean_two_things_is_refused(pattern: str) -> None:
    with pytest.raises(UnusablePatternError) as caught:
        compile_pattern(pattern, MESSAGE)
    assert caught.value.message.vi
