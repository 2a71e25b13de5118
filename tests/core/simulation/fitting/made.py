"""A known office, simulated: what is fitted from its log must be what it was made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog
from motcua.core.process import read_model
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.event_log import event_log_of
from motcua.core.simulation.lengths import exponential, lognormal, uniform
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.scenario import OFFICE, Arrivals, PoolPlan, ProcessPlan, Scenario, StepPlan
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.tables import compile_model
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, holiday, parse_shifts
from tests.core.process.drawn import xml

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
BEGIN = datetime(2026, 1, 5, tzinfo=ZONE)
HOLIDAYS = (date(2026, 2, 16), date(2026, 2, 17), date(2026, 4, 30), date(2026, 5, 1))
WEEK = parse_shifts("07:30-11:30, 13:00-17:00")
OFFICE_CALENDAR = WorkCalendar(
    date(2025, 12, 1),
    date(2029, 12, 31),
    [WeekPattern.monday_to_friday(date(2025, 12, 1), WEEK)],
    map(holiday, HOLIDAYS),
)
DRAWING = steerable(
    read_model(
        xml(
            """
start s
user receive
user check
exclusive x default=x-grant
user grant
user refuse
end e
end f
s -> receive -> check -> x
x -> grant
x -> refuse : incomplete = true
grant -> e
refuse -> f
"""
        )
    )
)
STEPS = {
    "receive": StepPlan(exponential(20 * MINUTE), ("clerks",)),
    "check": StepPlan(lognormal(90 * MINUTE, 60 * MINUTE), ("specialists",)),
    "grant": StepPlan(uniform(10 * MINUTE, 30 * MINUTE), ("clerks",)),
    "refuse": StepPlan(exponential(40 * MINUTE), ("specialists",)),
}
PROCESS = ProcessPlan(
    "permit",
    Arrivals(
        20,
        weekdays=(1.5, 1.0, 1.0, 1.0, 0.5, 1.0, 1.0),
        hours=(0.0,) * 8 + (2.0,) * 3 + (0.0,) * 2 + (1.0,) * 4 + (0.0,) * 7,
    ),
    STEPS,
    {"x-grant": 0.7, "x-refuse": 0.3},
)
KNOWN = Scenario((PROCESS,), (PoolPlan("clerks", 3), PoolPlan("specialists", 5)))


def changed(**steps: StepPlan) -> Scenario:
    """The known office with other plans of some steps."""
    return replace(KNOWN, processes=(replace(PROCESS, steps={**STEPS, **steps}),))


def simulated(scenario: Scenario = KNOWN, *, days: int = 365, seed: int = 7, drawing: Steerable = DRAWING) -> EventLog:
    """The log of so many days, cut at the last of them, with everything recorded."""
    setting = Setting({scenario.processes[0].name: drawing}, {OFFICE: OFFICE_CALENDAR}, BEGIN)
    end = BEGIN + timedelta(days=days)
    compiled = compile_model(model_of(scenario, setting, until=end, seed=seed))
    outcome = play(compiled, seed, days * DAY, logged=ALL)
    return event_log_of(compiled, outcome, setting, scenario)


def without_starts(log: EventLog) -> EventLog:
    """As most logs are: only when each step ended, and who did it."""
    unknown = log.started * 0 + NO_TIME
    return replace(log, started=unknown, enabled=unknown)


def without_roles(log: EventLog) -> EventLog:
    """Where it is not written in which group somebody works."""
    return replace(log, role=log.role * 0 + NOBODY)
