"""The clock on the office wall.

Vietnam has kept one offset since 1975, so the difference of two wall-clock times is also the true difference; all
arithmetic of this package relies on it and none of it has to look an offset up.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from motcua.core.workcal.errors import NaiveMomentError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def office_time(moment: datetime) -> datetime:
    """The same instant on the office's wall clock. Raises NaiveMomentError when the moment names no zone."""
    if moment.tzinfo is ZONE:
        return moment
    if moment.utcoffset() is None:
        raise NaiveMomentError(moment)
    return moment.astimezone(ZONE)
