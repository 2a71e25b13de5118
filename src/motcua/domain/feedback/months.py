"""Months as ratings know them: by their first day, on the office's clock."""

from __future__ import annotations

from datetime import date, datetime, time

from motcua.core.workcal import ZONE, months_later, office_time


def month_of(now: datetime) -> date:
    """The month of a moment."""
    return office_time(now).date().replace(day=1)


def is_over(month: date, now: datetime) -> bool:
    """Whether a month lies behind."""
    return month < month_of(now)


def end_of(month: date) -> datetime:
    """The moment at which the next one begins."""
    return datetime.combine(months_later(month, 1), time.min, ZONE)


def months_before(month: date, n: int) -> date:
    """The month that many before it."""
    counted = month.year * 12 + month.month - 1 - n
    return date(counted // 12, counted % 12 + 1, 1)
