"""Why the engine must not run a node or an arrow: the rules of BPMN that it relies on, and what it does not execute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from motcua.core.process.graph import ACTIVITIES, AUTOMATIC_TASKS, BOUNDARIES, ENDS, STARTS, Kind, Node
from motcua.core.process.kinds import kind_of, spelled
from motcua.core.process.model import FlowNode, SequenceFlow
from motcua.core.process.problems import Problem, error
from motcua.core.process.timers import timer_fault
from motcua.core.process.wiring import Wiring

TIMED = frozenset({Kind.TIMER_START, Kind.TIMER_CATCH, Kind.TIMER_BOUNDARY})
CHOOSING = ACTIVITIES | {Kind.EXCLUSIVE, Kind.INCLUSIVE}


class _Rule(NamedTuple):
    """A rule about one node: `broken` says whether it is, the texts what to do then."""

    code: str
    broken: Callable[[FlowNode, Node], bool]
    vi: str
    en: str


NODE_RULES = (
    _Rule(
        "missing-id",
        lambda raw, node: not raw.id,
        "phần tử không có mã (id); hãy đặt",
        "it has no id; give it one",
    ),
    _Rule(
        "start-with-incoming",
        lambda raw, node: node.kind in STARTS and bool(node.incoming),
        "sự kiện bắt đầu không được có luồng đi vào",
        "a start event takes no incoming flow",
    ),
    _Rule(
        "end-with-outgoing",
        lambda raw, node: node.kind in ENDS and bool(node.outgoing),
        "sự kiện kết thúc không được có luồng đi ra",
        "an end event has no outgoing flow",
    ),
    _Rule(
        "boundary-with-incoming",
        lambda raw, node: node.kind in BOUNDARIES and bool(node.incoming),
        "sự kiện biên không được có luồng đi vào",
        "a boundary event takes no incoming flow",
    ),
    _Rule(
        "boundary-host",
        lambda raw, node: node.kind in BOUNDARIES and not node.host,
        "sự kiện biên không gắn vào bước nào",
        "the boundary event sits on no activity",
    ),
    _Rule(
        "boundary-host",
        lambda raw, node: bool(node.boundary) and node.kind not in ACTIVITIES | {Kind.UNKNOWN},
        "chỉ gắn được sự kiện biên vào một bước hoặc quy trình con",
        "only activities carry boundary events",
    ),
    _Rule(
        "boundary-never",
        lambda raw, node: bool(node.boundary) and node.kind in AUTOMATIC_TASKS and not node.waits,
        'bước có motcua:wait="false" không chờ nên sự kiện biên của nó không bao giờ xảy ra',
        'a task with motcua:wait="false" does not wait, so its boundary event can never happen',
    ),
    _Rule(
        "wait-value",
        lambda raw, node: raw.extensions.get("wait", "true") not in ("true", "false"),
        "motcua:wait phải là true hoặc false",
        "motcua:wait must be true or false",
    ),
    _Rule(
        "wait-place",
        lambda raw, node: raw.extensions.get("wait") == "false" and node.kind not in AUTOMATIC_TASKS,
        'motcua:wait="false" chỉ dùng cho bước dịch vụ, gửi và quy tắc',
        'motcua:wait="false" is for service, send and business-rule tasks only',
    ),
    _Rule(
        "default-flow",
        lambda raw, node: bool(node.default) and node.default not in node.outgoing,
        "luồng mặc định không đi ra từ phần tử này",
        "the default flow does not leave this element",
    ),
    _Rule(
        "default-flow",
        lambda raw, node: bool(node.default) and node.kind not in CHOOSING | {Kind.UNKNOWN},
        "phần tử này không chọn nhánh nên không được có luồng mặc định",
        "this element chooses nothing and cannot have a default flow",
    ),
)


def node_faults(raw: FlowNode, node: Node) -> Iterator[Problem]:
    """What is wrong with one node, as the file has it and as it was understood."""
    name = raw.label
    if node.kind is Kind.UNKNOWN:
        vi = f"«{name}»: hệ thống chưa thực hiện được {spelled(raw)}; hãy vẽ cách khác"
        en = f"“{name}”: {spelled(raw)} is not executed; draw it another way"
        yield error("unsupported", node.id, node.line, vi, en)
    for rule in NODE_RULES:
        if rule.broken(raw, node):
            yield error(rule.code, node.id, node.line, f"«{name}»: {rule.vi}", f"“{name}”: {rule.en}")
    if node.kind in TIMED:
        timers = [timer for event in raw.events for timer in event.timers]
        repeats = node.kind is Kind.TIMER_START or (node.kind is Kind.TIMER_BOUNDARY and not node.interrupting)
        fault = timer_fault(timers, may_repeat=repeats)
        if fault:
            yield error("timer", node.id, node.line, f"«{name}»: {fault.vi}", f"“{name}”: {fault.en}")


def flow_faults(flow: SequenceFlow, wiring: Wiring, prefix: str) -> Iterator[Problem]:
    """What is wrong with one arrow of a scope."""

    def fault(code: str, vi: str, en: str) -> Problem:
        return error(code, prefix + flow.id, flow.line, vi, en)

    if not flow.id:
        yield fault("missing-id", "luồng không có mã (id); hãy đặt", "a flow has no id; give it one")
    for end in (flow.source, flow.target):
        if end not in wiring.nodes:
            vi = f"luồng «{flow.id}» nối với «{end}» không có trong cùng quy trình"
            yield fault("dangling-flow", vi, f"flow “{flow.id}” joins “{end}”, which is not in the same scope")
    source = wiring.nodes.get(flow.source)
    if source is None:
        return
    if flow.condition is not None:
        yield from _condition_faults(flow, source, fault)
    elif kind_of(source) is Kind.EXCLUSIVE and source.default != flow.id and len(wiring.outgoing[source.id]) > 1:
        vi = f"nhánh «{flow.label}» của cổng chọn một «{source.label}» không có điều kiện"
        en = f"branch “{flow.label}” of exclusive gateway “{source.label}” has no condition"
        yield fault("no-condition", f"{vi} và không phải mặc định", f"{en} and is not the default")


def unknown_call(node: Node, called: str, *, recursive: bool) -> Problem:
    """A call activity whose process is not given, or which calls itself."""
    name = node.label
    if recursive:
        vi, en = f"«{name}» gọi vòng lại quy trình «{called}»", f"“{name}” calls process “{called}” around in a circle"
        return error("recursive-call", node.id, node.line, vi, en)
    vi = f"«{name}» gọi quy trình «{called or '?'}» chưa được cung cấp; hãy thêm quy trình đó"
    en = f"“{name}” calls process “{called or '?'}”, which is not given; add it"
    return error("unknown-call", node.id, node.line, vi, en)


def _condition_faults(
    flow: SequenceFlow, source: FlowNode, fault: Callable[[str, str, str], Problem]
) -> Iterator[Problem]:
    name = flow.label
    if kind_of(source) not in CHOOSING | {Kind.UNKNOWN}:
        vi = f"nhánh «{name}» có điều kiện nhưng «{source.label}» không phải nơi chọn nhánh"
        yield fault("condition-place", vi, f"flow “{name}” has a condition but does not leave a choice")
    if source.default == flow.id:
        vi = f"nhánh mặc định «{name}» không được có điều kiện"
        yield fault("default-condition", vi, f"the default flow “{name}” must not have a condition")
    if flow.language and "feel" not in flow.language.lower():
        vi = f"điều kiện của «{name}» viết bằng {flow.language}; chỉ nhận FEEL"
        yield fault(
            "condition-language", vi, f"the condition of “{name}” is in {flow.language}; only FEEL is understood"
        )
