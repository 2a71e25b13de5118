"""A fit and its comparison with the log as plain values, for whoever shows them. Lengths of time are seconds; what is
endlessly far, because only log or model has it, is null.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from motcua.core.simulation.fitting.as_is import AsIs, Row
from motcua.core.simulation.fitting.fit import Fitted
from motcua.core.simulation.likeness import COUNTED, Measure
from motcua.core.simulation.scenario_writing import plain_of

Plain = dict[str, Any]


def fit_report(found: Fitted, compared: AsIs | None) -> Plain:
    """All figures. compared: None where the model was not played."""
    return {
        "cases": found.cases,
        "fitting": found.fitting,
        "trend": found.trend,
        "steps": [each._asdict() for each in found.steps],
        "unfitted": [{"vi": each.vi, "en": each.en} for each in found.unfitted],
        "as_is": as_is_report(compared) if compared else None,
        "scenario": plain_of(found.scenario),
    }


def as_is_report(found: AsIs) -> Plain:
    """The comparison, each distance beside the noises it is judged by."""
    return {
        "since": found.since.isoformat(timespec="seconds"),
        "until": found.until.isoformat(timespec="seconds"),
        "cases": found.cases,
        "held_back": found.held_back,
        "runs": found.runs,
        "verdict": "good" if found.good else "poor",
        "poor": [_name(row) for row in found.poor],
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: Row) -> Plain:
    return {
        "measure": row.measure.value,
        "step": row.step,
        "unit": _unit(row.measure),
        "distance": _finite(row.distance),
        "noise_of_log": _finite(row.log_noise),
        "noise_of_model": _finite(row.model_noise),
        "drift_of_log": _finite(row.drift),
        "mean": row.size if row.measure not in COUNTED else None,
        "events": row.events,
        "verdict": {True: "good", False: "poor", None: "too few"}[row.good],
    }


def _unit(measure: Measure) -> str:
    if measure in COUNTED:
        return "share"
    return "cases" if measure is Measure.DAILY else "seconds"


def _name(row: Row) -> str:
    return f"{row.measure}: {row.step}" if row.step else row.measure.value


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
