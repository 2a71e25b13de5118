"""Work that was broken off, as our own log calls it: the step, a mark, and by what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from motcua.core.mining.log import EventLog

MARK: Final = ":"
"""Between a step and what broke its work off: `appraise:supplement`."""


def with_steps_alone(log: EventLog, steps: Collection[str] | None = None) -> EventLog:
    """The same log in which work that was broken off is work at its step: done again, or the last that was done.

    steps: what the steps are called; a mark in any other activity is part of its name. None: the log is our own.
    """
    plain = [_step(activity, steps) for activity in log.activities]
    number = {step: n for n, step in enumerate(dict.fromkeys(plain))}
    to = np.array([number[step] for step in plain], np.int64)
    return replace(log, activities=tuple(number), activity=to[log.activity] if len(log) else log.activity)


def _step(activity: str, steps: Collection[str] | None) -> str:
    step = activity.partition(MARK)[0]
    return step if steps is None or step in steps else activity
