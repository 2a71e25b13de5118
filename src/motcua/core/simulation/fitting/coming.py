"""How often cases come: the mean day, and by weekday, hour and month as far as the log shows more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import sqrt
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import Ids, Times, as_moment
from motcua.core.simulation.fitting.refusing import Assumed, CannotFitError
from motcua.core.simulation.scenario import Arrivals
from motcua.core.workcal import WorkCalendar, office_time

Floats = NDArray[np.float64]
_SURELY: Final = 2.33
"""Differences that chance alone would make in fewer than one of a hundred logs (the normal quantile of 0.99)."""
_TRENDS: Final = 3.0
"""So many standard errors from nothing is a trend."""
_BURSTS, _EVEN = 2.0, 0.5
"""Daily counts of independent cases vary as their mean; above and below this they come in bursts or by plan."""
_YEAR: Final = 360
_WEEK: Final = 7


class Coming(NamedTuple):
    """How cases come. trend: by what part of the mean the number a day grows in 30 days, 0 where none is sure."""

    arrivals: Arrivals
    trend: float
    assumed: tuple[Assumed, ...]


class _Days(NamedTuple):
    """All days from the first case to the last: which they are, whether they are worked, how many cases came."""

    dates: tuple[date, ...]
    worked: NDArray[np.bool_]
    counts: Floats


def fit_arrivals(times: Times, calendar: WorkCalendar) -> Coming:
    """The arrivals behind the moments at which cases came. Raises CannotFitError where these tell no rate."""
    if len(times) < 2 or times.max() == times.min():
        raise CannotFitError(
            "Nhật ký chỉ có một hồ sơ, hoặc mọi hồ sơ đến cùng một lúc, nên không biết bao lâu có một hồ sơ. "
            "Hãy đưa nhật ký dài hơn, hoặc tự ghi số hồ sơ mỗi ngày vào kịch bản.",
            "There is one case only, or all came at one moment, so how often they come cannot be known. "
            "Give a longer log, or write into a scenario how many come a day.",
        )
    moments = [office_time(moment) for moment in map(as_moment, np.sort(times).tolist()) if moment]
    days = _days([moment.date() for moment in moments], calendar)
    if not days.worked.any():  # the calendar knows of no work where there was some: every day is a day
        days = days._replace(worked=np.ones(len(days.dates), dtype=bool))
    worked = float(days.counts[days.worked].mean())
    closed = float(days.counts[~days.worked].mean()) if (~days.worked).any() else 0.0
    usual = worked or closed
    hours = np.bincount([moment.hour for moment in moments], minlength=24)
    trend = _trend(days)
    arrivals = Arrivals(
        per_working_day=usual,
        weekdays=_weekdays(days),
        hours=tuple(float(each) for each in hours / hours.sum()),
        months=_months(days),
        closed=closed / usual,
    )
    return Coming(arrivals, trend, tuple(_assumed(days, trend)))


def _days(dates: list[date], calendar: WorkCalendar) -> _Days:
    counts = np.bincount([(day - dates[0]).days for day in dates]).astype(np.float64)
    every = tuple(dates[0] + timedelta(days=n) for n in range(len(counts)))
    return _Days(every, np.array([calendar.is_working_day(day) for day in every]), counts)


def _weekdays(days: _Days) -> tuple[float, ...]:
    return _weights(days, np.array([day.weekday() for day in days.dates]), 7)


def _months(days: _Days) -> tuple[float, ...]:
    return _weights(days, np.array([day.month - 1 for day in days.dates]), 12)


def _weights(days: _Days, part: Ids, parts: int) -> tuple[float, ...]:
    """How much more or less than usual comes on the working days of each part; 1 for all if it might be chance."""
    worked = np.bincount(part[days.worked], minlength=parts).astype(np.float64)
    came = np.bincount(part[days.worked], weights=days.counts[days.worked], minlength=parts).astype(np.float64)
    seen = worked > 0
    expected: Floats = worked[seen] * float(days.counts[days.worked].mean())
    if seen.sum() < 2 or not expected.all() or not _is_uneven(came[seen], expected):
        return (1.0,) * parts
    weights = np.ones(parts)
    weights[seen] = came[seen] / expected
    return tuple(float(each) for each in weights)


def _is_uneven(came: Floats, expected: Floats) -> bool:
    """Pearson's test; its distribution by the approximation of Wilson and Hilferty."""
    free = len(came) - 1
    parts = float(((came - expected) ** 2 / expected).sum()) / free
    return bool((parts ** (1 / 3) - (1 - 2 / (9 * free))) / sqrt(2 / (9 * free)) > _SURELY)


def _trend(days: _Days) -> float:
    """The slope of the cases a working day, week by week, by least squares."""
    week = np.arange(len(days.dates)) // _WEEK
    worked = np.bincount(week[days.worked], minlength=int(week[-1]) + 1)
    came = np.bincount(week[days.worked], weights=days.counts[days.worked], minlength=len(worked))
    x = np.nonzero(worked)[0].astype(np.float64)
    if len(x) < 5:
        return 0.0
    y = came[worked > 0] / worked[worked > 0]
    away = x - x.mean()
    slope = float(away @ y / (away @ away))
    left = y - y.mean() - slope * away
    error = sqrt(float(left @ left) / (len(x) - 2) / float(away @ away))
    return slope / _WEEK * 30 / float(y.mean()) if abs(slope) > _TRENDS * error and y.mean() else 0.0


def _assumed(days: _Days, trend: float) -> Iterator[Assumed]:
    if trend:
        yield Assumed(
            f"Số hồ sơ mỗi ngày thay đổi {trend:+.0%} mỗi tháng trong nhật ký; kịch bản dùng số trung bình.",
            f"The cases a day change by {trend:+.0%} a month within the log; the scenario takes their mean.",
        )
    if len(days.dates) < _YEAR:
        yield Assumed(
            f"Nhật ký chỉ dài {len(days.dates)} ngày nên không biết mùa trong năm; tháng chưa thấy coi như mọi tháng.",
            f"The log covers only {len(days.dates)} days: seasons are not known, months not seen are as the others.",
        )
    counts = days.counts[days.worked]
    spread = float(counts.var() / counts.mean()) if counts.mean() and len(counts) >= 10 else 1.0
    if spread > _BURSTS:
        yield Assumed(
            f"Hồ sơ đến dồn cục, phương sai mỗi ngày gấp {spread:.1f} lần trung bình; mô phỏng cho đến độc lập.",
            f"Cases come in bursts (a day's variance is {spread:.1f} times its mean); simulated, each comes by itself.",
        )
    if spread < _EVEN:
        yield Assumed(
            f"Hồ sơ đến đều hơn ngẫu nhiên, phương sai mỗi ngày {spread:.1f} trung bình; mô phỏng cho đến độc lập.",
            f"Cases come evenly (a day's variance is {spread:.1f} of its mean), yet in simulation each by chance.",
        )
