"""The signs of BPMN as paths around the origin, ten units each way: what an event is about, who does a task."""

from __future__ import annotations

from motcua.core.process import Point
from motcua.core.process.model import FlowNode
from motcua.delivery.ui.diagram.svg import path

ENVELOPE, FLAP = "M-9-6.5H9V6.5H-9z", "M-9-6L0 1.5 9-6"
EVENTS = {
    "message": ENVELOPE,
    "timer": "M9 0A9 9 0 1 1-9 0 9 9 0 0 1 9 0M0-6V0L4 2.5",
    "error": "M-8 7L-3-6 2 3 8-7 3.5 7-1.5-1z",
    "escalation": "M0-9L7 8 0 1-7 8z",
    "cancel": "M-7-4.5L-4.5-7 0-2.5 4.5-7 7-4.5 2.5 0 7 4.5 4.5 7 0 2.5-4.5 7-7 4.5-2.5 0z",
    "compensate": "M-9 0L-1-6V6zM-1 0L7-6V6z",
    "conditional": "M-6-8H6V8H-6zM-3.5-4.5H3.5M-3.5-1.5H3.5M-3.5 1.5H3.5M-3.5 4.5H3.5",
    "link": "M-8-3H1V-7L8 0 1 7V3H-8z",
    "signal": "M0-8L8 6H-8z",
    "terminate": "M9 0A9 9 0 1 1-9 0 9 9 0 0 1 9 0z",
    "multiple": "M0-9L8.6-2.8 5.3 7.3H-5.3L-8.6-2.8z",
    "parallel": "M-2.5-8.5H2.5V-2.5H8.5V2.5H2.5V8.5H-2.5V2.5H-8.5V-2.5H-2.5z",
}
TASKS = {
    "userTask": "M3.6-4.4A3.6 3.6 0 1 1-3.6-4.4 3.6 3.6 0 0 1 3.6-4.4M-7.5 8.5C-7.5 3.5-4 1.3 0 1.3S7.5 3.5 7.5 8.5z",
    "manualTask": (
        "M-8-1.5H-2L0-5C1-6.5 3-6 2.5-4L1.5-1.5H7.5C9-1.5 9 1 7.5 1 9 1 9 3.5 7 3.5 8.3 3.5 8 6 6 6H-2L-5 4.5H-8z"
    ),
    "serviceTask": (
        "M5 0A5 5 0 1 1-5 0 5 5 0 0 1 5 0M1.8 0A1.8 1.8 0 1 1-1.8 0 1.8 1.8 0 0 1 1.8 0"
        "M0-5V-8M0 5V8M5 0H8M-5 0H-8M3.5-3.5L5.7-5.7M-3.5-3.5L-5.7-5.7M3.5 3.5L5.7 5.7M-3.5 3.5L-5.7 5.7"
    ),
    "sendTask": ENVELOPE,
    "receiveTask": ENVELOPE,
    "scriptTask": (
        "M-4-8H7C4.5-4.5 4.5-3 7 0 9.5 3 9.5 5 7 8H-4C-1.5 5-1.5 3-4 0-6.5-3-6.5-5-4-8zM-2.5-4H3.5M-1 0H5.5M1 4H7"
    ),
    "businessRuleTask": "M-8-6.5H8V6.5H-8zM-8-2.5H8M-8 2H8M-3.5-2.5V6.5",
}
FILLED_TASKS = frozenset({"sendTask"})
GATEWAYS = {
    "exclusiveGateway": "M-5-6L5 6M5-6L-5 6",
    "parallelGateway": "M0-8V8M-8 0H8",
    "inclusiveGateway": "M7 0A7 7 0 1 1-7 0 7 7 0 0 1 7 0",
    "complexGateway": "M0-8V8M-8 0H8M-5.5-5.5L5.5 5.5M5.5-5.5L-5.5 5.5",
    "eventBasedGateway": (
        "M9.5 0A9.5 9.5 0 1 1-9.5 0 9.5 9.5 0 0 1 9.5 0M7.5 0A7.5 7.5 0 1 1-7.5 0 7.5 7.5 0 0 1 7.5 0"
        "M0-5L4.8-1.5 2.9 4H-2.9L-4.8-1.5z"
    ),
}
MARKERS = {
    "standardLoopCharacteristics": "M-2 5.5A5.5 5.5 0 1 1 2.5 5M-5 5.5H-1.5V2",
    "multiInstanceLoopCharacteristics": "M-4-5V5M0-5V5M4-5V5",
    "isForCompensation": "M-7 0L-.5-5V5zM-.5 0L6-5V5z",
    "adHocSubProcess": "M-6 1.5C-4-3-2-3 0 0S4 3 6-1.5",
    "collapsed": "M-6-6H6V6H-6zM0-3.5V3.5M-3.5 0H3.5",
}


def event_sign(node: FlowNode) -> str:
    """The path of what an event is about; empty for a plain one."""
    if len(node.events) > 1:
        return EVENTS["parallel" if "parallelMultiple" in node.traits else "multiple"]
    return EVENTS.get(node.events[0].kind, "") if node.events else ""


def is_thrown(node: FlowNode) -> bool:
    """Whether the event acts instead of waiting: its sign is filled."""
    return node.kind in ("endEvent", "intermediateThrowEvent")


def draw_sign(sign: str, at: Point, scale: float, *, filled: bool, classes: str = "d-sign") -> list[str]:
    """A sign around a point, in outline or filled; nothing for an empty one."""
    if not sign:
        return []
    flap = [path(f"{classes} d-flap" if filled else classes, FLAP, at, scale)] if sign == ENVELOPE else []
    return [path(f"{classes} d-solid" if filled else classes, sign, at, scale), *flap]
