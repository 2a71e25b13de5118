"""Making a drawing playable that says less than an engine needs: where it chooses without a condition that we can
compute, the scenario chooses; what it draws closed is one step. What the engine does not execute stays refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.process.conditions import Condition, compile_feel
from motcua.core.process.errors import BadConditionError, ProcessError
from motcua.core.process.graph import CATCHES, STARTS, TIMERS, Kind
from motcua.core.process.kinds import kind_of
from motcua.core.process.model import FlowNode, Model, Scope, SequenceFlow, Timer
from motcua.core.process.problems import Text
from motcua.core.process.timers import timer_fault

MARK = "\N{SECTION SIGN}"  # begins no FEEL text
NEVER: Timer = Timer("duration", "P0D")


class MissingChoiceError(ProcessError):
    """The way on is for the scenario to choose, and it does not say which; `options` are the arrows."""

    def __init__(self, node: FlowNode, options: tuple[str, ...], turn: int) -> None:
        self.node = node.id
        self.options = options
        listed = ", ".join(options)
        again_vi, again_en = (f" lần {turn}", f" for the {turn}. time") if turn > 1 else ("", "")
        super().__init__(
            f"Tại «{node.label}»{again_vi} kịch bản phải chọn lối đi: choose: {{{node.id}: …}}, một trong: {listed}",
            f"At “{node.label}”{again_en} the scenario must choose the way: choose: {{{node.id}: …}}, one of: {listed}",
        )


@dataclass(frozen=True, slots=True)
class Playable:
    """A model that can be compiled for playing, with `compile_condition` for it. `choosers`: the nodes at which the
    scenario chooses; `untimed`: timer events that state no time, to be fired by name; `notes`: what was taken for what.
    """

    model: Model
    compile_condition: Callable[[str], Condition]
    untimed: frozenset[str]
    notes: tuple[Text, ...]


def playable(model: Model, choices: Mapping[str, tuple[frozenset[str], ...]]) -> Playable:
    """The model as it can be played with these choices, by the id or the name of the node that chooses."""
    making = _Making({process.id for process in model.processes}, choices)
    processes = tuple(replace(process, content=making.scope(process.content)) for process in model.processes)
    return Playable(replace(model, processes=processes), making.compile, frozenset(making.untimed), tuple(making.notes))


class _Making:
    def __init__(self, processes: set[str], choices: Mapping[str, tuple[frozenset[str], ...]]) -> None:
        self.processes = processes
        self.choices = choices
        self.asked: dict[str, Condition] = {}
        self.untimed: set[str] = set()
        self.escalating: set[str] = set()  # their insides must be drawn: a single step tells nobody above
        self.notes: list[Text] = []

    def compile(self, text: str) -> Condition:
        return self.asked.get(text) or compile_feel(text)

    def scope(self, content: Scope) -> Scope:
        flows = {flow.id: flow for flow in content.flows}
        targets = {node.id: node.label for node in content.nodes}
        for node in content.nodes:
            leaving = [flow for flow in content.flows if flow.source == node.id]
            if self.must_choose(node, leaving):
                chooser = _Chooser(
                    node, leaving, targets, self.choices.get(node.id) or self.choices.get(node.label, ())
                )
                for flow in leaving:
                    if flow.id != node.default:
                        text = f"{MARK}{node.id}{MARK}{flow.id}"
                        self.asked[text] = chooser.condition(flow)
                        flows[flow.id] = replace(flow, condition=text, language="")
        self.escalating |= {n.attached_to for n in content.nodes if any(e.kind == "escalation" for e in n.events)}
        nodes = tuple(self.node(node) for node in content.nodes)
        return replace(content, nodes=nodes, flows=tuple(flows.values()))

    def must_choose(self, node: FlowNode, leaving: list[SequenceFlow]) -> bool:
        """Whether the scenario chooses here: it says so, or the drawing leaves it open."""
        kind = kind_of(node)
        if len(leaving) < 2 or kind in (Kind.PARALLEL, Kind.EVENT_BASED, Kind.UNKNOWN):
            return False
        if node.id in self.choices or node.label in self.choices:
            return True
        guarded = [flow for flow in leaving if flow.id != node.default]
        if any(flow.condition is not None and not _is_feel(flow) for flow in guarded):
            return True
        return kind in (Kind.EXCLUSIVE, Kind.INCLUSIVE) and any(flow.condition is None for flow in guarded)

    def node(self, node: FlowNode) -> FlowNode:
        kind = kind_of(node)
        if node.content is not None:
            if node.content.nodes or kind is not Kind.SUBPROCESS or node.id in self.escalating:
                return replace(node, content=self.scope(node.content))
            return self.one_step(node, "quy trình con không vẽ bên trong", "a sub-process without contents")
        if kind is Kind.CALL and node.called not in self.processes:
            return self.one_step(
                node, "gọi quy trình không có trong tệp", "a call of a process that is not in the file"
            )
        timers = [timer for event in node.events for timer in event.timers]
        if kind in TIMERS & (STARTS | CATCHES) and timer_fault(timers, may_repeat=kind in STARTS):
            return self.without_time(node)
        if kind is Kind.TIMER_BOUNDARY and timer_fault(timers, may_repeat=not node.interrupting):
            return self.without_time(node)
        return node

    def one_step(self, node: FlowNode, vi: str, en: str) -> FlowNode:
        self.notes.append(
            Text(f"«{node.label}» được chạy như một bước: {vi}", f"“{node.label}” is played as one step: {en}")
        )
        return replace(node, kind="task", content=None, called="")

    def without_time(self, node: FlowNode) -> FlowNode:
        self.untimed.add(node.id)
        self.notes.append(
            Text(
                f"«{node.label}» không nêu thời hạn: chỉ đến khi được gọi tên",
                f"“{node.label}” states no time: it comes by name only",
            )
        )
        return replace(node, events=tuple(replace(event, timers=(NEVER,)) for event in node.events))


class _Chooser:
    """Asked flow by flow, in the order of the file, it says yes to what the scenario chose for this time."""

    def __init__(
        self,
        node: FlowNode,
        leaving: list[SequenceFlow],
        targets: Mapping[str, str],
        choices: tuple[frozenset[str], ...],
    ) -> None:
        self.node = node
        self.names = {flow.id: {flow.id, flow.label, targets.get(flow.target, ""), flow.target} for flow in leaving}
        self.options = tuple(f"{flow.id} («{flow.label}» → «{targets.get(flow.target, '')}»)" for flow in leaving)
        self.first = next(flow.id for flow in leaving if flow.id != node.default)
        self.choices = choices
        self.turn = 0

    def condition(self, flow: SequenceFlow) -> Condition:
        def is_chosen(data: Mapping[str, object], now: datetime) -> bool:
            if flow.id == self.first:
                self.turn += 1
            return bool(self.names[flow.id] & self.chosen())

        return is_chosen

    def chosen(self) -> frozenset[str]:
        """What this time's choice names, which must be arrows of the node."""
        here = self.choices[:1] if len(self.choices) == 1 else self.choices[self.turn - 1 : self.turn]
        if not here or any(not any(name in names for names in self.names.values()) for name in here[0]):
            raise MissingChoiceError(self.node, self.options, self.turn)
        return here[0]


def _is_feel(flow: SequenceFlow) -> bool:
    if flow.language and "feel" not in flow.language.lower():
        return False
    try:
        compile_feel(flow.condition or "")
    except BadConditionError:
        return False
    return True
