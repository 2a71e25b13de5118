"""BPMN 2.0 XML into a Model. What other vendors add is stepped over; what is executed, drawn or named is kept."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from motcua.core.process.drawing import read_diagrams
from motcua.core.process.errors import UnreadableModelError
from motcua.core.process.model import (
    Element,
    EventDefinition,
    FlowNode,
    Lane,
    MessageFlow,
    Model,
    Participant,
    Process,
    Scope,
    SequenceFlow,
    Timer,
    TimerForm,
)
from motcua.core.process.repeats import LOOPS, read_repeat
from motcua.core.process.safe_xml import MODEL, MOTCUA, ORDINARY, Limits, line_of, parse
from motcua.core.process.spelling import expression

# Contents that change nothing in the way of a token. Any other child of a process or sub-process is taken for a node,
# and any other child of a node is remembered as unread, so that nothing is lost in silence.
NEUTRAL = frozenset(
    {
        "association",
        "auditing",
        "correlationSubscription",
        "dataInput",
        "dataInputAssociation",
        "dataObject",
        "dataObjectReference",
        "dataOutput",
        "dataOutputAssociation",
        "dataStoreReference",
        "documentation",
        "extensionElements",
        "group",
        "incoming",
        "inputSet",
        "ioBinding",
        "ioSpecification",
        "laneSet",
        "monitoring",
        "outgoing",
        "outputSet",
        "property",
        "supports",
        "textAnnotation",
    }
)
PERFORMERS = frozenset({"performer", "humanPerformer", "potentialOwner", "resourceRole"})
SCOPES = ("subProcess", "transaction", "adHocSubProcess")
SWITCHES = ("triggeredByEvent", "isForCompensation", "parallelMultiple", "instantiate")
NAMED = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}
TIMER_TAGS: dict[str, TimerForm] = {"timeDuration": "duration", "timeDate": "date", "timeCycle": "cycle"}
WORKING_TIMES: dict[str, TimerForm] = {"workingHours": "working_hours", "workingDays": "working_days"}


def read_model(xml: bytes, limits: Limits = ORDINARY) -> Model:
    """Read a BPMN 2.0 file.

    Raises UnreadableModelError for what is not XML, not BPMN 2.0, beyond `limits`, or has a DOCTYPE. What is BPMN but
    wrong (a flow to nowhere, an id used twice) is read, and named by `check_process` and `compile_process`.
    """
    root = parse(xml, limits)
    if root.tag != f"{MODEL}definitions":
        raise UnreadableModelError(
            line_of(root),
            f"phần tử gốc là {root.tag}, không phải definitions của BPMN 2.0",
            f"the root is {root.tag}, not BPMN 2.0 definitions",
        )
    names = {_id(e): _name_of(e) for e in root.iterchildren(*(MODEL + tag for tag in NAMED))}
    pools = list(root.iter(f"{MODEL}participant"))
    reader = _Reader(names)
    return Model(
        name=root.get("name", ""),
        processes=tuple(reader.process(p) for p in root.iterchildren(f"{MODEL}process")),
        participants=tuple(Participant(*_named(p), process=_reference(p.get("processRef"))) for p in pools),
        message_flows=tuple(
            MessageFlow(*_named(f), source=_reference(f.get("sourceRef")), target=_reference(f.get("targetRef")))
            for f in root.iter(f"{MODEL}messageFlow")
        ),
        elements=tuple(_elements(root)),
        diagrams=read_diagrams(root),
    )


class _Reader:
    """Reads processes; knows the file's messages, signals, errors and escalations by id."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def process(self, element: etree._Element) -> Process:
        return Process(*_named(element), executable=_flag(element, "isExecutable"), content=self.scope(element))

    def scope(self, element: etree._Element) -> Scope:
        children = [(_local(child), child) for child in _bpmn_children(element)]
        neither = NEUTRAL | PERFORMERS | {"sequenceFlow", *LOOPS}
        return Scope(
            nodes=tuple(self.node(tag, child) for tag, child in children if tag not in neither),
            flows=tuple(_flow(child) for tag, child in children if tag == "sequenceFlow"),
            lanes=tuple(_lanes(child for tag, child in children if tag == "laneSet")),
        )

    def node(self, tag: str, element: etree._Element) -> FlowNode:
        content = self.scope(element) if tag in SCOPES else None
        tags = [_local(child) for child in _bpmn_children(element)]
        known = NEUTRAL.union(LOOPS)
        return FlowNode(
            *(_id(element), tag, element.get("name", ""), line_of(element)),
            documentation=_text(element.find(f"{MODEL}documentation")),
            events=tuple(self.events(element)),
            default=element.get("default", ""),
            attached_to=element.get("attachedToRef", ""),
            interrupting=_flag(element, "isInterrupting" if tag == "startEvent" else "cancelActivity", "true"),
            called=_reference(element.get("calledElement")),
            message=self.message(element),
            traits=(*(t for t in tags if t in LOOPS), *(s for s in SWITCHES if _flag(element, s)), *_oddities(element)),
            unread=() if content else tuple(t for t in tags if t not in known and not _is_event_definition(t)),
            extensions=_extensions(element),
            content=content,
            repeat=read_repeat(element),
        )

    def events(self, element: etree._Element) -> Iterator[EventDefinition]:
        for child in _bpmn_children(element):
            tag = _local(child)
            if _is_event_definition(tag):
                kind = tag.removesuffix("Ref").removesuffix("EventDefinition")
                yield EventDefinition(kind, tuple(_timers(child)), self.message(child), self.code(child, kind))

    def message(self, element: etree._Element) -> str:
        wanted = _reference(element.get("messageRef"))
        return self.names.get(wanted, wanted)

    def code(self, definition: etree._Element, kind: str) -> str:
        if kind == "link":
            return definition.get("name", "")
        wanted = _reference(definition.get(f"{kind}Ref"))
        return self.names.get(wanted, wanted)


