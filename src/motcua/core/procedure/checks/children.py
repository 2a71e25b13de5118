"""Linked parts: each says how the whole goes on when it ends, and agrees with the procedure that runs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.procedure.document import Node
from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.types import Child, Procedure, Step
from motcua.core.procedure.vocabulary import StepKind


def check_children(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """What a package alone tells of its parts: outcomes of the steps, and papers that are there to be passed on."""
    for key, node in examined.top.parts("children").items():
        child = procedure.children[key]
        if child.code and not (child.case and child.ends and child.without_result):
            findings.report("child_without_end", node.place, key=key)
        for step in _steps_of(procedure, key):
            _check_outcomes(step, child, node, findings)
        _check_papers(child, node, procedure, findings)


def check_linked(examined: Mapping[str, Examined], found: Mapping[str, Findings]) -> None:
    """What only shows when all packages lie side by side: whether each part fits the procedure that it names."""
    procedures = {each.procedure.code: each.procedure for each in examined.values() if each.procedure}
    for folder, each in examined.items():
        for child in each.procedure.children.values() if each.procedure else ():
            runs = procedures.get(child.code)
            if runs is not None and each.procedure is not None:
                node = each.top["children"][child.key]
                for what, name in misfits(child, each.procedure, runs):
                    found[folder].report("child_misfits", node.place, key=child.key, code=child.code, **what, name=name)


def _steps_of(procedure: Procedure, child: str) -> Iterator[Step]:
    return (step for step in procedure.steps.values() if step.kind is StepKind.CHILD and step.child == child)


def _check_outcomes(step: Step, child: Child, node: Node, findings: Findings) -> None:
    for result, outcome in child.ends.items():
        if outcome not in step.outcomes:
            findings.report("outcome_unknown", node["ends"][result].place, **_unknown(step, outcome))
    outcome = child.without_result
    if outcome and not (outcome in step.outcomes and step.outcomes[outcome].needs_reason):
        findings.report("outcome_unknown", node["without_result"].place, **_unknown(step, outcome))


def _unknown(step: Step, outcome: str) -> dict[str, str]:
    return {"path": f"steps.{step.key}.outcome", "value": outcome, "known": ", ".join(sorted(step.outcomes)) or "–"}


def _check_papers(child: Child, node: Node, procedure: Procedure, findings: Findings) -> None:
    components = {each.key for case in procedure.cases.values() for each in case.components}
    for key, source in child.papers.items():
        place = node["papers"][key].place
        if source.component and source.component not in components:
            findings.report("component_unknown", place, name=source.component)
        if source.letter and source.letter not in procedure.letters:
            findings.report("letter_unknown", place, name=source.letter)
        other = procedure.children.get(source.child)
        if source.child and (other is None or other is child):
            findings.report("child_unknown", place, key=child.key, name=source.child)
        if other and source.result not in other.ends:
            findings.report("result_unknown", place, name=source.result)


_CASE = {"what_vi": "trường hợp", "what_en": "case"}
_CHANNEL = {"what_vi": "cách nộp", "what_en": "channel"}
_FIELD = {"what_vi": "trường trong đơn", "what_en": "field of the form"}
_PAPER = {"what_vi": "giấy tờ", "what_en": "component"}
_RESULT = {"what_vi": "kết quả", "what_en": "result"}


def misfits(child: Child, whole: Procedure, runs: Procedure) -> Iterator[tuple[dict[str, str], str]]:
    """Everything that the part names and its procedure does not have, and every result whose end is not told."""
    case = runs.cases.get(child.case)
    if case is None:
        yield _CASE, child.case
        return
    fields = {field.id for section in runs.form.sections for field in section.fields}
    yield from ((_CHANNEL, channel.value) for channel in sorted(whole.channels - runs.channels))
    yield from ((_FIELD, name) for name in child.form if name not in fields)
    yield from ((_PAPER, name) for name in child.papers if name not in {each.key for each in case.components})
    yield from ((_RESULT, name) for name in sorted({each.key for each in case.results} ^ set(child.ends)))
