"""A readable, sound process from what happened."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np

from motcua.core.mining.discovery.drawing import draw
from motcua.core.mining.discovery.inductive import discover_tree
from motcua.core.mining.log import EventLog
from motcua.core.mining.variants import variants
from motcua.core.text import ToldError

__all__ = ["NotDrawableError", "discover", "discover_tree", "draw"]

MOST_ACTIVITIES: Final = 200
"""More on one drawing nobody reads."""
MOST_STEPS: Final = 2_000_000
"""Steps of all different courses together, some seconds of work."""


class NotDrawableError(ToldError):
    """The log as it is makes no process that anybody could read."""


class NotAShareError(ToldError, ValueError):
    """A share that lies outside 0 to 1."""


def discover(log: EventLog, *, name: str, noise: float = 0.0) -> bytes:
    """The process of a log as a BPMN file with its drawing.

    noise: what share of the most frequent continuation a rarer one must have to be drawn; at 0 all cases of the log
    can be replayed. Raises NotAShareError for a share outside 0 to 1, NotDrawableError for a log without events, with
    too many activities or too many different courses, TooLargeToDrawError for what no page holds.
    """
    if not 0 <= noise <= 1:
        raise NotAShareError(
            f"Mức nhiễu là một tỉ lệ từ 0 đến 1, không phải {noise}.", f"noise is a share from 0 to 1, not {noise}."
        )
    if not len(log):
        raise NotDrawableError(
            "Nhật ký không có sự kiện nào nên không có quy trình để vẽ. Hãy chọn nhật ký khác.",
            "The log has no events, so there is no process to draw. Choose another log.",
        )
    activities = len(np.unique(log.activity))
    if activities > MOST_ACTIVITIES:
        raise NotDrawableError(
            f"Nhật ký có {activities} hoạt động, nhiều hơn {MOST_ACTIVITIES} nên không ai đọc được sơ đồ. "
            "Hãy gộp tên hoạt động (có thể tên đang chứa mã hồ sơ), hoặc chọn một thủ tục.",
            f"The log has {activities} activities; a drawing of more than {MOST_ACTIVITIES} nobody can read. "
            "Join names of activities (perhaps they hold the number of the case), or choose one procedure.",
        )
    found = variants(log)
    steps = sum(len(each.activities) for each in found)
    if steps > MOST_STEPS:
        raise NotDrawableError(
            f"Các ca đi {len(found)} đường khác nhau, tổng cộng {steps} bước, nhiều hơn {MOST_STEPS}. "
            "Hãy chọn một khoảng thời gian, một cơ quan hoặc một kênh nộp.",
            f"Cases take {len(found)} different courses with {steps} steps, more than {MOST_STEPS}. "
            "Choose a period, an office or a channel.",
        )
    courses = Counter({each.activities: len(each.cases) for each in found})
    return draw(discover_tree(courses, noise), name)
