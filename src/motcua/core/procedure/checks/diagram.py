"""Steps and diagram say the same: each step is drawn, each node that somebody works on or waits at is a step."""

from __future__ import annotations

from motcua.core.deadlines import LimitUnit
from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure, Step
from motcua.core.procedure.vocabulary import StepKind
from motcua.core.process import Kind, Node

_DRAWN_AS = {
    StepKind.WAIT: {Kind.RECEIVE, Kind.MESSAGE_CATCH, Kind.TIMER_CATCH},
    StepKind.CHILD: {Kind.RECEIVE},
    StepKind.SYSTEM: {Kind.SEND, Kind.SERVICE, Kind.DECISION},
    StepKind.FEE_NOTICE: {Kind.SEND},
}
_BY_ITSELF = {StepKind.SYSTEM, StepKind.FEE_NOTICE}
_BY_PEOPLE = {Kind.USER, Kind.MANUAL, Kind.TASK}
_STEPS = _BY_PEOPLE.union(*_DRAWN_AS.values(), {Kind.DECISION})
_FORMS = {"working_hours": LimitUnit.WORKING_HOURS, "working_days": LimitUnit.WORKING_DAYS}


def check_diagram(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Both directions, the names, the sort of node for each sort of step, and the timers."""
    for node in procedure.process.nodes:
        place = Line(DIAGRAM, node.line)
        step = procedure.steps.get(node.id)
        if step is None:
            if node.kind in _STEPS:
                findings.report("node_without_step", place, key=node.id, name=node.name)
            continue
        if node.name != step.name.vi:
            findings.report("step_name_differs", place, key=step.key, drawn=node.name, written=step.name.vi)
        if node.kind not in _DRAWN_AS.get(step.kind, _BY_PEOPLE):
            findings.report("step_kind_and_node", place, key=step.key, kind=step.kind, node=node.kind)
        elif node.waits and step.kind in _BY_ITSELF and node.kind is not Kind.DECISION:
            findings.report("own_act_waits", place, key=step.key, kind=step.kind)
        _check_timers(step, node, procedure, examined, findings)


def _check_timers(step: Step, node: Node, procedure: Procedure, examined: Examined, findings: Findings) -> None:
    """What silence means is stated where a timer ends the wait, and the timer runs as long as the step says."""
    borders = (procedure.process.graph.node[name] for name in node.boundary)
    timers = [node] if node.timer else [border for border in borders if border.timer and border.interrupting]
    place = examined.top["steps"][step.key].place
    if step.silence and not timers:
        findings.report("silence_without_timer", place, key=step.key)
    if timers and step.kind is StepKind.WAIT and not step.silence:
        findings.report("timer_without_silence", place, key=step.key)
    for timer in timers:
        if timer.timer and step.limit and _stated(timer) != (step.limit.unit, step.limit.amount):
            line = Line(DIAGRAM, timer.line)
            findings.report(
                "timer_differs", line, key=step.key, drawn=timer.timer.value, written=str(step.limit.amount)
            )


def _stated(node: Node) -> tuple[LimitUnit, int] | None:
    """The unit and amount of a timer; nothing for one that no limit can be written as."""
    if node.timer is None:
        return None
    form, value = node.timer
    if form == "duration" and value.startswith("P") and value.endswith("D") and value[1:-1].isdigit():
        return LimitUnit.CALENDAR_DAYS, int(value[1:-1])
    return (_FORMS[form], int(value)) if form in _FORMS and value.isdigit() else None
