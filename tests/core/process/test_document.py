"""A file that is changed in one place is the same file everywhere else."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from motcua.core.process import Kind, Timer, UnreadableModelError, compile_process, read_model
from motcua.core.process.document import Document, NoSuchElementError
from tests.core.process.foreign_reader import Event, events_of

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "bpmn-miwg"
NAMES = ["A.1.0", "A.2.0", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "B.2.0", "C.1.0", "C.1.1", "C.2.0", "C.3.0", "C.4.0"]
interchange = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"THE INTERCHANGE MODELS WERE NOT TESTED: {FOLDER} is absent"
)
FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn by hand -->
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v='urn:vendor' id='d'
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:x">
  <b:process id="p">
    <b:laneSet><b:lane id="clerk" name="Cán bộ &amp; lãnh đạo"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet>
    <b:startEvent id="s"/>
    <b:userTask id="a" name="Xem" v:colour="red">
      <b:extensionElements><v:hint at="b:process"><![CDATA[ x < y ]]></v:hint></b:extensionElements>
    </b:userTask>
    <b:serviceTask id="t" ></b:serviceTask>
    <b:exclusiveGateway id="g" default='two'/>
    <b:intermediateCatchEvent id="wait">
      <b:timerEventDefinition>
        <b:timeCycle xsi:type="b:tFormalExpression">R3/P1D</b:timeCycle>
      </b:timerEventDefinition>
    </b:intermediateCatchEvent>
    <b:endEvent id="e"/><b:endEvent id="f"/>
    <b:sequenceFlow id="s-a" sourceRef="s" targetRef="a" /> <!-- first -->
    <b:sequenceFlow id="a-t" sourceRef="a" targetRef="t"/><b:sequenceFlow id="t-g" sourceRef="t" targetRef="g"/>
    <b:sequenceFlow id="one" sourceRef="g" targetRef="wait">
      <b:conditionExpression language="http://www.w3.org/1999/XPath">x > 1</b:conditionExpression>
    </b:sequenceFlow>
    <b:sequenceFlow id="two" sourceRef="g" targetRef="f"/>
    <b:sequenceFlow id="w-e" sourceRef="wait" targetRef="e"/>
  </b:process>
</b:definitions>
""".encode()


def changed(change: Callable[[Document], None], xml: bytes = FOREIGN) -> tuple[list[Event], list[Event]]:
    """The events that only the old file tells, and those that only the new one tells."""
    document = Document.parse(xml)
    change(document)
    before, after = events_of(xml), events_of(document.write())
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return before, after


@interchange
@pytest.mark.parametrize("name", NAMES)
def test_the_interchange_models_come_out_as_they_went_in(name: str) -> None:
    xml = (FOLDER / f"{name}.bpmn").read_bytes()
    assert Document.parse(xml).write() == xml
    assert Document.parse(xml).model == read_model(xml)


@interchange
@pytest.mark.parametrize("name", NAMES)
def test_a_new_name_in_an_interchange_model_changes_one_tag(name: str) -> None:
    xml = (FOLDER / f"{name}.bpmn").read_bytes()
    for node in [node for process in read_model(xml).processes for node in process.content.nodes][:5]:
        before, after = changed(partial(rename, node.id), xml)
        assert [event[:2] for event in before] == [event[:2] for event in after]
        assert [event.kind for event in after] == ["start"]
        assert dict(after[0].attributes) == {**dict(before[0].attributes), "name": "Tên mới «1»"}


@interchange
@pytest.mark.parametrize("name", NAMES)
def test_what_is_changed_and_changed_back_is_the_same_xml_to_the_last_comment(name: str) -> None:
    xml = (FOLDER / f"{name}.bpmn").read_bytes()
    document = Document.parse(xml)
    for process in read_model(xml).processes:
        for node in [node for node in process.content.nodes if node.name][:5]:
            document.rename(node.id, "Tên khác")
            document.rename(node.id, node.name)
    assert canonical(document.write()) == canonical(xml)
    assert document.model == read_model(xml)


def canonical(xml: bytes) -> bytes:
    """The file as canonical XML, with its comments and all prefixes in force."""
    return etree.tostring(etree.fromstring(xml), method="c14n", with_comments=True)


def rename(element: str, document: Document) -> None:
    document.rename(element, "Tên mới «1»")


def test_a_name_is_changed_where_it_stands_and_nowhere_else() -> None:
    document = Document.parse(FOREIGN)
    document.rename("a", 'Xem "kỹ" & ký')
    expected = FOREIGN.replace(b'name="Xem"', "name='Xem \"kỹ\" &amp; ký'".encode())
    assert document.write() == expected
    document.rename("a", "Xem")
    assert document.write() == FOREIGN


def test_an_element_without_a_name_gets_one_and_loses_it_again() -> None:
    document = Document.parse(FOREIGN)
    document.rename("s", "Nộp")
    assert '<b:startEvent id="s" name="Nộp"/>' in document.write().decode()
    document.rename("s", "")
    assert document.write() == FOREIGN


def test_the_role_of_a_lane_is_said_in_our_namespace_whatever_its_prefix() -> None:
    document = Document.parse(FOREIGN)
    document.set_role("clerk", "specialist")
    assert [lane.role for lane in document.model.processes[0].content.lanes] == ["specialist"]
    assert document.write().count(b"urn:motcua:bpmn:1") == 1
    before, after = changed(lambda other: other.set_role("clerk", "specialist"))
    assert [event[1] for event in before] == [event[1] for event in after]
    document.set_role("clerk", "clerk")
    assert [lane.role for lane in document.model.processes[0].content.lanes] == ["clerk"]


