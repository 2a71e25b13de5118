"""Offices whose people work together, what comes to them, and what the simulator makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from motcua.core.procedure import StepKind
from motcua.core.process.reader import read_model
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation import model
from motcua.core.simulation.playing import ALL, Outcome, play
from motcua.core.simulation.tables import Compiled, compile_model
from motcua.domain.dossiers.city.choices import shares_of
from motcua.domain.dossiers.city.handling import Handling, Post, Times, times_of
from motcua.domain.dossiers.city.plan import CityPlan, Ints
from motcua.domain.dossiers.city.recipe import CityRecipe
from motcua.domain.dossiers.city.sorts import BY_ITSELF, Sort
from motcua.domain.dossiers.city.staffing import Recruiting, Teams, holders_of, people_needed
from motcua.domain.dossiers.world import world_of
from motcua.domain.identity import queries as identity

# How much longer than the history is played, so that what is worked on at its end is known.
BEYOND = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Bureau:
    """Agencies that share people or books of numbers. name: the code of the first of them. sorts: what comes to them,
    by its place in the plan.
    """

    name: str
    sorts: tuple[int, ...]


class Load(NamedTuple):
    """How many dossiers come to a bureau, and of which procedures."""

    many: int
    codes: tuple[str, ...]


class Life(NamedTuple):
    """What was played for a bureau. orders: for each of its sorts, which orders of the plan they are; posts: where
    their steps are done. officers: whom a number of the log stands for.
    """

    bureau: Bureau
    compiled: Compiled
    outcome: Outcome
    orders: tuple[Ints, ...]
    posts: tuple[dict[str, Post], ...]
    officers: Ints


class Bureaus:
    """The bureaus of a plan."""

    def __init__(self, recipe: CityRecipe, plan: CityPlan) -> None:
        self._recipe, self._plan = recipe, plan
        self._posts = [_posts(sort, plan) for sort in plan.sorts]
        self._processes: dict[int, Steerable] = {}
        self._known_times: dict[int, Times] = {}
        self.all = self._joined()

    def introduce(self, bureau: Bureau, recruiting: Recruiting) -> int:
        """Let as many people hold its posts as its work needs; how many were introduced. Raises PlanError."""
        worked = self._worked(bureau)
        holders = holders_of(worked, self._plan.wanted.until.date())
        made = 0
        for post in sorted(worked, key=lambda each: (identity.agency(each.office_id).code, each.role)):
            needed = people_needed(self._recipe.staff, worked[post], self._open_seconds(post.office_id))
            made += recruiting.fill(post, needed, len(holders[post]))
        return made

    def live(self, bureau: Bureau) -> Life:
        """Play all that comes to a bureau, with the people who hold its posts now."""
        wanted = self._plan.wanted
        posts = {post for n in bureau.sorts for post in self._posts[n].values()}
        teams = Teams(self._recipe.staff, holders_of(posts, wanted.until.date()), wanted.begin)
        pools = tuple(team.pool for team in teams.teams)
        compiled = compile_model(self._model(bureau, teams.of(), pools))
        horizon = (wanted.until + BEYOND - wanted.begin).total_seconds()
        outcome = play(compiled, wanted.seed, horizon, logged=ALL)
        officers = np.array([each for team in teams.teams for each in team.officers], dtype=np.int64)
        orders = tuple(self._orders(n) for n in bureau.sorts)
        return Life(bureau, compiled, outcome, orders, tuple(self._posts[n] for n in bureau.sorts), officers)

    def loads(self) -> tuple[Load, ...]:
        """What comes to each of the bureaus."""
        sorts = self._plan.sorts
        many = np.bincount(self._plan.orders.sort, minlength=len(sorts))
        return tuple(
            Load(int(many[list(each.sorts)].sum()), tuple(sorted({sorts[n].offer.code for n in each.sorts})))
            for each in self.all
        )

    # --- what is played

    def _model(self, bureau: Bureau, teams: Mapping[Post, Sequence[str]], pools: tuple[model.Pool, ...]) -> model.Model:
        return model.Model(tuple(self._played(n, teams) for n in bureau.sorts), pools)

    def _played(self, n: int, teams: Mapping[Post, Sequence[str]]) -> model.Played:
        sort = self._plan.sorts[n]
        return model.Played(
            sort.name,
            self._process(sort),
            self._plan.orders.at[self._orders(n)].tolist(),
            self._handling(n).steps(teams),
            shares_of(sort, self._recipe.work),
        )

    def _process(self, sort: Sort) -> Steerable:
        version_id = sort.example.version_id
        if version_id not in self._processes:
            self._processes[version_id] = steerable(read_model(sort.procedure.diagram))
        return self._processes[version_id]

    def _handling(self, n: int) -> Handling:
        sort = self._plan.sorts[n]
        return Handling(sort, self._recipe.work, self._times(sort.example.competent_id), self._posts[n])

    def _times(self, agency_id: int) -> Times:
        if agency_id not in self._known_times:
            wanted, calendar = self._plan.wanted, identity.calendar_of(agency_id)
            self._known_times[agency_id] = times_of(calendar, wanted.begin, wanted.until, self._recipe.work)
        return self._known_times[agency_id]

    def _orders(self, n: int) -> Ints:
        found: Ints = np.flatnonzero(self._plan.orders.sort == n)
        return found

    def _worked(self, bureau: Bureau) -> dict[Post, float]:
        """The seconds of work at each post, when everything that comes is done."""
        compiled = compile_model(self._model(bureau, {}, ()))
        counted = play(compiled, self._plan.wanted.seed).node_count
        done = {name: int(count) for name, count in zip(compiled.nodes, counted, strict=True)}
        worked: dict[Post, float] = {}
        for n in bureau.sorts:
            sort, handling = self._plan.sorts[n], self._handling(n)
            for step, post in self._posts[n].items():
                seconds = done.get((sort.name, step), 0) * handling.work_of(sort.procedure.steps[step])
                worked[post] = worked.get(post, 0.0) + seconds
        return worked

    def _open_seconds(self, office_id: int) -> float:
        wanted = self._plan.wanted
        return identity.calendar_of(office_id).between(wanted.begin, wanted.until).total_seconds()

    # --- who works together

    def _joined(self) -> tuple[Bureau, ...]:
        """Sorts that share a person share a bureau, and sorts that draw numbers from the same books: those of codes are
        kept where dossiers are received, those of results where they are decided.
        """
        on = self._plan.wanted.until.date()
        by_key: dict[object, int] = {}
        leader = list(range(len(self._plan.sorts)))

        def first(n: int) -> int:
            while leader[n] != n:
                n = leader[n]
            return n

        holders = holders_of({post for posts in self._posts for post in posts.values()}, on)
        for n, posts in enumerate(self._posts):
            example = self._plan.sorts[n].example
            shared: list[object] = [("received", example.receiving_id), ("decided", example.competent_id)]
            for post in posts.values():
                shared += [post, *(("officer", officer.id) for officer in holders[post])]
            for key in shared:
                one, other = sorted((first(n), first(by_key.setdefault(key, n))))
                leader[other] = one
        groups: dict[int, list[int]] = {}
        for n in range(len(leader)):
            groups.setdefault(first(n), []).append(n)
        return tuple(sorted((self._named(group) for group in groups.values()), key=lambda each: each.name))

    def _named(self, group: Sequence[int]) -> Bureau:
        codes = {identity.agency(self._plan.sorts[n].example.competent_id).code for n in group}
        return Bureau(min(codes), tuple(group))


def _posts(sort: Sort, plan: CityPlan) -> dict[str, Post]:
    """Where each step is done that an officer does."""
    world, on = world_of(sort.example.version_id), plan.wanted.until.date()
    return {
        step.key: Post(world.office_of(sort.example, step.role, on), step.role.key)
        for step in sort.procedure.steps.values()
        if step.kind is not StepKind.WAIT and step.kind not in BY_ITSELF
    }
