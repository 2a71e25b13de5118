"""Any case that one may think of, and what the law's own clock says of it: what simulated clocks are held to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from motcua.core.deadlines import (
    AfterSupplement,
    ClockRules,
    DossierClock,
    LimitUnit,
    Outcome,
    PauseCause,
    TimeLimit,
    finish,
    outcome,
    pause,
    resume,
)
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import Length, fixed
from motcua.core.simulation.model import Interruption
from motcua.core.workcal import Counting, WeekPattern, WorkCalendar, holiday, parse_shifts
from tests.core.deadlines.dossiers import ASKED, PAID, RECEIVED, TAX_NOTICE
from tests.core.process.drawn import xml
from tests.core.workcal.any_office import MOMENTS

ACCEPTED = MOMENTS.map(lambda moment: moment.replace(microsecond=0))
LIMITS = st.one_of(
    st.tuples(
        st.sampled_from([LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS]), st.integers(1, 12)
    ),
    st.just((LimitUnit.SAME_DAY, 0)),
    st.tuples(st.just(LimitUnit.MONTHS), st.integers(1, 2)),
).map(lambda told: TimeLimit(*told))
RULES = st.builds(
    ClockRules,
    st.sampled_from([None, time(15)]),
    st.builds(Counting, st.booleans(), st.booleans()),
    after_supplement=st.sampled_from(AfterSupplement),
    supplements_allowed=st.just(9),
)

LINE = steerable(read_model(xml("start s\nuser a\nuser b\nuser c\nend e\ns -> a -> b -> c -> e")))
LONG_WEEKENDS = WorkCalendar(
    date(2026, 1, 1),
    date(2030, 12, 31),
    [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("07:30-11:30, 13:00-17:00"))],
    [holiday(date(2026, 4, 27)), holiday(date(2026, 4, 30)), holiday(date(2026, 5, 1))],
)
"""An office before, between and after two long weekends."""


def stood(
    office: WorkCalendar, clock: DossierClock, since: datetime, until: datetime, *, supplement: bool
) -> DossierClock:
    """The clock after it stood for a supplement or, if not, for a payment."""
    cause = (PauseCause.SUPPLEMENT, ASKED) if supplement else (PauseCause.FINANCIAL_OBLIGATION, TAX_NOTICE)
    clock, _ = pause(clock, since, *cause)
    return resume(office, clock, until, RECEIVED if supplement else PAID)[0]


def is_late_by_law(clock: DossierClock, ended: datetime) -> bool:
    """Whether a dossier with this clock is late if its result is there at that moment."""
    clock, _ = finish(clock, ended)
    return outcome(clock.limit, clock.due_at, ended) is Outcome.LATE


def asking(rules: ClockRules, back: Length, name: str = "supplement") -> Interruption:
    """The applicant is asked once for more, for sure, and the limit goes on afterwards as the rules have it."""
    return Interruption(name, 1.0, back, most=1, restarts=rules.after_supplement is AfterSupplement.RESTART)


def lasting(time: timedelta) -> Length:
    """That long, each time."""
    return fixed(time.total_seconds())
