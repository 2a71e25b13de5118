"""What an agency's own log foretells of its open dossiers, and how well that would have come true before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final, NamedTuple

from motcua.core.mining.broken_off import with_steps_alone
from motcua.core.mining.conformance import steerable
from motcua.core.mining.log import EventLog, as_time
from motcua.core.mining.parts import before_and_after
from motcua.core.mining.traces import gathered
from motcua.core.process import read_model
from motcua.core.simulation.assumptions import Assumptions
from motcua.core.simulation.fitting import Fitted, fit
from motcua.core.simulation.forecast.ahead import Ahead, OpenCases
from motcua.core.simulation.forecast.forecast import RUNS, Forecast, forecast
from motcua.core.simulation.forecast.reliability import Calibration, Reliability, calibrate, reliability
from motcua.core.simulation.package import scenario_of_package
from motcua.core.simulation.scenario import OFFICE, ProcessPlan
from motcua.core.simulation.setting import Setting
from motcua.core.simulation.spreading import Spread
from motcua.core.text import ToldError
from motcua.core.workcal import ZONE
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.forecasting.past import Followed, past_cases
from motcua.domain.dossiers.forecasting.present import OpenDossiers, open_dossiers
from motcua.domain.dossiers.queries.traces import Selection, traces
from motcua.domain.identity import queries as identity

AHEAD: Final = timedelta(days=180)
"""So far other dossiers go on coming in; those that are open now are played on until they end."""
CHECK_EVERY: Final = timedelta(days=7)
_FEWEST: Final = 30
"""Fewer ended dossiers than these say too little of how work goes."""


class TooLittleKnownError(ToldError):
    """An agency has done too little of a procedure to foretell anything of it."""

    def __init__(self, ended: int) -> None:
        super().__init__(
            f"Cơ quan mới giải quyết xong {ended} hồ sơ của thủ tục này; cần ít nhất {_FEWEST} hồ sơ để dự báo.",
            f"The agency has ended {ended} dossiers of this procedure; a forecast needs at least {_FEWEST}.",
        )


@dataclass(frozen=True, slots=True)
class Learnt:
    """An agency and a procedure as its log shows them. plan: what is known of the procedure without any log."""

    followed: Followed
    plan: ProcessPlan
    log: EventLog
    office_id: int
    now: datetime

    def fitted(self, until: datetime | None = None) -> Fitted:
        """How work goes, by the dossiers whose first step ended before a moment. Raises TooLittleKnownError, and
        CannotFitError for a log of another process.
        """
        known = self.log if until is None else before_and_after(self.log, as_time(until))[0]
        still_open = frozenset(
            case for case, ended in zip(known.cases, known.attributes.get("ended", ()), strict=True) if ended is None
        )
        if len(known.cases) - len(still_open) < _FEWEST:
            raise TooLittleKnownError(len(known.cases) - len(still_open))
        return fit(
            with_steps_alone(known),
            self.followed.drawing,
            name=self.plan.name,
            calendars={OFFICE: self.followed.calendar},
            drawn=self.plan,
            open_cases=still_open,
        )

    def ahead(self, fitted: Fitted, begin: datetime, cases: tuple[OpenCases, ...]) -> Ahead:
        """The runs that begin with these open cases at a moment."""
        calendar = self.followed.calendar
        setting = Setting(fitted.setting.processes, {**fitted.setting.calendars, OFFICE: calendar}, begin)
        last = datetime.combine(calendar.last, time(), ZONE)
        return Ahead(fitted.scenario, setting, min(begin + AHEAD, last), cases)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The open dossiers of an agency, what is to be expected of each, and what that rests on."""

    dossiers: OpenDossiers
    forecast: Forecast
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class Checked:
    """Forecasts of past days beside what became of them.

    raw: all of them as they were told. before, after: those of the later half of the days, as they were told, and as
    corrected by what those of the earlier half had meant; None where one half is empty. calibration: what all of them
    meant, for forecasts to come. unplaced: dossiers that stood nowhere in the drawing.
    """

    moments: tuple[datetime, ...]
    raw: Reliability
    before: Reliability | None
    after: Reliability | None
    calibration: Calibration
    unplaced: int
    fitted: Fitted


def learn(code: str, office_id: int, now: datetime, *, since: date, assumptions: Assumptions) -> Learnt:
    """Read the log of an agency and a procedure, filed since a day."""
    procedure = catalogue.version(catalogue.published(code, now.date()))
    plan = scenario_of_package(procedure, assumptions).processes[0]
    brings = {node: step.brings for node, step in plan.steps.items() if step.brings}
    drawing = steerable(read_model(procedure.diagram))
    followed = Followed(procedure, drawing, identity.calendar_of(office_id), brings)
    log = gathered(traces(Selection(first=since, procedure=code, office_id=office_id)))
    return Learnt(followed, plan, log, office_id, now)


def foresee(
    learnt: Learnt,
    *,
    runs: int = RUNS,
    seed: int = 0,
    spread: Spread | None = None,
    watch: Callable[[int], bool] | None = None,
) -> Foreseen:
    """What is to be expected of the dossiers that are open now. Raises BadModelError where none is, and what
    `Learnt.fitted` raises.
    """
    fitted = learnt.fitted()
    dossiers = open_dossiers(learnt.followed.procedure.code, learnt.office_id, learnt.now)
    ahead = learnt.ahead(fitted, learnt.now, dossiers.cases)
    return Foreseen(dossiers, forecast(ahead, runs=runs, seed=seed, spread=spread, watch=watch), fitted)


def check(
    learnt: Learnt,
    since: date,
    *,
    runs: int = RUNS,
    seed: int = 0,
    spread: Spread | None = None,
    watch: Callable[[int], bool] | None = None,
) -> Checked:
    """Learn from what was before a day, forecast every seventh day from then on by what was known on it, and set that
    beside what happened. Raises NothingToJudgeError where nothing was open on any of them.
    """
    begin = datetime.combine(since, time(12), ZONE)
    fitted = learnt.fitted(begin)
    found: list[_Day] = []
    unplaced = 0
    for n in count():
        moment = begin + CHECK_EVERY * n
        if moment >= learnt.now:
            break
        past = past_cases(learnt.log, learnt.followed, moment, learnt.now)
        unplaced += past.unplaced
        if past.cases:
            ahead = learnt.ahead(fitted, moment, past.cases)
            foretold = forecast(ahead, runs=runs, seed=seed, spread=spread, watch=watch)
            chances = [(case.late, past.late[case.case]) for case in foretold.cases if case.late is not None]
            found.append(_Day(moment, chances))
    return _judged(found, unplaced, fitted)


class _Day(NamedTuple):
    """What was told on a day, and what became of it."""

    moment: datetime
    chances: list[tuple[float, bool]]


def _judged(days: list[_Day], unplaced: int, fitted: Fitted) -> Checked:
    every = _columns(days)
    earlier, later = _columns(days[: len(days) // 2]), _columns(days[len(days) // 2 :])
    before = after = None
    if earlier[0] and later[0]:
        learnt = calibrate(*earlier)
        before, after = reliability(*later), reliability([learnt(chance) for chance in later[0]], later[1])
    moments = tuple(day.moment for day in days)
    return Checked(moments, reliability(*every), before, after, calibrate(*every), unplaced, fitted)


def _columns(days: list[_Day]) -> tuple[list[float], list[bool]]:
    chances = [each for day in days for each in day.chances]
    return [told for told, _ in chances], [late for _, late in chances]
