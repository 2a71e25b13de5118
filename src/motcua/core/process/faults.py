"""Why the engine must not run a node or an arrow: the rules of BPMN that it relies on, and what it does not execute."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from motcua.core.process.graph import TIMERS, Kind, Node
from motcua.core.process.kinds import kind_of, spelled
from motcua.core.process.model import FlowNode, SequenceFlow
from motcua.core.process.node_rules import CHOOSING, NODE_RULES
from motcua.core.process.problems import Problem, error
from motcua.core.process.refusals import instead
from motcua.core.process.timers import timer_fault
from motcua.core.process.wiring import Wiring


def node_faults(raw: FlowNode, node: Node) -> Iterator[Problem]:
    """What is wrong with one node, as the file has it and as it was understood."""
    name = raw.label
    if node.kind is Kind.UNKNOWN:
        advice = instead(raw)
        vi = f"«{name}»: hệ thống chưa thực hiện được {spelled(raw)}; {advice.vi}"
        en = f"“{name}”: {spelled(raw)} is not executed; {advice.en}"
        yield error("unsupported", node.id, node.line, vi, en)
    for rule in NODE_RULES:
        if rule.broken(raw, node):
            yield error(rule.code, node.id, node.line, f"«{name}»: {rule.vi}", f"“{name}”: {rule.en}")
    if node.kind in TIMERS:
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


def too_large(node: Node, levels: int, nodes: int) -> Problem:
    """A sub-process or call that makes the whole deeper or larger than may be."""
    vi = f"«{node.label}» làm quy trình sâu hơn {levels} tầng hoặc lớn hơn {nodes} phần tử; hãy tách quy trình"
    en = f"“{node.label}” makes the process deeper than {levels} levels or larger than {nodes} nodes; split it"
    return error("too-large", node.id, node.line, vi, en)


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
