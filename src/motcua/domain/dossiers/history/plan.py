"""Who files what, when, how, and what will become of it: the plan of a history, made before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.core.procedure import Channel
from motcua.core.workcal import ZONE, WorkCalendar
from motcua.domain.dossiers.history.recipe import Fate, Offer, Recipe
from motcua.domain.dossiers.invention.chance import Chance

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier to be. `n` counts them in the order in which they come in.

    citizen: the personal id of the citizen of the demo city who files it; empty for somebody invented. slow_step: where
    it will lie, if its fate is to be late or stuck.
    """

    n: int
    filed_at: datetime
    offer: Offer
    case: str
    channel: Channel
    assisted: bool
    ward: str
    citizen: str
    fate: Fate
    slow_step: str

    @property
    def files_alone(self) -> bool:
        """Whether the applicant files online by his own account."""
        return self.channel is Channel.ONLINE and not self.assisted


def plan_of(recipe: Recipe, dossiers: int, until: datetime, calendar: WorkCalendar) -> tuple[Planned, ...]:
    """So many dossiers filed before `until`, in the order of time."""
    moments = _moments(recipe, dossiers, until, calendar)
    return tuple(_planned(recipe, n, at, until, calendar) for n, at in enumerate(moments, 1))


def _moments(recipe: Recipe, dossiers: int, until: datetime, calendar: WorkCalendar) -> list[datetime]:
    days = {day: _weight(recipe, day, calendar) for day in _days(until, recipe.arrivals.days)}
    chance = Chance(recipe.arrivals.seed, "arrivals")
    found: set[datetime] = set()
    while len(found) < dossiers:
        clock = time(chance.pick(recipe.arrivals.hours), chance.randrange(60), chance.randrange(60))
        at = datetime.combine(chance.pick(days), clock, ZONE)
        if at < until:
            found.add(at)
    return sorted(found)


def _days(until: datetime, days: int) -> Iterator[date]:
    return (until.date() - timedelta(days=back) for back in range(days))


def _weight(recipe: Recipe, day: date, calendar: WorkCalendar) -> float:
    closed = day.weekday() < SUNDAY - 1 and not calendar.is_working_day(day)
    return recipe.arrivals.weekdays[SUNDAY if closed else day.weekday()]


def _planned(recipe: Recipe, n: int, at: datetime, until: datetime, calendar: WorkCalendar) -> Planned:
    arrivals, chance = recipe.arrivals, Chance(recipe.arrivals.seed, n, "plan")
    offer, channel = _what(recipe, chance, open_now=calendar.is_working(at))
    assisted = channel is Channel.ONLINE and calendar.is_working(at) and chance.happens(arrivals.assisted)
    alone = channel is Channel.ONLINE and not assisted
    known = alone and chance.happens(arrivals.citizens)
    return Planned(
        n=n,
        filed_at=at,
        offer=offer,
        case=chance.pick(offer.cases),
        channel=channel,
        assisted=assisted,
        ward=chance.pick(arrivals.wards),
        citizen=chance.choice(tuple(recipe.people["citizens"]["may_file"])) if known else "",
        fate=_fate(recipe, chance, offer, alone=alone, age=until - at),
        slow_step=chance.pick(offer.slow_at),
    )


def _what(recipe: Recipe, chance: Chance, *, open_now: bool) -> tuple[Offer, Channel]:
    """A procedure and a way to file it; outside the opening hours only what goes online."""
    ways = [
        (offer, channel, offer.weight * weight / sum(offer.channels.values()))
        for offer in recipe.offers.values()
        for channel, weight in offer.channels.items()
        if open_now or channel is Channel.ONLINE
    ]
    offer, channel, _ = chance.choices(ways, [weight for *_, weight in ways])[0]
    return offer, channel


def _fate(recipe: Recipe, chance: Chance, offer: Offer, *, alone: bool, age: timedelta) -> Fate:
    fate = chance.pick(recipe.fates.fates)
    possible = {
        Fate.REFUSED: alone,
        Fate.WITHDRAWN: alone,
        Fate.REJECTED: bool(offer.rejected),
        Fate.STUCK: age <= timedelta(days=recipe.fates.stuck_days),
    }
    return fate if possible.get(fate, True) else Fate.DONE
