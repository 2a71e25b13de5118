"""Decision tables: each that the process asks is there, answers always, and only once."""

from __future__ import annotations

from motcua.core.procedure.checks.names import KNOWN_NAMES
from motcua.core.procedure.deciding import ENDING, FOLDER, main_decision
from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure
from motcua.core.process import Kind
from motcua.core.rules.decisions import CompiledModel, check_table


def check_decisions(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """What the drawing asks, and every table of every file."""
    for node in procedure.process.nodes:
        if node.kind is Kind.DECISION and node.service not in procedure.decisions:
            place = Line(DIAGRAM, node.line)
            findings.report("decision_unknown", place, key=node.id, name=node.service or "–")
    for key, model in procedure.decisions.items():
        place = Line(f"{FOLDER}{key}{ENDING}", 1)
        if main_decision(key, model) is None:
            findings.report("decision_unclear", place, name=key)
        for fault in model.faults:
            findings.report("decision_wrong", place, part=fault.part, **fault.error.message._asdict())
        for given in model.model.inputs:
            if given.name not in KNOWN_NAMES:
                findings.report("decision_reads_unknown", place, name=given.name, known=", ".join(KNOWN_NAMES))
        _check_tables(model, place, findings)


def _check_tables(model: CompiledModel, place: Line, findings: Findings) -> None:
    for part, table in model.tables:
        coverage = check_table(table)
        for told in (*(gap.message for gap in coverage.gaps if gap.harmful), *coverage.notes):
            findings.report("decision_gap", place, part=part, **told._asdict())
        for overlap in coverage.overlaps:
            if overlap.harmful:
                findings.report("decision_overlap", place, part=part, **overlap.message._asdict())
