"""The one place that reads a clock. Only the edge calls it (delivery, jobs, commands) and passes `now` inward.

A training city may run ahead of or behind real time: the file named by MOTCUA_CLOCK holds a shift in seconds, read at
each call, so that all processes of that city step together. Without the setting the clock is the machine's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment in the offices' zone."""
    return machine_now() + _shift()


def machine_now() -> datetime:
    """The present moment by the machine's own clock, whatever a training city shows: for what goes by the time at which
    rows were recorded.
    """
    return datetime.now(OFFICE_ZONE)


def set_to(moment: datetime) -> None:
    """Let the training city's clock show `moment` and run on from there. Raises RuntimeError in a city without one."""
    _write(moment - machine_now())


def set_to_real_time() -> None:
    """Let the training city's clock agree with the machine's again."""
    _write(timedelta())


def _shift() -> timedelta:
    file: Path | None = settings.CLOCK
    if file is None:
        return timedelta()
    try:
        return timedelta(seconds=float(file.read_text()))
    except FileNotFoundError:
        return timedelta()


def _write(shift: timedelta) -> None:
    file: Path | None = settings.CLOCK
    if file is None:
        raise RuntimeError("this city runs on real time: only a training city (MOTCUA_CLOCK) can set its clock")
    scratch = file.with_suffix(".new")
    scratch.write_text(str(shift.total_seconds()))
    scratch.replace(file)
