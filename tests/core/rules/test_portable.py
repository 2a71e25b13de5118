import json
from decimal import localcontext

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from motcua.core.rules import Date, NotPortableError, compile_expression, printed, to_portable
from motcua.core.rules import syntax as s
from motcua.core.rules.portable import FUNCTIONS
from tests.core.rules import browser, trees
from tests.core.rules.trees import AT
from tests.effort import examples

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # random trees are large by nature
dates = st.sampled_from(["2026-11-21", "2026-01-31"]).map(lambda text: s.AtLiteral(AT, text))
functions = st.sampled_from(sorted(FUNCTIONS.items()))


def calls(inner):
    return functions.flatmap(
        lambda each: st.tuples(*[inner] * each[1]).map(lambda parts: s.Call(AT, s.Name(AT, each[0]), parts))
    )


def quantified(inner):
    one = st.builds(lambda name, domain: s.Iterator(AT, name, domain), trees.names, inner)
    return st.builds(
        lambda word, each, body: s.Quantified(AT, word, tuple(each), body),
        st.sampled_from(["some", "every"]),
        st.lists(one, min_size=1, max_size=2),
        inner,
    )


def compound(inner):
    tests = st.lists(st.one_of(inner, trees.ends(inner), trees.one_sided(inner)), min_size=1, max_size=2)
    return st.one_of(
        *trees.portable_parts(inner),
        calls(inner),
        quantified(inner),
        st.builds(lambda a, each: s.In(AT, a, tuple(each)), inner, tests),
        inner.map(lambda a: s.Call(AT, s.Name(AT, "not"), (a,))),
    )


portable_trees = st.recursive(st.one_of(trees.literals, trees.plain_names, dates), compound, max_leaves=10)
scalars = st.one_of(
    st.none(), st.booleans(), trees.numbers, st.sampled_from(["", "a", "ă", "Đ"]), st.just(Date(2026, 1, 31))
)
entries = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(trees.keys, inner, max_size=2)),
    max_leaves=4,
)


@given(portable_trees, st.dictionaries(trees.names, entries))
@settings(max_examples=examples(500))
def test_the_browser_computes_what_the_server_computes(tree, data):
    expression = compile_expression(printed(tree))
    sent = json.loads(json.dumps(to_portable(expression)))
    try:
        with localcontext(prec=34):
            found = browser.run(sent, data)
    except browser.DifferenceOfDates:
        reject()
    assert found == expression.evaluate(data)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("pages > 2", [">", ["name", "pages"], ["number", "2"]]),
        ("a.b = null", ["=", ["path", ["name", "a"], "b"], ["value", None]]),
        ("a and b and not(c)", ["and", ["name", "a"], ["name", "b"], ["not", ["name", "c"]]]),
        ("min(a, 2.50)", ["call", "min", ["list", ["name", "a"], ["number", "2.5"]]]),
        ("x in (1, > 5)", ["in", ["name", "x"], ["number", "1"], ["test", ">", ["number", "5"]]]),
        ("x in [1..5)", ["in", ["name", "x"], ["range", ["number", "1"], ["number", "5"], True, False]]),
        ('born < @"2026-11-21"', ["<", ["name", "born"], ["date", "2026-11-21"]]),
        ("some c in kids satisfies c.age < 6", None),
    ],
)
def test_portable_expressions_are_small_trees_of_arrays(text, node):
    found = to_portable(compile_expression(text))
    assert found == (node or ["some", "c", ["name", "kids"], ["<", ["path", ["name", "c"], "age"], ["number", "6"]]])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1 + 2 ** 3", 7),
        ("a[1]", 2),
        ("for i in a return i", 1),
        ("{a: 1}", 1),
        ("today() > born", 1),
        ("matches(a, b)", 1),
        ('@"P1D"', 1),
        ("sqrt(number: 4)", 1),
        ("count(list: a)", 1),
        ("function(x) x", 1),
        ("[1..5]", 1),
        ("x instance of number", 3),
        ("some i in 1..3 satisfies i > 2", 6),
        ("x in [[1..2], [3..4]]", 6),
        ("f(1)", 1),
    ],
)
def test_what_the_browser_cannot_do_is_named_with_its_place(text, column):
    with pytest.raises(NotPortableError) as caught:
        to_portable(compile_expression(text))
    assert caught.value.at == (1, column)
    assert caught.value.message.vi