def _flow(element: etree._Element) -> SequenceFlow:
    condition = element.find(f"{MODEL}conditionExpression")
    return SequenceFlow(
        *_named(element),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=None if condition is None else expression(_text(condition)),
        language="" if condition is None else condition.get("language", ""),
    )


def _lanes(sets: Iterator[etree._Element]) -> Iterator[Lane]:
    for lane_set in sets:
        for lane in lane_set.iterchildren(f"{MODEL}lane"):
            yield Lane(
                *_named(lane),
                role=lane.get(f"{MOTCUA}role") or _id(lane),
                members=tuple(_text(member) for member in lane.iterchildren(f"{MODEL}flowNodeRef")),
                children=tuple(_lanes(lane.iterchildren(f"{MODEL}childLaneSet"))),
            )


def _name_of(element: etree._Element) -> str:
    """By what an event means it: the code of an error or escalation, or else its name, or else its id."""
    return element.get(NAMED[_local(element)]) or element.get("name") or _id(element)


def _oddities(element: etree._Element) -> Iterator[str]:
    """What makes an element special beside the switches."""
    if element.get("eventGatewayType", "Exclusive") != "Exclusive":
        yield "eventGatewayType"
    if any(loop.get("behavior", "All") != "All" for loop in element.iterchildren(*(MODEL + tag for tag in LOOPS))):
        yield "behavior"


def _timers(definition: etree._Element) -> Iterator[Timer]:
    for child in _bpmn_children(definition):
        form = TIMER_TAGS.get(_local(child))
        if form and _text(child):
            yield Timer(form, _text(child))
    for name, form in WORKING_TIMES.items():
        value = definition.get(MOTCUA + name)
        if value is not None:
            yield Timer(form, value.strip())


def _elements(root: etree._Element) -> Iterator[Element]:
    for element in root.iter(f"{MODEL}*"):
        if element.get("id"):
            name = element.get("name") or _text(element.find(f"{MODEL}text"))
            yield Element(_id(element), _local(element), name, line_of(element))


def _is_event_definition(tag: str) -> bool:
    return tag.endswith("EventDefinition") or tag == "eventDefinitionRef"


def _extensions(element: etree._Element) -> dict[str, str]:
    return {str(k).removeprefix(MOTCUA): str(v) for k, v in element.attrib.items() if str(k).startswith(MOTCUA)}


def _bpmn_children(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterchildren(f"{MODEL}*")


def _named(element: etree._Element) -> tuple[str, str, int]:
    return _id(element), element.get("name", ""), line_of(element)


def _id(element: etree._Element) -> str:
    return element.get("id", "")


def _local(element: etree._Element) -> str:
    return str(element.tag).removeprefix(MODEL)


def _reference(name: str | None) -> str:
    """The id without the namespace prefix that some modellers write before it."""
    return (name or "").rpartition(":")[2]


def _flag(element: etree._Element, name: str, otherwise: str = "false") -> bool:
    return element.get(name, otherwise).strip() in ("true", "1")


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
