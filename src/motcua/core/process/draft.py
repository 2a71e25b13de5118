"""From a model to the flat graph of one process, with every reason why the engine must not run it.

Sub-processes and called processes are laid flat beside their surroundings, so that the engine knows one kind of graph.
The ids of a called process get the id of the calling element and a slash before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.core.process.conditions import CompileCondition, Condition
from motcua.core.process.definition import Repeating
from motcua.core.process.errors import BadConditionError, NotExecutableError
from motcua.core.process.faults import flow_faults, node_faults, too_large, unknown_call
from motcua.core.process.graph import AUTOMATIC_TASKS, BOUNDARIES, CATCHES, HUMAN_TASKS, Flow, Graph, Kind, Node
from motcua.core.process.kinds import kind_of
from motcua.core.process.model import FlowNode, Model, Process, Repeat, Scope
from motcua.core.process.problems import Problem, error
from motcua.core.process.scope_faults import gateway_faults, link_faults, start_faults, watcher_faults
from motcua.core.process.wiring import Wiring, links

WAITING = HUMAN_TASKS | CATCHES | BOUNDARIES | {Kind.EVENT_BASED}
MOST_NODES = 20_000  # of a process laid flat; two processes of one file that call the next twice grow without end
MOST_LEVELS = 50  # sub-processes and calls inside each other


@dataclass(frozen=True, slots=True)
class Draft:
    """One process laid flat. Only a draft without problems becomes a definition."""

    process: Process
    graph: Graph
    conditions: Mapping[str, Condition]
    repeats: Mapping[str, Repeating]
    problems: tuple[Problem, ...]


def draft_process(
    model: Model, process_id: str | None, called: Iterable[Process], compile_condition: CompileCondition
) -> Draft:
    """Lay one process of the model flat. Raises NotExecutableError when it is not clear which process is meant."""
    process = _choose(model, process_id)
    library = {p.id: p for p in (*called, *model.processes)}
    flattening = _Flattening(library)
    flattening.lay(process.content, _Place("", "", None, (process.id,)))
    graph = Graph(tuple(flattening.nodes), tuple(flattening.flows))
    reading = _Reading(compile_condition)
    conditions = {flow.id: read for flow in graph.flows if (read := reading.condition(flow))}
    repeats = {node.id: reading.repeat(node, node.repeat) for node in graph.nodes if node.repeat}
    problems = (
        *_duplicates(model),
        *flattening.problems,
        *start_faults(process, graph, flattening.scopes),
        *gateway_faults(graph),
        *watcher_faults(graph),
        *reading.problems,
    )
    return Draft(process, graph, conditions, repeats, problems)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece of drawing is laid: id prefix, enclosing scope, lane around it, processes it is called through,
    and how many levels deep it is.
    """

    prefix: str
    scope: str
    lane: tuple[str, str] | None
    calls: tuple[str, ...]
    level: int = 0


class _Flattening:
    def __init__(self, library: Mapping[str, Process]) -> None:
        self.library = library
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.scopes: list[Node] = []
        self.problems: list[Problem] = []

    def lay(self, content: Scope, place: _Place) -> None:
        wiring = Wiring(content, links(content))
        self.problems.extend(link_faults(content, wiring, place.prefix))
        lanes = {name: (lane.role, lane.name) for name, lane in content.lane_of().items()}
        for flow in content.flows:
            self.problems.extend(flow_faults(flow, wiring, place.prefix))
        for flow in wiring.flows:
            ends = (place.prefix + flow.source, place.prefix + flow.target)
            self.flows.append(Flow(place.prefix + flow.id, flow.name, flow.line, *ends, flow.condition))
        for raw in content.nodes:
            lane = lanes.get(raw.id, place.lane)
            node = _node(raw, wiring, place, lane)
            self.nodes.append(node)
            self.problems.extend(node_faults(raw, node))
            self.descend(raw, node, lane, place)

    def descend(self, raw: FlowNode, node: Node, lane: tuple[str, str] | None, place: _Place) -> None:
        content, prefix, calls = raw.content, place.prefix, place.calls
        if node.kind is Kind.CALL:
            process = self.library.get(raw.called)
            if process is None or process.id in calls:
                self.problems.append(unknown_call(node, raw.called, recursive=process is not None))
            else:
                content, prefix, calls = process.content, f"{node.id}/", (*calls, process.id)
        if content is None:
            return
        if place.level >= MOST_LEVELS or len(self.nodes) + len(content.nodes) > MOST_NODES:
            self.problems.append(too_large(node, MOST_LEVELS, MOST_NODES))
        else:
            self.scopes.append(node)
            self.lay(content, _Place(prefix, node.id, lane, calls, place.level + 1))


