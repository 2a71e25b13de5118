"""Scenarios: stories that the owner of a procedure writes, and that must come out as written before it is published.

`run_scenarios` plays every `scenarios/*.yaml` of a package with the process as it will run, the clock of the law and a
given calendar, and names each difference. `coverage` says which arrows, steps and outcomes no story walks.
"""

from motcua.core.procedure.scenarios.comparison import Difference, path_text, spelled
from motcua.core.procedure.scenarios.coverage import Coverage, coverage
from motcua.core.procedure.scenarios.played import Passage, Played
from motcua.core.procedure.scenarios.reading import read_scenarios
from motcua.core.procedure.scenarios.rehearsal import rehearse
from motcua.core.procedure.scenarios.running import ScenarioOutcome, is_scenario, run_scenarios
from motcua.core.procedure.scenarios.scenario import End, Scenario

__all__ = [
    "Coverage",
    "Difference",
    "End",
    "Passage",
    "Played",
    "Scenario",
    "ScenarioOutcome",
    "coverage",
    "is_scenario",
    "path_text",
    "read_scenarios",
    "rehearse",
    "run_scenarios",
    "spelled",
]
