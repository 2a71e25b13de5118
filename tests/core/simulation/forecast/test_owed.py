"""What is left of a limit is counted from the due date of the law, and runs out on that date."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit, start
from motcua.core.process import Start, read_model
from motcua.core.process.engine import advance
from motcua.core.process.steering import steerable
from motcua.core.simulation.forecast.owed import limit_to_play, used_when_due
from motcua.core.simulation.lengths import fixed
from motcua.core.simulation.model import Model, Played, Present, PresentWait, Step
from motcua.core.simulation.playing import play
from motcua.core.workcal import WorkCalendarError
from tests.core.process.drawn import xml
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at
from tests.effort import examples

ONE_STEP = steerable(read_model(xml("start s\nuser work\nend e\ns -> work -> e")))
AMOUNTS = {
    LimitUnit.WORKING_HOURS: st.integers(1, 40),
    LimitUnit.WORKING_DAYS: st.integers(1, 20),
    LimitUnit.CALENDAR_DAYS: st.integers(1, 30),
}
LIMITS = st.sampled_from(sorted(AMOUNTS)).flatmap(
    lambda unit: AMOUNTS[unit].map(lambda amount: TimeLimit(unit, amount, "Điều 1"))
)


def is_late(limit: TimeLimit, office, now, due, lasts: float) -> bool:
    """Whether a case is late that is due then, and will be at its only step for so many seconds more."""
    begun, _ = advance(ONE_STEP.definition, ONE_STEP.definition.initial, Start("s"), {}, now)
    owed = limit_to_play(limit, ClockRules(), office, now)
    used = used_when_due(owed, (due - now).total_seconds())
    present = Present(1, -1.0, begun, {begun.waits[0].number: PresentWait(0.0)}, used)
    played = Played("it", ONE_STEP, (), {"work": Step(fixed(lasts))}, limit=owed, present=(present,))
    return bool(play(Model((played,)), 1).case_late[0] == 1)


@given(OFFICES, MOMENTS, LIMITS, st.floats(0, 2), st.floats(-1, 1))
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(300))
def test_a_case_is_late_just_when_it_ends_after_the_day_that_the_law_set(
    office, accepted, limit: TimeLimit, gone: float, beside: float
) -> None:
    """gone: when it is looked at, as a part of its limit. beside: how many days after its due date it ends."""
    try:
        due = start(office, limit, accepted)[0].due_at
    except WorkCalendarError:
        assume(False)
    now = (accepted + (due - accepted) * gone).replace(microsecond=0)
    ends = due + timedelta(days=beside)
    assume(ends > now and abs(ends - due) > timedelta(seconds=1))
    if limit.by_the_hour:  # its clock moves only while the office is open
        assume(office.between(*sorted((due, ends))) > timedelta(seconds=1))
    assert is_late(limit, office, now, due, (ends - now).total_seconds()) is (ends > due)


def test_hours_that_are_left_are_those_in_which_the_office_is_open() -> None:
    limit, due = TimeLimit(LimitUnit.WORKING_HOURS, 24, "Điều 1"), at("2026-11-26 17:30")
    for now, left in (
        ("2026-11-26 16:30", 1),
        ("2026-11-25 16:30", 9),
        ("2026-11-26 17:30", 0),
        ("2026-11-27 09:00", -1),
    ):
        owed = limit_to_play(limit, ClockRules(), CALENDAR_2026, at(now))
        assert owed.seconds == 24 * 3600
        assert owed.seconds - used_when_due(owed, (due - at(now)).total_seconds()) == left * 3600
