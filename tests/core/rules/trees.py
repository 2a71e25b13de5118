"""Random syntax trees."""

from hypothesis import strategies as st

from motcua.core.rules import Position
from motcua.core.rules import syntax as s

AT = Position(1, 1)
names = st.sampled_from(["a", "số trang", "diện tích", "x1", "kênh"])
keys = st.sampled_from(["a", "số trang", "ghi chú", "year", "weekday"])
numbers = st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
literals = st.one_of(numbers, texts, st.booleans(), st.none()).map(lambda value: s.Literal(AT, value))
plain_names = names.map(lambda name: s.Name(AT, name))
at_literals = st.sampled_from(["2026-11-21", "P1D", "08:00:00", "x"]).map(lambda text: s.AtLiteral(AT, text))
simple_types = st.sampled_from(["number", "date and time", "Any"]).map(lambda name: s.TypeName(AT, name))
types = st.one_of(
    simple_types,
    simple_types.map(lambda inner: s.TypeName(AT, "list", (inner,))),
    st.tuples(simple_types, keys).map(lambda pair: s.TypeName(AT, "context", pair[:1], pair[1:])),
    st.tuples(simple_types, simple_types).map(lambda pair: s.TypeName(AT, "function", pair)),
)


def logic(inner):
    def flat(sign, operands):
        """As the parser does it: `a and b and c` is one node."""
        first, *rest = operands
        start = first.operands if isinstance(first, s.Logic) and first.operator == sign else (first,)
        return s.Logic(AT, sign, (*start, *rest))

    return st.builds(flat, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3))


def iterators(inner):
    one = st.builds(lambda name, domain, end: s.Iterator(AT, name, domain, end), names, inner, st.none() | inner)
    return st.lists(one, min_size=1, max_size=2).map(tuple)


def portable_parts(inner):
    comparison = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    lists = st.lists(inner, max_size=3).map(tuple)
    return [
        st.builds(lambda sign, a, b: s.Arithmetic(AT, sign, a, b), st.sampled_from("+-*/"), inner, inner),
        st.builds(lambda sign, a, b: s.Comparison(AT, sign, a, b), comparison, inner, inner),
        logic(inner),
        inner.map(lambda a: s.Negation(AT, a)),
        st.builds(lambda a, b, c: s.If(AT, a, b, c), inner, inner, inner),
        st.builds(lambda a, b, c: s.Between(AT, a, b, c), inner, inner, inner),
        lists.map(lambda items: s.ListOf(AT, items)),
        st.builds(lambda source, member: s.Path(AT, source, member), inner, keys),
    ]


def ends(inner):
    return st.builds(
        lambda low, high, low_in, high_in: s.RangeOf(AT, low, high, low_in, high_in),
        inner,
        inner,
        st.booleans(),
        st.booleans(),
    )


def one_sided(inner):
    sign = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    return st.builds(lambda each, a: s.OneSided(AT, each, a), sign, inner)


def compound(inner):
    entries = st.lists(st.tuples(keys, inner), max_size=2, unique_by=lambda entry: entry[0]).map(tuple)
    parameters = st.lists(st.tuples(names, st.none() | types), max_size=2, unique_by=lambda each: each[0])
    arguments = st.lists(inner, max_size=2).map(tuple)
    return st.one_of(
        *portable_parts(inner),
        st.builds(lambda a, b: s.Arithmetic(AT, "**", a, b), inner, inner),
        st.builds(
            lambda a, tests: s.In(AT, a, tuple(tests)),
            inner,
            st.lists(st.one_of(inner, ends(inner), one_sided(inner)), min_size=1, max_size=2),
        ),
        ends(inner),
        one_sided(inner),
        st.builds(lambda a, b: s.Filter(AT, a, b), inner, inner),
        st.builds(lambda callee, given: s.Call(AT, callee, given), inner, arguments),
        st.builds(lambda name, a: s.Call(AT, s.Name(AT, "sqrt"), (a,), (name,)), keys, inner),
        st.builds(lambda each, body: s.For(AT, each, body), iterators(inner), inner),
        st.builds(
            lambda word, each, body: s.Quantified(AT, word, each, body),
            st.sampled_from(["some", "every"]),
            iterators(inner),
            inner,
        ),
        entries.map(lambda each: s.ContextOf(AT, each)),
        st.builds(
            lambda each, body: s.FunctionOf(AT, tuple(s.Parameter(AT, *one) for one in each), body), parameters, inner
        ),
        st.builds(lambda a, wanted: s.InstanceOf(AT, a, wanted), inner, types),
    )


trees = st.recursive(st.one_of(literals, plain_names, at_literals), compound, max_leaves=6)
