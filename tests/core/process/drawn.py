"""Processes drawn in a few lines of text, and a driver that plays one dossier through them.

A drawing names its elements by kind and id, and its arrows:

    start s
    user a
    exclusive x default=x-c
    timer-boundary late on=a duration=P2D interrupting=false
    s -> a -> x
    x -> b : approved = true
    subprocess p {
      ...
    }
    lane office role=clerk members=a,b

An arrow's id is `x-b`. Events name their message, signal, error, escalation or link, activities how often they are
done: `parallel=` or `sequential=` a collection or a number, `item=`, `until=`; `again=`, `first=`, `most=` for a loop.
In what they say `_` stands for a blank. The text becomes BPMN XML and goes through the real reader.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from motcua.core.process import (
    Broadcast,
    Command,
    Complete,
    Definition,
    Deliver,
    Fact,
    Fire,
    FlowTaken,
    Kind,
    Raise,
    Start,
    active,
    advance,
    compile_process,
    read_model,
)
from motcua.core.process.graph import SCOPES, WATCHERS

HIDDEN = SCOPES | WATCHERS | {Kind.EVENT_BASED}
NOW = datetime.fromisoformat("2026-11-23T08:00:00+07:00")

TAGS = {
    "start": ("startEvent", ""),
    "message-start": ("startEvent", "message"),
    "timer-start": ("startEvent", "timer"),
    "end": ("endEvent", ""),
    "message-end": ("endEvent", "message"),
    "terminate": ("endEvent", "terminate"),
    "passage": ("intermediateThrowEvent", ""),
    "message-throw": ("intermediateThrowEvent", "message"),
    "message-catch": ("intermediateCatchEvent", "message"),
    "timer-catch": ("intermediateCatchEvent", "timer"),
    "message-boundary": ("boundaryEvent", "message"),
    "timer-boundary": ("boundaryEvent", "timer"),
    "signal-start": ("startEvent", "signal"),
    "signal-end": ("endEvent", "signal"),
    "signal-throw": ("intermediateThrowEvent", "signal"),
    "signal-catch": ("intermediateCatchEvent", "signal"),
    "signal-boundary": ("boundaryEvent", "signal"),
    "error-start": ("startEvent", "error"),
    "error-end": ("endEvent", "error"),
    "error-boundary": ("boundaryEvent", "error"),
    "escalation-start": ("startEvent", "escalation"),
    "escalation-end": ("endEvent", "escalation"),
    "escalation-throw": ("intermediateThrowEvent", "escalation"),
    "escalation-boundary": ("boundaryEvent", "escalation"),
    "link-throw": ("intermediateThrowEvent", "link"),
    "link-catch": ("intermediateCatchEvent", "link"),
    "conditional-catch": ("intermediateCatchEvent", "conditional"),
    "compensate-throw": ("intermediateThrowEvent", "compensate"),
    "task": ("task", ""),
    "user": ("userTask", ""),
    "manual": ("manualTask", ""),
    "receive": ("receiveTask", ""),
    "service": ("serviceTask", ""),
    "send": ("sendTask", ""),
    "decision": ("businessRuleTask", ""),
    "script": ("scriptTask", ""),
    "call": ("callActivity", ""),
    "subprocess": ("subProcess", ""),
    "event-subprocess": ("subProcess", ""),
    "exclusive": ("exclusiveGateway", ""),
    "parallel": ("parallelGateway", ""),
    "inclusive": ("inclusiveGateway", ""),
    "event-based": ("eventBasedGateway", ""),
}
ATTRIBUTES = {
    "name": "name",
    "default": "default",
    "on": "attachedToRef",
    "interrupting": "cancelActivity",
    "is-interrupting": "isInterrupting",
    "triggered": "triggeredByEvent",
    "called": "calledElement",
    "message": "messageRef",
    "wait": "motcua:wait",
    "service": "motcua:service",
    "decision": "motcua:decision",
}
TIMES = {"duration": "timeDuration", "date": "timeDate", "cycle": "timeCycle"}
WORKING_TIMES = {"hours": "motcua:workingHours", "days": "motcua:workingDays"}
REFERENCES = {"message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef"}
REFERENCES["link"] = "name"


def xml(drawing: str, process: str = "main") -> bytes:
    """A BPMN file with one process."""
    body = "\n".join(_elements(line.strip() for line in drawing.strip().splitlines() if line.strip()))
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:motcua="urn:motcua:bpmn:1">\n'
        f'<process id="{process}" isExecutable="true">\n{body}\n</process>\n</definitions>'
    ).encode()


def compiled(drawing: str, **called: str) -> Definition:
    """The drawing, ready to run; it may call the others by their names."""
    others = [read_model(xml(other, name)).processes[0] for name, other in called.items()]
    return compile_process(read_model(xml(drawing)), called=others)


def _elements(lines: Iterator[str]) -> Iterator[str]:
    lanes = []
    for line in lines:
        if line == "}":
            return
        if "->" in line:
            yield from _flows(line)
        elif line.startswith("lane "):
            lanes.append(_lane(line))
        else:
            yield _node(line, lines)
    if lanes:
        yield f"<laneSet>{''.join(lanes)}</laneSet>"


def _flows(line: str) -> Iterator[str]:
    way, _, condition = line.partition(" : ")
    stops = [stop.strip() for stop in way.split("->")]
    guard = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
    for source, target in pairwise(stops):
        yield f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">{guard}</sequenceFlow>'


def _lane(line: str) -> str:
    _, name, *rest = line.split()
    said = dict(part.split("=", 1) for part in rest)
    role = f' motcua:role="{said["role"]}"' if "role" in said else ""
    members = "".join(f"<flowNodeRef>{member}</flowNodeRef>" for member in said["members"].split(","))
    return f'<lane id="{name}" name="{name.upper()}"{role}>{members}</lane>'


def _node(line: str, lines: Iterator[str]) -> str:
    kind, name, *rest = line.split()
    inner = "\n".join(_elements(lines)) if rest and rest[-1] == "{" else ""
    said = dict(part.split("=", 1) for part in rest if part != "{")
    tag, event = TAGS[kind]
    repeat = _repeat(said)
    definition = _event(event, said) if event else ""
    if tag == "startEvent" and "interrupting" in said:
        said["is-interrupting"] = said.pop("interrupting")
    if kind == "event-subprocess":
        said["triggered"] = "true"
    attributes = "".join(f" {ATTRIBUTES[k]}={quoteattr(v)}" for k, v in said.items() if k in ATTRIBUTES)
    return f'<{tag} id="{name}"{attributes}>{definition}{repeat}{inner}</{tag}>'


def _event(event: str, said: dict[str, str]) -> str:
    times = "".join(f"<{TIMES[k]}>{v}</{TIMES[k]}>" for k, v in said.items() if k in TIMES)
    working = "".join(f' {WORKING_TIMES[k]}="{v}"' for k, v in said.items() if k in WORKING_TIMES)
    meant = f" {REFERENCES[event]}={quoteattr(said.pop(event))}" if event in said else ""
    return f"<{event}EventDefinition{working}{meant}>{times}</{event}EventDefinition>"


def _repeat(said: dict[str, str]) -> str:
    """How an activity is repeated. A word with a digit first is a number, any other a collection."""

    def child(tag: str, key: str) -> str:
        return f"<{tag}>{escape(said[key].replace('_', ' '))}</{tag}>" if key in said else ""

    if "again" in said or "most" in said:
        most = f' loopMaximum="{said["most"]}"' if "most" in said else ""
        first = f' testBefore="{said["first"]}"' if "first" in said else ""
        tag = "standardLoopCharacteristics"
        return f"<{tag}{most}{first}>{child('loopCondition', 'again')}</{tag}>"
    mode = next((mode for mode in ("parallel", "sequential") if mode in said), "")
    if not mode:
        return ""
    collection = "" if said[mode][0].isdigit() else f' motcua:collection="{said[mode]}"'
    count = "" if collection else child("loopCardinality", mode)
    item = f' motcua:item="{said["item"]}"' if "item" in said else ""
    sequential = str(mode == "sequential").lower()
    tag = "multiInstanceLoopCharacteristics"
    until = child("completionCondition", "until")
    return f'<{tag} isSequential="{sequential}"{collection}{item}>{count}{until}</{tag}>'


class Dossier:
    """One dossier on its way: the state, the data beside it, all facts so far, and those of the last step."""

    def __init__(self, definition: Definition, **data: Any) -> None:
        self.definition = definition
        self.state = definition.initial
        self.data = data
        self.facts: list[Fact] = []
        self.news: tuple[Fact, ...] = ()

    def tell(self, command: Command) -> "Dossier":
        self.state, self.news = advance(self.definition, self.state, command, self.data, NOW)
        self.facts.extend(self.news)
        return self

    def start(self, at: str = "") -> "Dossier":
        return self.tell(Start(at))

    def do(self, *nodes: str, **data: Any) -> "Dossier":
        self.data |= data
        for node in nodes:
            self.tell(Complete(self.number(node)))
        return self

    def fire(self, node: str) -> "Dossier":
        return self.tell(Fire(self.number(node)))

    def deliver(self, node: str) -> "Dossier":
        return self.tell(Deliver(self.number(node)))

    def fail(self, node: str, code: str, place: int = 0) -> "Dossier":
        return self.tell(Raise(self.number(node, place), code))

    def hear(self, signal: str) -> "Dossier":
        return self.tell(Broadcast(signal))

    def number(self, node: str, place: int = 0) -> int:
        """The oldest number that waits at the node, or that of one instance of it."""
        return next(wait.number for wait in self.state.waits if wait.node == node and wait.place == place)

    @property
    def waiting(self) -> list[str]:
        """What is going on, apart from events that watch, what is around others, and repeated activities as a whole."""
        found = active(self.definition, self.state)
        return [a.node.id for a in found if a.node.kind not in HIDDEN and (a.place or not a.node.repeat)]

    @property
    def status(self) -> str:
        return self.state.status

    def flows(self) -> list[str]:
        return [fact.flow for fact in self.facts if isinstance(fact, FlowTaken)]

    def told(self, kind: type) -> list[Any]:
        """The facts of one kind in the last step."""
        return [fact for fact in self.news if isinstance(fact, kind)]


def dossier(drawing: str, **data: Any) -> Dossier:
    """A dossier at its start, with its data."""
    return Dossier(compiled(drawing), **data).start()
