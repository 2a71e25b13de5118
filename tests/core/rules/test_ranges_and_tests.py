import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.rules import Evaluation, Problem, compile_unary_tests
from tests.core.rules.feel import problems, result

small = st.integers(-5, 5)
brackets = st.tuples(st.sampled_from("[(]"), st.sampled_from("])["))


@given(small, small, small, brackets)
def test_membership_of_a_range_is_that_of_its_ends(value, low, high, ends):
    opening, closing = ends
    found = result(f"v in {opening}{low}..{high}{closing}", v=value)
    if low > high:
        assert found is None
    else:
        above = value >= low if opening == "[" else value > low
        below = value <= high if closing == "]" else value < high
        assert found is (above and below)


@given(small, small, small)
def test_between_includes_both_ends(value, low, high):
    assert result("v between a and b", v=value, a=low, b=high) is (low <= value <= high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in (< 10)", True),
        ("5 in < 10", True),
        ("5 in (1, 2, > 4)", True),
        ("5 in (1, 2)", False),
        ("5 in [1, 5]", True),
        ("5 in [[1..2], [4..6]]", True),
        ("[1, 2] in [[1, 2], [3]]", True),
        ("null in [null, 1]", True),
        ("null in [1..2]", None),
        ('"b" in ["a".."c"]', True),
        ('1 in "a"', None),
        ('1 in ["a", 1]', True),
        ("5 in (? > 3)", True),
        ("5 in (!= 5)", False),
        ('"a" in (!= "b")', True),
        ("1 in [2..1]", None),
        ('@"2026-01-15" in [@"2026-01-01"..@"2026-02-01")', True),
        ("5 in (null..10)", None),
        ("15 in (null..10)", False),
        ('5 in range("(..10)")', True),
        ("null in (= null)", None),
        ("x in [1..10[ and true", True),
    ],
)
def test_in_asks_each_test(text, expected):
    assert result(text, x=3) is expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("-", None, True),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "b", False),
        ('not("a", "b")', "c", True),
        ("not(> 5)", 5, True),
        ("not([0..1), > 5)", 1, True),
        ("not(]0..1[, (2..3])", 2, True),
        ("not([[1][1]..3], [5, 6])", 2, False),
        ("> 5", 6, True),
        ("< 3, [5..6]", 5, True),
        ("limit", 7, True),
        ("> limit", 8, True),
        ("? + 1 > limit", 7, True),
        ("[1, 2]", 2, True),
        ("null", None, True),
        ("true", True, True),
        ("not(? > 5) and ? > 1", 3, True),
        ('starts with(?, "Ng")', "Nguyễn", True),
        ("> 5", None, False),
        ("not(> 5)", None, False),
        ("= 5", 5, True),
        ("!= 5", 5, False),
    ],
)
def test_unary_tests_are_tests_on_one_value(text, value, expected):
    assert compile_unary_tests(text).matches(value, {"limit": 7}) is expected


def test_an_undecided_unary_test_is_told():
    evaluation = Evaluation()
    assert compile_unary_tests('"a"').matches(5, {}, evaluation) is False
    assert [warning.problem for warning in evaluation.warnings] == [Problem.NOT_COMPARABLE]


def test_unary_tests_say_what_they_read():
    assert compile_unary_tests("> giới hạn.trên, ? < 5").reads.paths == {("giới hạn", "trên")}


def test_a_range_with_its_end_before_its_start_is_null():
    assert problems("[2..1]") == [Problem.RANGE_ENDS]
    assert problems('[1.."a"]') == [Problem.RANGE_ENDS]


points = st.integers(0, 8)
ranges = st.tuples(points, points, st.booleans(), st.booleans()).filter(lambda each: each[0] < each[1])


def written(bounds):
    low, high, low_in, high_in = bounds
    return f"{'[' if low_in else '('}{low}..{high}{']' if high_in else ')'}"


def inside(bounds):
    """All points of the range, looked at in steps of a quarter."""
    low, high, low_in, high_in = bounds
    quarters = range(low * 4, high * 4 + 1)
    return {q for q in quarters if (low_in or q > low * 4) and (high_in or q < high * 4)}


@given(ranges, ranges)
def test_relations_of_ranges_are_those_of_the_points_in_them(first, second):
    one, other = written(first), written(second)
    left, right = inside(first), inside(second)
    assert result(f"includes({one}, {other})") is (left >= right)
    assert result(f"during({one}, {other})") is (left <= right)
    assert result(f"overlaps({one}, {other})") is bool(left & right)
    assert result(f"before({one}, {other})") is (max(left) < min(right))
    assert result(f"after({one}, {other})") is (min(left) > max(right))
    assert result(f"coincides({one}, {other})") is (first == second)
    assert result(f"starts({one}, {other})") is (min(left) == min(right) and max(left) <= max(right))
    assert result(f"finishes({one}, {other})") is (max(left) == max(right) and min(left) >= min(right))


@given(points, ranges)
def test_a_point_is_during_a_range_that_holds_it(point, bounds):
    assert result(f"during({point}, {written(bounds)})") is (point * 4 in inside(bounds))
    assert result(f"{point} in {written(bounds)}") is (point * 4 in inside(bounds))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('range("[1..3)") = [1..3)', True),
        ('range("(..5]") = (<= 5)', True),
        ('string(range("(..5]"))', "(..5]"),
        ('before(1, range("(2..)"))', True),
        ('before(range("(2..)"), 9)', False),
        ('includes(range("(2..)"), [3..99])', True),
        ('range("[-2..2]").start', -2),
        ('range("[\\"a\\"..\\"c\\"]").end', "c"),
        ('range("[date(\\"2026-01-01\\")..date(\\"2026-02-01\\")]").start.month', 1),
        ('range("[3..1]")', None),
        ('range("1..3")', None),
        ('range("[..]")', None),
        ('range("[1..x]")', None),
    ],
)
def test_a_range_can_be_read_from_text(text, expected):
    assert result(text) == expected
