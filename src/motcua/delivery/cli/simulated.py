"""What a command is to simulate: packages and drawings by name, the scenario they are played in, and its calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from motcua.core.procedure import Procedure, read_archive, read_package, read_shared
from motcua.core.process import read_model
from motcua.core.process.check import check_process
from motcua.core.process.errors import NotExecutableError
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.assumptions import Assumptions, read_assumptions
from motcua.core.simulation.calendars import midnight, moved_to
from motcua.core.simulation.drawing_alone import scenario_of_drawing
from motcua.core.simulation.package import pool_labels, scenario_of_packages
from motcua.core.simulation.scenario import OFFICE, PoolPlan, Scenario
from motcua.core.simulation.scenario_reading import read_scenario
from motcua.core.simulation.setting import Setting
from motcua.core.simulation.tables import Compiled
from motcua.core.text import ToldError
from motcua.core.workcal import WorkCalendar
from motcua.delivery.cli.replayed import as_busy_as, came_in, with_arrivals
from motcua.domain.catalogue.folder import ordinary_calendar, package_in, shared_in

USUAL_CASES = 1_000
_ASSUMED = Path("shared", "simulation.yaml")
_SPREAD_OVER = 490
"""Working days, two years: within them all cases come that are asked for, where no scenario says how many a day."""
_DAYS_A_YEAR = 240
_YEARS_BEYOND, _MOST_YEARS, _LAST_YEAR = 2, 40, 2100


@dataclass(frozen=True, slots=True)
class Simulated:
    """A scenario in its setting, and how much of it is played: so many cases, or all that come before a moment."""

    scenario: Scenario
    setting: Setting
    cases: int | None
    until: datetime | None

    def seconds(self) -> float | None:
        """How long is played, if it is until a moment."""
        return (self.until - self.setting.begin).total_seconds() if self.until else None

    def last_arrival(self, compiled: Compiled) -> float:
        """The second at which the last case comes."""
        return float(compiled.tables.arrival.max(initial=0.0))


class UnknownProcessError(ToldError):
    """A word that names neither a package nor a drawing."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the words of a command name: procedures and other drawings, by the names of their processes."""

    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    drawings: Mapping[str, Steerable] = field(default_factory=dict)

    def steerables(self) -> dict[str, Steerable]:
        """All of them, ready to be led anywhere."""
        of_packages = {code: steerable(read_model(each.diagram)) for code, each in self.procedures.items()}
        return {**of_packages, **self.drawings}


def simulated(
    words: Sequence[str],
    file: Path | None,
    begin: date | None,
    cases: int | None,
    until: date | None,
    *,
    replay: Path | None = None,
) -> Simulated:
    """What is to be played. replay: a log whose cases come as they came, the first of them on the first day.

    Raises ToldError, BrokenPackageError, ProcessError and OSError for what cannot be.
    """
    given = find(words)
    assumed = read_assumptions((settings.CATALOGUE / _ASSUMED).read_text("utf-8"))
    came = came_in(replay) if replay else []
    if came:
        begin = begin or came[0].date()
        came, assumed = moved_to(came, begin), as_busy_as(came, assumed)
    begins, ends = _span(begin or assumed.begin, until)
    most = None if until else cases or len(came) or USUAL_CASES
    scenario = read_scenario(file.read_text("utf-8")) if file else scenario_of(given, assumed, None if came else most)
    scenario = with_arrivals(scenario, came) if came else scenario
    processes = _named_as(scenario, given.steerables())
    calendar = _calendar(scenario, begins, most, ends)
    labels = pool_labels(given.procedures.values())
    return Simulated(scenario, Setting(processes, {OFFICE: calendar}, begins, labels), most, ends)


def _span(begin: date, until: date | None) -> tuple[datetime, datetime | None]:
    begins = midnight(begin)
    ends = midnight(until) if until else None
    if ends and ends <= begins:
        raise ToldError(
            f"--until {until}: hãy ghi một ngày sau ngày bắt đầu {begins:%Y-%m-%d}.",
            f"--until {until}: write a day after the first one, {begins:%Y-%m-%d}.",
        )
    return begins, ends


