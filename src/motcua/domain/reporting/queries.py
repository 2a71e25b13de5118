"""What leaders ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from django.db.models import Sum

from motcua.domain.dossiers.queries.open import open_counts
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.types import Figures, Measure, Period

_COUNTED = {
    Measure.RECEIVED: "received",
    Measure.EARLY: "early",
    Measure.ON_TIME: "on_time",
    Measure.LATE: "late",
    Measure.NOT_ACCEPTED: "not_accepted",
    Measure.WITHDRAWN: "withdrawn",
    Measure.STOPPED: "stopped",
    Measure.PART_RECEIVED: "parts_received",
    Measure.PART_EARLY: "parts_in_time",
    Measure.PART_ON_TIME: "parts_in_time",
    Measure.PART_LATE: "parts_late",
}


def figures_by_agency(agencies: Iterable[int], period: Period, now: datetime) -> dict[int, Figures]:
    """The figures of each agency that decides: what happened in the period, and what is open now."""
    wanted = list(agencies)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = DailyCount.objects.filter(
        agency_id__in=wanted, day__range=(period.first, period.last), measure__in=list(_COUNTED)
    )
    for agency_id, measure, n in rows.values_list("agency_id", "measure").annotate(total=Sum("n")):
        name = _COUNTED[Measure(measure)]
        found[agency_id][name] = found[agency_id].get(name, 0) + n
    for agency_id, counts in open_counts(wanted, now).items():
        found[agency_id] |= {
            "open_in_time": counts.in_time,
            "open_soon": counts.soon,
            "open_late": counts.late,
            "open_waiting": counts.waiting,
            "not_yet_accepted": counts.submitted,
        }
    return {agency_id: Figures(**counts) for agency_id, counts in found.items()}


def filed_by_procedure(period: Period) -> dict[str, int]:
    """How many dossiers of each procedure were filed in the period, in the whole city."""
    rows = DailyCount.objects.filter(day__range=(period.first, period.last), measure=Measure.SUBMITTED)
    return dict(rows.values_list("procedure_code").annotate(total=Sum("n")))


def total(figures: Iterable[Figures]) -> Figures:
    """Several agencies as one."""
    sums = dict.fromkeys((field.name for field in fields(Figures)), 0)
    for each in figures:
        for name in sums:
            sums[name] += getattr(each, name)
    return Figures(**sums)
