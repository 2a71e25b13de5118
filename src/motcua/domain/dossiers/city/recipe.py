"""What the past of a training city is made of: the files of catalogue/reference/city, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from motcua.core.procedure import Channel
from motcua.domain.dossiers.city.errors import PlanError

Weights = Mapping[str, float]
Range = tuple[float, float]
Plain = Mapping[str, Any]
MONTHS, WEEK = 12, 7


@dataclass(frozen=True, slots=True)
class Tet:
    """How the days around Tết differ. `between`: month and day, as ISO text, in which its days off begin."""

    between: tuple[str, str]
    before_days: int
    before: float
    after_days: int
    after: float


@dataclass(frozen=True, slots=True)
class ArrivalPlan:
    """When people come, where, and who does the typing. closed: the weight of a weekday on which the office is shut."""

    months: tuple[float, ...]
    weekdays: tuple[float, ...]
    closed: float
    hours: Mapping[int, float]
    tet: Tet
    wards: Weights
    inhabitants_for_100: int
    assisted: float


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure of the city; mix.yaml tells what each part is."""

    code: str
    weight: float
    months: tuple[float, ...]
    cases: Weights
    channels: Mapping[Channel, float]
    lies: Weights
    ends: Mapping[str, Weights]
    rejected: Mapping[str, str]
    elsewhere: Range
    wards: frozenset[str] = frozenset()

    def is_offered_in(self, ward: str) -> bool:
        """Whether people who live there file it."""
        return not self.wards or ward in self.wards


@dataclass(frozen=True, slots=True)
class PartOffer:
    """A procedure as a part of a linked one; mix.yaml tells what each part is."""

    lies: Weights
    refuses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fetching:
    """When people come for their result: after how many days, by weight, and how many hours after that."""

    days: Mapping[int, float]
    same_day: Range
    later: Range


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """How long things take and what goes wrong; work.yaml tells what each part is."""

    minutes: Mapping[str, Range]
    desk_from_hours: float
    desk_share: Range
    urgent: tuple[float, ...]
    late: float
    stuck: float
    supplement: float
    withdrawn: float
    refused: Mapping[Channel, float]
    late_share: Range
    stuck_days: Range
    asked_at_reception: float
    unanswered: float
    sent_back: float
    apologised: float
    apology_days: tuple[int, int]
    apology_minutes: float
    pays_at_the_wait: Mapping[Channel, float]
    pays_after: Mapping[Channel, Range]
    hours: Mapping[str, Range]
    awake: tuple[str, str]
    fetched: Fetching
    posted: float
    silent: float
    overlooked: float


@dataclass(frozen=True, slots=True)
class Roster:
    """The hours of a share of the invented officers: on each weekday `all`, `morning` or `none` of the office's."""

    share: float
    week: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """Who is introduced beside the city's own officers; staff.yaml tells what each part is."""

    busy: float
    most: int
    enough: int
    rosters: tuple[Roster, ...]
    families: tuple[str, ...]
    words: tuple[str, ...]
    login: str
    decision: str
    mark: str
    province: str
    born: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CityRecipe:
    """The whole of it."""

    arrivals: ArrivalPlan
    offers: tuple[Offer, ...]
    work: WorkPlan
    staff: StaffPlan
    parts: Mapping[str, PartOffer]


@lru_cache(maxsize=1)
def read_city_recipe(folder: Path) -> CityRecipe:
    """The recipe in a folder; a process reads it once. Raises PlanError, which names the file."""
    return CityRecipe(
        _read(folder / "arrivals.yaml", _arrivals),
        _read(folder / "mix.yaml", lambda said: tuple(_offer(*each) for each in said["procedures"].items())),
        _read(folder / "work.yaml", _work),
        _read(folder / "staff.yaml", _staff),
        _read(folder / "mix.yaml", lambda said: {code: PartOffer(**each) for code, each in said["parts"].items()}),
    )


