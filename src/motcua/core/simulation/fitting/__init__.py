"""A simulation out of what was measured: parameters from an event log and the process that it followed."""

from motcua.core.simulation.fitting.fit import Fitted, fit
from motcua.core.simulation.fitting.refusing import Assumed, CannotFitError
from motcua.core.simulation.fitting.steps import StepFit

__all__ = ["Assumed", "CannotFitError", "Fitted", "StepFit", "fit"]
