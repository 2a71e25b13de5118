"""Hostile tables, boxes and files: each ends soon, with an error in both languages that says which bound it met."""

import pytest

from motcua.core.rules import Evaluation, LimitExceededError, Limits, RuleError
from motcua.core.rules.decisions import (
    HitPolicy,
    Input,
    ModelError,
    check_table,
    compile_decisions,
    compile_table,
    read_decisions,
    replace_decision_table,
)
from tests.core.rules.decisions.models import compiled, decision, dmn, given, knowledge, literal
from tests.core.rules.decisions.tables import table

SMALL = Limits(steps=200, depth=60, text=50, pattern_steps=100)


def refused(act) -> RuleError:
    with pytest.raises(RuleError) as caught:
        act()
    assert caught.value.message.vi
    assert caught.value.message.en
    return caught.value


@pytest.mark.parametrize(
    ("cell", "result", "limit"),
    [
        ("-", "for i in 1..1000000000 return i", "steps"),
        ("-", "for a in 1..9999, b in 1..9999 return 1", "steps"),
        ("? in (for i in 1..1000000 return i)", "1", "steps"),
        ("-", "some x in 1..10000000 satisfies false", "steps"),
        ("-", "sort(for i in 1..200000 return i, function(a, b) a > b)", "steps"),
        ("-", "for i in 1..200000 return i ** 0.5", "steps"),
        ('matches(?, "(a*)(a*)(a*)(a*)(a*)\\1\\2\\3\\4\\5b")', "1", "pattern_steps"),
        ("-", "(function(f) f(f))(function(f) f(f))", "depth"),
        ("-", "{a0: v" + "".join(f", a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60)) + "}", "text"),
    ],
)
def test_cells_and_results_have_the_limits_of_expressions(cell, result, limit):
    hostile = compile_table(table(["v"], ["x"], (cell, result)))
    error = refused(lambda: hostile.evaluate({"v": "a" * 30}))
    assert isinstance(error, LimitExceededError)
    assert error.limit == limit


def test_a_collecting_table_of_many_rules_counts_its_hits():
    rows = [("-", "for i in 1..100 return i")] * 3000
    assert refused(lambda: compile_table(table(["v"], ["x"], *rows, policy=HitPolicy.COLLECT)).evaluate({"v": 1}))


def test_a_cell_is_only_so_deep_and_so_long():
    for cell, limit in (("(" * 5000, "nesting"), ('"' + "a" * 30_000 + '"', "length")):
        error = refused(lambda cell=cell: compile_table(table(["v"], ["x"], (cell, "1"))))
        assert isinstance(error, LimitExceededError)
        assert error.limit == limit
        assert "quy tắc 1, cột 1 “v”" in error.sentence.vi


def test_a_cell_of_very_many_constants_is_compiled_and_checked():
    cell = ", ".join(map(str, range(3000)))
    rows = [(cell.replace("0", str(number)), "1") for number in range(6)]
    compiled_table = compile_table(table([Input("v", "number")], ["x"], *rows, policy=HitPolicy.COLLECT))
    assert len(compiled_table.evaluate({"v": 1})) == 6
    assert check_table(compiled_table).gaps


def test_a_table_whose_sets_would_be_too_large_is_asked_cell_by_cell_and_not_checked(monkeypatch):
    monkeypatch.setattr("motcua.core.rules.decisions.index.LARGEST", 10)
    compiled_table = compile_table(table([Input("v", "number")], ["x"], ("1", "1"), ("2, 3", "2"), ("> 3", "3")))
    assert [compiled_table.evaluate({"v": number}) for number in (1, 3, 4)] == [1, 2, 3]
    coverage = check_table(compiled_table)
    assert (coverage.complete, coverage.sound) == (False, False)


@pytest.mark.parametrize("name", ["list", "conditional", "filter", "context"])
def test_boxes_are_only_so_deep(name):
    shapes = {
        "list": ("<list>", "</list>"),
        "conditional": (
            f"<conditional><if>{literal('true')}</if><else>{literal('1')}</else><then>",
            "</then></conditional>",
        ),
        "filter": (f"<filter><match>{literal('true')}</match><in>", "</in></filter>"),
        "context": ("<context><contextEntry>", "</contextEntry></context>"),
    }
    opening, closing = shapes[name]
    assert "60" in str(refused(lambda: compiled(decision("x", opening * 70 + literal("1") + closing * 70))))


def test_deep_boxes_around_deep_texts_are_refused_or_work():
    deep = "(" * 60 + "a" + ")" * 60
    model = compiled(given("a"), decision("x", "<list>" * 55 + literal(deep) + "</list>" * 55, ">a"))
    assert model.evaluate("x", {"a": 1})


def box_for(source: str, body: str) -> str:
    return f'<for iteratorVariable="i"><in>{source}</in><return>{body}</return></for>'


def some(source: str, condition: str) -> str:
    inner = f"<in>{literal(source)}</in><satisfies>{literal(condition)}</satisfies>"
    return f'<some iteratorVariable="i">{inner}</some>'


@pytest.mark.parametrize(
    ("logic", "limit"),
    [
        (box_for(literal("[1..1000000000]"), literal("i")), "steps"),
        (box_for(literal("[1..5000]"), box_for(literal("[1..5000]"), literal("1"))), "steps"),
        (
            f"<filter><in>{literal('for i in 1..200000 return i')}</in><match>{literal('true')}</match></filter>",
            "steps",
        ),
        (some("[1..10000000]", "false"), "steps"),
    ],
)
def test_boxes_have_the_limits_of_expressions(logic, limit):
    model = compiled(decision("x", logic))
    error = refused(lambda: model.evaluate("x", {}))
    assert isinstance(error, LimitExceededError)
    assert error.limit == limit


def test_knowledge_that_calls_itself_without_end_is_stopped():
    model = compiled(knowledge("f", "n", literal("f(n + 1)")), decision("x", literal("f(1)"), "!f"))
    error = refused(lambda: model.evaluate("x", {}))
    assert isinstance(error, LimitExceededError)
    assert error.limit == "depth"
    twice = compiled(
        knowledge("f", "n", literal("if n = 0 then 1 else f(n - 1) + f(n - 1)")), decision("x", literal("f(20)"), "!f")
    )
    assert refused(lambda: twice.evaluate("x", {}))


def test_decisions_that_double_each_other_are_stopped():
    parts = [decision("d0", literal("[1]"))]
    parts += [decision(f"d{n}", literal(f"concatenate(d{n - 1}, d{n - 1})"), f"d{n - 1}") for n in range(1, 60)]
    error = refused(lambda: compiled(*parts).evaluate("d59", {}))
    assert isinstance(error, LimitExceededError)


def test_a_chain_of_two_thousand_decisions_is_no_matter():
    parts = [decision("d0", literal("0"))]
    parts += [decision(f"d{n}", literal(f"d{n - 1} + 1"), f"d{n - 1}") for n in range(1, 2000)]
    assert compiled(*parts).evaluate("d1999", {}) == 1999


def test_a_decision_with_small_limits_is_stopped_sooner():
    model = compiled(decision("x", literal("for i in 1..500 return i")))
    assert model.evaluate("x", {})
    assert refused(lambda: model.decide("x", {}, evaluation=Evaluation(limits=SMALL)))


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="&b;"/>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="&a;"/>"""


@pytest.mark.parametrize(
    "xml",
    [
        LAUGHS,
        OUTSIDE,
        dmn("<description>" + "a" * 2_000_000 + "</description>"),
        dmn("<description/>" * 60_000),
        dmn("<list>" * 100 + "</list>" * 100),
        dmn("\x00"),
    ],
)
def test_files_that_explode_are_refused(xml):
    assert isinstance(refused(lambda: read_decisions(xml)), ModelError)
    assert isinstance(refused(lambda: replace_decision_table(xml, "x", table([], ["x"]))), ModelError)


def test_models_that_import_one_another_a_thousandfold_are_refused():
    kind = "https://www.omg.org/spec/DMN/20230324/MODEL/"
    uses = [
        "".join(f'<import namespace="urn:{n}" name="i{m}" importType="{kind}"/>' for m in range(9)) for n in range(9)
    ]
    files = {f"urn:{n}": dmn(uses[n + 1] if n < 8 else "", namespace=f"urn:{n}") for n in range(9)}
    model = read_decisions(dmn(uses[0]), files)
    assert "nhập hơn 200 mô hình" in refused(lambda: compile_decisions(model)).message.vi


def test_a_chain_of_imports_is_only_so_long():
    kind = "https://www.omg.org/spec/DMN/20230324/MODEL/"
    files = {
        f"urn:{n}": dmn(f'<import namespace="urn:{n + 1}" name="i" importType="{kind}"/>', namespace=f"urn:{n}")
        for n in range(20)
    }
    assert "quá 10 tệp" in refused(lambda: read_decisions(files["urn:0"], files)).message.vi


def test_types_nested_in_data_without_end_are_refused():
    data: dict[str, object] = {}
    data["con"] = data
    node = '<itemDefinition name="t"><itemComponent name="con"><typeRef>t</typeRef></itemComponent></itemDefinition>'
    model = compiled(node, given("a", "t"), decision("x", literal("a"), ">a"))
    assert refused(lambda: model.evaluate("x", {"a": data}))