def _read(file: Path, made_of: Any) -> Any:
    try:
        return made_of(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as problem:
        what = f"{type(problem).__name__}: {problem}"
        raise PlanError(
            f"Không đọc được {file} ({what}); hãy sửa theo lời giải thích ở đầu tệp.",
            f"{file} cannot be read ({what}); mend it as the words at its head say.",
        ) from problem


def _arrivals(said: Plain) -> ArrivalPlan:
    tet = said["tet"]
    return ArrivalPlan(
        months=_numbers(said["months"], MONTHS),
        weekdays=_numbers(said["weekdays"], WEEK),
        closed=float(said["closed"]),
        hours={int(hour): float(weight) for hour, weight in said["hours"].items()},
        tet=Tet(**{**tet, "between": tuple(tet["between"])}),
        wards=said["wards"],
        inhabitants_for_100=int(said["inhabitants_for_100"]),
        assisted=_share(said["assisted"]),
    )


def _offer(code: str, said: Plain) -> Offer:
    return Offer(
        code=code,
        weight=float(said["weight"]),
        months=_numbers(said.get("months", (1,) * MONTHS), MONTHS),
        cases=said["cases"],
        channels=_by_channel(said["channels"]),
        lies=said["lies"],
        ends=said.get("ends", {}),
        rejected=said.get("rejected", {}),
        elsewhere=_range(said.get("elsewhere", (0, 0))),
        wards=frozenset(str(ward) for ward in said.get("wards", ())),
    )


def _work(said: Plain) -> WorkPlan:
    fates = said["fates"]
    return WorkPlan(
        minutes={kind: _range(bounds) for kind, bounds in said["minutes"].items()},
        desk_from_hours=float(said["desk"]["from_hours"]),
        desk_share=_range(said["desk"]["share"]),
        urgent=tuple(float(each) for each in said["urgent"]),
        late=_share(fates["late"]),
        stuck=_share(fates["stuck"]),
        supplement=_share(fates["supplement"]),
        withdrawn=_share(fates["withdrawn"]),
        refused=_by_channel(fates["refused"]),
        late_share=_range(said["late_share"]),
        stuck_days=_range(said["stuck_days"]),
        asked_at_reception=_share(said["asked_at_reception"]),
        unanswered=_share(said["unanswered"]),
        sent_back=_share(said["sent_back"]),
        apologised=_share(said["apologised"]),
        apology_days=(int(said["apology_days"][0]), int(said["apology_days"][1])),
        apology_minutes=float(said["apology_minutes"]),
        pays_at_the_wait=_by_channel(said["pays_at_the_wait"]),
        pays_after={Channel(name): _range(bounds) for name, bounds in said["pays_after"].items()},
        hours={what: _range(bounds) for what, bounds in said["hours"].items()},
        awake=(str(said["awake"][0]), str(said["awake"][1])),
        fetched=_fetching(said["fetched"]),
        posted=_share(said["posted"]),
        silent=_share(said["silent"]),
        overlooked=_share(said["overlooked"]),
    )


def _fetching(said: Plain) -> Fetching:
    days = {int(day): float(weight) for day, weight in said["days"].items()}
    if not days or min(days) < 0 or min(days.values()) < 0 or not any(days.values()):
        raise ValueError("fetched: days from 0 on with their weights are expected, not all of them 0")
    return Fetching(days, _range(said["same_day"]), _range(said["later"]))


def _staff(said: Plain) -> StaffPlan:
    return StaffPlan(
        busy=_share(said["busy"]),
        most=int(said["most"]),
        enough=int(said["enough"]),
        rosters=tuple(Roster(_share(each["share"]), tuple(each["week"])) for each in said["rosters"]),
        families=tuple(said["families"]),
        words=tuple(said["words"]),
        login=said["login"],
        decision=said["decision"],
        mark=said["mark"],
        province=said["province"],
        born=(int(said["born"][0]), int(said["born"][1])),
    )


def _by_channel(said: Plain) -> dict[Channel, float]:
    return {Channel(name): float(weight) for name, weight in said.items()}


def _numbers(said: Any, how_many: int) -> tuple[float, ...]:
    found = tuple(float(each) for each in said)
    if len(found) != how_many or min(found) < 0 or not any(found):
        raise ValueError(f"{how_many} weights are expected, not all of them 0")
    return found


def _share(said: Any) -> float:
    if not 0 <= float(said) <= 1:
        raise ValueError(f"{said} is no share between 0 and 1")
    return float(said)


def _range(bounds: Any) -> Range:
    first, last = bounds
    return float(first), float(last)
