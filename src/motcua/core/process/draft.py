"""From a model to the flat graph of one process, with every reason why the engine must not run it.

Sub-processes and called processes are laid flat beside their surroundings, so that the engine knows one kind of graph.
The ids of a called process get the id of the calling element and a slash before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.core.process.conditions import CompileCondition, Condition
from motcua.core.process.errors import BadConditionError, NotExecutableError
from motcua.core.process.faults import flow_faults, node_faults, unknown_call
from motcua.core.process.graph import AUTOMATIC_TASKS, BOUNDARIES, HUMAN_TASKS, Flow, Graph, Kind, Node
from motcua.core.process.kinds import kind_of
from motcua.core.process.model import FlowNode, Model, Process, Scope
from motcua.core.process.problems import Problem, error
from motcua.core.process.wiring import Wiring

CATCHES = BOUNDARIES | {Kind.MESSAGE_CATCH, Kind.TIMER_CATCH}


@dataclass(frozen=True, slots=True)
class Draft:
    """One process laid flat. Only a draft without problems becomes a definition."""

    process: Process
    graph: Graph
    conditions: Mapping[str, Condition]
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
    conditions, faults = _conditions(graph, compile_condition)
    problems = (*_duplicates(model), *flattening.problems, *_starts(process, graph, flattening.scopes), *faults)
    return Draft(process, graph, conditions, problems)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece of drawing is laid: id prefix, enclosing scope, lane around it, processes it is called through."""

    prefix: str
    scope: str
    lane: tuple[str, str] | None
    calls: tuple[str, ...]


class _Flattening:
    def __init__(self, library: Mapping[str, Process]) -> None:
        self.library = library
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.scopes: list[Node] = []
        self.problems: list[Problem] = []

    def lay(self, content: Scope, place: _Place) -> None:
        wiring = Wiring(content)
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
        if raw.content is not None:
            self.scopes.append(node)
            self.lay(raw.content, _Place(place.prefix, node.id, lane, place.calls))
        elif node.kind is Kind.CALL:
            process = self.library.get(raw.called)
            if process is None or process.id in place.calls:
                self.problems.append(unknown_call(node, raw.called, recursive=process is not None))
            else:
                self.scopes.append(node)
                self.lay(process.content, _Place(f"{node.id}/", node.id, lane, (*place.calls, process.id)))


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
        waits=stops or kind in HUMAN_TASKS or kind in CATCHES,
        timer=timers[0] if timers else None,
        message=message,
        service=raw.extensions.get("decision" if kind is Kind.DECISION else "service") or message,
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


def _starts(process: Process, graph: Graph, scopes: Iterable[Node]) -> Iterator[Problem]:
    """A process needs a start event; a sub-process exactly one, a plain one."""
    if not any(raw.kind == "startEvent" for raw in process.content.nodes):
        vi, en = "quy trình không có sự kiện bắt đầu; hãy thêm", "the process has no start event; draw one"
        yield error("no-start", process.id, process.line, vi, en)
    for node in scopes:
        if [start.kind for start in graph.starts(node.id)] != [Kind.START]:
            vi = f"bên trong «{node.label}» phải có đúng một sự kiện bắt đầu thường"
            en = f"inside “{node.label}” there must be exactly one plain start event"
            yield error("subprocess-start", node.id, node.line, vi, en)


def _conditions(graph: Graph, compile_condition: CompileCondition) -> tuple[dict[str, Condition], list[Problem]]:
    compiled: dict[str, Condition] = {}
    problems: list[Problem] = []
    for flow in graph.flows:
        if flow.condition is None:
            continue
        try:
            compiled[flow.id] = compile_condition(flow.condition)
        except BadConditionError as fault:
            vi = f"điều kiện «{flow.condition}» sai cú pháp FEEL, {fault.message.vi}"
            en = f"the condition “{flow.condition}” is not FEEL, {fault.message.en}"
            problems.append(error("condition-syntax", flow.id, flow.line, vi, en))
    return compiled, problems
