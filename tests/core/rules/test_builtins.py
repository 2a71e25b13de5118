import pytest

from motcua.core.rules import Evaluation, Problem, compile_expression
from motcua.core.rules.builtins import BUILTINS
from tests.core.rules.feel import problems, result

STANDARD = {
    *("date", "date and time", "time", "number", "string", "duration", "years and months duration", "not"),
    *("substring", "string length", "upper case", "lower case", "substring before", "substring after", "replace"),
    *("contains", "starts with", "ends with", "matches", "split", "string join"),
    *("list contains", "list replace", "count", "min", "max", "sum", "mean", "all", "any", "sublist", "append"),
    *("concatenate", "insert before", "remove", "reverse", "index of", "union", "distinct values", "flatten"),
    *("product", "median", "stddev", "mode", "sort"),
    *("decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down", "abs", "modulo"),
    *("sqrt", "log", "exp", "odd", "even"),
    *("day of year", "day of week", "month of year", "week of year", "now", "today", "is"),
    *("get value", "get entries", "context", "context put", "context merge"),
    *("before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes"),
    *("finished by", "includes", "during", "starts", "started by", "coincides", "range"),
}


def test_all_functions_of_the_standard_are_there_and_no_others():
    assert set(BUILTINS) == STANDARD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('substring("Nguyễn", 3)', "uyễn"),
        ('substring("Nguyễn", -2, 1)', "ễ"),
        ('substring("abc", 0)', None),
        ('string length("ế🐎")', 2),
        ('upper case("đường")', "ĐƯỜNG"),
        ('substring before("H26.15-250715", "-")', "H26.15"),
        ('substring after("H26.15-250715", "-")', "250715"),
        ('contains("giấy khai sinh", "khai")', True),
        ('starts with("0912", "09")', True),
        ('ends with("a.pdf", ".pdf")', True),
        ('replace("a1b22", "[0-9]+", "#")', "a#b#"),
        ('replace("an bình", "(\\w+) (\\w+)", "$2 $1")', "bình an"),
        ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
        ('string join(["a", null, "b"], ", ")', "a, b"),
        ("string(1.50)", "1.5"),
        ("string(1e3)", "1000"),
        ('string({"a b": [1, "x", null]})', '{"a b": [1, "x", null]}'),
        ("string([1..3))", "[1..3)"),
        ('number("1 250 000,5", " ", ",")', 1250000.5),
        ('number("1_000")', None),
        ('number("NaN")', None),
        ("count([1, null])", 2),
        ("count(null)", None),
        ("min(3, 1, 2)", 1),
        ('max(["a", "c", "b"])', "c"),
        ('max(1, "a")', None),
        ("sum([])", None),
        ("mean([1, 2, 3, 4])", 2.5),
        ("median([4, 1, 3])", 3),
        ("stddev([2, 4, 7, 5])", 2.0816659994661326),
        ("mode([1, 2, 2, 1])", [1, 2]),
        ("mode([])", []),
        ("sublist([1, 2, 3], 2)", [2, 3]),
        ("sublist([1, 2, 3], -2, 1)", [2]),
        ("sublist([1, 2, 3], 2, 5)", [2, 3]),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("concatenate([1], [2], 3)", [1, 2, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], 2)", [1, 3]),
        ("reverse([1, 2])", [2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ('distinct values([1, "1", 1, null, null])', [1, "1", None]),
        ("flatten([1, [2, [3, []]]])", [1, 2, 3]),
        ("decimal(2.5, 0)", 2),
        ("round half up(2.5, 0)", 3),
        ("round half down(2.5, 0)", 2),
        ("round up(-1.1, 0)", -2),
        ("round down(-1.9, 0)", -1),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("decimal(12345, -3)", 12000),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("decimal(log(exp(1)), 30)", 1),
        ("odd(-3)", True),
        ("even(2.5)", False),
        ("abs(-1)", 1),
        ('get value({a: 1}, "a")', 1),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context put({a: 1}, "b", 2)', {"a": 1, "b": 2}),
        ('context put({a: {b: 1}}, ["a", "c"], 2)', {"a": {"b": 1, "c": 2}}),
        ('context put({}, ["a", "b"], 2)', {"a": {"b": 2}}),
        ('context put({a: 1}, ["a", "b"], 2)', None),
        ("all([true, null])", None),
        ("all([])", True),
        ("any([false, true, null])", True),
        ("any(list: [false])", True is False),
        ("is(1, 1.0)", True),
        ('is(1, "1")', False),
        ('substring(start position: 2, string: "abc")', "bc"),
    ],
)
def test_functions_compute_what_the_standard_says(text, expected):
    found = result(text)
    assert found == pytest.approx(expected) if isinstance(expected, float) else found == expected


def test_a_list_of_one_item_passes_for_its_item_and_the_other_way_round():
    assert result('upper case(["a"])') == "A"
    assert result("count(5)") == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sqrt()", Problem.ARGUMENTS),
        ("sqrt(n: 4)", Problem.ARGUMENTS),
        ('sqrt("a")', Problem.ARGUMENT_TYPES),
        ("no such(1)", Problem.UNKNOWN_FUNCTION),
        ('"abs"(1)', Problem.NOT_A_FUNCTION),
        ('date("mai")', Problem.LITERAL),
        ('number("mười")', Problem.NOT_A_NUMBER),
        ('matches("a", "(")', Problem.PATTERN),
        ("sum([])", Problem.EMPTY_LIST),
        ("modulo(1, 0)", Problem.DIVISION_BY_ZERO),
        ("exp(100000)", Problem.OUT_OF_BOUNDS),
        ("remove([1], 2)", Problem.POSITION),
        ('get value({}, "a")', Problem.NO_MEMBER),
        ("today()", Problem.NO_CLOCK),
        ('sort([1, 2], function(a, b) "x")', Problem.NOT_BOOLEAN),
        ("sort([1, 2], function(a) true)", Problem.ARGUMENTS),
    ],
)
def test_a_function_that_has_no_result_says_why(text, problem):
    assert problem in problems(text)


def test_a_function_in_the_data_hides_the_built_in_one_but_a_plain_value_does_not():
    double = compile_expression("function(list) 2").evaluate({})
    assert result("count([1])", count=double) == 2
    assert result("count([1])", count=7) == 1


def test_every_problem_has_a_sentence_in_both_languages():
    for problem in Problem:
        message = problem.sentence("x", (None, None))
        assert message.vi
        assert message.en
        assert "{" not in message.vi + message.en


def test_warnings_are_counted_from_the_start_of_the_text():
    evaluation = Evaluation()
    compile_expression("1 +\n  sqrt(-1)").evaluate({}, evaluation)
    assert [tuple(warning.at) for warning in evaluation.warnings] == [(2, 3), (1, 3)]
