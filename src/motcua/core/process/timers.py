"""The forms in which a drawing may state a time. They are checked here and computed by the driver."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from motcua.core.process.model import Timer
from motcua.core.process.problems import Text

DURATION = r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"
FORMS = {
    "duration": re.compile(DURATION),
    "cycle": re.compile(rf"R(?P<times>\d*)/([^/]+/)?{DURATION}"),
    "working_hours": re.compile(r"\d+(\.\d+)?"),
    "working_days": re.compile(r"\d+(\.\d+)?"),
}
EXAMPLES = {
    "duration": "P12D",
    "cycle": "R3/P1D",
    "date": "2026-12-15T17:00:00",
    "working_hours": "4",
    "working_days": "0.5",
}


def timer_fault(timers: Sequence[Timer], *, may_repeat: bool) -> Text | None:
    """What is wrong with the times of one event: it needs exactly one, well formed, repeating only where it may."""
    if len(timers) != 1:
        return Text(
            "hãy nêu đúng một thời hạn: timeDuration, timeDate, timeCycle, motcua:workingHours hoặc motcua:workingDays",
            "state exactly one time: timeDuration, timeDate, timeCycle, motcua:workingHours or motcua:workingDays",
        )
    timer = timers[0]
    if not _well_formed(timer):
        example = EXAMPLES[timer.form]
        return Text(
            f"thời hạn «{timer.value}» không đúng dạng, ví dụ đúng: {example}",
            f"the time “{timer.value}” is malformed, a good example: {example}",
        )
    if timer.form == "cycle" and not may_repeat:
        return Text(
            "hẹn giờ lặp chỉ dùng cho sự kiện biên không ngắt hoặc sự kiện bắt đầu",
            "a repeating timer is only for non-interrupting boundary events and start events",
        )
    return None


def fires_again(timer: Timer, fired: int) -> bool:
    """Whether a timer that has fired so many times is to be armed once more."""
    if timer.form != "cycle":
        return False
    match = FORMS["cycle"].fullmatch(timer.value)
    times = match["times"] if match else "0"
    return not times or fired < int(times)


def is_over_at_once(timer: Timer) -> bool:
    """Whether the time has no length at all, or is to come round no times."""
    if timer.form == "date":
        return False
    length = timer.value.rpartition("/")[2]
    return not any(digit in "123456789" for digit in length) or timer.value.startswith("R0/")


def _well_formed(timer: Timer) -> bool:
    if timer.form != "date":
        return FORMS[timer.form].fullmatch(timer.value) is not None
    try:
        datetime.fromisoformat(timer.value)
    except ValueError:
        return False
    return True
