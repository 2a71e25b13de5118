"""Which BPMN elements the engine executes: one line here, one in `behaviours`, and a new kind of element runs."""

from __future__ import annotations

from motcua.core.process.graph import Kind
from motcua.core.process.model import FlowNode

# (tag, kind of its event definition, empty for none) -> what it is to the engine
KINDS: dict[tuple[str, str], Kind] = {
    ("startEvent", ""): Kind.START,
    ("startEvent", "message"): Kind.MESSAGE_START,
    ("startEvent", "timer"): Kind.TIMER_START,
    ("endEvent", ""): Kind.END,
    ("endEvent", "message"): Kind.MESSAGE_END,
    ("endEvent", "terminate"): Kind.TERMINATE_END,
    ("intermediateThrowEvent", ""): Kind.PASSAGE,
    ("intermediateThrowEvent", "message"): Kind.MESSAGE_THROW,
    ("intermediateCatchEvent", "message"): Kind.MESSAGE_CATCH,
    ("intermediateCatchEvent", "timer"): Kind.TIMER_CATCH,
    ("boundaryEvent", "message"): Kind.MESSAGE_BOUNDARY,
    ("boundaryEvent", "timer"): Kind.TIMER_BOUNDARY,
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
}


def kind_of(node: FlowNode) -> Kind:
    """What this element is to the engine; UNKNOWN for what it does not execute."""
    if node.traits or len(node.events) > 1:
        return Kind.UNKNOWN
    event = node.events[0].kind if node.events else ""
    return KINDS.get((node.kind, event), Kind.UNKNOWN)


def spelled(node: FlowNode) -> str:
    """How messages name the kind of an element: its tag, and what makes it special."""
    special = (*(event.kind for event in node.events), *node.traits)
    return f"{node.kind} ({', '.join(special)})" if special else node.kind
