import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.rules.patterns import PatternError, Search, TooManyStepsError
from tests.effort import examples

letters = st.sampled_from("abc")
atoms = st.one_of(letters, st.sampled_from([".", "[ab]", "[^a]", "[a-c]", r"\w", r"\d"]))


def repeated(parts):
    return st.tuples(
        parts.map(lambda text: f"(?:{text})"), st.sampled_from(["", "*", "+", "?", "*?", "+?", "{1,2}", "{2}"])
    ).map("".join)


patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(repeated(inner), min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"(?:{text})"),
    ),
    max_leaves=6,
)


@given(patterns, st.text("abc", max_size=8))
@settings(max_examples=examples(300))
def test_matches_are_those_that_python_finds(pattern, text):
    found = Search(pattern, "", 100_000).first(text, 0)
    expected = re.search(pattern, text)
    assert (found is None) is (expected is None)
    if found and expected:
        assert found[:2] == expected.span()


@given(patterns.filter(lambda pattern: not re.search(pattern, "")), st.text("abc", max_size=8))
def test_pieces_between_matches_are_those_that_python_finds(pattern, text):
    spans = [match.span() for match in re.finditer(pattern, text)]
    assert [places[:2] for _, places in Search(pattern, "", 100_000).pieces(text)] == spans


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("^a", "", "ba", False),
        ("^b$", "m", "a\nb\nc", True),
        ("^b$", "", "a\nb\nc", False),
        ("a.c", "", "a\nc", False),
        ("a.c", "s", "a\nc", True),
        ("ĐƯỜNG", "i", "đường", True),
        (r"\p{Lu}\p{Ll}+", "", "Nguyễn", True),
        (r"\p{IsLatinExtendedAdditional}", "", "ễ", True),
        (r"\P{L}", "", "abc", False),
        (r"[\d-[5]]", "", "5", False),
        (r"[a-z-[aeiou]]", "", "e", False),
        (r"[^\s,]+", "", " ,x", True),
        (r"(a|b)\1", "", "ab", False),
        (r"(a|b)\1", "", "bb", True),
        (r"(a)|b\1", "", "b", True),
        ("a.b", "q", "a.b", True),
        ("a.b", "q", "axb", False),
        ("a b # c", "x", "ab#c", True),
        ("[a b]{3}", "x", "a b", True),
        (r"\-\.\$", "", "-.$", True),
        ("(a*)*b", "", "aab", True),
        ("(a*)+", "", "", True),
        ("x{0}y", "", "y", True),
        ("^(0|84)[0-9]{9}$", "", "0912345678", True),
        ("[-a]", "", "-", True),
        ("[a-]", "", "-", True),
        (r"\i\c*", "", "tên-1", True),
    ],
)
def test_patterns_are_those_of_xpath(pattern, flags, text, expected):
    assert (Search(pattern, flags, 10_000).first(text, 0) is not None) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "[", "[]", "a**", "*a", "a{2,1}", "a{", "a{x}", r"\q", r"(a)\2", r"\1(a)", "[b-a]", "a\\"),
        *(r"\p{Nope}", r"\p{L", "(?=a)", "[a[b]]", "(" * 500 + ")" * 500, "[a-" * 200),
        *("((a{99}){99}){99}", "a" * 9999, "a|" * 5000),
    ],
)
def test_what_is_no_pattern_or_too_long_is_refused(pattern):
    with pytest.raises(PatternError):
        Search(pattern, "", 10_000)


@pytest.mark.parametrize("flags", ["g", "iu", " "])
def test_flags_are_those_of_xpath(flags):
    with pytest.raises(PatternError):
        Search("a", flags, 10_000)


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*)*b", "(a?){30}a{30}b", "^(([a-z])+.)+[A-Z]([a-z])+$"]
)
def test_patterns_that_explode_elsewhere_take_steps_as_the_text_grows(pattern):
    def steps(length: int) -> int:
        search = Search(pattern, "", 10**6)
        assert search.first("a" * length, 0) is None
        return search.steps

    assert steps(400) <= 4.5 * steps(100)


def test_back_references_cannot_run_for_ever():
    with pytest.raises(TooManyStepsError):
        Search(r"(a*)(a*)(a*)(a*)\1\2\3\4b", "", 50_000).first("a" * 60, 0)


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "expected"),
    [
        ("abracadabra", "bra", "*", "a*cada*"),
        ("abracadabra", "a.*?a", "*", "*c*bra"),
        ("abc", "(b)", "[$1$1]", "a[bb]c"),
        ("abc", "b", "[$0]", "a[b]c"),
        ("abc", "(x)?b", "<$1>", "a<>c"),
        ("abc", "b", r"\$\\", "a$\\c"),
        ("abc", "(a)", "$12", "a2bc"),
    ],
)
def test_replacements_may_name_groups(text, pattern, replacement, expected):
    assert "".join(Search(pattern, "", 10_000).replaced(text, replacement)) == expected


@pytest.mark.parametrize(("pattern", "replacement"), [("b*", "x"), ("b", "$"), ("b", "\\"), ("b", "$x"), ("b", r"\n")])
def test_a_replacement_that_makes_no_sense_is_refused(pattern, replacement):
    with pytest.raises(PatternError):
        Search(pattern, "", 10_000).replaced("abc", replacement)
