"""Hostile texts and data: each ends soon, with an error that says which limit it met."""

import pytest

from motcua.core.rules import DataError, Evaluation, LimitExceededError, Limits, compile_expression, compile_unary_tests
from tests.core.rules.feel import problems, result

SMALL = Limits(length=100, nesting=10, steps=50, text=20, depth=30, pattern_steps=40)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9000,
        "[" * 9000,
        "{a:" * 4000,
        "-" * 9000 + "1",
        "1" + " + 1" * 4000,
        "a" + ".a" * 9000,
        "a" + "[1]" * 4000,
        "f" + "()" * 5000,
        "not(" * 4000,
        "if a then " * 1500,
        "for i in " * 2000,
        "some x in [1] satisfies " * 800,
        "function(x) " * 1500,
        "1 instance of " + "list<" * 3500,
        "1 in (" * 3000,
        "((1 + 1 + 1) + 1 + 1) + 1" + " + 1" * 4000,
        "]" * 9000,
    ],
)
def test_an_expression_can_only_be_nested_so_deep(text):
    with pytest.raises(LimitExceededError) as caught:
        compile_expression(text)
    assert caught.value.limit == "nesting"


def test_many_conditions_side_by_side_are_not_deep():
    assert result(" or ".join(f"a = {number}" for number in range(1000)), a=999) is True


def test_an_expression_can_only_be_so_long():
    with pytest.raises(LimitExceededError) as caught:
        compile_expression("1" + " " * 20_000)
    assert caught.value.limit == "length"


DOUBLING_LISTS = "{a0: [1, 2]" + "".join(f", a{n}: concatenate(a{n - 1}, a{n - 1})" for n in range(1, 60)) + "}"
SHARED_LISTS = "{a0: [1]" + "".join(f", a{n}: [a{n - 1}, a{n - 1}]" for n in range(1, 60))
DOUBLING_TEXT = '{a0: "x"' + "".join(f", a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60)) + "}"
CALLS_ITSELF_TWICE = "function(f, n) if n = 0 then 1 else f(f, n - 1) + f(f, n - 1)"


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("for i in 1..1000000000000 return i", "steps"),
        ("for i in 1..1e6000 return 1", "steps"),
        ("for a in 1..9999, b in 1..9999, c in 1..9999 return 1", "steps"),
        ("some a in 1..99999, b in 1..99999 satisfies false", "steps"),
        ("count(for i in 1..2000 return partial)", "steps"),
        ("for i in 1..100000 return exp(i)", "steps"),
        ("for i in 1..100000 return 1.0000001 ** i", "steps"),
        ("[1..1000000][item > 5]", None),
        ("distinct values(for i in 1..5000 return i)", "steps"),
        (DOUBLING_LISTS, "steps"),
        (SHARED_LISTS + ", x: flatten(a59)}", "steps"),
        (SHARED_LISTS + ", x: string(a59)}", "text"),
        (SHARED_LISTS + ", x: a59 = concatenate([], a59)}", "steps"),
        (DOUBLING_TEXT, "text"),
        ('string join(for i in 1..50000 return "abc")', "text"),
        ('replace("aaaaaaaaaa", "a", "' + "b" * 15_000 + '")', "text"),
        ("(function(f) f(f))(function(f) f(f))", "depth"),
        (f"({CALLS_ITSELF_TWICE})({CALLS_ITSELF_TWICE}, 18)", "steps"),
        ("sort(for i in 1..90000 return i, function(a, b) a > b)", "steps"),
        ('for i in 1..1000 return matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a+)+b")', "steps"),
        (r'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a*)(a*)(a*)(a*)(a*)\1\2\3\4\5b")', "pattern_steps"),
    ],
)
def test_an_evaluation_can_only_do_so_much(text, limit):
    expression = compile_expression(text)
    if limit is None:
        assert expression.evaluate({}) is None or expression.evaluate({}) == []
        return
    with pytest.raises(LimitExceededError) as caught:
        expression.evaluate({})
    assert caught.value.limit == limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("1" * 101, "length"),
        ("((((((((((1))))))))))", "nesting"),
        ("for i in 1..60 return i", "steps"),
        ('"12345678901" + "12345678901"', "text"),
        ("{f: function(f, n) if n = 0 then 0 else f(f, n - 1), r: f(f, 9)}", "depth"),
        ('matches("aaaaaaaaaaaaaaaaaa", "(a|b)*c")', "pattern_steps"),
    ],
)
def test_each_limit_can_be_set(text, limit):
    with pytest.raises(LimitExceededError) as caught:
        compile_expression(text, limits=SMALL).evaluate({}, Evaluation(limits=SMALL))
    assert caught.value.limit == limit
    assert str(getattr(SMALL, limit)) in caught.value.message.vi or limit == "depth"


