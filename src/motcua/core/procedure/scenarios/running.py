"""All scenarios of a package, run before it is published and whenever somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.core.forms import Text
from motcua.core.procedure.content_hash import SCENARIOS
from motcua.core.procedure.document import read_document
from motcua.core.procedure.problems import Findings, Problem
from motcua.core.procedure.scenarios.comparison import Difference, differences
from motcua.core.procedure.scenarios.played import Played
from motcua.core.procedure.scenarios.reading import read_scenarios
from motcua.core.procedure.scenarios.rehearsal import rehearse
from motcua.core.procedure.shared import Shared
from motcua.core.procedure.types import Procedure
from motcua.core.workcal import WorkCalendar


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """How one scenario of a package went. A file that cannot be read has `problems` and was not played."""

    file: str
    name: Text
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]
    played: Played | None

    @property
    def passed(self) -> bool:
        """Whether everything came out as written."""
        return self.played is not None and not self.differences


def run_scenarios(
    procedure: Procedure, files: Mapping[str, bytes], shared: Shared, calendar: WorkCalendar
) -> tuple[ScenarioOutcome, ...]:
    """Play every scenario among the files of the procedure's package, by file name, and compare.

    files: named inside the package; only `scenarios/*.yaml` are read. calendar: the working time by which all offices
    of the story count; where it does not reach, the scenario fails and says so.
    """
    findings = Findings()
    sources = {name: source for name, source in sorted(files.items()) if is_scenario(name)}
    read = {name: read_document(name, source, findings) for name, source in sources.items()}
    documents = {name: document for name, document in read.items() if document}
    scenarios = {each.file: each for each in read_scenarios(documents, shared.schemas, procedure, findings)}
    outcomes = []
    for name in sources:
        if name in scenarios:
            played = rehearse(procedure, scenarios[name], calendar)
            found = differences(scenarios[name], played)
            outcomes.append(ScenarioOutcome(name, scenarios[name].name, (), found, played))
        else:
            problems = tuple(problem for problem in findings.sorted() if problem.file == name)
            outcomes.append(ScenarioOutcome(name, Text(name, name), problems, (), None))
    return tuple(outcomes)


def is_scenario(name: str) -> bool:
    """Whether a file of a package is a scenario."""
    return name.startswith(SCENARIOS) and name.endswith(".yaml")
