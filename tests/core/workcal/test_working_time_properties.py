"""What holds for every office, every instant and every amount of working time.

Let W(s) be the working time up to the instant s. It grows within shifts and stands still outside them, and every answer
below follows from that: `add(s, x)` is the earliest instant with W = W(s) + x, `subtract(s, x)` the latest with
W = W(s) - x.
"""

from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.core.workcal import ZONE, Shifts, SpecialDay, WeekPattern, WorkCalendar, holiday
from tests.core.workcal.any_office import (
    AMOUNTS,
    FIRST,
    LAST,
    MOMENTS,
    OFFICES,
    PLANS,
    SOME_AMOUNTS,
    WITHOUT_A_STOPWATCH,
    a_date,
)

INSTANT = timedelta(microseconds=1)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, AMOUNTS)
def test_the_difference_of_an_addition_is_what_was_added(office: WorkCalendar, s: datetime, x: timedelta) -> None:
    assert office.between(s, office.add(s, x)) == x
    assert office.between(office.subtract(s, x), s) == x


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, SOME_AMOUNTS)
def test_an_addition_ends_at_the_earliest_instant_that_is_enough(
    office: WorkCalendar, s: datetime, x: timedelta
) -> None:
    assert office.between(s, office.add(s, x) - INSTANT) < x


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, SOME_AMOUNTS)
def test_a_subtraction_starts_at_the_latest_instant_that_is_enough(
    office: WorkCalendar, s: datetime, x: timedelta
) -> None:
    assert office.between(office.subtract(s, x) + INSTANT, s) < x


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, SOME_AMOUNTS)
def test_taking_back_what_was_added_returns_to_every_instant_at_work(
    office: WorkCalendar, s: datetime, x: timedelta
) -> None:
    """Exactly the instants with opens <= s < closes come back; any other comes back as the next opening.

    Proof: e = add(s, x) has W(e) = W(s) + x, so subtract(e, x) is the latest instant with W = W(s). W stands still from
    s to the next working moment n of s and grows right after it, so that instant is n; and n = s if and only if the
    office is at work at s.
    """
    back = office.subtract(office.add(s, x), x)
    assert back == office.next_working_moment(s)
    assert (back == s) is office.is_working(s)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, SOME_AMOUNTS)
def test_adding_what_was_taken_back_returns_to_every_instant_that_ends_work(
    office: WorkCalendar, s: datetime, x: timedelta
) -> None:
    """The mirror image: exactly the instants with opens < s <= closes come back."""
    there = office.add(office.subtract(s, x), x)
    assert there <= s
    assert (there == s) is office.is_working(s - INSTANT)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, AMOUNTS, AMOUNTS)
def test_two_additions_are_the_addition_of_their_sum(
    office: WorkCalendar, s: datetime, a: timedelta, b: timedelta
) -> None:
    assert office.add(office.add(s, a), b) == office.add(s, a + b)
    assert office.subtract(office.subtract(s, a), b) == office.subtract(s, a + b)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, AMOUNTS)
def test_a_negative_amount_goes_the_other_way(office: WorkCalendar, s: datetime, x: timedelta) -> None:
    assert office.add(s, -x) == office.subtract(s, x)
    assert office.subtract(s, -x) == office.add(s, x)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS)
def test_nothing_added_is_the_same_instant(office: WorkCalendar, s: datetime) -> None:
    assert office.add(s, timedelta()) == office.subtract(s, timedelta()) == s


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, AMOUNTS, SOME_AMOUNTS)
def test_more_hours_end_later(office: WorkCalendar, s: datetime, x: timedelta, more: timedelta) -> None:
    assert office.add(s, x) < office.add(s, x + more)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, MOMENTS, SOME_AMOUNTS)
def test_a_later_start_never_ends_earlier(office: WorkCalendar, s: datetime, t: datetime, x: timedelta) -> None:
    s, t = sorted((s, t))
    assert office.add(s, x) <= office.add(t, x)


@WITHOUT_A_STOPWATCH
@given(PLANS, a_date(), MOMENTS, AMOUNTS)
def test_a_holiday_added_never_makes_an_end_earlier(
    plan: tuple[tuple[WeekPattern, ...], list[SpecialDay]], day_off: date, s: datetime, x: timedelta
) -> None:
    weeks, special = plan
    before = WorkCalendar(FIRST, LAST, weeks, special)
    others = [entry for entry in special if entry.day != day_off]
    after = WorkCalendar(FIRST, LAST, weeks, [*others, holiday(day_off)])
    assert before.add(s, x) <= after.add(s, x)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, MOMENTS)
def test_the_difference_is_the_work_a_patient_observer_counts(office: WorkCalendar, s: datetime, t: datetime) -> None:
    s, t = sorted((s, t))
    days = (date.fromordinal(ordinal) for ordinal in range(s.toordinal(), t.toordinal() + 1))
    counted = sum((_worked_on(day, office.shifts(day), s, t) for day in days), timedelta())
    assert office.between(s, t) == counted
    assert office.between(t, s) == -counted


def _worked_on(day: date, shifts: Shifts, s: datetime, t: datetime) -> timedelta:
    """The part of one day's shifts that lies between two instants, by plain arithmetic on the clock."""
    worked = timedelta()
    for shift in shifts:
        opened = max(datetime.combine(day, shift.opens, ZONE), s)
        closed = min(datetime.combine(day, shift.closes, ZONE), t)
        worked += max(closed - opened, timedelta())
    return worked


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, st.times())
def test_reception_is_never_before_arrival_and_never_out_of_hours(
    office: WorkCalendar, s: datetime, cut_off: time
) -> None:
    received = office.received_at(s, cut_off)
    assert received >= s
    assert office.opening(received.date()) <= received <= office.closing(received.date())
    assert received in (s, office.opening(received.date()))


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS)
def test_the_next_working_moment_has_no_work_before_it(office: WorkCalendar, s: datetime) -> None:
    moment = office.next_working_moment(s)
    assert office.is_working(moment)
    assert office.between(s, moment) == timedelta()
    assume(moment != s)
    assert not office.is_working(s)
