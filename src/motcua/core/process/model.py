"""What a BPMN file says, element by element, before anybody asks whether it can run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from motcua.core.process.drawing import Diagram

TimerForm = Literal["duration", "date", "cycle", "working_hours", "working_days"]
RepeatMode = Literal["parallel", "sequential", "loop"]


class Timer(NamedTuple):
    """How long or until when, as the file says it. The engine hands it on and never computes with it.

    `duration`, `date` and `cycle` hold ISO 8601 text; `working_hours` and `working_days` a decimal number as text.
    """

    form: TimerForm
    value: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """How an activity is done several times. The expressions are FEEL, empty where the drawing has none.

    As many instances as `cardinality` says or as `collection` has items, `item` being the name by which conditions
    inside an instance see theirs; they are over early when `until` is true. A loop goes on while `again` is true, and
    asks before its first turn if `ask_first`. `most` is the greatest number of turns, 0 for no such limit.
    """

    mode: RepeatMode
    cardinality: str = ""
    collection: str = ""
    item: str = ""
    until: str = ""
    again: str = ""
    ask_first: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """Any BPMN element that carries an id: what a drawing or a message needs to name it."""

    id: str
    kind: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class EventDefinition:
    """What an event waits for or throws: `kind` is `timer`, `message`, `terminate`, `signal` and so on.

    `code` is the name of a signal or link, the code of an error or escalation; empty where the file has none.
    """

    kind: str
    timers: tuple[Timer, ...]
    message: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """An activity, gateway or event. `kind` is the name of its BPMN tag."""

    id: str
    kind: str
    name: str
    line: int
    documentation: str
    events: tuple[EventDefinition, ...]
    default: str
    attached_to: str
    interrupting: bool
    called: str
    message: str
    traits: tuple[str, ...]
    unread: tuple[str, ...]
    extensions: Mapping[str, str]
    content: Scope | None
    repeat: Repeat | None = None

    @property
    def label(self) -> str:
        """What people call it: its name on one line, or else its id."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, slots=True)
class SequenceFlow:
    """An arrow. `condition` is None when the arrow has none; `language` is the one it names, or empty."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: str | None
    language: str

    @property
    def label(self) -> str:
        """What people call it: its name on one line, or else its id."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane is a role: its key is the attribute `motcua:role`, or else its id."""

    id: str
    name: str
    line: int
    role: str
    members: tuple[str, ...]
    children: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The content of a process or of an embedded sub-process."""

    nodes: tuple[FlowNode, ...]
    flows: tuple[SequenceFlow, ...]
    lanes: tuple[Lane, ...]

    def all_nodes(self) -> Iterator[FlowNode]:
        """Every node, those of embedded sub-processes behind their sub-process."""
        for node in self.nodes:
            yield node
            if node.content is not None:
                yield from node.content.all_nodes()

    def lane_of(self) -> dict[str, Lane]:
        """The innermost lane of each node that has one."""
        found: dict[str, Lane] = {}
        waiting = list(reversed(self.lanes))
        while waiting:
            lane = waiting.pop()
            found.update(dict.fromkeys(lane.members, lane))
            waiting.extend(reversed(lane.children))
        return found


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the file."""

    id: str
    name: str
    line: int
    executable: bool
    content: Scope

    @property
    def label(self) -> str:
        """What people call it: its name on one line, or else its id."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, slots=True)
class Participant:
    """A pool: a partner, and the process it shows if any."""

    id: str
    name: str
    line: int
    process: str


@dataclass(frozen=True, slots=True)
class MessageFlow:
    """A dashed arrow between pools. It is drawn, never executed."""

    id: str
    name: str
    line: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Model:
    """A whole file. `elements` lists everything with an id in file order, duplicates included."""

    name: str
    processes: tuple[Process, ...]
    participants: tuple[Participant, ...]
    message_flows: tuple[MessageFlow, ...]
    elements: tuple[Element, ...]
    diagrams: tuple[Diagram, ...]
