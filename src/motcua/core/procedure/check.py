"""Judging a package before it enters the catalogue, and a catalogue as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.core.procedure.checks.catalogue import check_codes
from motcua.core.procedure.checks.children import check_children, check_linked
from motcua.core.procedure.checks.decisions import check_decisions
from motcua.core.procedure.checks.diagram import check_diagram
from motcua.core.procedure.checks.expressions import check_expressions
from motcua.core.procedure.checks.fees import check_fees
from motcua.core.procedure.checks.files import check_files
from motcua.core.procedure.checks.law import check_law
from motcua.core.procedure.checks.letters import check_letters
from motcua.core.procedure.checks.limits import Year, check_limits
from motcua.core.procedure.checks.papers import check_online, check_papers
from motcua.core.procedure.checks.repeats import check_repeats
from motcua.core.procedure.checks.scenarios import check_scenarios
from motcua.core.procedure.checks.steps import check_steps
from motcua.core.procedure.checks.wording import check_wording
from motcua.core.procedure.package import PROCEDURE, Examined, Files, examine
from motcua.core.procedure.problems import Findings, Problem, Severity
from motcua.core.procedure.shape import check_shape
from motcua.core.procedure.shared import Shared
from motcua.core.procedure.types import Procedure

_CHECKS = (
    check_online,
    check_papers,
    check_diagram,
    check_repeats,
    check_steps,
    check_children,
    check_letters,
    check_expressions,
    check_fees,
    check_files,
    check_scenarios,
    check_decisions,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker says of one package. `procedure` is there when it could be built, usable or not."""

    procedure: Procedure | None
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the package may be published: it was built, and nobody found an error."""
        return self.procedure is not None and all(problem.severity is Severity.WARNING for problem in self.problems)


def check_package(files: Files, shared: Shared, *, on: date, year: Year | None = None) -> Judged:
    """Everything there is to say about one package.

    on: the day on which the law it rests on must be in force. year: a calendar on which a process with mixed units is
    tried out. Files are named inside the package, such as `procedure.yaml`.
    """
    findings = Findings()
    return _judged(examine(files, shared, findings), findings, on, year)


def check_catalogue(
    packages: Mapping[str, Files], shared: Shared, *, on: date, year: Year | None = None
) -> dict[str, Judged]:
    """Every package by its folder, and what only shows when they lie side by side; otherwise as `check_package`."""
    found = {folder: Findings() for folder in packages}
    examined = {folder: examine(files, shared, found[folder]) for folder, files in packages.items()}
    readable = {folder: each.top for folder, each in examined.items() if _is_readable(each, shared)}
    check_codes(readable, found)
    check_linked(examined, found)
    return {folder: _judged(examined[folder], found[folder], on, year) for folder in packages}


def _judged(examined: Examined, findings: Findings, on: date, year: Year | None) -> Judged:
    check_wording(examined, findings)
    procedure = examined.procedure
    if procedure is not None:
        for check in _CHECKS:
            check(examined, procedure, findings)
        check_limits(examined, procedure, findings, year)
        check_law(examined, procedure, findings, on)
    return Judged(procedure, findings.sorted())


def _is_readable(examined: Examined, shared: Shared) -> bool:
    main = examined.documents.get(PROCEDURE)
    return main is not None and check_shape(main, "procedure", shared.schemas, Findings())
