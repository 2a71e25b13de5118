"""Whatever the text and the data, the answer is a value or one of the errors that are announced."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.rules import Evaluation, Limits, RuleError, compile_expression, compile_unary_tests
from motcua.core.rules.builtins import BUILTINS
from tests.core.rules.trees import trees
from tests.effort import examples

WORDS = [
    *("if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "between", "and", "or", "not"),
    *("instance", "of", "function", "external", "true", "false", "null", "date", "time", "list", "number"),
    *("(", ")", "[", "]", "{", "}", "<", "<=", ">", ">=", "=", "!=", "+", "-", "*", "/", "**", ".", "..", ",", ":"),
    *("@", "->", "x", "y", "item", "partial", "?", "1", "2.5", "1e400", '"a"', '"2026-11-21"', '"PT1H"', '"(a+)+b"'),
    *("\\", '"', "/*", "//", "\n", "ế", "🐎", "&"),
    *sorted(BUILTINS),
]
SMALL = Limits(steps=2000, text=2000, pattern_steps=2000)
data = st.dictionaries(
    st.sampled_from(["x", "y", "item", "partial", "a", "số trang"]),
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.decimals(),
            st.text(max_size=8),
            st.dates(),
            st.datetimes(timezones=st.none() | st.timezones()),
            st.times(),
            st.timedeltas(),
            st.binary(max_size=2),
        ),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "x"]), inner)),
        max_leaves=4,
    ),
)


def evaluate(text, data):
    with contextlib.suppress(RuleError):
        compile_expression(text, limits=SMALL).evaluate(data, Evaluation(limits=SMALL))
    with contextlib.suppress(RuleError):
        compile_unary_tests(text, limits=SMALL).matches(1, data, Evaluation(limits=SMALL))


@given(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), data)
@settings(max_examples=examples(200))
def test_a_heap_of_words_is_refused_or_evaluated(text, data):
    evaluate(text, data)


@given(st.text(max_size=30), data)
def test_any_text_is_refused_or_evaluated(text, data):
    evaluate(text, data)


@given(trees.map(repr).map(lambda text: text.replace("Position(line=1, column=1)", "x")), data)
def test_text_that_is_no_feel_at_all_is_refused_or_evaluated(text, data):
    evaluate(text, data)


values = st.sampled_from(
    [
        *("null", "true", "1", "-2.5", "1e6000", "1e-6000", '"a"', '"2026-11-21"', '"[1..2]"', '"(a|b)*\\1"', "x"),
        *("[]", "[1]", '["a", null]', "[[1], [[2]]]", "{}", "{a: 1}", "[1..5]", "(< 3)", "count", "function() 1"),
        *('@"2026-11-21"', '@"10:00:00Z"', '@"2026-11-21T10:00:00@Asia/Ho_Chi_Minh"', '@"P1D"', '@"-P1Y"'),
        *("function(a, b) a < b", '@"999999999-12-31"'),
    ]
)


@given(st.sampled_from(sorted(BUILTINS)), st.lists(values, max_size=4), data)
@settings(max_examples=examples(400))
def test_functions_take_any_arguments(name, arguments, data):
    evaluate(f"{name}({', '.join(arguments)})", data)


@given(values, st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"]), values, data)
@settings(max_examples=examples(200))
def test_operators_take_any_operands(left, sign, right, data):
    evaluate(f"({left}) {sign} ({right})", data)
    evaluate(f"({left})[({right})]", data)
    evaluate(f"for i in ({left})..({right}) return i", data)
