"""The drawings of a linked procedure and of its parts as one: so that those who work on a part, and all who wait for
them, are played together. It is for the simulator only; each dossier runs by its own drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from motcua.core.procedure import Procedure, StepKind
from motcua.core.process import read_model
from motcua.core.process.model import FlowNode, Model, Scope, SequenceFlow
from motcua.domain.dossiers.city.errors import PlanError

DECIDED, OVER = "decided:", "over:"
"""What is drawn besides, after the name of the step that sends a part: its agency has decided; nothing is left to do.
No id of a drawing has a colon.
"""
_APART = "/"
_START, _END, _SPLIT, _MARK = "startEvent", "endEvent", "parallelGateway", "task"


class Placed(NamedTuple):
    """A node of the joined drawing: at which step of the whole the part is drawn (empty: the whole itself), and what it
    is called in its own drawing.
    """

    step: str
    node: str


def name_in_whole(step: str, node: str) -> str:
    """The id of a node, or of an arrow, of the part that a step sends; of the whole itself without a step."""
    return f"{step}{_APART}{node}" if step else node


def placed(name: str) -> Placed:
    """Whose node it is."""
    step, _, node = name.rpartition(_APART)
    return Placed(step, node)


def joined_drawing(whole: Procedure, parts: Mapping[str, Procedure]) -> Model:
    """The drawing of a whole in which the way goes on from each step that sends a part through the drawing of that
    part: the step itself is over when the part has come to its agency, `decided:` when the agency has decided, and
    while the whole goes on then, the agency brings its own dossier to its end, which is `over:`.

    Raises PlanError where drawings cannot be joined.
    """
    model = read_model(whole.diagram)
    process = next(each for each in model.processes if each.executable)
    drawn = [_with_its_end_marked(process.content)]
    for step, part in parts.items():
        drawn[0] = _led_through(whole, drawn[0], step)
        drawn.append(_Part(step, part).drawn())
    content = replace(
        process.content,
        nodes=tuple(node for each in drawn for node in each.nodes),
        flows=tuple(flow for each in drawn for flow in each.flows),
    )
    return replace(model, processes=(replace(process, content=content),))


def _with_its_end_marked(scope: Scope) -> Scope:
    """A way ends only after a mark."""
    ends = [node for node in scope.nodes if node.kind == _END]
    marks = {node.id: _node(f"{OVER}{node.id}", _MARK) for node in ends}
    flows = [replace(flow, target=marks[flow.target].id) if flow.target in marks else flow for flow in scope.flows]
    return replace(
        scope,
        nodes=(*scope.nodes, *marks.values()),
        flows=(*flows, *(_flow(mark.id, end) for end, mark in marks.items())),
    )


def _led_through(whole: Procedure, scope: Scope, step: str) -> Scope:
    """What follows a step follows the decision on its part; the step itself leads to the part."""
    if any(node.attached_to == step for node in scope.nodes):
        raise _not_joinable(whole, f"có sự kiện biên ở “{step}”", f"something is attached to “{step}”")
    if step in _reached(scope.flows, _following(scope.flows, step)):
        raise _not_joinable(whole, f"có thể quay lại “{step}”", f"it can come back to “{step}”")
    decided = _node(name_in_whole(step, DECIDED), _MARK)
    default = next(node.default for node in scope.nodes if node.id == step)
    flows = [replace(flow, source=decided.id) if flow.source == step else flow for flow in scope.flows]
    nodes = [replace(node, default="") if node.id == step else node for node in scope.nodes]
    return replace(scope, nodes=(*nodes, replace(decided, default=default)), flows=tuple(flows))


class _Part:
    """The drawing of a part, named as in its whole."""

    def __init__(self, step: str, part: Procedure) -> None:
        self._step, self._part = step, part
        model = read_model(part.diagram)
        self._scope = next(each for each in model.processes if each.executable).content
        if any(node.content for node in self._scope.nodes):
            raise _not_joinable(part, "có quy trình con nhúng", "it has sub-processes")

    def drawn(self) -> Scope:
        """From the step that sends it to its end: what decides also lets the whole go on."""
        issue = self._issue()
        after = self._behind(issue)
        ends = {node.id for node in self._scope.nodes if node.kind == _END}
        if any(node.kind == _END and node.events for node in self._scope.nodes) or ends & after & self._without(issue):
            raise _not_joinable(self._part, "kết thúc không rõ ràng", "it does not end plainly")
        starts = {node.id for node in self._scope.nodes if node.kind == _START}
        decide, undecided, over, end = (self._name(each) for each in ("decide:", "undecided:", OVER, "end:"))
        flows = []
        for flow in self._scope.flows:
            source, target = self._name(flow.source), self._name(flow.target)
            if flow.source in starts:
                source = self._step
            elif flow.source == issue:
                source = decide
            if flow.target in ends:
                target = over if flow.target in after else undecided
            flows.append(replace(flow, id=self._name(flow.id), source=source, target=target))
        flows += [
            _flow(self._name(issue), decide),
            _flow(decide, self._name(DECIDED)),
            _flow(undecided, self._name(DECIDED)),
            _flow(undecided, over),
            _flow(over, end),
        ]
        kept = (self._renamed(node) for node in self._scope.nodes if node.id not in starts | ends)
        own = ((decide, _SPLIT), (undecided, _SPLIT), (over, _MARK), (end, _END))
        used = {flow.target for flow in flows}
        nodes = (*kept, *(_node(*each) for each in own if each[0] in used))
        return Scope(nodes, tuple(flow for flow in flows if flow.source != undecided or undecided in used), ())

    def _name(self, own: str) -> str:
        return name_in_whole(self._step, own)

    def _renamed(self, node: FlowNode) -> FlowNode:
        return replace(
            node,
            id=self._name(node.id),
            default=self._name(node.default) if node.default else "",
            attached_to=self._name(node.attached_to) if node.attached_to else "",
        )

    def _issue(self) -> str:
        """The step at which its agency has decided."""
        found = [step.key for step in self._part.steps.values() if step.kind is StepKind.ISSUE]
        if len(found) != 1:
            raise _not_joinable(self._part, "không có đúng một bước ban hành", "it does not issue its result once")
        return found[0]

    def _behind(self, node: str) -> set[str]:
        """What is reached from a node."""
        return _reached(self._scope.flows, (flow.target for flow in self._scope.flows if flow.source == node))

    def _without(self, node: str) -> set[str]:
        """What is reached from the beginning although a node is left out."""
        flows = [flow for flow in self._scope.flows if node not in (flow.source, flow.target)]
        starts = (each.id for each in self._scope.nodes if each.kind == _START)
        borders = (each.id for each in self._scope.nodes if each.attached_to and each.attached_to != node)
        return _reached(flows, (*starts, *borders))


def _reached(flows: Sequence[SequenceFlow], first: Iterable[str]) -> set[str]:
    found, coming = set[str](), list(first)
    for node in coming:
        if node not in found:
            found.add(node)
            coming += _following(flows, node)
    return found


def _following(flows: Sequence[SequenceFlow], node: str) -> Iterator[str]:
    return (flow.target for flow in flows if flow.source == node)


def _node(name: str, kind: str) -> FlowNode:
    return FlowNode(name, kind, "", 0, "", (), "", "", interrupting=True, called="", message="", traits=(), unread=(),
                    extensions={}, content=None)  # fmt: skip


def _flow(source: str, target: str) -> SequenceFlow:
    return SequenceFlow(f"{source}>{target}", "", 0, source, target, None, "")


def _not_joinable(procedure: Procedure, vi: str, en: str) -> PlanError:
    return PlanError(
        f"Quy trình {procedure.code} {vi} nên chưa mô phỏng cùng hồ sơ liên thông được; hãy bỏ thủ tục liên thông khỏi "
        "reference/city/mix.yaml.",
        f"The process of {procedure.code} cannot be played together with its linked dossier ({en}); take the linked "
        "procedure out of reference/city/mix.yaml.",
    )
