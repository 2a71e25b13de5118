"""A simulation out of what was measured: parameters from an event log and the process that it followed."""

from motcua.core.simulation.fitting.as_is import AsIs, Row, as_is, came_since, held_back
from motcua.core.simulation.fitting.fit import Fitted, fit
from motcua.core.simulation.fitting.refusing import Assumed, CannotFitError
from motcua.core.simulation.fitting.report import as_is_report, fit_report
from motcua.core.simulation.fitting.steps import StepFit

__all__ = [
    "AsIs",
    "Assumed",
    "CannotFitError",
    "Fitted",
    "Row",
    "StepFit",
    "as_is",
    "as_is_report",
    "came_since",
    "fit",
    "fit_report",
    "held_back",
]
