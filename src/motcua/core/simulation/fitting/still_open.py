"""Which cases of a log are not over yet: told by whoever knows, else guessed from how recently something happened."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import EventLog

Flags = NDArray[np.bool_]
_LONGEST_PAUSE: Final = 0.99
_USUAL_END: Final = 0.01


def still_open(log: EventLog) -> Flags:
    """For each case whether it is likely to go on: its last step seldom ends a case (in fewer than one of a hundred of
    those that had it and were left alone long enough), and the pause since then is no longer than pauses are.

    A pause is longer than pauses are if fewer than one of a hundred between two steps of a case is.
    """
    lived = log.first[1:] > log.first[:-1]
    found = np.zeros(len(log.cases), dtype=bool)
    same = log.case[1:] == log.case[:-1]
    if not same.any():
        return found
    longest = float(np.quantile((log.ended[1:] - log.ended[:-1])[same], _LONGEST_PAUSE))
    last = log.first[1:][lived] - 1
    quiet = log.ended.max() - log.ended[last] > longest
    ends = np.bincount(log.activity[last[quiet]], minlength=len(log.activities))
    seen = np.bincount(log.activity[np.isin(log.case, np.nonzero(lived)[0][quiet])], minlength=len(log.activities))
    seldom = ends <= _USUAL_END * seen
    found[np.nonzero(lived)[0]] = ~quiet & seldom[log.activity[last]]
    return found
