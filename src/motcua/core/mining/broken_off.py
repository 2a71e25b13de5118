"""Work that was broken off, as our own log calls it: the step, a mark, and by what."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from motcua.core.mining.log import EventLog

MARK: Final = ":"
"""Between a step and what broke its work off: `appraise:supplement`."""


def with_steps_alone(log: EventLog) -> EventLog:
    """The same log in which work that was broken off is work at its step: done again, or the last that was done."""
    steps = tuple(dict.fromkeys(activity.partition(MARK)[0] for activity in log.activities))
    number = {step: n for n, step in enumerate(steps)}
    to = np.array([number[activity.partition(MARK)[0]] for activity in log.activities], np.int64)
    return replace(log, activities=steps, activity=to[log.activity] if len(log) else log.activity)
