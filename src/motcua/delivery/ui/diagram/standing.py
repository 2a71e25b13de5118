"""Where a dossier stands in the drawing of its process: what is done, what is open, what will not come any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from motcua.core.deadlines import ClockState
from motcua.core.procedure import WaitsFor
from motcua.core.process import Graph, Kind, Node, Wait
from motcua.core.process.graph import ENDS, WATCHERS
from motcua.delivery.ui.diagram.marks import Mark, Time
from motcua.delivery.ui.diagram.trail import BY_ITSELF, flows_taken
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import TaskKind, WaitingFor

WAITS_FOR_APPLICANT = frozenset({WaitsFor.PAYMENT, WaitsFor.OBLIGATION, WaitsFor.APPLICANT})
TIMES: Mapping[ClockState, Time] = {
    ClockState.IN_TIME: "in_time",
    ClockState.DUE_SOON: "soon",
    ClockState.OVERDUE: "late",
    ClockState.WAITING_FOR_APPLICANT: "waiting",
}
PASSED, SKIPPED = Mark("passed"), Mark("skipped")


def marks_of(page: DossierPage, now: datetime) -> dict[str, Mark]:
    """For the nodes and flows of the drawing: passed, here now and how its time is, or not to be reached any more.

    A step that sent the dossier back is not done; what is still ahead has no mark.
    """
    graph = page.procedure.process.graph
    flows = flows_taken(page)
    tokens = _tokens(page)
    marks: dict[str, Mark] = dict.fromkeys(_ended_steps(page), PASSED)
    marks.update(dict.fromkeys(_passed_unlogged(page, flows), PASSED))
    marks.update(dict.fromkeys(flows, PASSED))
    marks.update({node: Mark("now", count, _time(page, node, now)) for node, count in tokens.items()})
    ahead = _ahead(graph, [*tokens, *(wait.node for wait in page.process.waits)])
    marks.update({node.id: SKIPPED for node in graph.nodes if node.id not in marks and node.id not in ahead})
    marks.update({flow.id: SKIPPED for flow in graph.flows if flow.id not in marks and flow.source not in ahead})
    return marks


def _tokens(page: DossierPage) -> Counter[str]:
    """How many branches stand at each node: at a step, or before a join that waits for others.

    What watches beside the work is no place to stand, nor is a repeated step as a whole, whose instances are.
    """
    graph = page.procedure.process.graph
    waits = [wait.node for wait in page.process.waits if _holds_a_token(graph.node[wait.node], wait)]
    return Counter([*waits, *(graph.flow[held.flow].target for held in page.process.held)])


def _holds_a_token(node: Node, wait: Wait) -> bool:
    whole = node.repeat is not None and wait.place == 0
    return not whole and node.kind not in WATCHERS | {Kind.EVENT_BASED}


def _ended_steps(page: DossierPage) -> set[str]:
    """The steps and waits that the log names as ended, timers that rang and what they ended."""
    graph = page.procedure.process.graph
    ended: set[str] = set()
    for event in page.events:
        match event.kind:
            case EventKind.STEP_COMPLETED:
                ended.add(event.step)
            case EventKind.STEP_RETURNED:
                ended.discard(event.step)
            case EventKind.WAIT_ENDED if event.data["by"] == "answer":
                ended.add(event.data["step"])
            case EventKind.TIMER_FIRED if event.data["node"] in graph.node:
                ended |= {event.data["node"], graph.node[event.data["node"]].host}
    return ended


def _passed_unlogged(page: DossierPage, flows: Iterable[str]) -> Iterator[str]:
    """Starts, gateways, ends and what the office does by itself: no event names them, but the arrows at them do."""
    graph = page.procedure.process.graph
    for flow in map(graph.flow.__getitem__, flows):
        step = page.procedure.steps.get(flow.source)
        if step is None or step.kind in BY_ITSELF:
            yield flow.source
        if graph.node[flow.target].kind in ENDS:
            yield flow.target


def _ahead(graph: Graph, tokens: Iterable[str]) -> set[str]:
    """Every node to which a token may still come, those where they stand included."""
    found: set[str] = set()
    waiting = list(tokens)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _next(graph, graph.node[name])
    return found


def _next(graph: Graph, node: Node) -> Iterator[str]:
    """Where a token goes from a node: along its arrows, onto its border, into it, or out of what is around it."""
    yield from (graph.flow[flow].target for flow in node.outgoing)
    yield from node.boundary
    yield from (start.id for start in graph.starts(node.id))
    if node.scope:
        yield node.scope


def _time(page: DossierPage, node: str, now: datetime) -> Time | None:
    """How the time of an open step is: late by its own limit, or else as the whole dossier stands, which is what every
    list shows. While the applicant owes something, no limit of the office runs.
    """
    step = page.procedure.steps.get(node)
    if step is None:
        return None
    if step.waits_for in WAITS_FOR_APPLICANT or page.card.waiting_for is WaitingFor.SUPPLEMENT:
        return "waiting"
    tasks = (task for task in page.tasks if (task.kind, task.step) == (TaskKind.STEP, node))
    if any(task.due_at is not None and now > task.due_at for task in tasks):
        return "late"
    return TIMES.get(page.card.standing.state)
