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

An arrow's id is `x-b`. The text becomes BPMN XML and goes through the real reader.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from motcua.core.process import (
    Cancel,
    Complete,
    Definition,
    Deliver,
    Fact,
    Fire,
    FlowTaken,
    Start,
    active,
    advance,
    compile_process,
    read_model,
)

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
    "signal-catch": ("intermediateCatchEvent", "signal"),
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
    "called": "calledElement",
    "message": "messageRef",
    "wait": "motcua:wait",
    "service": "motcua:service",
    "decision": "motcua:decision",
}
TIMES = {"duration": "timeDuration", "date": "timeDate", "cycle": "timeCycle"}
WORKING_TIMES = {"hours": "motcua:workingHours", "days": "motcua:workingDays"}


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
    times = "".join(f"<{TIMES[k]}>{v}</{TIMES[k]}>" for k, v in said.items() if k in TIMES)
    working = "".join(f' {WORKING_TIMES[k]}="{v}"' for k, v in said.items() if k in WORKING_TIMES)
    message = f" messageRef={quoteattr(said.pop('message'))}" if event == "message" and "message" in said else ""
    definition = f"<{event}EventDefinition{working}{message}>{times}</{event}EventDefinition>" if event else ""
    attributes = "".join(f" {ATTRIBUTES[k]}={quoteattr(v)}" for k, v in said.items() if k in ATTRIBUTES)
    return f'<{tag} id="{name}"{attributes}>{definition}{inner}</{tag}>'


class Dossier:
    """One dossier on its way: the state, the data beside it, all facts so far, and those of the last step."""

    def __init__(self, definition: Definition, **data: Any) -> None:
        self.definition = definition
        self.state = definition.initial
        self.data = data
        self.facts: list[Fact] = []
        self.news: tuple[Fact, ...] = ()

    def tell(self, command: Start | Complete | Fire | Deliver | Cancel) -> "Dossier":
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

    def number(self, node: str) -> int:
        """The oldest number that waits at the node."""
        return next(wait.number for wait in self.state.waits if wait.node == node)

    @property
    def waiting(self) -> list[str]:
        """What is going on, apart from what sits on borders and the sub-processes themselves."""
        hidden = ("subprocess", "call")
        found = active(self.definition, self.state)
        return [a.node.id for a in found if not a.node.host and a.node.kind not in hidden]

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
