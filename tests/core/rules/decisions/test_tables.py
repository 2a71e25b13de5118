import datetime

import pytest

from motcua.core.rules import (
    DataError,
    DateTime,
    Evaluation,
    EvaluationError,
    FeelSyntaxError,
    LimitExceededError,
    Problem,
)
from motcua.core.rules.decisions import (
    Aggregation,
    DecisionTable,
    HitPolicy,
    HitPolicyError,
    Input,
    ItemDefinition,
    ItemTypes,
    Output,
    TableError,
    compile_table,
)
from motcua.core.rules.temporal import Date, Time
from tests.core.rules.decisions.tables import table
from tests.core.rules.feel import plain


def said(made: DecisionTable, **data):
    return plain(compile_table(made).evaluate(data))


COPIES = table(
    ["loại", "số trang"],
    ["phí"],
    ('"trích lục"', "-", "8000"),
    ('"bản sao"', "<= 2", "2000 * số trang"),
    ('"bản sao"', "> 2", "4000 + 1000 * (số trang - 2)"),
)


def test_the_rule_whose_cells_all_pass_gives_the_result():
    assert said(COPIES, loại="bản sao", **{"số trang": 2}) == 4000
    assert said(COPIES, loại="bản sao", **{"số trang": 5}) == 7000
    assert said(COPIES, loại="trích lục", **{"số trang": None}) == 8000


def test_a_table_without_a_matching_rule_is_null_and_says_so():
    compiled = compile_table(COPIES)
    assert compiled.evaluate({"loại": "khác", "số trang": 1}) is None
    verdict = compiled.decide({"loại": "khác", "số trang": 1})
    assert verdict.value is None
    assert [match.rules for match in verdict.matches] == [()]
    assert [warning.problem for warning in verdict.warnings] == [Problem.NO_RULE]


def test_the_explanation_names_the_rules_that_matched():
    verdict = compile_table(COPIES).decide({"loại": "bản sao", "số trang": 9})
    assert [(match.table, match.rules) for match in verdict.matches] == [("Lệ phí", (3,))]


def test_defaults_answer_when_no_rule_does():
    made = table(["a"], [Output("x", default="0"), Output("y", default='"không"')], ("1", "10", '"có"'))
    assert said(made, a=1) == {"x": 10, "y": "có"}
    assert said(made, a=2) == {"x": 0, "y": "không"}


def test_defaults_count_only_when_every_output_has_one():
    assert said(table(["a"], [Output("x", default="0"), Output("y")], ("1", "1", "1")), a=2) is None


ROWS = [("> 0", '"B"'), ("> 1", '"A"'), ("> 2", '"B"')]
RANKED = Output("x", allowed='"A", "B"')


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (HitPolicy.FIRST, "B"),
        (HitPolicy.PRIORITY, "A"),
        (HitPolicy.RULE_ORDER, ["B", "A", "B"]),
        (HitPolicy.OUTPUT_ORDER, ["A", "B", "B"]),
        (HitPolicy.COLLECT, ["B", "A", "B"]),
    ],
)
def test_each_hit_policy_picks_in_its_own_way(policy, expected):
    assert said(table(["a"], [RANKED], *ROWS, policy=policy), a=3) == expected


@pytest.mark.parametrize(
    ("aggregation", "expected", "of_none"),
    [
        (Aggregation.LIST, [5, 3, 4], []),
        (Aggregation.SUM, 12, None),
        (Aggregation.MIN, 3, None),
        (Aggregation.MAX, 5, None),
        (Aggregation.COUNT, 3, None),
    ],
)
def test_a_collecting_table_can_aggregate(aggregation, expected, of_none):
    made = table(
        ["a"],
        ["x"],
        ("> 0", "5"),
        ("> 1", "3"),
        ("> 2", "4"),
        policy=HitPolicy.COLLECT,
        aggregation=aggregation,
    )
    assert said(made, a=3) == expected
    assert said(made, a=0) == of_none


def test_several_outputs_are_ranked_one_after_the_other():
    outputs = [Output("x", allowed='"A", "B"'), Output("y"), Output("z", allowed="3, 2, 1")]
    made = table(["a"], outputs, ("-", '"B"', "1", "3"), ("-", '"A"', "2", "1"), ("-", '"A"', "3", "2"))
    found = said(DecisionTable("t", made.inputs, made.outputs, made.rules, HitPolicy.OUTPUT_ORDER), a=1)
    assert [row["y"] for row in found] == [3, 2, 1]


