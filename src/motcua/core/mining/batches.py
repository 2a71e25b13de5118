"""Work done in one go: events of the same activity that one resource does one right after another, or at once, when
all of them were already there before the first began. Who waits for such a batch to fill waits for the others in it.
"""

from __future__ import annotations

from typing import Final

from motcua.core.compiled import compiled
from motcua.core.mining.log import Ids, Times

ALONE: Final = 0
WITH_OTHERS: Final = 1
"""An event in a batch; the first of each has one more, so that batches can be counted by their events."""
FIRST_OF_BATCH: Final = 2
LEAST_BATCH: Final = 2


@compiled
def find_runs(
    activity: Ids, began: Times, ended: Times, enabled: Times, judged: Ids, first: Ids, last: Ids, fullest: Ids
) -> None:
    """The runs of one desk, whose work comes in the order in which it began.

    first: for each piece, where its run begins. last, fullest: by where a run begins, its last piece, and the one that
    was enabled last. What is judged already is in no run.
    """
    run, until = -1, 0
    for n in range(len(began)):
        goes_on = run >= 0 and activity[n] == activity[run] and began[n] <= until and enabled[n] <= began[run]
        if judged[n] or not goes_on:
            run = n
            until = ended[n]
            fullest[n] = n
        first[n] = run
        last[run] = n
        until = max(until, ended[n])
        if enabled[n] >= enabled[fullest[run]]:
            fullest[run] = n
        if judged[n]:
            run = -1
