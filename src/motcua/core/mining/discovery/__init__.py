"""A readable, sound process from what happened."""

from __future__ import annotations

from collections import Counter

from motcua.core.mining.discovery.drawing import draw
from motcua.core.mining.discovery.inductive import discover_tree
from motcua.core.mining.log import EventLog
from motcua.core.mining.variants import variants

__all__ = ["discover", "discover_tree", "draw"]


def discover(log: EventLog, *, name: str, noise: float = 0.0) -> bytes:
    """The process of a log as a BPMN file with its drawing.

    noise: what share of the most frequent continuation a rarer one must have to be drawn; at 0 all cases of the log
    can be replayed. Raises ValueError for a share outside 0 to 1, TooLargeToDrawError for what no page holds.
    """
    if not 0 <= noise <= 1:
        raise ValueError(f"noise is a share from 0 to 1, not {noise}")
    courses = Counter({each.activities: len(each.cases) for each in variants(log)})
    return draw(discover_tree(courses, noise), name)
