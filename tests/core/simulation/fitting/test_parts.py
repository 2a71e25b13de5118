"""The parts of a fit, each by itself: hours, people, delays, priorities, sitting days, arrivals, impossible times."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from motcua.core.mining.log import NOBODY, as_time
from motcua.core.simulation.fitting.censored import lengths_within
from motcua.core.simulation.fitting.coming import fit_arrivals
from motcua.core.simulation.fitting.efforts import efforts
from motcua.core.simulation.fitting.groups import find_groups, helpers, people
from motcua.core.simulation.fitting.idling import Idle, earliest_ready
from motcua.core.simulation.fitting.line import Line
from motcua.core.simulation.fitting.moments import moments, possible
from motcua.core.simulation.fitting.opening import alike, calendar_of, discover_opening, week_text
from motcua.core.simulation.fitting.precedence import priorities, sitting_days
from motcua.core.simulation.fitting.still_open import still_open
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts
from tests.core.simulation.fitting.logged import MONDAY, Done, course, logged

SECOND, HOUR, DAY = 10**6, 3600 * 10**6, 86_400 * 10**6
FIRST = date(2026, 1, 5)
CHANCE = np.random.default_rng(20261122)


def office(hours: str = "07:30-11:30, 13:00-17:00", saturday: str = "") -> WorkCalendar:
    week = WeekPattern.monday_to_friday(FIRST, parse_shifts(hours)).with_day(5, parse_shifts(saturday))
    return WorkCalendar(FIRST, date(2027, 12, 31), [week])


def moments_in(calendar: WorkCalendar, a_day: int, days: int, off: tuple[date, ...] = ()) -> np.ndarray:
    """Moments evenly by chance over the working time of so many days."""
    line = Line(
        calendar, as_time(datetime(2026, 1, 5, tzinfo=ZONE)), as_time(datetime(2026, 1, 5, tzinfo=ZONE)) + days * DAY
    )
    lengths = line.closes - line.opens
    shift = CHANCE.choice(len(lengths), size=a_day * days, p=lengths / lengths.sum())
    found = line.opens[shift] + (CHANCE.random(len(shift)) * lengths[shift]).astype(np.int64)
    closed = [as_time(datetime.combine(day, datetime.min.time(), ZONE)) for day in off]
    return found[[not any(0 <= time - begin < DAY for begin in closed) for time in found.tolist()]]


def test_a_week_with_its_lunch_break_and_half_a_saturday_is_seen() -> None:
    found = discover_opening(moments_in(office(saturday="07:30-11:30"), 60, 120))
    assert found.week is not None
    assert week_text(found.week) == ("07:30-11:30, 13:00-17:00",) * 5 + ("07:30-11:30", "")


def test_a_day_on_which_nobody_worked_though_the_week_says_so_is_a_day_off() -> None:
    off = (date(2026, 2, 17), date(2026, 2, 18))
    found = discover_opening(moments_in(office(), 40, 90, off))
    assert found.closed == off
    calendar = calendar_of(found, datetime(2026, 1, 5, tzinfo=ZONE), datetime(2026, 4, 5, tzinfo=ZONE))
    assert not calendar.is_working_day(off[0])
    assert calendar.is_working_day(date(2028, 1, 3))


def test_a_log_that_ends_slowly_has_no_days_off_at_its_end() -> None:
    busy, late = moments_in(office(), 40, 60), moments_in(office(), 1, 120)
    assert discover_opening(np.concatenate([busy, late])).closed == ()


def test_somebody_who_stayed_late_now_and_then_does_not_change_the_hours() -> None:
    late = as_time(datetime(2026, 1, 6, 20, tzinfo=ZONE)) + np.arange(8) * 7 * DAY
    found = discover_opening(np.concatenate([moments_in(office(), 60, 120), late]))
    assert found.week is not None
    assert week_text(found.week)[1] == "07:30-11:30, 13:00-17:00"


def test_work_at_all_hours_and_too_little_work_have_no_hours() -> None:
    assert discover_opening(CHANCE.integers(0, 100 * DAY, 50_000)).week is None
    assert discover_opening(np.arange(10) * DAY).week is None


def test_two_groups_with_nearly_the_same_week_share_a_calendar() -> None:
    one, other, night = (
        discover_opening(moments_in(office(hours), 80, 120))
        for hours in ("07:30-11:30, 13:00-17:00", "07:30-11:30, 13:30-17:00", "18:00-22:00")
    )
    assert alike(one, other)
    assert not alike(one, night)


def test_working_time_is_counted_in_shifts_and_back() -> None:
    line = Line(office(), as_time(datetime(2026, 1, 5, tzinfo=ZONE)), as_time(datetime(2026, 2, 5, tzinfo=ZONE)))
    ends = as_time(datetime(2026, 1, 6, 8, 30, tzinfo=ZONE))
    begins = line.back(np.array([ends, ends]), np.array([2 * HOUR, 0]))
    assert begins.tolist() == [as_time(datetime(2026, 1, 5, 16, 0, tzinfo=ZONE)), ends]
    assert line.between(begins, np.array([ends, ends])).tolist() == [7200, 0]


def test_people_with_a_role_are_a_group_and_without_roles_those_who_share_steps() -> None:
    node = np.tile([0, 1], 60)
    with_roles = logged(
        [[Done("a", 0, 1, f"p{n % 2}", "clerk"), Done("b", 1, 2, f"q{n % 3}", "expert")] for n in range(60)]
    )
    without = logged([[Done("a", 0, 1, f"p{n % 2}"), Done("b", 1, 2, f"q{n % 3}")] for n in range(60)])
    for log, names in ((with_roles, ("clerk", "expert")), (without, ("1. Nhận", "2. Thẩm định"))):
        found = find_groups(log, node, ("Nhận", "Thẩm định"))
        assert sorted(found.names) == sorted(names)
        assert len({found.of[n] for n, name in enumerate(log.resources) if name[0] == "p"}) == 1
        assert people(log, found) in ([2, 3], [3, 2])


def test_somebody_who_was_replaced_counts_with_who_replaced_him_as_one() -> None:
    log = logged([[Done("a", 0, 1, "An" if n < 100 else "Bình")] for n in range(200)])
    assert people(log, find_groups(log, np.zeros(200, np.int64), ("a",))) == [1]


def test_who_seldom_does_a_step_only_helped_out() -> None:
    assert helpers(np.array([0] * 60 + [1] * 38 + [2] * 2 + [NOBODY] * 50), 3) == (0, 1)


def test_nothing_was_ready_while_somebody_was_idle() -> None:
    idle = [Idle(np.array([0, 50]), np.array([10, 60]))]
    enabled, began = np.array([5, 20, 55, 61, 70]), np.array([40, 45, 58, 70, 70])
    assert earliest_ready(enabled, began, idle).tolist() == [10, 20, 58, 61, 70]


@pytest.mark.parametrize("mean", [4, 48])
def test_lengths_of_which_only_what_lies_in_office_hours_was_seen_come_back(mean: float) -> None:
    begins = CHANCE.integers(0, 9 * 100, 3000) / 100  # the office is open from hour 0 to hour 9 of a day
    lengths = CHANCE.exponential(mean, 3000)
    ends = begins + lengths
    asleep = ends % 24 > 9
    least = np.where(asleep, ends // 24 * 24 + 9, ends) - begins
    most = np.where(asleep, (ends // 24 + 1) * 24, ends) - begins
    found = lengths_within(least, most)
    assert found.mean() == pytest.approx(lengths.mean(), rel=0.1)
    assert np.quantile(found, 0.9) == pytest.approx(np.quantile(lengths, 0.9), rel=0.1)


def test_waits_that_a_queue_explains_are_no_delays_where_others_did_not_wait() -> None:
    queued = CHANCE.exponential(1, 1000)
    least, most = np.zeros(2000), np.concatenate([queued, np.zeros(1000)])
    assert lengths_within(least, most).mean() < 0.01


def test_what_one_person_does_at_once_shares_his_time() -> None:
    log = logged([[Done("a", 0, 2, "An"), Done("b", 1, 3, "An"), Done("c", 0, 4, "Bình")]])
    zero = np.zeros(3, np.int64)
    found = moments(log, zero, zero, [Line(None, int(log.started.min()), int(log.ended.max()))], 0)
    shared = efforts(log, found, zero, [Line(None, int(log.started.min()), int(log.ended.max()))])
    by_name = {log.activities[n]: float(each) / 3600 for n, each in zip(log.activity, shared.seconds, strict=True)}
    assert by_name == {"a": 1.5, "b": 1.5, "c": 4}
    assert shared.at_once == pytest.approx(8 / 7)


def test_times_that_cannot_be_are_counted_and_not_gone_by() -> None:
    log = logged([[Done("a", 3, 1, "An"), Done("b", 1, 2, "An")]])
    cleaned, count = possible(log)
    assert count == 1
    assert (cleaned.started < cleaned.ended).all()


def test_the_begin_of_work_that_was_not_recorded_is_its_usual_length_before_its_end() -> None:
    cases = [[Done("a", None, 1, f"p{n}"), Done("b", None, 3 if n else 100, f"q{n}")] for n in range(9)]
    log = logged(cases)
    node, group = log.activity, np.zeros(len(log), np.int64)
    found = moments(log, node, group, [Line(None, int(log.ended.min()) - DAY, int(log.ended.max()))], 0)
    lasted = ((found.ended - found.began) / HOUR)[log.activity == log.activities.index("b")]
    assert sorted(lasted.tolist()) == [2.0] * 8 + [4.0]


def test_the_step_that_overtakes_the_other_has_precedence() -> None:
    ready = np.sort(CHANCE.integers(0, 1000 * HOUR, 2000))
    node = CHANCE.integers(0, 2, 2000)
    free = 0
    began = np.zeros(2000, np.int64)
    waiting: list[int] = []
    coming = 0
    while coming < len(ready) or waiting:
        if not waiting:
            free = max(free, int(ready[coming]))
        while coming < len(ready) and ready[coming] <= free:
            waiting.append(coming)
            coming += 1
        taken = min(waiting, key=lambda n: (-int(node[n]), int(ready[n])))
        waiting.remove(taken)
        began[taken] = free
        free += int(0.45 * HOUR)
    assert priorities(ready, began, node, 2) == [0, 1]
    assert priorities(ready, np.sort(began), node, 2) == [0, 0]


def test_a_step_that_is_begun_on_two_weekdays_alone_has_sitting_days() -> None:
    ready = as_time(MONDAY) + np.arange(200) * DAY // 2
    weekday = (ready - as_time(MONDAY)) // DAY % 7
    began = ready + ((2 - weekday) % 7) * DAY
    assert sitting_days(ready, began, range(5)) == (2,)
    assert sitting_days(ready, ready, range(5)) == ()
    assert sitting_days(ready[:9], began[:9], range(5)) == ()


def test_a_case_that_lately_stopped_where_cases_go_on_is_open() -> None:
    cases = [course("a", "b") for _ in range(300)] + [course("a")]
    log = logged(cases, timedelta(minutes=10))
    assert np.nonzero(still_open(log))[0].tolist() == [300]
    early = logged([course("a"), *cases[:300]], timedelta(minutes=10))
    assert not still_open(early).any()


def test_arrivals_that_become_more_have_a_trend_and_bursts_are_told() -> None:
    days = np.repeat(np.arange(200), 5 + np.arange(200) // 5)
    found = fit_arrivals(as_time(MONDAY) + days * DAY + CHANCE.integers(0, HOUR, len(days)), office())
    assert found.trend == pytest.approx(30 / 5 / (5 + 20), rel=0.2)
    assert any("month" in each.en for each in found.assumed)
    bursts = np.repeat(np.arange(0, 200, 10), 60)
    told = fit_arrivals(as_time(MONDAY) + bursts * DAY + CHANCE.integers(0, HOUR, len(bursts)), office())
    assert any("bursts" in each.en for each in told.assumed)


def test_a_season_that_the_log_shows_has_weights_and_months_not_seen_have_none() -> None:
    dates = [date(2026, 1, 5) + timedelta(days=n) for n in range(300)]
    counts = CHANCE.poisson([20 if day.month in {3, 4} else 10 for day in dates])
    times = np.repeat([as_time(datetime.combine(day, datetime.min.time(), ZONE)) for day in dates], counts)
    months = fit_arrivals(times + CHANCE.integers(8 * HOUR, 11 * HOUR, len(times)), office()).arrivals.months
    assert months[2] / months[5] == pytest.approx(2, rel=0.15)
    assert months[11] == 1.0
