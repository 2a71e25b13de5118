import pytest
from hypothesis import given, settings

from motcua.core.rules import compile_expression, printed
from tests.core.rules.trees import trees
from tests.effort import examples

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # random trees are large by nature


@given(trees)
@settings(max_examples=examples(300))
def test_what_is_printed_is_read_as_the_same(tree):
    assert compile_expression(printed(tree)).tree == tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a  and b)or c", "a and b or c"),
        ("a and(b or c)", "a and (b or c)"),
        ("x in[1..2[", "x in ([1..2))"),
        ('{a:1,"b c":2}', '{"a": 1, "b c": 2}'),
        ("-(a+b)", "-(a + b)"),
        ("(if a then b else c)+1", "(if a then b else c) + 1"),
    ],
)
def test_only_the_brackets_that_are_needed_are_printed(text, expected):
    assert printed(compile_expression(text).tree) == expected
