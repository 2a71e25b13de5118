"""Every expression of the package is asked for names and values that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from motcua.core.procedure.checks.names import check_expression, names_of
from motcua.core.procedure.document import Node
from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import CaseLimit, Child, CompetentAgency, Procedure
from motcua.core.process import Graph
from motcua.core.rules import Expression, compile_expression

# What the engine tells a completion condition, and a loop condition.
_COUNTED = frozenset(f"numberOf{which}Instances" for which in ("", "Active", "Completed", "Terminated"))
_TURN = frozenset({"loopCounter"})


class Found(NamedTuple):
    """An expression with its place, whether steps and fees may already be asked for there, and which other names it
    may use: those of the instance of a repeated activity.
    """

    expression: Expression
    place: Line
    decided: bool
    also: frozenset[str] = frozenset()


def check_expressions(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Names and values of all conditions, in YAML and in the diagram."""
    names = names_of(procedure)
    for each in all_expressions(examined, procedure):
        check_expression(each.expression, each.place, names, findings, decided=each.decided, also=each.also)


def all_expressions(examined: Examined, procedure: Procedure) -> Iterator[Found]:
    """Every expression of the package."""
    top = examined.top
    yield from _drawn(procedure.process.graph)
    for node in top.parts("results").values():
        yield Found(compile_expression(node["when"].text), node["when"].place, decided=True)
    for node in top.parts("components").values():
        if node.get("when"):
            yield Found(compile_expression(node["when"].text), node["when"].place, decided=False)
    for agency, node in zip(procedure.competent, top.each("competent"), strict=True):
        yield from _of_agency(agency, node)
    for step in procedure.steps.values():
        for item in top["steps"][step.key].each("agencies"):
            if item.is_map and item["kind"].text in step.asked_where:
                yield Found(step.asked_where[item["kind"].text], item["unit"].place, decided=True)
    for key, node in top.parts("cases").items():
        yield from _of_limits(procedure.cases[key].limits, node)
    for key, node in top.parts("children").items():
        yield from _of_child(procedure.children[key], node)


def _drawn(graph: Graph) -> Iterator[Found]:
    """Conditions of arrows, and how often activities are done. Inside of an instance its item has a name."""
    for flow in graph.flows:
        if flow.condition is not None:
            inside = _names_inside(graph, graph.node[flow.source].scope)
            yield Found(compile_expression(flow.condition), Line(DIAGRAM, flow.line), True, inside)
    for node in graph.nodes:
        if node.repeat:
            around = _names_inside(graph, node.scope)
            for text, also in (
                (node.repeat.cardinality, around),
                (node.repeat.collection, around),
                (node.repeat.until, around | _COUNTED),
                (node.repeat.again, around | _TURN),
            ):
                if text:
                    yield Found(compile_expression(text), Line(DIAGRAM, node.line), True, also)


def _names_inside(graph: Graph, scope: str) -> frozenset[str]:
    """The names of items and places that hold in a scope: those of every repeated sub-process around it."""
    found: frozenset[str] = frozenset()
    while scope:
        around = graph.node[scope]
        if around.repeat:
            found |= _TURN | {around.repeat.item}
        scope = around.scope
    return found - {""}


def _of_child(child: Child, node: Node) -> Iterator[Found]:
    yield from _of_agency(child.agency, node["agency"])
    yield from _of_limits(child.limits, node)
    for field, expression in child.form.items():
        yield Found(expression, node["form"][field].place, decided=True)


def _of_agency(agency: CompetentAgency, node: Node) -> Iterator[Found]:
    for key, expression in (("unit", agency.unit), ("when", agency.when)):
        if expression is not None:
            yield Found(expression, node[key].place, decided=False)


def _of_limits(limits: tuple[CaseLimit, ...], node: Node) -> Iterator[Found]:
    for limit in limits:
        if limit.when is not None:
            yield Found(limit.when, node["limits"][limit.key]["when"].place, decided=True)
