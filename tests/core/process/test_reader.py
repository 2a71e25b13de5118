"""Reading BPMN files as modellers write them."""

from pathlib import Path

import pytest

from motcua.core.process import Bounds, Model, Point, Repeat, read_model
from tests.core.process.drawn import xml

ZEEBE = '<loopCharacteristics xmlns="http://camunda.org/schema/zeebe/1.0" inputCollection="= all" inputElement="one"/>'
PERMIT = Path(__file__).parent / "permit.bpmn"
VENDORS = """<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="urn:vendor" xmlns:t="urn:tns"
    xmlns:motcua="urn:motcua:bpmn:1" targetNamespace="urn:tns" name="File">
  <!-- a comment --><?pi data?>
  <b:message id="m1" name="opinion"/>
  <b:collaboration id="c">
    <b:participant id="pool1" name="Office" processRef="t:p1"/>
    <b:participant id="pool2" name="Citizen"/>
    <b:messageFlow id="mf" sourceRef="pool2" targetRef="r"/>
  </b:collaboration>
  <b:process id="p1" isExecutable="true" name="One">
    <b:extensionElements><v:anything deep="yes"><v:more/></v:anything></b:extensionElements>
    <b:laneSet id="ls">
      <b:lane id="outer" name="Outer">
        <b:flowNodeRef>s</b:flowNodeRef><b:flowNodeRef>r</b:flowNodeRef>
        <b:childLaneSet id="inner_set">
          <b:lane id="inner" name="Inner" motcua:role="clerk"><b:flowNodeRef>r</b:flowNodeRef></b:lane>
        </b:childLaneSet>
      </b:lane>
    </b:laneSet>
    <b:startEvent id="s" v:odd="1"><b:outgoing>f1</b:outgoing></b:startEvent>
    <b:receiveTask id="r" name="Wait" messageRef="t:m1">
      <b:documentation>Why.</b:documentation>
      <b:extensionElements><v:form/></b:extensionElements>
      <b:potentialOwner/>
    </b:receiveTask>
    <b:endEvent id="e"/>
    <b:sequenceFlow id="f1" sourceRef="s" targetRef="r"/>
    <b:sequenceFlow id="f2" name="ok" sourceRef="r" targetRef="e">
      <b:conditionExpression language="feel"><![CDATA[a < 3]]></b:conditionExpression>
    </b:sequenceFlow>
    <b:dataObject id="d"/>
    <b:textAnnotation id="note"><b:text>Mind this</b:text></b:textAnnotation>
    <b:association id="as" sourceRef="r" targetRef="note"/>
  </b:process>
  <b:process id="p2"/>
</b:definitions>
"""


def vendors() -> Model:
    return read_model(VENDORS.encode())


def test_all_processes_pools_and_message_flows_are_read() -> None:
    model = vendors()
    assert [p.id for p in model.processes] == ["p1", "p2"]
    assert [(p.name, p.process) for p in model.participants] == [("Office", "p1"), ("Citizen", "")]
    assert [(f.source, f.target) for f in model.message_flows] == [("pool2", "r")]


def test_what_other_vendors_add_is_stepped_over() -> None:
    assert [node.id for node in vendors().processes[0].content.nodes] == ["s", "r", "e"]


def test_a_node_keeps_its_name_line_documentation_and_message() -> None:
    node = vendors().processes[0].content.nodes[1]
    assert (node.name, node.line, node.documentation, node.message) == ("Wait", 22, "Why.", "opinion")


def test_what_a_node_contains_and_nobody_understands_is_remembered() -> None:
    assert vendors().processes[0].content.nodes[1].unread == ("potentialOwner",)


def test_the_innermost_lane_gives_the_role_by_attribute_or_by_id() -> None:
    lanes = vendors().processes[0].content.lane_of()
    assert {node: lane.role for node, lane in lanes.items()} == {"s": "outer", "r": "clerk"}


def test_true_and_false_may_be_written_as_one_and_zero() -> None:
    text = VENDORS.replace('isExecutable="true"', 'isExecutable="1"').replace(
        '<b:endEvent id="e"/>', '<b:endEvent id="e"/><b:boundaryEvent id="x" cancelActivity="0" attachedToRef="r"/>'
    )
    process = read_model(text.encode()).processes[0]
    assert process.executable
    assert [node.interrupting for node in process.content.nodes if node.id == "x"] == [False]


