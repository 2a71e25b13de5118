"""Judging a package before it enters the catalogue, and a catalogue as a whole."""

from __future__ import annotations

from datetime import date

from motcua.core.procedure.checks.diagram import check_diagram
from motcua.core.procedure.checks.expressions import check_expressions
from motcua.core.procedure.checks.files import check_files
from motcua.core.procedure.checks.law import check_law
from motcua.core.procedure.checks.limits import Year, check_limits
from motcua.core.procedure.checks.papers import check_online, check_papers
from motcua.core.procedure.checks.steps import check_steps
from motcua.core.procedure.checks.wording import check_wording
from motcua.core.procedure.package import Files, examine
from motcua.core.procedure.problems import Findings, Problem
from motcua.core.procedure.shared import Shared
from motcua.core.procedure.types import Procedure


def check_package(
    files: Files, shared: Shared, *, on: date, year: Year | None = None
) -> tuple[Procedure | None, tuple[Problem, ...]]:
    """The procedure, if it could be built, and everything there is to say about its files.

    on: the day by which the law must be in force. year: a calendar on which a process with mixed units is tried out.
    A package with an error must not be published; warnings ask somebody to look.
    """
    findings = Findings()
    examined = examine(files, shared, findings)
    check_wording(examined, findings)
    procedure = examined.procedure
    if procedure is not None:
        for check in (check_online, check_papers, check_diagram, check_steps, check_expressions, check_files):
            check(examined, procedure, findings)
        check_limits(examined, procedure, findings, year)
        check_law(examined, procedure, findings, on)
    return procedure, findings.sorted()