def test_powers_of_powers_stay_within_34_digits():
    assert result("10 ** 10 ** 10 = 1e100") is True
    assert problems("(10 ** 10) ** (10 ** 10)")
    assert problems("10 ** (10 ** 10)")


def test_steps_are_counted_anew_for_each_evaluation():
    evaluation = Evaluation(limits=SMALL)
    expression = compile_expression("count(for i in 1..20 return i)")
    assert [expression.evaluate({}, evaluation) for _ in range(5)] == [20] * 5


@pytest.mark.parametrize("text", ["v999 = [v999][1]", "string(v999)", "distinct values([v999, v999])"])
def test_values_nested_deeper_than_python_calls_are_refused(text):
    entries = "".join(f", v{n}: [v{n - 1}]" for n in range(1, 1000))
    expression = compile_expression(f"{{v0: [1]{entries}, r: {text}}}.r")
    with pytest.raises(LimitExceededError) as caught:
        expression.evaluate({})
    assert caught.value.limit == "depth"


def test_functions_that_each_keep_many_names_are_counted():
    data = {f"n{number}": number for number in range(500)}
    with pytest.raises(LimitExceededError) as caught:
        compile_expression("for i in 1..1000 return function() i").evaluate(data)
    assert caught.value.limit == "steps"


def test_many_loop_variables_are_refused_like_any_depth():
    text = "for " + ", ".join(f"v{n} in [1]" for n in range(1500)) + " return 1"
    with pytest.raises(LimitExceededError):
        compile_expression(text).evaluate({})


def test_large_data_are_looked_through_once_however_often_they_are_read():
    class Counted(list):
        looks = 0

        def __iter__(self):
            self.looks += 1
            return super().__iter__()

    rows = Counted([{"a": 1}] * 1000)
    assert result("sum(for i in 1..100 return count(rows))", rows=rows) == 100_000
    assert rows.looks == 1


def test_an_evaluation_keeps_a_hundred_warnings_at_most():
    evaluation = Evaluation()
    compile_expression("for i in 1..1000 return i + null").evaluate({}, evaluation)
    assert len(evaluation.warnings) == 100


def test_data_that_hold_themselves_are_refused():
    data: dict[str, object] = {}
    data["self"] = data
    with pytest.raises(DataError):
        compile_expression("self = 1").evaluate(data)


@pytest.mark.parametrize("text", ["x > 1", "x = 1", "x + 1", "x.y", "count(x)"])
@pytest.mark.parametrize("datum", [float("nan"), float("inf"), {1, 2}, object(), {1: 2}, b"bytes"])
def test_data_of_no_kind_of_feel_are_refused(text, datum):
    with pytest.raises(DataError) as caught:
        compile_expression(text).evaluate({"x": datum})
    assert caught.value.message.vi


def test_unary_tests_have_the_same_limits():
    with pytest.raises(LimitExceededError):
        compile_unary_tests("(" * 5000)
    with pytest.raises(LimitExceededError):
        compile_unary_tests("? in (for i in 1..1000000 return i)").matches(1, {})
