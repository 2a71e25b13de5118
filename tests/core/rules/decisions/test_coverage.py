"""Gaps and overlaps: by example, and by trying every reported gap and every input that is in none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.rules import Date, compile_unary_tests
from motcua.core.rules.decisions import (
    DecisionTable,
    HitPolicy,
    HitPolicyError,
    Input,
    ItemDefinition,
    ItemTypes,
    Output,
    check_table,
    compile_table,
)
from motcua.core.rules.evaluation import Run
from tests.core.rules.decisions.tables import table

PAGES = Input("số trang", "number")
KIND = Input("loại", "string", allowed='"trích lục", "bản sao", "bản chính"')
ONLINE = Input("trực tuyến", "boolean")
DAY = Input("ngày", "date")


def found(made: DecisionTable):
    return check_table(compile_table(made))


def gaps(*columns_and_rows, **more):
    inputs = [each for each in columns_and_rows if isinstance(each, Input)]
    rows = [(*each, "1") for each in columns_and_rows if isinstance(each, tuple)]
    return [gap.tests for gap in found(table(inputs, ["x"], *rows, **more)).gaps]


@pytest.mark.parametrize(
    ("columns_and_rows", "expected"),
    [
        ((PAGES, ("< 10",), ("> 10",)), [("10",)]),
        ((PAGES, ("<= 10",), ("> 20",)), [("(10..20]",)]),
        ((PAGES, ("[1..5)",), ("[5..9]",)), [("< 1, > 9",)]),
        ((PAGES, ("not(5)",)), [("5",)]),
        ((PAGES, ("5",)), [("not(5)",)]),
        ((PAGES, ("-",)), []),
        ((KIND, ('"trích lục"',), ('"bản sao"',)), [('"bản chính"',)]),
        ((KIND, ('not("trích lục")',)), [('"trích lục"',)]),
        ((Input("a"), ('"x"',), ('"y"',)), [('not("x", "y")',)]),
        ((ONLINE, ("true",)), [("false",)]),
        ((ONLINE, ("true",), ("false",)), []),
        ((Input("a", "boolean"), ("true",), ("false",), ("null",)), []),
        ((Input("a", "boolean"), ("true",), ("null",)), [("false",)]),
        ((DAY, ('< date("2026-01-01")',), ('> date("2026-01-01")',)), [('date("2026-01-01")',)]),
        ((DAY, ('<= date("2026-01-01")',), ('>= date("2026-01-02")',)), []),
        ((Input("t"), ('< duration("P1D")',)), [('>= duration("P1D")',)]),
        ((Input("t"), ('[duration("P1M")..duration("P2M")]',)), [('< duration("P1M"), > duration("P2M")',)]),
        ((PAGES, ONLINE, ("> 0", "true"), ("<= 0", "-")), [("> 0", "false")]),
        ((KIND, PAGES, ('"bản sao"', "< 5"), ('not("bản sao")', "-")), [('"bản sao"', ">= 5")]),
        ((PAGES,), [("-",)]),
        ((Input("a"), ("1",), ('"x"',)), [('not(1), not("x")',)]),
        ((Input("a", "number", allowed=">= 0"), ("> 3",)), [("[0..3]",)]),
    ],
)
def test_a_gap_is_told_as_a_cell_that_would_close_it(columns_and_rows, expected):
    assert gaps(*columns_and_rows) == expected


def test_a_gap_comes_with_an_example_in_both_languages():
    made = table([KIND, PAGES], ["x"], ('"bản sao"', "-", "1"), ('"bản chính"', "> 3", "1"), ('"trích lục"', "-", "1"))
    (gap,) = found(made).gaps
    assert gap.example == ("bản chính", Decimal(2))
    assert gap.message.vi == "không quy tắc nào khớp khi loại = bản chính, số trang = 2"
    assert gap.message.en == "no rule matches when loại = bản chính, số trang = 2"


def test_a_table_with_defaults_has_no_gap():
    assert found(table([PAGES], [Output("x", default="0")], ("> 5", "1"))).gaps == ()


def test_the_type_of_an_input_says_what_may_come():
    types = ItemTypes(
        [
            ItemDefinition("tMức", "number", "[0..10]"),
            ItemDefinition("tMứcThấp", "tMức", "< 5"),
            ItemDefinition("tBản", "boolean"),
        ]
    )
    made = table([Input("a", "tMứcThấp"), Input("b", "tBản")], ["x"], ("[0..3)", "-", "1"), ("-", "true", "2"))
    assert [gap.tests for gap in check_table(compile_table(made, types=types)).gaps] == [("[3..5)", "false")]


def test_two_columns_that_ask_the_same_are_seen_as_one():
    assert gaps(PAGES, PAGES, ("> 5", "< 9"), ("<= 5", "-"), ("-", ">= 9")) == []
    assert gaps(PAGES, PAGES, ("> 5", "< 9"), ("<= 5", "-")) == [(">= 9", ">= 9")]


def test_an_overlap_names_both_rules_and_what_they_share():
    made = table([PAGES, ONLINE], ["x"], ("< 10", "-", "1"), ("[5..20]", "true", "2"), ("> 20", "-", "3"))
    (overlap,) = found(made).overlaps
    assert (overlap.rules, overlap.tests, overlap.harmful) == ((1, 2), ("[5..10)", "true"), True)
    assert overlap.message.vi == "quy tắc 1 và 2 cùng khớp khi số trang = 5, trực tuyến = true"


@pytest.mark.parametrize(
    ("policy", "same", "harmful"),
    [
        (HitPolicy.UNIQUE, "1", True),
        (HitPolicy.ANY, "1", False),
        (HitPolicy.ANY, "2", True),
        (HitPolicy.FIRST, "2", False),
        (HitPolicy.COLLECT, "2", False),
    ],
)
def test_whether_an_overlap_harms_is_a_matter_of_the_hit_policy(policy, same, harmful):
    (overlap,) = found(table([PAGES], ["x"], ("> 1", "1"), ("> 2", same), policy=policy)).overlaps
    assert overlap.harmful is harmful


def test_a_cell_that_is_no_constant_is_told_and_closes_the_gaps_it_may_close():
    made = table([PAGES, ONLINE], ["x"], ("> giới hạn", "true", "1"), ("-", "false", "1"))
    coverage = found(made)
    assert coverage.undecided == ((1, 1),)
    assert coverage.gaps == ()
    assert coverage.overlaps == ()


def test_cells_on_times_of_day_are_told_because_their_gaps_are_not_seen() -> None:
    coverage = found(table([Input("giờ", "time"), PAGES], ["x"], ('< time("15:00:00")', "-", "1"), ("-", "> 5", "2")))
    assert coverage.undecided == ((1, 1),)


def test_times_of_day_are_not_looked_at():
    coverage = found(table([Input("giờ")], ["x"], ('> time("08:00:00")', "1"), ("-", "2")))
    assert (coverage.gaps, coverage.overlaps) == ((), ())


def test_a_sound_table_is_called_sound():
    assert found(table([PAGES], ["x"], ("> 1", "1"), ("<= 1", "2"))).sound
    assert not found(table([PAGES], ["x"], ("> 1", "1"), ("< 1", "2"))).sound
    assert not found(table([PAGES], ["x"], ("> 1", "1"), ("<= 2", "2"))).sound


def test_a_table_that_collects_may_find_nothing():
    coverage = found(table([PAGES], ["x"], ("> 1", "1"), policy=HitPolicy.COLLECT))
    assert [(gap.tests, gap.harmful) for gap in coverage.gaps] == [(("<= 1",), False)]
    assert coverage.sound


def test_a_large_table_is_looked_at_as_far_as_it_goes_and_says_so():
    columns = [Input(f"a{number}", "number") for number in range(40)]
    rows = [(*("> 5" if (row >> n) % 3 else f"[{n}..{n + row}]" for n in range(40)), "1") for row in range(200)]
    coverage = found(table(columns, ["x"], *rows, policy=HitPolicy.COLLECT))
    assert not coverage.complete
    assert coverage.notes[0].vi.startswith("bảng quá lớn")
    assert len(coverage.gaps) <= 100


def test_a_thousand_rules_are_checked_whole():
    rows = [(f"[{number}..{number + 1})", "true", "1") for number in range(500)]
    rows += [(f"[{number}..{number + 1})", "false", "1") for number in range(500)]
    coverage = found(table([PAGES, ONLINE], ["x"], *rows))
    assert [gap.tests for gap in coverage.gaps] == [("< 0, >= 500", "-")]
    assert (coverage.overlaps, coverage.complete) == ((), True)


numbers = st.integers(-3, 3).map(str)
number_tests = st.one_of(
    numbers,
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), numbers).map(" ".join),
    st.tuples(st.sampled_from("[("), st.integers(-3, 0), st.integers(1, 3), st.sampled_from("])")).map(
        lambda ends: f"{ends[0]}{ends[1]}..{ends[2]}{ends[3]}"
    ),
)
text_tests = st.sampled_from(['"a"', '"b"', '"c"'])
date_tests = st.tuples(st.sampled_from(["", "< ", ">= "]), st.integers(1, 5)).map(
    lambda pair: f'{pair[0]}date("2026-01-0{pair[1]}")'
)


def cells(tests):
    lists = st.lists(tests, min_size=1, max_size=2).map(", ".join)
    return st.one_of(st.just("-"), lists, lists.map("not({})".format))


def rows(*columns):
    return st.lists(st.tuples(*columns, st.sampled_from(["1", "2"])), max_size=6)


tables = rows(cells(number_tests), cells(text_tests), cells(date_tests), st.sampled_from(["-", "true", "false"]))
HEADS = [PAGES, Input("chữ", "string"), DAY, ONLINE]
inputs = st.tuples(
    st.integers(-14, 14).map(lambda quarters: Decimal(quarters) / 4),
    st.sampled_from(["", "a", "a!", "b", "c", "d"]),
    st.integers(1, 7).map(lambda day: Date(2026, 1, day)),
    st.booleans(),
)


def in_gap(tests, values):
    return all(compile_unary_tests(test).matches(value, {}) for test, value in zip(tests, values, strict=True))


def hits(compiled, values):
    data = dict(zip(("số trang", "chữ", "ngày", "trực tuyến"), values, strict=True))
    return compiled.decide(data).matches[0].rules


@given(tables, st.lists(inputs, min_size=1, max_size=8))
def test_inputs_match_no_rule_exactly_when_they_are_in_a_reported_gap(made, tried):
    compiled = compile_table(table(HEADS, ["x"], *made, policy=HitPolicy.COLLECT))
    coverage = check_table(compiled)
    assert coverage.complete
    for gap in coverage.gaps:
        assert hits(compiled, gap.example) == ()
        assert in_gap(gap.tests, gap.example)
    for values in tried:
        assert (hits(compiled, values) == ()) is any(in_gap(gap.tests, values) for gap in coverage.gaps)


@given(tables, st.lists(inputs, min_size=1, max_size=8))
def test_two_rules_match_at_once_exactly_where_an_overlap_is_reported(made, tried):
    compiled = compile_table(table(HEADS, ["x"], *made, policy=HitPolicy.COLLECT))
    overlaps = {overlap.rules: overlap for overlap in check_table(compiled).overlaps}
    for rules, overlap in overlaps.items():
        assert set(rules) <= set(hits(compiled, overlap.example))
    for values in tried:
        matched = hits(compiled, values)
        assert {(one, other) for one in matched for other in matched if one < other} <= overlaps.keys()


@given(tables, inputs)
def test_looking_rules_up_says_the_same_as_asking_each_cell(made, values):
    compiled = compile_table(table(HEADS, ["x"], *made, policy=HitPolicy.COLLECT))
    asked = tuple(
        number + 1
        for number in range(len(made))
        if all(
            column.cells[number].passes(value, {}, Run())
            for column, value in zip(compiled.rules.columns, values, strict=True)
        )
    )
    assert hits(compiled, values) == asked


@given(tables, inputs)
def test_a_unique_table_without_a_reported_overlap_never_breaks(made, values):
    compiled = compile_table(table(HEADS, ["x"], *made))
    coverage = check_table(compiled)
    data = dict(zip(("số trang", "chữ", "ngày", "trực tuyến"), values, strict=True))
    if coverage.overlaps:
        with pytest.raises(HitPolicyError):
            compiled.evaluate(
                dict(zip(("số trang", "chữ", "ngày", "trực tuyến"), coverage.overlaps[0].example, strict=True))
            )
    else:
        compiled.evaluate(data)
