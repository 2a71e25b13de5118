"""Playing any diagram with given answers, to see where it goes and where it waits.

`read_scenario` makes a `Scenario` of plain data; `play` plays a model with it; `differences` compares what happened
with what the scenario expects. A diagram that leaves a choice open, or puts it in a language that is not ours, is
played all the same: the scenario chooses the way by name.
"""

from motcua.core.process.scenario.comparing import Difference, differences
from motcua.core.process.scenario.plan import NO_ANSWERS, BadScenarioError, Scenario, read_scenario
from motcua.core.process.scenario.playable import MissingChoiceError
from motcua.core.process.scenario.played import Passed, Played, Waiting
from motcua.core.process.scenario.playing import play

__all__ = [
    "NO_ANSWERS",
    "BadScenarioError",
    "Difference",
    "MissingChoiceError",
    "Passed",
    "Played",
    "Scenario",
    "Waiting",
    "differences",
    "play",
    "read_scenario",
]
