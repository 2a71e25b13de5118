"""Keeping a partition ready for every month in which a dossier may be filed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

AHEAD = 3


def prepare_months(first: datetime, last: datetime | None = None) -> None:
    """Make the partitions from the month before `first` to some months after `last`, as far as they are not there."""
    month = _shifted(first.date(), -1)
    end = _shifted((last or first).date(), AHEAD)
    with connection.cursor() as cursor:
        while month <= end:
            cursor.execute("SELECT dossiers_prepare_month(%s)", [month])
            month = _shifted(month, 1)


def _shifted(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
