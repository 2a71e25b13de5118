"""What a BPMN file holds, element by element, what of it is executed, and why the rest is not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from motcua.core.process.check import check_process
from motcua.core.process.graph import Kind
from motcua.core.process.kinds import kind_of, spelled
from motcua.core.process.model import FlowNode, Model, Process
from motcua.core.process.problems import Problem, error
from motcua.core.process.reader import read_model
from motcua.core.process.repeats import LOOPS
from motcua.core.process.safe_xml import DC, DI, DIAGRAM, MODEL, ORDINARY, Limits
from motcua.core.process.source import Element, decoded, elements_of

Standing = Literal["executed", "read", "not executed"]
"""`read`: it says something to people (drawings, names, descriptions, data) and changes no token's way."""

BPMN = MODEL[1:-1]
DRAWING = frozenset({DIAGRAM[1:-1], DC[1:-1], DI[1:-1]})
# Beside the nodes: what decides over the way of tokens, the roles of tasks, the names of what events wait for.
EXECUTED = frozenset(
    {
        *("process", "sequenceFlow", "conditionExpression", "laneSet", "childLaneSet", "lane", "flowNodeRef"),
        *("message", "signal", "error", "escalation"),
        *("timeDuration", "timeDate", "timeCycle"),
        *LOOPS,
        *("loopCardinality", "completionCondition", "loopCondition"),
    }
)
EVENTS = frozenset({"message", "timer", "signal", "error", "escalation", "terminate", "link"})
# Other ways of telling what happens, whole or in part, that this engine does not follow: the reason in both languages.
FOREIGN = {
    "choreography": (
        "biểu đồ phối hợp tả các bên trao đổi gì, không phải việc của một bên; hãy vẽ quy trình của từng cơ quan",
        "a choreography shows what parties exchange, it is nobody's own work; draw the process of each agency",
    ),
    "globalChoreographyTask": (
        "biểu đồ phối hợp không phải việc của một bên; hãy vẽ quy trình của từng cơ quan",
        "a choreography is nobody's own work; draw the process of each agency",
    ),
    **dict.fromkeys(
        ("globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"),
        (
            "chỉ gọi được quy trình, không gọi được bước dùng chung; hãy vẽ nó thành quy trình hoặc bước thường",
            "only a process can be called, not a task for common use; draw it as a process or as a plain task",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """All elements of one kind: how many, how they stand to the engine, and the ids of those that have one."""

    kind: str
    count: int
    standing: Standing
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessReport:
    """One process: what is in it, and what stands against running it."""

    id: str
    name: str
    line: int
    executable: bool
    runs: bool
    elements: tuple[Stock, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """One file. `others`: the elements of BPMN beside activities, gateways and events; `drawing`: those of its
    pictures; `extensions`: how many elements other vendors have added, by namespace; `problems`: what concerns no one
    process; `kind`: what each element that has an id is.
    """

    processes: tuple[ProcessReport, ...]
    others: tuple[Stock, ...]
    drawing: tuple[Stock, ...]
    extensions: Mapping[str, int]
    problems: tuple[Problem, ...]
    kind: Mapping[str, str]

    def kind_of(self, element: str) -> str:
        """What an element is, by its id; the elements of a called process are named `call/inner`."""
        return self.kind.get(element) or self.kind.get(element.rpartition("/")[2], "")

    @property
    def runs(self) -> bool:
        """Whether every process that the file marks executable can run; when it marks none, every process must."""
        meant = [report for report in self.processes if report.executable] or self.processes
        return bool(meant) and all(report.runs for report in meant)


def take_inventory(xml: bytes, limits: Limits = ORDINARY) -> Inventory:
    """Read a BPMN file and count it through. Raises UnreadableModelError as `read_model` does."""
    model = read_model(xml, limits)
    elements = list(elements_of(decoded(xml)[0]).all())
    nodes = [node for process in model.processes for node in process.content.all_nodes()]
    drawn = [process for process in model.processes if process.content.nodes]
    kind = {element.id: element.name for element in elements if element.id and element.namespace == BPMN}
    return Inventory(
        processes=tuple(_report(model, process) for process in drawn),
        others=tuple(_others(elements, nodes)),
        drawing=tuple(_drawing(elements)),
        extensions=_extensions(elements),
        problems=tuple(_file_problems(model, drawn)),
        kind={**kind, **{node.id: spelled(node) for node in nodes}},
    )


def _report(model: Model, process: Process) -> ProcessReport:
    problems = tuple(check_process(model, process.id))
    return ProcessReport(
        id=process.id,
        name=process.name,
        line=process.line,
        executable=process.executable,
        runs=all(problem.level != "error" for problem in problems),
        elements=tuple(_nodes(process.content.all_nodes())),
        problems=problems,
    )


def _nodes(nodes: Iterable[FlowNode]) -> Iterator[Stock]:
    ids: defaultdict[tuple[str, Standing], list[str]] = defaultdict(list)
    for node in nodes:
        ids[spelled(node), "not executed" if kind_of(node) is Kind.UNKNOWN else "executed"].append(node.id)
    for (kind, standing), found in sorted(ids.items()):
        yield Stock(kind, len(found), standing, tuple(filter(None, found)))


def _others(elements: Iterable[Element], nodes: Iterable[FlowNode]) -> Iterator[Stock]:
    """All elements of BPMN's own that are no nodes; tags are counted, so that none without an id is lost."""
    of_nodes = Counter(node.kind for node in nodes)
    node_ids = {node.id for node in nodes}
    counts = Counter(element.name for element in elements if element.namespace == BPMN)
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for element in elements:
        if element.namespace == BPMN and element.id and element.id not in node_ids:
            ids[element.name].append(element.id)
    for kind, count in sorted((counts - of_nodes).items()):
        yield Stock(kind, count, _standing(kind), tuple(ids[kind]))


def _standing(kind: str) -> Standing:
    if kind in EXECUTED or (kind.endswith("EventDefinition") and kind.removesuffix("EventDefinition") in EVENTS):
        return "executed"
    return "not executed" if kind in FOREIGN or kind.endswith("EventDefinition") else "read"


def _drawing(elements: Iterable[Element]) -> Iterator[Stock]:
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for element in elements:
        if element.namespace in DRAWING:
            ids[element.name].append(element.id)
    for kind, found in sorted(ids.items()):
        yield Stock(kind, len(found), "read", tuple(filter(None, found)))


def _extensions(elements: Iterable[Element]) -> dict[str, int]:
    counts = Counter(each.namespace for each in elements if each.namespace not in DRAWING | {BPMN})
    return dict(sorted(counts.items()))


def _file_problems(model: Model, drawn: list[Process]) -> Iterator[Problem]:
    for element in model.elements:
        if element.kind in FOREIGN:
            vi, en = FOREIGN[element.kind]
            yield error("unsupported", element.id, element.line, vi, en)
    if not drawn:
        vi = "tệp không vẽ quy trình nào; hãy vẽ một quy trình có sự kiện bắt đầu và các bước"
        yield error("no-process", "", 1, vi, "the file draws no process; draw one with a start event and tasks")
