"""Files that nothing names are forgotten drafts, and drafts get published by accident."""

from __future__ import annotations

from motcua.core.procedure.content_hash import SCENARIOS
from motcua.core.procedure.package import DIAGRAM, FEES, FORM, PROCEDURE, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure
from motcua.core.process import Kind

_MAIN = frozenset({PROCEDURE, DIAGRAM, FORM, FEES})


def check_files(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Every file beside the four main ones is a letter, a form of a step, or a scenario."""
    used = _MAIN | {f"letters/{key}.typ" for key in examined.top.parts("letters")}
    used |= {step.form for step in procedure.steps.values()}
    used |= {f"decisions/{node.service}.dmn" for node in procedure.process.nodes if node.kind is Kind.DECISION}
    for name in examined.files:
        if name not in used and not name.startswith(SCENARIOS):
            findings.report("file_unused", Line(name, 1), name=name)
