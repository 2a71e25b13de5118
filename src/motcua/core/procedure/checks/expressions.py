"""Every expression of the package is asked for names and values that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.core.procedure.checks.names import check_expression, names_of
from motcua.core.procedure.document import Node
from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import CaseLimit, Child, CompetentAgency, Procedure
from motcua.core.rules import Expression, compile_expression

Found = tuple[Expression, Line, bool]


def check_expressions(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Names and values of all conditions, in YAML and in the diagram."""
    names = names_of(procedure)
    for expression, place, decided in all_expressions(examined, procedure):
        check_expression(expression, place, names, findings, decided=decided)


def all_expressions(examined: Examined, procedure: Procedure) -> Iterator[Found]:
    """Every expression with its place, and whether steps and fees may already be asked for there."""
    top = examined.top
    for flow in procedure.process.flows:
        if flow.condition is not None:
            yield compile_expression(flow.condition), Line(DIAGRAM, flow.line), True
    for node in top.parts("results").values():
        yield compile_expression(node["when"].text), node["when"].place, True
    for node in top.parts("components").values():
        if node.get("when"):
            yield compile_expression(node["when"].text), node["when"].place, False
    for agency, node in zip(procedure.competent, top.each("competent"), strict=True):
        yield from _of_agency(agency, node)
    for step in procedure.steps.values():
        for item in top["steps"][step.key].each("agencies"):
            if item.is_map and item["kind"].text in step.asked_where:
                yield step.asked_where[item["kind"].text], item["unit"].place, True
    for key, node in top.parts("cases").items():
        yield from _of_limits(procedure.cases[key].limits, node)
    for key, node in top.parts("children").items():
        yield from _of_child(procedure.children[key], node)


def _of_child(child: Child, node: Node) -> Iterator[Found]:
    yield from _of_agency(child.agency, node["agency"])
    yield from _of_limits(child.limits, node)
    for field, expression in child.form.items():
        yield expression, node["form"][field].place, True


def _of_agency(agency: CompetentAgency, node: Node) -> Iterator[Found]:
    for key, expression in (("unit", agency.unit), ("when", agency.when)):
        if expression is not None:
            yield expression, node[key].place, False


def _of_limits(limits: tuple[CaseLimit, ...], node: Node) -> Iterator[Found]:
    for limit in limits:
        if limit.when is not None:
            yield limit.when, node["limits"][limit.key]["when"].place, True
