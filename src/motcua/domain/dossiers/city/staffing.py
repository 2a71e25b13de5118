"""Who works in the offices: the city's own officers, and as many invented ones as the work needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from motcua.core.simulation.calendars import second_of
from motcua.core.simulation.model import Hours, Pool
from motcua.core.workcal import ZONE, WorkCalendar
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.handling import Post
from motcua.domain.dossiers.city.recipe import Roster, StaffPlan
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import appoint_officer, record_person
from motcua.domain.identity.types import NotFoundError, Officer

_FULL = Roster(1.0, ("all",) * 7)
_SERIALS = 10_000
# Steps of the golden ratio spread people evenly over the rosters, however many they are.
_GOLDEN = 0.6180339887498949


class Team(NamedTuple):
    """People with the same posts and the same hours, as one pool of the model."""

    pool: Pool
    posts: frozenset[Post]
    officers: tuple[int, ...]


def holders_of(posts: Iterable[Post], on: date) -> dict[Post, tuple[Officer, ...]]:
    """Who holds each post on a day, the city's own people first."""
    wanted = tuple(posts)
    found = identity.officers_of_posts((post.office_id for post in wanted), on)
    return {post: found.get(post, ()) for post in wanted}


def people_needed(plan: StaffPlan, worked: float, open_seconds: float) -> int:
    """How many people do so many seconds of work in an office that is open so long. At least one."""
    return max(1, ceil(worked / (plan.busy * open_seconds)))


class Recruiting:
    """Introduces invented officers by the city's own services; those who are there already are not made twice."""

    def __init__(self, plan: StaffPlan, since: date) -> None:
        self._plan, self._since = plan, since
        self._serial = 0

    def fill(self, post: Post, needed: int, there: int) -> int:
        """Let so many people hold a post; how many were introduced. Raises PlanError when it needs more than the plan
        allows.
        """
        if needed > self._plan.most:
            office = identity.agency(post.office_id)
            raise PlanError(
                f"{office.name} ({office.code}) cần {needed} người giữ vai trò {post.role}, quá {self._plan.most}; hãy "
                "giảm --dossiers, tăng --months hoặc chọn thêm cơ quan.",
                f"{office.name} ({office.code}) would need {needed} people as {post.role}, over {self._plan.most}; "
                "give fewer --dossiers, more --months, or more offices.",
            )
        for _ in range(needed - there):
            self._introduce(post)
        return max(needed - there, 0)

    def _introduce(self, post: Post) -> None:
        plan = self._plan
        login, chance = self._next_login(), Chance(plan.login, self._serial)
        born = date(chance.randint(*plan.born), 1, 1) + timedelta(days=chance.randrange(365))
        name = f"{chance.choice(plan.families)} {plan.words[self._serial % len(plan.words)]} {self._serial}"
        sex = chance.randrange(2)
        century = (born.year - 1900) // 100 * 2 + sex
        personal_id = f"{plan.province}{century}{born.year % 100:02d}{plan.mark}{self._serial:04d}"
        record_person(name, personal_id=personal_id, born=born)
        by = Scope(None, frozenset(), frozenset(), frozenset({post.office_id}))
        appoint_officer(personal_id, login, post.office_id, post.role, self._since, by=by, decision=plan.decision)

    def _next_login(self) -> str:
        """The first login of an invented officer that nobody has."""
        while True:
            self._serial += 1
            if self._serial >= _SERIALS:
                raise PlanError(
                    f"Kế hoạch cần hơn {_SERIALS} cán bộ hư cấu; hãy giảm --dossiers hoặc tăng --months.",
                    f"The plan needs more than {_SERIALS} invented officers; give fewer --dossiers or more --months.",
                )
            login = f"{self._plan.login}.{self._serial:04d}"
            try:
                identity.officer_by_login(login)
            except NotFoundError:
                return login


class Teams:
    """The people of offices that work together, as pools."""

    def __init__(self, plan: StaffPlan, holders: Mapping[Post, Sequence[Officer]], begin: datetime) -> None:
        self._plan, self._begin = plan, begin
        self._crowded = {post for post, officers in holders.items() if len(officers) >= plan.enough}
        held: dict[Officer, set[Post]] = {}
        for post, officers in holders.items():
            for officer in officers:
                held.setdefault(officer, set()).add(post)
        alike: dict[tuple[frozenset[Post], Roster], list[int]] = {}
        for officer in sorted(held, key=lambda each: each.login):
            posts = frozenset(held[officer])
            alike.setdefault((posts, self._roster(officer, posts)), []).append(officer.id)
        self.teams = tuple(self._team(n, *each) for n, each in enumerate(alike.items()))

    def of(self) -> dict[Post, tuple[str, ...]]:
        """The teams whose people hold each post: those who can do least besides come first."""
        found: dict[Post, list[Team]] = {}
        for team in self.teams:
            for post in team.posts:
                found.setdefault(post, []).append(team)
        return {
            post: tuple(team.pool.name for team in sorted(teams, key=lambda each: len(each.posts)))
            for post, teams in found.items()
        }

    def _roster(self, officer: Officer, posts: frozenset[Post]) -> Roster:
        """The hours of the city's own people are those of their office; of the others some work less."""
        if not officer.login.startswith(self._plan.login) or not posts <= self._crowded:
            return _FULL
        place = int(officer.login.rpartition(".")[2]) * _GOLDEN % 1
        for roster in self._plan.rosters:
            place -= roster.share
            if place < 0:
                return roster
        return _FULL

    def _team(self, n: int, who: tuple[frozenset[Post], Roster], officers: list[int]) -> Team:
        posts, roster = who
        calendar = identity.calendar_of(min(posts).office_id)
        return Team(Pool(f"team {n}", len(officers), _hours(calendar, self._begin, roster)), posts, tuple(officers))


@lru_cache(maxsize=64)
def _hours(calendar: WorkCalendar, begin: datetime, roster: Roster) -> Hours:
    """The hours of a team; offices with the same hours share one calendar."""
    return Hours(tuple(_shifts(calendar, begin, roster)))


def _shifts(calendar: WorkCalendar, begin: datetime, roster: Roster) -> Iterator[tuple[float, float]]:
    for n in range((calendar.last - begin.date()).days + 1):
        day = begin.date() + timedelta(days=n)
        worked = {"all": calendar.shifts(day), "morning": calendar.shifts(day)[:1], "none": ()}[
            roster.week[day.weekday()]
        ]
        for shift in worked:
            opens, closes = (datetime.combine(day, at, ZONE) for at in (shift.opens, shift.closes))
            yield second_of(begin, opens), second_of(begin, closes)
