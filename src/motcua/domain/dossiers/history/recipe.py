"""What the first history is made of beside people and answers: when they come, what becomes of it, which procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from motcua.core.procedure import Channel
from motcua.domain.dossiers.invention import recipe as invention
from motcua.domain.dossiers.invention.chance import Range
from motcua.domain.dossiers.invention.errors import RecipeError
from motcua.domain.dossiers.invention.recipe import Plain, read_file

Weights = Mapping[str, float]


class Fate(StrEnum):
    """What becomes of a dossier."""

    DONE = "done"
    LATE = "late"
    APOLOGISED = "apologised"
    SUPPLEMENTED = "supplemented"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When people come, where, and who does the typing."""

    seed: str
    days: int
    weekdays: tuple[float, ...]
    hours: Mapping[int, float]
    wards: Weights
    assisted: float
    citizens: float
    people_for_100: int


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of dossiers, and how long things take: shares, and working hours from and to."""

    fates: Mapping[Fate, float]
    stuck_days: int
    pace: Range
    of_what_is_left: float
    begins_from_hours: float
    begins_share: Range
    overrun_hours: Range
    sent_back: float
    hours: Mapping[str, Range]
    awake: tuple[int, int]
    soon_minutes: int
    silent: float
    asked_at_reception: float
    posted: float
    overlooked: float


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure of the history. The shape of each part is told in mix.yaml."""

    code: str
    weight: float
    cases: Weights
    channels: Mapping[Channel, float]
    slow_at: Weights
    rejected: Mapping[str, str]
    detours: Mapping[str, Weights]
    asks: tuple[str, ...]
    elsewhere: Range
    ages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Recipe(invention.Recipe):
    """The whole of it. parts: procedures that nobody files, because they are only parts of linked ones."""

    arrivals: Arrivals
    fates: Fates
    offers: Mapping[str, Offer]
    parts: Mapping[str, Offer]


def read_recipe(folder: Path) -> Recipe:
    """The recipe in a folder. Raises RecipeError."""
    shared = invention.read_recipe(folder)
    files = {name: read_file(folder / f"{name}.yaml") for name in ("arrivals", "fates", "mix")}
    try:
        return Recipe(
            people=shared.people,
            answers=shared.answers,
            words=shared.words,
            specimen=shared.specimen,
            arrivals=_arrivals(files["arrivals"]),
            fates=_fates(files["fates"]),
            offers={code: _offer(code, said) for code, said in files["mix"]["procedures"].items()},
            parts={code: _offer(code, {**_NOBODYS, **said}) for code, said in files["mix"]["parts"].items()},
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise RecipeError(f"{folder}: {type(problem).__name__}: {problem}") from problem


def _arrivals(said: Plain) -> Arrivals:
    return Arrivals(**{**said, "weekdays": tuple(said["weekdays"])})


def _fates(said: Plain) -> Fates:
    begins = said["begins"]
    return Fates(
        fates={Fate(name): weight for name, weight in said["fates"].items()},
        stuck_days=said["stuck_days"],
        pace=_range(said["pace"]),
        of_what_is_left=said["of_what_is_left"],
        begins_from_hours=begins["from_hours"],
        begins_share=_range(begins["share"]),
        overrun_hours=_range(said["overrun_hours"]),
        sent_back=said["sent_back"],
        hours={what: _range(bounds) for what, bounds in said["hours"].items()},
        awake=_whole(said["awake"]),
        soon_minutes=said["soon_minutes"],
        silent=said["silent"],
        asked_at_reception=said["asked_at_reception"],
        posted=said["posted"],
        overlooked=said["overlooked"],
    )


_NOBODYS: Plain = {"weight": 0, "cases": {}, "channels": {}}


def _offer(code: str, said: Plain) -> Offer:
    return Offer(
        code=code,
        weight=said["weight"],
        cases=said["cases"],
        channels={Channel(name): weight for name, weight in said["channels"].items()},
        slow_at=said["slow_at"],
        rejected=said.get("rejected", {}),
        detours=said.get("detours", {}),
        asks=tuple(said.get("asks", ())),
        elsewhere=_range(said.get("elsewhere", (0, 0))),
        ages=_whole(said["ages"]) if "ages" in said else None,
    )


def _whole(bounds: Any) -> tuple[int, int]:
    first, last = bounds
    return int(first), int(last)


def _range(bounds: Any) -> Range:
    first, last = bounds
    return float(first), float(last)
