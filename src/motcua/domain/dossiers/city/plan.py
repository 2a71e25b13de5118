"""Who comes when with what, in the whole city: drawn once from the seed, before anything is played."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.procedure import Channel
from motcua.core.simulation.arrivals import MOST_CASES
from motcua.core.simulation.chance import key_of
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.families import Families
from motcua.domain.dossiers.city.recipe import CityRecipe, Offer
from motcua.domain.dossiers.city.seasons import DAY, Clock, days_between, weights_of_days
from motcua.domain.dossiers.city.sites import Sample, Samples
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.identity import queries as identity

# Moments that lie after the end are drawn again so often; in a plan of some days none of many is left after a few.
_ROUNDS = 60
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. offices: codes of agencies that decide, or how many of them; none for all. begin: midnight of
    the first day. until: the end of the past.
    """

    offices: tuple[str, ...] | int | None
    dossiers: int
    begin: datetime
    until: datetime
    seed: int

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return days_between(self.begin.date(), self.until.date())


class Cell(NamedTuple):
    """Dossiers that come alike: of one case, by one channel, from one ward."""

    offer: Offer
    case_key: str
    channel: Channel
    assisted: bool
    ward: str
    weight: float


class Orders(NamedTuple):
    """Dossiers to be, in the order in which they come: each has the number after its place. at: seconds from the
    beginning. sort, ward: which one.
    """

    at: Floats
    sort: Ints
    ward: Ints


@dataclass(frozen=True, slots=True)
class CityPlan:
    """What comes to the offices, and where people live."""

    wanted: Wanted
    sorts: tuple[Sort, ...]
    wards: tuple[str, ...]
    orders: Orders


def plan_of(recipe: CityRecipe, samples: Samples, wanted: Wanted) -> CityPlan:
    """The plan of a city: the same each time for the same seed. Raises PlanError."""
    if not 0 < wanted.dossiers <= MOST_CASES:
        raise PlanError(
            f"Số hồ sơ phải từ 1 đến {MOST_CASES:,}; hãy sửa --dossiers.",
            f"The number of dossiers must be from 1 to {MOST_CASES:,}; mend --dossiers.",
        )
    return _Planning(recipe, samples, wanted).whole()


