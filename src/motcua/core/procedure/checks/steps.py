"""The office's side: what every procedure must have, where outcomes lead, what steps name, one unit for all of them."""

from __future__ import annotations

from motcua.core.deadlines import LimitUnit
from motcua.core.procedure.checks.expressions import all_expressions
from motcua.core.procedure.checks.names import outcomes_read
from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.types import Procedure, Step
from motcua.core.procedure.vocabulary import StepKind
from motcua.core.process.walks import following, reached


def check_steps(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """All that the steps of one procedure must keep to."""
    _check_milestones(examined, procedure, findings)
    _check_outcomes(examined, procedure, findings)
    whole = examined.top["steps"]
    limits_on_the_way = {limit.key for case in procedure.cases.values() for limit in case.limits if limit.when}
    for step in procedure.steps.values():
        node = whole[step.key]
        for key in step.letters:
            if key not in procedure.letters:
                findings.report("letter_unknown", node["letters"].place, name=key)
        if step.form and step.form not in procedure.step_forms:
            findings.report("form_unknown", node["form"].place, name=step.form)
        if step.only_within and step.only_within not in limits_on_the_way:
            findings.report("limit_unknown", node["only_within"].place, name=step.only_within)
        if (step.kind is StepKind.WAIT) != (step.waits_for is not None):
            findings.report("wait_without_whom", node.place, key=step.key)
        if (step.kind is StepKind.CHILD) != (step.child in procedure.children):
            findings.report("child_unknown", node.place, key=step.key, name=step.child or "–")
        if step.limit and step.limit.unit is not LimitUnit.WORKING_HOURS and step.basis is None:
            findings.report("units_mixed", node["limit"].place, key=step.key, unit=step.limit.unit)
        _check_group(step, procedure, examined, findings)
    drawn = {step.child for step in procedure.steps.values()}
    for key, node in examined.top.parts("children").items():
        if key not in drawn:
            findings.report("child_without_step", node.place, key=key)


def _check_group(step: Step, procedure: Procedure, examined: Examined, findings: Findings) -> None:
    node = examined.top["steps"][step.key]
    if step.group and step.group not in procedure.groups:
        findings.report("group_unknown", node["group"].place, name=step.group)
    if step.group and step.limit:
        findings.report("group_and_limit", node["limit"].place, key=step.key, name=step.group)


def _check_milestones(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Received, issued, returned: the acts that the law hangs times and papers on."""
    steps, place = procedure.steps.values(), examined.top["steps"].place
    for kind in (StepKind.RECEPTION, StepKind.ISSUE, StepKind.RETURN):
        if not any(step.kind is kind for step in steps):
            findings.report("milestone_missing", place, kind=kind)
    issued = {step.key for step in steps if step.kind is StepKind.ISSUE}
    graph = procedure.process.graph
    unissued = {name: () if name in issued else behind for name, behind in following(graph).items()}
    without_issue = reached(unissued, tuple(node.id for node in graph.starts("")))
    for step in steps:
        if step.kind is StepKind.RETURN and issued and step.key in without_issue:
            findings.report("return_without_issue", examined.top["steps"][step.key].place, key=step.key)


def _check_outcomes(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Of the outcomes of a step at most one is asked for nowhere: it takes the way that is left."""
    read = {pair for each in all_expressions(examined, procedure) for pair in outcomes_read(each.expression)}
    after = following(procedure.process.graph)
    for step in procedure.steps.values():
        outcomes = examined.top["steps"][step.key].parts("outcomes")
        idle = [key for key in step.outcomes if (step.key, key) not in read]
        for key in idle if len(idle) > 1 else ():
            findings.report("outcome_leads_nowhere", outcomes[key].place, step=step.key, outcome=key)
        for key, outcome in step.outcomes.items():
            back = outcome.back_to
            if back and back not in procedure.steps:
                findings.report("step_unknown", outcomes[key]["back_to"].place, path=back)
            elif back and back not in reached(after, (step.key,)):
                findings.report("way_back_not_drawn", outcomes[key]["back_to"].place, step=step.key, back=back)
