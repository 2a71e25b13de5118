"""Offices whose people work together, what comes to them, and what the simulator makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from motcua.core.process.reader import read_model
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation import model
from motcua.core.simulation.chance import key_of
from motcua.core.simulation.playing import ALL, Outcome, play
from motcua.core.simulation.tables import Compiled, compile_model
from motcua.domain.dossiers.city.choices import shares_of
from motcua.domain.dossiers.city.families import Member, members_of
from motcua.domain.dossiers.city.handling import Handling, Post, Times, times_of
from motcua.domain.dossiers.city.joined_drawing import joined_drawing
from motcua.domain.dossiers.city.plan import CityPlan, Ints
from motcua.domain.dossiers.city.recipe import CityRecipe
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.dossiers.city.staffing import Recruiting, Teams, holders_of, people_needed
from motcua.domain.identity import queries as identity

# How much longer than the past is played, so that what is worked on at its end is known.
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
    """What was played for a bureau. orders: for each of its sorts, which orders of the plan they are; members: who was
    played with it. officers: whom a number of the log stands for.
    """

    bureau: Bureau
    compiled: Compiled
    outcome: Outcome
    orders: tuple[Ints, ...]
    members: tuple[tuple[Member, ...], ...]
    officers: Ints


class Bureaus:
    """The bureaus of a plan."""

    def __init__(self, recipe: CityRecipe, plan: CityPlan) -> None:
        self._recipe, self._plan = recipe, plan
        on = plan.wanted.until.date()
        self._members = [members_of(sort, recipe.work, on) for sort in plan.sorts]
        self._posts = [frozenset(post for each in members for post in each.posts.values()) for members in self._members]
        self._processes: dict[tuple[int, ...], Steerable] = {}
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

    def live(self, bureau: Bureau, turn: int = 0) -> Life:
        """Play all that comes to a bureau, with the people who hold its posts now. turn: another number is another
        life with other luck, in which the same comes at the same moments.
        """
        wanted = self._plan.wanted
        posts = {post for n in bureau.sorts for post in self._posts[n]}
        teams = Teams(self._recipe.staff, holders_of(posts, wanted.until.date()), wanted.begin)
        pools = tuple(team.pool for team in teams.teams)
        compiled = compile_model(self._model(bureau, teams.of(), pools))
        horizon = (wanted.until + BEYOND - wanted.begin).total_seconds()
        seed = key_of(f"{wanted.seed}/{turn}") if turn else wanted.seed
        outcome = play(compiled, seed, horizon, logged=ALL)
        officers = np.array([each for team in teams.teams for each in team.officers], dtype=np.int64)
        orders = tuple(self._orders(n) for n in bureau.sorts)
        return Life(bureau, compiled, outcome, orders, tuple(self._members[n] for n in bureau.sorts), officers)

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
        steps, shares = dict[str, model.Step](), dict[str, float]()
        for member in self._members[n]:
            handled = self._handling(member).steps(teams)
            steps |= {member.named(node): step for node, step in handled.items()}
            shares |= {member.named(flow): share for flow, share in shares_of(member.sort, member.work).items()}
        at = self._plan.orders.at[self._orders(n)].tolist()
        return model.Played(sort.name, self._process(sort), at, steps, shares)

    def _process(self, sort: Sort) -> Steerable:
        """The drawing of a sort, with those of its parts."""
        key = (sort.example.version_id, *(part.example.version_id for part in sort.parts.values()))
        if key not in self._processes:
            parts = {step: part.procedure for step, part in sort.parts.items()}
            drawing = joined_drawing(sort.procedure, parts) if parts else read_model(sort.procedure.diagram)
            self._processes[key] = steerable(drawing)
        return self._processes[key]

    def _handling(self, member: Member) -> Handling:
        times = self._times(member.sort.example.competent_id)
        return Handling(member.sort, member.work, times, member.posts)

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
            for member in self._members[n]:
                handling, steps = self._handling(member), member.sort.procedure.steps
                for step, post in member.posts.items():
                    times = done.get((self._plan.sorts[n].name, member.named(step)), 0)
                    worked[post] = worked.get(post, 0.0) + times * handling.work_of(steps[step])
        return worked

    def _open_seconds(self, office_id: int) -> float:
        wanted = self._plan.wanted
        return identity.calendar_of(office_id).between(wanted.begin, wanted.until).total_seconds()

    # --- who works together

    def _joined(self) -> tuple[Bureau, ...]:
        """Sorts that share a person share a bureau, and sorts that draw numbers from the same books: those of codes are
        kept where dossiers are received, those of results where they are decided. A linked dossier shares the people
        and the books of all its parts.
        """
        on = self._plan.wanted.until.date()
        by_key: dict[object, int] = {}
        leader = list(range(len(self._plan.sorts)))

        def first(n: int) -> int:
            while leader[n] != n:
                n = leader[n]
            return n

        holders = holders_of({post for posts in self._posts for post in posts}, on)
        for n, posts in enumerate(self._posts):
            examples = [member.sort.example for member in self._members[n]]
            shared: list[object] = [("received", each.receiving_id) for each in examples]
            shared += [("decided", each.competent_id) for each in examples]
            for post in posts:
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
