"""What repeats and what is listened for: no step is done several times that can be done only once, and nobody listens
for what nobody will ever tell.
"""

from __future__ import annotations

from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure, Step
from motcua.core.procedure.vocabulary import StepKind, WaitsFor
from motcua.core.process import Kind
from motcua.core.process.graph import SIGNALS

# A consultation asks all its agencies at once, and the wait for agencies ends when all of them have answered.
_ONCE = frozenset(
    {
        StepKind.RECEPTION,
        StepKind.ASSIGNMENT,
        StepKind.CONSULTATION,
        StepKind.FEE_NOTICE,
        StepKind.ISSUE,
        StepKind.RETURN,
        StepKind.CHILD,
    }
)
_ENDS_FOR_ALL = frozenset({WaitsFor.PAYMENT, WaitsFor.OBLIGATION, WaitsFor.AGENCIES})
_THROWN = frozenset({Kind.SIGNAL_THROW, Kind.SIGNAL_END})


def check_repeats(_examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Repeated steps, and the signals and messages of the drawing."""
    graph = procedure.process.graph
    given = {node.code for node in graph.nodes if node.kind in _THROWN}
    for node in graph.nodes:
        place = Line(DIAGRAM, node.line)
        step = procedure.steps.get(node.id)
        if step and node.id in procedure.process.repeated and _is_done_once(step):
            findings.report("step_repeated", place, key=step.key, kind=step.kind)
        if node.kind in SIGNALS and node.code not in given:
            findings.report("signal_never_given", place, key=node.id, name=node.code)
        if node.kind is Kind.MESSAGE_BOUNDARY or (node.kind is Kind.MESSAGE_START and node.scope):
            findings.report("message_never_brought", place, key=node.id)


def _is_done_once(step: Step) -> bool:
    return step.kind in _ONCE or step.waits_for in _ENDS_FOR_ALL