def _node(raw: FlowNode, wiring: Wiring, place: _Place, lane: tuple[str, str] | None) -> Node:
    def full(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(place.prefix + name for name in ids)

    kind = kind_of(raw)
    timers = [timer for event in raw.events for timer in event.timers]
    message = next((event.message for event in raw.events if event.message), raw.message) or raw.id
    stops = kind in AUTOMATIC_TASKS and raw.extensions.get("wait") != "false"
    return Node(
        id=place.prefix + raw.id,
        name=raw.name,
        kind=kind,
        line=raw.line,
        scope=place.scope,
        role=lane[0] if lane else None,
        lane=lane[1] if lane else None,
        incoming=full(wiring.incoming[raw.id]),
        outgoing=full(wiring.outgoing[raw.id]),
        default=place.prefix + raw.default if raw.default else "",
        host=place.prefix + raw.attached_to if raw.attached_to in wiring.nodes else "",
        boundary=full(wiring.borders[raw.id]),
        interrupting=raw.interrupting,
        waits=stops or kind in WAITING,
        timer=timers[0] if timers else None,
        message=message,
        service=raw.extensions.get("decision" if kind is Kind.DECISION else "service") or message,
        code=next((event.code for event in raw.events if event.kind != "link"), ""),
        repeat=raw.repeat,
    )


def _choose(model: Model, process_id: str | None) -> Process:
    """The process of that id; without an id the only one with content, or the only executable one of these."""
    drawn = [p for p in model.processes if p.content.nodes]
    if process_id is not None:
        found = [p for p in model.processes if p.id == process_id]
    else:
        found = drawn if len(drawn) == 1 else [p for p in drawn if p.executable]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(p.id for p in drawn) or "-"
    vi = f"không rõ quy trình nào được chạy; tệp có: {listed}; hãy nêu mã hoặc đặt isExecutable cho đúng một quy trình"
    en = f"it is not clear which process to run; the file has: {listed}; name one, or mark exactly one isExecutable"
    raise NotExecutableError([error("which-process", process_id or "", drawn[0].line if drawn else 1, vi, en)])


def _duplicates(model: Model) -> Iterator[Problem]:
    seen: set[str] = set()
    for element in model.elements:
        if element.id in seen:
            vi = f"mã «{element.id}» đã dùng cho phần tử khác; hãy đổi"
            en = f"the id “{element.id}” is used by another element; change it"
            yield error("duplicate-id", element.id, element.line, vi, en)
        seen.add(element.id)


class _Reading:
    """Makes expressions of texts and remembers what is wrong with them."""

    def __init__(self, compile_condition: CompileCondition) -> None:
        self.compile_condition = compile_condition
        self.problems: list[Problem] = []

    def repeat(self, node: Node, drawn: Repeat) -> Repeating:
        def read(text: str, vi: str, en: str) -> Condition | None:
            return self.expression(text or None, node, vi, en)

        return Repeating(
            drawn.mode,
            read(drawn.cardinality, "số lượt", "number of instances"),
            read(drawn.collection, "danh sách", "collection"),
            drawn.item,
            read(drawn.until, "điều kiện hoàn thành", "completion condition"),
            read(drawn.again, "điều kiện lặp", "loop condition"),
            drawn.ask_first,
            drawn.most,
        )

    def condition(self, flow: Flow) -> Condition | None:
        return self.expression(flow.condition, flow, "điều kiện", "condition")

    def expression(self, text: str | None, place: Node | Flow, vi: str, en: str) -> Condition | None:
        """The text, ready to be asked; None where there is none, and where it is no FEEL."""
        if text is None:
            return None
        try:
            return self.compile_condition(text)
        except BadConditionError as fault:
            vi = f"{vi} «{text}» sai cú pháp FEEL, {fault.message.vi}"
            en = f"the {en} “{text}” is not FEEL, {fault.message.en}"
            self.problems.append(error("condition-syntax", place.id, place.line, vi, en))
            return None
