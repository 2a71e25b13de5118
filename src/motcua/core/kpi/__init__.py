"""Figures of how well a city serves: shares and means from counted answers, each told with what it is worth."""

from motcua.core.kpi.satisfaction import (
    Comparison,
    Figures,
    Reading,
    Satisfaction,
    Verdict,
    compare,
    one_decimal,
    satisfaction,
    withheld,
)
from motcua.core.kpi.shares import Interval, difference, wilson

__all__ = [
    "Comparison",
    "Figures",
    "Interval",
    "Reading",
    "Satisfaction",
    "Verdict",
    "compare",
    "difference",
    "one_decimal",
    "satisfaction",
    "wilson",
    "withheld",
]