def test_two_rules_of_a_unique_table_may_not_match():
    with pytest.raises(HitPolicyError) as caught:
        said(table(["a"], ["x"], ("> 1", "1"), ("> 5", "2"), ("> 9", "3")), a=7)
    assert caught.value.rules == (1, 2)
    assert "quy tắc 1, 2 cùng khớp" in caught.value.sentence.vi
    assert "the rules 1, 2 match" in caught.value.sentence.en


def test_rules_of_an_any_table_must_say_the_same():
    rows = (("> 1", "1"), ("> 5", "0 + 1"), ("> 9", "2"))
    made = table(["a"], ["x"], *rows, policy=HitPolicy.ANY)
    assert said(made, a=7) == 1
    with pytest.raises(HitPolicyError) as caught:
        said(made, a=10)
    assert caught.value.rules == (1, 3)


@pytest.mark.parametrize(
    ("aggregation", "results"), [(Aggregation.SUM, ("1", '"a"')), (Aggregation.MAX, ("1", 'date("2026-01-01")'))]
)
def test_what_cannot_be_aggregated_is_null_with_a_reason(aggregation, results):
    rows = [("-", result) for result in results]
    made = table(["a"], ["x"], *rows, policy=HitPolicy.COLLECT, aggregation=aggregation)
    verdict = compile_table(made).decide({"a": 1})
    assert verdict.value is None
    assert verdict.warnings


@pytest.mark.parametrize(
    ("cell", "value", "passes"),
    [
        ("-", None, True),
        ("", 1, True),
        ("null", None, True),
        ("null", 1, False),
        ("5", 5, True),
        ("-5, [1..3)", -5, True),
        ("-5, [1..3)", 3, False),
        ("]1..3]", 1, False),
        ("not(1, > 5)", 3, True),
        ("not(1, > 5)", 6, False),
        ("not(> 5)", None, False),
        ('not("a")', None, True),
        ('"a", "b"', "b", True),
        ('> "m"', "n", True),
        ('> "m"', "a", False),
        ("true", True, True),
        ("true", False, False),
        ("true", None, False),
        ('date("2026-01-01")', datetime.date(2026, 1, 1), True),
        ('< date("2026-01-01")', datetime.date(2025, 12, 31), True),
        ('[date("2026-01-01")..date("2026-12-31")]', datetime.date(2027, 1, 1), False),
        ('> duration("P1D")', datetime.timedelta(days=2), True),
        ('time("08:00:00")', datetime.time(8), True),
        ('< @"2026-01-01T08:00:00"', DateTime(Date(2026, 1, 1), Time(7, 0, 0)), True),
        ("? > limit", 8, True),
        ("limit", 7, True),
        ("[1, 2]", 2, True),
        ("string length(?) > 2", "abc", True),
        ("1, limit", 7, True),
    ],
)
def test_cells_are_unary_tests(cell, value, passes):
    made = table(["a"], ["x"], (cell, '"có"'))
    assert said(made, a=value, limit=7) == ("có" if passes else None)


def test_a_value_of_another_kind_than_the_cell_does_not_pass_and_is_told():
    verdict = compile_table(table(["a"], ["x"], ("> 5", "1"), ('date("2026-01-01")', "2"))).decide({"a": Time(8, 0, 0)})
    assert verdict.value is None
    assert Problem.NOT_COMPARABLE in {warning.problem for warning in verdict.warnings}


def test_a_value_that_is_not_allowed_makes_the_table_null():
    compiled = compile_table(table([Input("a", allowed='"x", "y"')], ["r"], ("-", "1")))
    assert compiled.evaluate({"a": "x"}) == 1
    verdict = compiled.decide({"a": "z"})
    assert verdict.value is None
    (warning,) = verdict.warnings
    assert warning.message.vi == "chuỗi “z” không thuộc các giá trị cho phép"