def find(words: Sequence[str]) -> Given:
    """The packages and drawings that words name: codes of the catalogue, folders, archives and BPMN files. Raises
    UnknownProcessError, ProcessError, BrokenPackageError.
    """
    procedures: dict[str, Procedure] = {}
    drawings: dict[str, Steerable] = {}
    for word in words:
        path = Path(word)
        if path.is_file() and path.suffix != ".zip":
            drawings[path.stem] = _drawing(path)
        else:
            procedure = _procedure(word)
            procedures[procedure.code] = procedure
    return Given(procedures, drawings)


def _drawing(path: Path) -> Steerable:
    """What `process check` says does not run is not played either: nobody could publish it."""
    model = read_model(path.read_bytes())
    if errors := [problem for problem in check_process(model) if problem.level == "error"]:
        raise NotExecutableError(errors)
    return steerable(model)


def _procedure(word: str) -> Procedure:
    path = Path(word)
    if path.is_file():
        return read_package(read_archive(path.read_bytes()), read_shared(shared_in(settings.CATALOGUE)))
    folder = path if path.is_dir() else settings.CATALOGUE / word
    if not (folder / "procedure.yaml").exists():
        known = ", ".join(sorted(each.parent.name for each in settings.CATALOGUE.glob("*/procedure.yaml")))
        raise UnknownProcessError(
            f"Không có gói thủ tục hay tệp BPMN «{word}»; các gói trong danh mục: {known}.",
            f"There is no package or BPMN file “{word}”; the packages of the catalogue: {known}.",
        )
    around = folder.parent if (folder.parent / "shared").is_dir() else settings.CATALOGUE
    return read_package(package_in(folder), read_shared(shared_in(around)))


def scenario_of(given: Given, assumed: Assumptions, cases: int | None) -> Scenario:
    """The scenario that follows from the packages and drawings alone. Of many cases more come a day than is assumed, so
    that they come within two years.
    """
    names = (*given.procedures, *given.drawings)
    a_day = sum(assumed.procedures.get(name, assumed.usual) for name in names)
    factor = max((cases or 0) / _SPREAD_OVER / a_day, 1.0)
    faster = replace(
        assumed,
        usual=assumed.usual * factor,
        procedures={code: count * factor for code, count in assumed.procedures.items()},
    )
    parts = [scenario_of_packages(given.procedures.values(), faster)] if given.procedures else []
    return _joined([*parts, *(scenario_of_drawing(*each, faster) for each in given.drawings.items())])


def _joined(parts: Iterable[Scenario]) -> Scenario:
    every = tuple(parts)
    people: dict[str, int] = {}
    for pool in (pool for part in every for pool in part.pools):
        people[pool.name] = people.get(pool.name, 0) + pool.people
    return Scenario(
        tuple(plan for part in every for plan in part.processes),
        tuple(PoolPlan(name, count) for name, count in people.items()),
        tuple(dict.fromkeys(note for part in every for note in part.assumed)),
    )


def _named_as(scenario: Scenario, drawings: dict[str, Steerable]) -> dict[str, Steerable]:
    """The drawings by the names that the scenario uses: the only one is the only one, whatever it is called."""
    if len(drawings) == len(scenario.processes) == 1:
        return dict(zip((scenario.processes[0].name,), drawings.values(), strict=True))
    named = {plan.name for plan in scenario.processes}
    if unused := ", ".join(drawings.keys() - named):
        raise ToldError(
            f"Kịch bản không nói gì về {unused}; kịch bản có: {', '.join(sorted(named))}.",
            f"The scenario says nothing of {unused}; it has: {', '.join(sorted(named))}.",
        )
    return drawings


def _calendar(scenario: Scenario, begin: datetime, cases: int | None, until: datetime | None) -> WorkCalendar:
    """The country's calendar for as long as the cases may take to come and to end."""
    last = until.year if until else begin.year
    for plan in scenario.processes:
        replayed = [moment.year for moment in plan.arrivals.replay]
        years = 0 if replayed or not cases else int(cases / plan.arrivals.per_working_day / _DAYS_A_YEAR)
        last = max(last, *replayed, begin.year + min(years, _MOST_YEARS))
    until_year = min(last, _LAST_YEAR) + _YEARS_BEYOND
    calendar = ordinary_calendar(settings.CATALOGUE, range(begin.year, until_year + 1))
    if calendar is None or calendar.first > begin.date():
        raise ToldError(
            f"Không có giờ làm việc cho ngày {begin:%d/%m/%Y} trong reference/calendar; hãy bắt đầu ngày khác.",
            f"reference/calendar states no hours for {begin:%Y-%m-%d}; begin on another day.",
        )
    return calendar