def test_a_condition_becomes_feel_and_says_so() -> None:
    document = Document.parse(FOREIGN)
    document.set_condition("one", 'a < 1 and b = "&"')
    one = next(flow for flow in document.model.processes[0].content.flows if flow.id == "one")
    assert one.condition == 'a < 1 and b = "&"'
    assert "FEEL" in one.language


def test_a_condition_is_put_on_an_arrow_that_had_none_and_taken_away_again() -> None:
    document = Document.parse(FOREIGN)
    document.set_condition("two", "x = 2")
    assert (
        b'<b:sequenceFlow id="two" sourceRef="g" targetRef="f">\n'
        b'      <b:conditionExpression xsi:type="b:tFormalExpression">x = 2</b:conditionExpression>\n'
        b"    </b:sequenceFlow>"
    ) in document.write()
    document.set_condition("two", "")
    two = next(flow for flow in document.model.processes[0].content.flows if flow.id == "two")
    assert two.condition is None


def test_a_file_in_another_language_says_of_each_new_condition_that_it_is_feel() -> None:
    xpath = FOREIGN.replace(b'targetNamespace="urn:x"', b'expressionLanguage="http://www.w3.org/1999/XPath"')
    document = Document.parse(xpath)
    document.set_condition("two", "x = 2")
    two = next(flow for flow in document.model.processes[0].content.flows if flow.id == "two")
    assert "FEEL" in two.language


def test_a_time_takes_the_place_of_what_was_said_before() -> None:
    document = Document.parse(FOREIGN)
    document.set_working_hours("wait", Decimal(10))
    assert [(t.form, t.value) for t in timers(document)] == [("working_hours", "10")]
    document.set_duration("wait", "P12D")
    assert [(t.form, t.value) for t in timers(document)] == [("duration", "P12D")]
    document.set_working_hours("wait", Decimal("0.50"))
    assert [(t.form, t.value) for t in timers(document)] == [("working_hours", "0.5")]


def timers(document: Document) -> tuple[Timer, ...]:
    node = next(node for node in document.model.processes[0].content.nodes if node.id == "wait")
    return node.events[0].timers


def test_a_task_that_nobody_waits_for_says_so() -> None:
    document = Document.parse(FOREIGN)
    document.set_duration("wait", "P1D")
    document.set_waits("t", waits=False)
    document.set_condition("one", "x > 1")
    node = compile_process(document.model).graph.node["t"]
    assert (node.kind, node.waits) == (Kind.SERVICE, False)
    document.set_waits("t", waits=True)
    assert compile_process(document.model).graph.node["t"].waits


def test_a_description_comes_before_all_else_in_an_element() -> None:
    document = Document.parse(FOREIGN)
    document.set_documentation("a", "Đọc kỹ\ntrước khi ký <nhé>")
    assert b'v:colour="red">\n      <b:documentation>' in document.write()
    node = next(node for node in document.model.processes[0].content.nodes if node.id == "a")
    assert node.documentation == "Đọc kỹ\ntrước khi ký <nhé>"
    document.set_documentation("a", "")
    assert document.write() == FOREIGN


def test_a_default_is_moved_to_another_arrow() -> None:
    before, after = changed(lambda document: document.set_default("g", "one"))
    assert before == [Event("start", "b:exclusiveGateway", (("id", "g"), ("default", "two")))]
    assert after == [Event("start", "b:exclusiveGateway", (("id", "g"), ("default", "one")))]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.rename("nobody", "x"),
        lambda document: document.set_role("a", "clerk"),
        lambda document: document.set_condition("a", "true"),
        lambda document: document.set_duration("a", "P1D"),
        lambda document: document.set_default("g", "a"),
        lambda document: document.rename("v:hint", "x"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_changed(change: Callable[[Document], None]) -> None:
    document = Document.parse(FOREIGN)
    with pytest.raises(NoSuchElementError) as refusal:
        change(document)
    assert "tải lại" in refusal.value.message.vi
    assert document.write() == FOREIGN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    text = FOREIGN.decode().replace("UTF-8", encoding.removesuffix("-sig")).replace("Cán bộ", "Cán b")
    text = text.replace("lãnh đạo", "khác")
    xml = text.encode(encoding)
    document = Document.parse(xml)
    assert document.write() == xml
    document.rename("a", "Đã ký")
    assert Document.parse(document.write()).model.processes[0].content.nodes[1].name == "Đã ký"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
        b"<html/>",
        b"<a><b></a>",
        b"",
        FOREIGN + b" " * 2_000_001,
    ],
    ids=["entities", "external", "no BPMN", "torn", "empty", "large"],
)
def test_what_is_hostile_or_no_bpmn_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadableModelError):
        Document.parse(xml)


names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t\r\"'<>&"), max_size=30)


@given(names.filter(bool), st.sampled_from(["s", "a", "t", "g", "wait", "clerk", "one", "s-a"]))
def test_any_name_is_read_back_as_it_was_given(name: str, element: str) -> None:
    document = Document.parse(FOREIGN)
    document.rename(element, name)
    starts = [dict(event.attributes) for event in events_of(document.write()) if event.kind == "start"]
    assert [start["name"] for start in starts if start.get("id") == element] == [name]
    document.rename(element, "x")
    plain = Document.parse(FOREIGN)
    plain.rename(element, "x")
    assert document.write() == plain.write()
