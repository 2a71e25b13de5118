"""The arrivals of a simulation as a log has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from motcua.core.mining.log import NO_TIME, as_moment
from motcua.core.mining.reading import read_log
from motcua.core.simulation.assumptions import Assumptions
from motcua.core.simulation.scenario import Arrivals, Scenario
from motcua.core.text import ToldError
from motcua.core.workcal import office_time

_WORKED: Final = 5 / 7
"""Of all days, about so many are worked."""
_NEVER: Final = 2**63 - 1


def came_in(file: Path) -> list[datetime]:
    """When each case of a log came, as far as the log shows: with the first thing that it knows of it. Raises ToldError
    and OSError.
    """
    with file.open("rb") as stream:
        log = read_log(stream).log
    columns = (np.where(each == NO_TIME, _NEVER, each) for each in (log.enabled, log.started, log.ended))
    earliest = np.minimum.reduce(list(columns))
    cases = np.flatnonzero(np.diff(log.first))
    if not len(cases):
        raise ToldError(f"{file}: nhật ký không có hồ sơ nào.", f"{file}: the log has no cases.")
    found = np.minimum.reduceat(earliest, log.first[cases])
    return sorted(office_time(moment) for each in found.tolist() if (moment := as_moment(each)))


def as_busy_as(moments: Sequence[datetime], assumed: Assumptions) -> Assumptions:
    """Assumptions with as many cases a day as came in the log, so that there are enough people for them."""
    days = ((moments[-1].date() - moments[0].date()).days + 1) * _WORKED
    return replace(assumed, usual=len(moments) / max(days, 1.0), procedures={})


def with_arrivals(scenario: Scenario, moments: Sequence[datetime]) -> Scenario:
    """The scenario with these arrivals instead of its own. Raises ToldError for one of several processes."""
    if len(scenario.processes) > 1:
        raise ToldError(
            "--replay chỉ dùng cho một quy trình; hãy ghi replay trong kịch bản cho từng quy trình.",
            "--replay is for one process; write replay in the scenario for each of several.",
        )
    plan = replace(scenario.processes[0], arrivals=Arrivals(0.0, replay=tuple(moments)))
    return replace(scenario, processes=(plan,))
