"""Which BPMN elements the engine executes: one line here, one in `behaviours`, and a new kind of element runs."""

from __future__ import annotations

from motcua.core.process.graph import ACTIVITIES, Kind
from motcua.core.process.model import FlowNode
from motcua.core.process.repeats import LOOPS

# (tag, kind of its event definition, empty for none) -> what it is to the engine
KINDS: dict[tuple[str, str], Kind] = {
    ("startEvent", ""): Kind.START,
    ("startEvent", "message"): Kind.MESSAGE_START,
    ("startEvent", "timer"): Kind.TIMER_START,
    ("startEvent", "signal"): Kind.SIGNAL_START,
    ("startEvent", "error"): Kind.ERROR_START,
    ("startEvent", "escalation"): Kind.ESCALATION_START,
    ("endEvent", ""): Kind.END,
    ("endEvent", "message"): Kind.MESSAGE_END,
    ("endEvent", "signal"): Kind.SIGNAL_END,
    ("endEvent", "error"): Kind.ERROR_END,
    ("endEvent", "escalation"): Kind.ESCALATION_END,
    ("endEvent", "terminate"): Kind.TERMINATE_END,
    ("intermediateThrowEvent", ""): Kind.PASSAGE,
    ("intermediateThrowEvent", "message"): Kind.MESSAGE_THROW,
    ("intermediateThrowEvent", "signal"): Kind.SIGNAL_THROW,
    ("intermediateThrowEvent", "escalation"): Kind.ESCALATION_THROW,
    ("intermediateThrowEvent", "link"): Kind.PASSAGE,
    ("intermediateCatchEvent", "link"): Kind.PASSAGE,
    ("intermediateCatchEvent", "message"): Kind.MESSAGE_CATCH,
    ("intermediateCatchEvent", "timer"): Kind.TIMER_CATCH,
    ("intermediateCatchEvent", "signal"): Kind.SIGNAL_CATCH,
    ("boundaryEvent", "message"): Kind.MESSAGE_BOUNDARY,
    ("boundaryEvent", "timer"): Kind.TIMER_BOUNDARY,
    ("boundaryEvent", "signal"): Kind.SIGNAL_BOUNDARY,
    ("boundaryEvent", "error"): Kind.ERROR_BOUNDARY,
    ("boundaryEvent", "escalation"): Kind.ESCALATION_BOUNDARY,
    ("task", ""): Kind.TASK,
    ("userTask", ""): Kind.USER,
    ("manualTask", ""): Kind.MANUAL,
    ("receiveTask", ""): Kind.RECEIVE,
    ("serviceTask", ""): Kind.SERVICE,
    ("sendTask", ""): Kind.SEND,
    ("businessRuleTask", ""): Kind.DECISION,
    ("subProcess", ""): Kind.SUBPROCESS,
    ("callActivity", ""): Kind.CALL,
    ("exclusiveGateway", ""): Kind.EXCLUSIVE,
    ("parallelGateway", ""): Kind.PARALLEL,
    ("inclusiveGateway", ""): Kind.INCLUSIVE,
    ("eventBasedGateway", ""): Kind.EVENT_BASED,
}


def kind_of(node: FlowNode) -> Kind:
    """What this element is to the engine; UNKNOWN for what it does not execute."""
    traits = {trait for trait in node.traits if trait not in LOOPS}
    event = node.events[0].kind if node.events else ""
    kind = KINDS.get((node.kind, event), Kind.UNKNOWN) if len(node.events) < 2 else Kind.UNKNOWN
    if kind is Kind.SUBPROCESS and traits == {"triggeredByEvent"}:
        return Kind.EVENT_SUBPROCESS
    return Kind.UNKNOWN if traits or (node.repeat and kind not in ACTIVITIES) else kind


def spelled(node: FlowNode) -> str:
    """How messages name the kind of an element: its tag, and what makes it special."""
    special = (*(event.kind for event in node.events), *node.traits)
    return f"{node.kind} ({', '.join(special)})" if special else node.kind