def test_a_condition_is_read_as_text_with_its_language() -> None:
    flow = vendors().processes[0].content.flows[1]
    assert (flow.condition, flow.language, flow.label) == ("a < 3", "feel", "ok")


def test_every_element_with_an_id_can_be_named() -> None:
    elements = {element.id: (element.kind, element.name) for element in vendors().elements}
    assert elements["note"] == ("textAnnotation", "Mind this")
    assert elements["d"] == ("dataObject", "")
    assert elements["inner"] == ("lane", "Inner")


def test_the_drawing_is_read_with_shapes_lanes_edges_and_labels() -> None:
    (diagram,) = read_model(PERMIT.read_bytes()).diagrams
    shapes = {shape.element: shape for shape in diagram.shapes}
    edges = {edge.element: edge for edge in diagram.edges}
    assert diagram.element == "permit_pools"
    assert shapes["one_stop"].bounds == Bounds(190, 80, 2515, 160)
    assert shapes["received"].label is not None
    assert shapes["receive"].label is None
    assert edges["to_receive"].points == (Point(266, 160), Point(367, 160))
    assert edges["returned"].label is not None


def test_every_node_and_flow_of_the_permit_is_drawn() -> None:
    model = read_model(PERMIT.read_bytes())
    content = model.processes[0].content
    drawn = {d.element for d in (*model.diagrams[0].shapes, *model.diagrams[0].edges)}
    assert {e.id for e in (*content.nodes, *content.flows, *content.lanes)} <= drawn


@pytest.mark.parametrize(
    ("loop", "collection", "item"),
    [
        ('xmlns:m="urn:motcua:bpmn:1" m:collection="agencies" m:item="agency">', "agencies", "agency"),
        (
            'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:collection="${agencies}" c:elementVariable="a">',
            "agencies",
            "a",
        ),
        ('xmlns:f="http://flowable.org/bpmn" f:collection="agencies">', "agencies", ""),
        (f"><extensionElements>{ZEEBE}</extensionElements>", "all", "one"),
    ],
)
def test_the_collection_of_a_repeated_activity_is_read_as_common_modellers_write_it(
    loop: str, collection: str, item: str
) -> None:
    tag = "multiInstanceLoopCharacteristics"
    until = "<completionCondition> = numberOfCompletedInstances > 2 </completionCondition>"
    text = xml("start s\nuser a\ns -> a").replace(
        b'<userTask id="a">', f'<userTask id="a"><{tag} isSequential="true" {loop}{until}</{tag}>'.encode()
    )
    repeat = read_model(text).processes[0].content.nodes[1].repeat
    assert repeat == Repeat("sequential", collection=collection, item=item, until="numberOfCompletedInstances > 2")


@pytest.mark.parametrize(
    ("stated", "most"), [("3", 3), (" 12 ", 12), ("-1", -1), ("often", -1), ("9" * 9_000, 999_999_999)]
)
def test_the_greatest_number_of_turns_is_read_however_hostile_it_is(stated: str, most: int) -> None:
    text = xml(f"start s\nuser a most={stated.strip()}\ns -> a").replace(
        f'"{stated.strip()}"'.encode(), f'"{stated}"'.encode()
    )
    repeat = read_model(text).processes[0].content.nodes[1].repeat
    assert repeat is not None
    assert repeat.most == most


def test_an_equals_sign_before_an_expression_is_the_spelling_of_a_modeller() -> None:
    (flow,) = read_model(xml("start s\nuser a\ns -> a : = ok")).processes[0].content.flows
    assert flow.condition == "ok"


def test_errors_escalations_and_signals_are_known_by_code_or_else_by_name_or_else_by_id() -> None:
    declared = b'<error id="e1" name="n" errorCode="E-1"/><escalation id="x1" name="late"/><signal id="g1"/><process'
    drawing = "start s\nsubprocess p {\nstart i\n}\nerror-boundary e on=p error=e1\n"
    drawing += "escalation-boundary x on=p escalation=x1\nsignal-boundary g on=p signal=g1\ns -> p"
    nodes = read_model(xml(drawing).replace(b"<process", declared, 1)).processes[0].content.nodes
    assert [node.events[0].code for node in nodes[2:]] == ["E-1", "late", "g1"]
