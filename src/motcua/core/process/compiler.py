"""From a model to a definition: what can be decided before the first token moves is decided here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple

from motcua.core.process.conditions import CompileCondition, Condition, compile_feel
from motcua.core.process.definition import Definition, Exits, Path
from motcua.core.process.draft import draft_process
from motcua.core.process.errors import NotExecutableError
from motcua.core.process.facts import FlowTaken
from motcua.core.process.graph import SCOPES, Graph, Kind, Node
from motcua.core.process.instances import MOST_INSTANCES
from motcua.core.process.model import Model, Process
from motcua.core.process.state import State
from motcua.core.process.walks import following, ranks

PASSES_PER_NODE = 100  # within one command; far above any drawing that ends, low enough to fail at once
PASSES_PER_INSTANCE = 20  # for what each instance of a repeated activity does without waiting
LONGEST_PATH = 32  # flows walked in one go, so that a long chain of gateways is not copied for each of its nodes


def compile_process(
    model: Model,
    process_id: str | None = None,
    *,
    called: Iterable[Process] = (),
    compile_condition: CompileCondition = compile_feel,
) -> Definition:
    """Make one process of the model ready to run.

    Without `process_id` the model must leave no doubt. `called` are the processes of other files that call activities
    name; those of the same file are known. Raises NotExecutableError with every reason, each with element, line and
    what to do.
    """
    draft = draft_process(model, process_id, called, compile_condition)
    if draft.problems:
        raise NotExecutableError(draft.problems)
    graph = draft.graph
    fingerprint = _fingerprint(graph)
    return Definition(
        id=draft.process.id,
        name=draft.process.name,
        fingerprint=fingerprint,
        graph=graph,
        starts=graph.starts(""),
        rank=ranks(graph, following(graph)),
        exits={node.id: _exits(graph, node, draft.conditions) for node in graph.nodes},
        entries={node.id: graph.starts(node.id)[0] for node in graph.nodes if node.kind in SCOPES},
        watchers={scope: starts for scope in graph.inside if (starts := graph.event_starts(scope))},
        raced=_raced(graph),
        repeats=draft.repeats,
        repeated=_repeated(graph),
        pass_limit=PASSES_PER_NODE * len(graph.nodes) + (PASSES_PER_INSTANCE * MOST_INSTANCES if draft.repeats else 0),
        initial=State(fingerprint, "new", 0, (), ()),
    )


def _exits(graph: Graph, node: Node, conditions: Mapping[str, Condition]) -> Exits:
    ways = {flow: _path(graph, flow) for flow in node.outgoing}
    guarded = tuple((conditions[flow], path) for flow, path in ways.items() if flow in conditions)
    if not guarded:
        return Exits(tuple(ways.values()), (), None, first_only=False)
    always = tuple(path for flow, path in ways.items() if flow not in conditions and flow != node.default)
    return Exits(always, guarded, ways.get(node.default), first_only=node.kind is Kind.EXCLUSIVE)


def _path(graph: Graph, first: str) -> Path:
    """Follow the arrow, and on through nodes that only hand a token on."""
    flow = graph.flow[first]
    taken = [FlowTaken(flow.id)]
    while _hands_on(graph, node := graph.node[flow.target]) and len(taken) < LONGEST_PATH:
        flow = graph.flow[node.outgoing[0]]
        taken.append(FlowTaken(flow.id))
    return Path(tuple(taken), flow.id, node)


def _hands_on(graph: Graph, node: Node) -> bool:
    if len(node.outgoing) != 1 or graph.flow[node.outgoing[0]].condition is not None:
        return False
    if node.kind in (Kind.PARALLEL, Kind.INCLUSIVE):
        return len(node.incoming) < 2
    return node.kind in (Kind.PASSAGE, Kind.EXCLUSIVE)


def _raced(graph: Graph) -> dict[str, FlowTaken]:
    gateways = (node for node in graph.nodes if node.kind is Kind.EVENT_BASED)
    return {graph.flow[flow].target: FlowTaken(flow) for node in gateways for flow in node.outgoing}


def _repeated(graph: Graph) -> frozenset[str]:
    """The repeated activities and all that is inside them; a scope stands before its contents."""
    found: set[str] = set()
    for node in graph.nodes:
        if node.repeat or node.scope in found:
            found.add(node.id)
    return frozenset(found)


def _fingerprint(graph: Graph) -> str:
    """16 hexadecimal digits of what execution depends on."""
    nodes = [
        [n.id, n.kind, n.scope, n.role, n.default, n.host, n.interrupting, n.waits, n.timer, n.message, n.service]
        + ([n.code, n.repeat and astuple(n.repeat)] if n.code or n.repeat else [])  # stored states outlive new fields
        for n in graph.nodes
    ]
    flows = [[f.id, f.source, f.target, f.condition] for f in graph.flows]
    text = json.dumps([nodes, flows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