def test_inputs_and_outputs_are_fitted_to_their_types():
    made = table([Input("a", "number")], [Output("x", "number")], ("> 1", "[2]"), ("<= 1", '"không"'))
    assert said(made, a=[2]) == 2
    assert said(made, a=1) is None
    types = ItemTypes([ItemDefinition("tMức", "number", allowed="[0..10]")])
    compiled = compile_table(table([Input("a", "tMức")], ["x"], ("-", "a"), policy=HitPolicy.FIRST), types=types)
    verdict = compiled.decide({"a": 11})
    assert [warning.problem for warning in verdict.warnings] == [Problem.NOT_ALLOWED]


def test_the_clock_is_given():
    compiled = compile_table(table([], ["x"], ("now().hour",)))
    assert compiled.evaluate({}, DateTime(Date(2026, 11, 21), Time(8, 0, 0))) == 8
    assert compiled.evaluate({}) is None


def test_a_table_says_what_it_reads():
    made = table([Input("hồ sơ.số trang")], ["x"], ("> giới hạn", "lệ phí * 2"), ("? > 1", "1"))
    assert compile_table(made).reads.paths == {("hồ sơ", "số trang"), ("giới hạn",), ("lệ phí",)}


@pytest.mark.parametrize(
    ("row", "rule", "column", "vi"),
    [
        (("> ", "1"), 1, 1, "bảng “Lệ phí”, quy tắc 1, cột 1 “a”, dòng 1, cột 3: gặp hết biểu thức, cần một giá trị"),
        (("1", "1 +"), 1, 2, "bảng “Lệ phí”, quy tắc 1, cột 2 “x”, dòng 1, cột 4: gặp hết biểu thức, cần một giá trị"),
    ],
)
def test_an_error_in_a_cell_names_rule_and_column(row, rule, column, vi):
    with pytest.raises(FeelSyntaxError) as caught:
        compile_table(table(["a"], ["x"], row))
    origin = caught.value.at.origin
    assert (origin.rule, origin.column) == (rule, column)
    assert caught.value.sentence.vi == vi
    assert f"rule {rule}, column {column}" in caught.value.sentence.en


def test_a_warning_and_a_strict_error_name_rule_and_column():
    compiled = compile_table(table(["a"], ["x", "y"], ("-", "1", '1 + "a"')))
    (warning,) = compiled.decide({"a": 1}).warnings
    assert (warning.at.origin.rule, warning.at.origin.column) == (1, 3)
    with pytest.raises(EvaluationError) as caught:
        compiled.decide({"a": 1}, evaluation=Evaluation(strict=True))
    assert "quy tắc 1, cột 3 “y”" in caught.value.sentence.vi


@pytest.mark.parametrize(
    ("made", "vi"),
    [
        (table(["a"], [], ("1",)), "ít nhất một cột kết quả"),
        (DecisionTable("t", (Input("a"),), (Output(),), (table(["a"], ["x"], ("1", "2", "3")).rules[0],)), "2 kết quả"),
        (table(["a"], ["x"], ()), "0 điều kiện, cần 1"),
        (table(["a"], ["x", "x"], ("1", "1", "1")), "một tên riêng"),
        (table(["a"], ["x", ""], ("1", "1", "1")), "một tên riêng"),
        (table(["a"], ["x"], policy=HitPolicy.PRIORITY), "theo thứ tự ưu tiên"),
        (table(["a"], ["x"], aggregation=Aggregation.SUM), "COLLECT"),
        (table(["a"], ["x", "y"], policy=HitPolicy.COLLECT, aggregation=Aggregation.SUM), "một cột kết quả"),
        (table([Input("a", "tLạ")], ["x"]), "không có kiểu nào tên “tLạ”"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(made, vi):
    with pytest.raises(TableError) as caught:
        compile_table(made)
    assert vi in caught.value.message.vi
    assert caught.value.message.en


def test_a_table_can_only_have_so_many_cells():
    with pytest.raises(LimitExceededError) as caught:
        compile_table(table(["a"], ["x"], *[("1", "1")] * 10_001))
    assert caught.value.limit == "cells"
    with pytest.raises(LimitExceededError) as caught:
        compile_table(table(["a"], ["x"], *[(", ".join(["1"] * 3000), "1")] * 7))
    assert caught.value.limit == "cells"


@pytest.mark.parametrize("datum", [float("nan"), object()])
def test_data_of_no_kind_are_refused(datum):
    with pytest.raises(DataError):
        said(table(["a"], ["x"], ("> 1", "1")), a=datum)
