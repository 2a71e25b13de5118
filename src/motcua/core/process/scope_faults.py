"""Rules of BPMN about several nodes together: where a scope begins, event-based gateways, links, who may be watched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from motcua.core.process.graph import CATCHES, STARTS, TASKS, Graph, Kind, Node
from motcua.core.process.model import Process, Scope
from motcua.core.process.problems import Problem, error
from motcua.core.process.wiring import CAUGHT, THROWN, Wiring, link_of

RACED = CATCHES | {Kind.RECEIVE, Kind.UNKNOWN}  # what may stand behind an event-based gateway; the last is named anyway


def start_faults(process: Process, graph: Graph, scopes: Iterable[Node]) -> Iterator[Problem]:
    """A process needs a start event; a sub-process exactly one, plain or, if an event begins it, not plain."""
    if not any(raw.kind == "startEvent" for raw in process.content.nodes):
        vi, en = "quy trình không có sự kiện bắt đầu; hãy thêm", "the process has no start event; draw one"
        yield error("no-start", process.id, process.line, vi, en)
    for node in scopes:
        if node.kind is Kind.EVENT_SUBPROCESS:
            yield from _event_start_faults(graph, node)
        elif [start.kind for start in graph.starts(node.id)] != [Kind.START]:
            vi = f"bên trong «{node.label}» phải có đúng một sự kiện bắt đầu thường"
            en = f"inside “{node.label}” there must be exactly one plain start event"
            yield error("subprocess-start", node.id, node.line, vi, en)


def _event_start_faults(graph: Graph, node: Node) -> Iterator[Problem]:
    starts = [other for other in graph.inside.get(node.id, ()) if other.kind in STARTS]
    unknown = any(other.kind is Kind.UNKNOWN for other in graph.inside.get(node.id, ()))
    if not unknown and (len(starts) != 1 or starts[0].kind is Kind.START):
        vi = f"«{node.label}» phải có đúng một sự kiện bắt đầu: thông điệp, hẹn giờ, tín hiệu, lỗi hoặc báo cấp trên"
        en = f"“{node.label}” needs exactly one start event: message, timer, signal, error or escalation"
        yield error("event-subprocess-start", node.id, node.line, vi, en)
    for start in starts:
        if start.interrupting and start.timer and start.timer.form == "cycle":
            vi = f"«{start.label}»: hẹn giờ lặp không được ngắt việc đang làm"
            en = f"“{start.label}”: a repeating timer must not interrupt"
            yield error("timer", start.id, start.line, vi, en)


def gateway_faults(graph: Graph) -> Iterator[Problem]:
    """Behind an event-based gateway stand at least two events that wait, each behind it alone."""
    for gateway in graph.nodes:
        if gateway.kind is not Kind.EVENT_BASED:
            continue
        behind = [graph.node[graph.flow[flow].target] for flow in gateway.outgoing]
        if len(behind) < 2:
            vi = f"cổng theo sự kiện «{gateway.label}» cần ít nhất hai sự kiện phía sau"
            en = f"the event-based gateway “{gateway.label}” needs at least two events behind it"
            yield error("event-gateway", gateway.id, gateway.line, vi, en)
        for event in behind:
            yield from _raced_faults(gateway, event)
        yield from _twice(gateway, behind)


def _raced_faults(gateway: Node, event: Node) -> Iterator[Problem]:
    if event.kind not in RACED:
        vi = f"sau cổng theo sự kiện «{gateway.label}» chỉ đặt sự kiện chờ hoặc bước nhận, «{event.label}» không phải"
        en = f"behind the event-based gateway “{gateway.label}” only catch events and receive tasks may stand,"
        yield error("event-gateway", event.id, event.line, vi, f"{en} not “{event.label}”")
    elif len(event.incoming) > 1 or event.boundary or event.repeat:
        vi = f"«{event.label}» đứng sau cổng theo sự kiện: chỉ có một luồng vào, không có sự kiện biên, không lặp"
        en = f"“{event.label}” stands behind an event-based gateway: one flow in, no border events, no repetition"
        yield error("event-gateway", event.id, event.line, vi, en)


def _twice(gateway: Node, behind: list[Node]) -> Iterator[Problem]:
    """Two that wait for the same cannot both be first."""
    heard = Counter(event.code or event.message for event in behind if event.timer is None)
    for name, times in heard.items():
        if times > 1:
            vi = f"sau cổng theo sự kiện «{gateway.label}» có {times} nhánh cùng chờ «{name}»; chỉ giữ một"
            en = f"behind the event-based gateway “{gateway.label}” {times} branches wait for “{name}”; keep one"
            yield error("event-gateway-twice", gateway.id, gateway.line, vi, en)


def watcher_faults(graph: Graph) -> Iterator[Problem]:
    """Events on a border that can never happen there."""
    for event in graph.nodes:
        if event.kind is Kind.ESCALATION_BOUNDARY and event.host and graph.node[event.host].kind in TASKS:
            vi = f"«{event.label}»: chỉ quy trình con và bước gọi mới báo cấp trên, một bước thường thì không"
            en = f"“{event.label}”: sub-processes and calls escalate, a single task does not"
            yield error("boundary-never", event.id, event.line, vi, en)


def link_faults(content: Scope, wiring: Wiring, prefix: str) -> Iterator[Problem]:
    """A link is thrown to the one place in its scope where it is caught, and no arrow is drawn along it."""
    caught = Counter(link_of(node, CAUGHT) for node in content.nodes)
    for node in content.nodes:
        thrown, received = link_of(node, THROWN), link_of(node, CAUGHT)
        drawn = wiring.outgoing if thrown is not None else wiring.incoming
        if (thrown is not None and caught[thrown] != 1) or thrown == "" or received == "":
            vi = f"liên kết «{node.label}» cần tên và đúng một nơi nhận cùng tên trong cùng quy trình"
            en = f"the link “{node.label}” needs a name and exactly one end that catches it in the same scope"
            yield error("link", prefix + node.id, node.line, vi, en)
        elif (thrown or received) and any("~" not in flow for flow in drawn[node.id]):
            vi = f"liên kết «{node.label}» thay cho luồng; hãy bỏ luồng nối thêm vào đầu này"
            en = f"the link “{node.label}” stands for an arrow; remove the one drawn at this end"
            yield error("link", prefix + node.id, node.line, vi, en)
