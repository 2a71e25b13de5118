"""Scenario files: written as their schema asks, and about cases, steps and letters that the procedure has."""

from __future__ import annotations

from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.scenarios.reading import read_scenarios
from motcua.core.procedure.types import Procedure


def check_scenarios(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Read every scenario. Whether its story comes out as written is for `run_scenarios` to say."""
    read_scenarios(examined.documents, examined.shared.schemas, procedure, findings)
