from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.rules import Problem, compile_expression
from tests.core.rules.feel import problems, result, value

numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)
truths = st.sampled_from([True, False, None])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ** 3 ** 2", 64),
        ("-3 ** 2", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("- -5", 5),
        ("1 + 2 = 3 and 2 < 1 or true", True),
        ("1 = 1 = true", True),
        ("if 1 > 2 then 1 else 2 + 3", 5),
        ('"a" + "b" + "c"', "abc"),
        ("2 between 1 and 3 and true", True),
        ("-2.5 + 1", -1.5),
    ],
)
def test_operators_bind_as_the_standard_says(text, expected):
    assert result(text) == expected


@given(numbers, numbers, st.sampled_from("+-*"))
def test_arithmetic_is_that_of_decimals_with_34_digits(left, right, sign):
    with localcontext() as context:
        context.prec = 34
        expected = {"+": left + right, "-": left - right, "*": left * right}[sign]
    assert value(f"a {sign} b", a=left, b=right) == expected


@given(numbers, numbers.filter(bool))
def test_division_is_exact_to_34_digits(left, right):
    with localcontext() as context:
        context.prec = 34
        assert value("a / b", a=left, b=right) == left / right


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8), st.data())
def test_a_chain_of_sums_is_what_python_makes_of_it(parts, data):
    signs = [data.draw(st.sampled_from([" + ", " - ", " * "])) for _ in parts[1:]]
    text = f"({parts[0]})" + "".join(f"{sign}({part})" for sign, part in zip(signs, parts[1:], strict=True))
    assert value(text) == eval(text)


@given(truths, truths)
def test_logic_is_three_valued(left, right):
    operands = {left, right}
    conjunction = False if False in operands else None if None in operands else True
    disjunction = True if True in operands else None if None in operands else False
    assert value("a and b", a=left, b=right) is conjunction
    assert value("a or b", a=left, b=right) is disjunction
    assert value("not(a)", a=left) is (None if left is None else not left)


@given(st.lists(truths, min_size=2, max_size=6))
def test_a_chain_of_ands_asks_all_its_operands(operands):
    text = " and ".join(str(each).lower() if each is not None else "null" for each in operands)
    assert value(text) is (False if False in operands else None if None in operands else True)


def test_what_is_no_boolean_counts_as_undecided_and_is_told():
    assert problems("true and 123") == [Problem.NOT_BOOLEAN]
    assert result("false and 123") is False


def test_logic_stops_at_the_deciding_operand():
    assert result("false and 1 / 0 > 1") is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("null = null", True),
        ("1 = null", False),
        ("1 != null", True),
        ('1 = "1"', None),
        ('1 != "1"', None),
        ("1.0 = 1", True),
        ("[1, [2]] = [1, [2]]", True),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("[1] = [1, 2]", False),
        ("null < 1", None),
        ("true < false", None),
        ('"a" < "b"', True),
        ('"Ă" < "B"', False),
        ('@"2026-01-01" < @"2026-01-02"', True),
        ('@"PT1H" = @"PT60M"', True),
        ('@"P1Y" < @"P13M"', True),
        ('@"P1Y" = @"P365D"', None),
    ],
)
def test_comparison_is_undecided_between_kinds(text, expected):
    assert result(text) is expected


@given(st.one_of(numbers, st.text()), st.one_of(numbers, st.text()), st.sampled_from(["<", "<=", ">", ">=", "=", "!="]))
def test_the_short_cut_for_a_constant_gives_what_the_long_way_gives(left, right, sign):
    constant = (
        f"({right})" if isinstance(right, Decimal) else '"' + right.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    long_way = value(f"a {sign} b", a=left, b=right)
    assert value(f"a {sign} {constant}", a=left) is long_way
    assert value(f"c.d.a {sign} {constant}", c={"d": {"a": left}}) is long_way


@pytest.mark.parametrize("text", ["x > 2", "x.y > 2", "2 < x", "x > 2.5"])
@pytest.mark.parametrize("number", [3, Decimal(3), 3.0])
def test_integers_and_floats_of_the_caller_are_numbers(text, number):
    assert compile_expression(text).evaluate({"x": {"y": number} if "." in text[:3] else number}) is True


def test_what_cannot_be_computed_is_null_with_a_reason():
    assert problems('1 + "a"') == [Problem.OPERANDS]
    assert problems("1 / 0") == [Problem.DIVISION_BY_ZERO]
    assert problems('-"a"') == [Problem.OPERAND]
    assert problems("10 ** 7000") == [Problem.OUT_OF_BOUNDS]
    assert problems('1 < "a"') == [Problem.NOT_COMPARABLE]


def test_if_takes_the_else_branch_for_everything_but_true():
    assert result("if null then 1 else 2") == 2
    assert result('if "true" then 1 else 2') == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 instance of number", True),
        ("1 instance of string", False),
        ("null instance of Any", False),
        ('@"2026-01-01T00:00:00" instance of date and time', True),
        ('@"P1D" instance of days and time duration', True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ('{a: 1, b: "x"} instance of context<a: number>', True),
        ("{a: 1} instance of context<b: number>", False),
        ("[1..2] instance of range<number>", True),
        ("(function(x) x) instance of function<number> -> number", True),
        ("1 + 1 instance of number", None),
        ("5 instance of nobody knows", None),
    ],
)
def test_instance_of_looks_into_lists_and_contexts(text, expected):
    assert result(text) is expected


def test_types_may_have_names_that_refer_to_one_another():
    types = {"t-người": "context<tuổi: number>", "tNhóm": "list<t-người>"}
    expression = compile_expression("nhóm instance of tNhóm", types=types)
    assert expression.evaluate({"nhóm": [{"tuổi": 5}]}) is True
    assert expression.evaluate({"nhóm": [{"tuổi": "năm"}]}) is False


def test_types_that_stand_for_one_another_in_a_circle_are_no_types():
    expression = compile_expression("1 instance of a", types={"a": "b", "b": "a"})
    assert expression.evaluate({}) is None