class _Planning:
    def __init__(self, recipe: CityRecipe, samples: Samples, wanted: Wanted) -> None:
        self._recipe, self._samples, self._wanted = recipe, samples, wanted
        self._days = wanted.days
        self._sorts: dict[str, tuple[int, Sort]] = {}
        self._versions: dict[str, list[tuple[int, ...]]] = {}
        self._families = Families(recipe, samples)
        self._clocks: dict[int, Clock] = {}
        self._weights: dict[object, Floats] = {}

    def whole(self) -> CityPlan:
        cells, asked = list(self._cells()), self._wanted.offices
        if asked is not None:
            offices = self._chosen(cells, asked)
            cells = [cell for cell in cells if self._sample(cell).case.competent_id in offices]
        chance = np.random.default_rng([self._wanted.seed, key_of("arrivals")])
        weights = np.array([cell.weight for cell in cells])
        many = chance.multinomial(self._wanted.dossiers, weights / weights.sum())
        wards = tuple(sorted({cell.ward for cell in cells}))
        drawn = [self._drawn(cell, int(n), wards.index(cell.ward)) for cell, n in zip(cells, many, strict=True) if n]
        sorts = tuple(sort for _, sort in self._sorts.values())
        return CityPlan(self._wanted, sorts, wards, self._joined(drawn))

    def _cells(self) -> Iterator[Cell]:
        plan = self._recipe.arrivals
        living = sum(plan.wards.values())
        for offer in self._recipe.offers:
            cases, ways = sum(offer.cases.values()), sum(offer.channels.values())
            for case_key, case in offer.cases.items():
                for channel, way in offer.channels.items():
                    for ward, lives in plan.wards.items():
                        if not offer.is_offered_in(ward):
                            continue
                        weight = offer.weight * case / cases * way / ways * lives / living
                        helped = plan.assisted if channel is Channel.ONLINE else 0.0
                        yield Cell(offer, case_key, channel, False, ward, weight * (1 - helped))
                        if helped:
                            yield Cell(offer, case_key, channel, True, ward, weight * helped)

    def _sample(self, cell: Cell, day: date | None = None) -> Sample:
        at = datetime.combine(day or self._wanted.until.date(), time(9), ZONE)
        return self._samples.of(cell.offer, cell.case_key, cell.channel, cell.ward, at)

    def _chosen(self, cells: Sequence[Cell], asked: tuple[str, ...] | int) -> tuple[int, ...]:
        """The offices that were asked for, the busiest first."""
        busy: dict[int, float] = {}
        for cell in cells:
            competent = self._sample(cell).case.competent_id
            busy[competent] = busy.get(competent, 0.0) + cell.weight
        codes = {identity.agency(each).code: each for each in busy}
        by_code = {code: codes[code] for code in sorted(codes, key=lambda code: (-busy[codes[code]], code))}
        if isinstance(asked, int) and asked > len(by_code):
            raise PlanError(
                f"Chỉ có {len(by_code)} cơ quan giải quyết, không phải {asked}; hãy sửa --offices.",
                f"There are only {len(by_code)} offices that decide, not {asked}; mend --offices.",
            )
        if isinstance(asked, int) and asked > 0:
            return tuple(by_code.values())[:asked]
        codes_asked = () if isinstance(asked, int) else asked
        unknown = ", ".join(sorted(set(codes_asked) - by_code.keys()))
        if unknown or not codes_asked:
            known = ", ".join(by_code)
            raise PlanError(
                f"Không có cơ quan giải quyết nào là “{unknown}”; hãy chọn trong các cơ quan: {known}.",
                f"No office that decides is “{unknown}”; choose among these: {known}.",
            )
        return tuple(by_code[each] for each in by_code if each in codes_asked)

    # --- one cell

    def _drawn(self, cell: Cell, many: int, ward: int) -> Orders:
        wanted = self._wanted
        words = f"{cell.offer.code}/{cell.case_key}/{cell.channel.value}/{cell.assisted}/{cell.ward}"
        chance = np.random.default_rng([wanted.seed, key_of(words)])
        at_counter = cell.channel is not Channel.ONLINE or cell.assisted
        receiving = self._sample(cell).case.receiving_id
        weights = self._day_weights(cell, receiving, at_counter=at_counter)
        clock = self._clock(receiving if at_counter else 0)
        last = (wanted.until - wanted.begin).total_seconds()
        at = np.empty(0)
        for _ in range(_ROUNDS):  # what would come after the end is drawn again
            days = chance.choice(len(weights), size=many - len(at), p=weights / weights.sum())
            found = clock.moments(chance, self._days, days.astype(np.int64))
            at = np.concatenate([at, found[found < last]])
            if len(at) == many:
                break
        else:
            raise self._too_short()
        return Orders(at, self._sorts_at(cell, at, chance), np.full(many, ward))

    def _day_weights(self, cell: Cell, receiving: int, *, at_counter: bool) -> Floats:
        key = (cell.offer.months, receiving if at_counter else 0)
        if key not in self._weights:
            calendar = identity.calendar_of(receiving)
            plan = self._recipe.arrivals
            found = weights_of_days(plan, cell.offer.months, self._days, calendar, counter=at_counter)
            if not found.any():
                raise self._too_short()
            self._weights[key] = found
        return self._weights[key]

    def _too_short(self) -> PlanError:
        first, last = self._wanted.begin, self._wanted.until
        return PlanError(
            f"Từ {first:%H:%M %d/%m/%Y} đến {last:%H:%M %d/%m/%Y} không có giờ làm việc nào; hãy tăng --months.",
            f"From {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} no office is open; give more --months.",
        )

    def _clock(self, receiving: int) -> Clock:
        if receiving not in self._clocks:
            calendar = identity.calendar_of(receiving) if receiving else None
            self._clocks[receiving] = Clock(self._recipe.arrivals.hours, calendar)
        return self._clocks[receiving]

    def _sorts_at(self, cell: Cell, at: Floats, chance: np.random.Generator) -> Ints:
        """Of which sort the dossiers of a cell are: another version of the procedure is another sort, and so is a
        linked dossier of which a part is refused.
        """
        days = (at // DAY).astype(np.int64)
        found = np.empty(len(at), np.int64)
        luck = chance.random(len(at))
        for day in np.unique(days):
            here = np.flatnonzero(days == day)
            found[here] = self._sort(cell, self._days[day])
            until = 0.0
            for refused, share in self._refusals(cell, self._days[day]):
                since, until = until, until + share
                hit = here[(since <= luck[here]) & (luck[here] < until)]
                if len(hit):
                    found[hit] = self._sort(cell, self._days[day], refused)
        return found

    def _refusals(self, cell: Cell, day: date) -> Iterator[tuple[str, float]]:
        """Of which parts of a dossier how many are refused; of one dossier never two."""
        parts = self._families.examples(self._sample(cell, day), cell.ward, day)
        yield from ((step, sum(ends.values())) for step, ends in cell.offer.ends.items() if step in parts)

    def _sort(self, cell: Cell, day: date, refused: str = "") -> int:
        sample = self._sample(cell, day)
        parts = self._families.examples(sample, cell.ward, day)
        case, code = sample.case, cell.offer.code
        version = (case.version_id, *(each.case.version_id for each in parts.values()))
        versions = self._versions.setdefault(code, [])
        if version not in versions:
            versions.append(version)
        helped, but = "+" if cell.assisted else "", f"/{refused}" if refused else ""
        agencies = (case.receiving_id, case.competent_id, *(each.case.competent_id for each in parts.values()))
        places = ">".join(identity.agency(each).code for each in agencies)
        name = f"{code}/{versions.index(version)}/{cell.case_key}/{cell.channel.value}{helped}/{places}{but}"
        if name not in self._sorts:
            offer = _with_one_refused(cell.offer, parts.keys(), refused)
            sort = Sort(name, offer, sample.world.procedure, cell.assisted, sample.costs, case)
            self._sorts[name] = len(self._sorts), replace(sort, parts=self._families.sorts(sort, parts, refused))
        return self._sorts[name][0]

    # --- all of them

    def _joined(self, drawn: Sequence[Orders]) -> Orders:
        at = np.concatenate([each.at for each in drawn])
        order = np.argsort(at, kind="stable")
        return Orders(*(np.concatenate(column)[order] for column in zip(*drawn, strict=True)))


def _with_one_refused(offer: Offer, parts: Collection[str], refused: str) -> Offer:
    """How the steps of a dossier end whose parts end as is known: one of them is refused, or none without a name."""
    ends = {step: shares for step, shares in offer.ends.items() if step not in parts}
    if refused:
        said = offer.ends[refused]
        ends[refused] = {end: share / sum(said.values()) for end, share in said.items()}
    return replace(offer, ends=ends)
