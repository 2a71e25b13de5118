"""Tables written as DMN and read again are the same tables; of other people's files only the table changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.rules.decisions import (
    Aggregation,
    DecisionTable,
    HitPolicy,
    Input,
    ModelError,
    Output,
    Rule,
    compile_decisions,
    read_decisions,
    replace_decision_table,
    write_decision_table,
)
from tests.core.rules.decisions.models import decision, dmn, knowledge, literal
from tests.core.rules.decisions.models import given as data
from tests.core.rules.decisions.tables import table

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)
ids = st.from_regex(r"\A(|[a-z][a-z0-9_-]{0,6})\Z")
types = st.sampled_from(["", "number", "string", "days and time duration", "Any"])
inputs = st.builds(Input, words, types, words, words, ids)
outputs = st.builds(Output, words, types, words, words, words, ids)


def rows(width, results, notes):
    def cells(count):
        return st.lists(words, min_size=count, max_size=count).map(tuple)

    return st.lists(st.builds(Rule, cells(width), cells(results), cells(notes), words, ids), max_size=3).map(tuple)


@st.composite
def tables(draw):
    heads = tuple(draw(st.lists(inputs, max_size=3)))
    results = tuple(draw(st.lists(outputs, min_size=1, max_size=2)))
    notes = tuple(draw(st.lists(words.filter(bool), max_size=2)))
    return DecisionTable(
        draw(words.filter(bool)),
        heads,
        results,
        draw(rows(len(heads), len(results), len(notes))),
        draw(st.sampled_from(HitPolicy)),
        draw(st.sampled_from(Aggregation)),
        notes,
        draw(words),
        draw(ids),
    )


def read_back(xml: bytes, name: str) -> DecisionTable:
    found = read_decisions(xml).decision(name).table
    assert found is not None
    return found


@given(tables())
def test_a_table_that_was_written_is_read_as_it_was(made):
    xml = write_decision_table(made)
    assert read_back(xml, made.name) == made
    assert replace_decision_table(xml, "decision", made) == xml


@given(tables(), tables())
def test_a_table_in_a_file_can_be_replaced_by_any_other(old, new):
    new = replace(new, name=old.name)
    assert read_back(replace_decision_table(write_decision_table(old), old.name, new), old.name) == new


FEES = table(["loại", "hồ sơ.số trang"], ["phí"], ('"a"', "> giới hạn", "số lượng * 10"), ("-", "-", "lỗi +"))


def test_a_written_file_requires_what_the_table_reads_and_can_be_asked():
    made = replace(FEES, rules=FEES.rules[:1])
    model = compile_decisions(read_decisions(write_decision_table(made)))
    assert [each.name for each in model.model.inputs] == ["giới hạn", "hồ sơ", "loại", "số lượng"]
    asked = {"loại": "a", "hồ sơ": {"số trang": 9}, "giới hạn": 5, "số lượng": 3}
    assert model.evaluate("Lệ phí", asked) == 30


def test_a_table_with_a_mistake_can_be_written_and_tells_its_fault_when_read():
    (fault,) = compile_decisions(read_decisions(write_decision_table(FEES))).faults
    assert "quy tắc 2, cột 3 “phí”" in fault.error.sentence.vi


def test_a_type_of_its_own_needs_a_file_that_defines_it():
    with pytest.raises(ModelError):
        write_decision_table(table([Input("a", "tMức")], ["x"]))


def test_a_control_character_is_refused():
    with pytest.raises(ModelError):
        write_decision_table(table(["a"], ["x"], ("\x01", "1")))


OTHERS = dmn(
    "<!-- ghi chú của người vẽ -->",
    '<itemDefinition name="tMức"><typeRef>number</typeRef></itemDefinition>',
    data("a"),
    data("b"),
    knowledge("f", "n", literal("n + 1")),
    decision("khác", literal("1")),
    decision(
        "x",
        '<decisionTable id="t" xmlns:tool="urn:tool" tool:width="5"><extensionElements><tool:y/></extensionElements>'
        '<input id="i" tool:width="7"><inputExpression><text>a</text></inputExpression></input><output id="o"/>'
        '<rule id="r1"><inputEntry id="c1"><text>1</text></inputEntry><outputEntry id="c2"><text>2</text></outputEntry>'
        "</rule></decisionTable>",
        ">a",
    ),
)


def test_only_the_table_changes_in_a_file_of_others():
    old = read_back(OTHERS, "x")
    new = replace(old, inputs=(*old.inputs, Input("b", "tMức"), Input("khác + f(mới)")))
    new = replace(new, rules=(Rule(("> 3", "-", "-"), ("9",), id="r1"), Rule(("-", "1", "-"), ("8",), id="r2")))
    xml = replace_decision_table(OTHERS, "x", new)
    assert read_back(xml, "x") == new
    text = xml.decode()
    for kept in ("ghi chú của người vẽ", 'tool:width="5"', "<tool:y/>", 'tool:width="7"', 'id="c1"', 'id="c2"'):
        assert kept in text
    model = compile_decisions(read_decisions(xml))
    assert [each.name for each in model.model.inputs] == ["a", "b", "mới"]
    assert model.evaluate("x", {"a": 5, "b": 2, "mới": 1}) == 9


@pytest.mark.parametrize("name", ["khác", "không có"])
def test_only_a_decision_that_is_a_table_can_get_another_table(name):
    with pytest.raises(ModelError) as caught:
        replace_decision_table(OTHERS, name, FEES)
    assert f"không có bảng quyết định “{name}”" in caught.value.message.vi
