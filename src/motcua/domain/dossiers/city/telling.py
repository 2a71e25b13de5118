"""One case as its office would tell of it: the rows of a log become what happened to a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from motcua.core.procedure import Channel, StepKind
from motcua.domain.dossiers.city.apologies import Apologies
from motcua.domain.dossiers.city.course import StepDone, What
from motcua.domain.dossiers.city.explaining import Explained, Explaining, Passed, Path
from motcua.domain.dossiers.city.handling import NEVER, Post
from motcua.domain.dossiers.city.plan import CityPlan
from motcua.domain.dossiers.city.recipe import WorkPlan
from motcua.domain.dossiers.city.seasons import HOUR
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.identity import queries as identity

DONE, ASKED, WITHDRAWN = 0, 1, 2
MINUTE = 60.0
Second = float


class Row(NamedTuple):
    """A row of the log: what was done to a case, in seconds from the beginning. kind: done, or the how many-th
    interruption. ended: `NEVER` for what is not over. officer: 0 for nobody.
    """

    node: str
    kind: int
    enabled: Second
    started: Second
    ended: Second
    back: Second
    officer: int

    @property
    def is_done(self) -> bool:
        """Whether what waited there is over."""
        return self.kind == DONE and self.ended < NEVER


class Told(NamedTuple):
    """What a course says that is not said by its sort. numbers: the engine's number of each row."""

    filed_at: datetime
    steps: tuple[StepDone, ...]
    ended_at: datetime | None
    numbers: tuple[int, ...]


class Telling:
    """Tells of the cases of one sort."""

    def __init__(self, plan: CityPlan, work: WorkPlan, sort: Sort, posts: Mapping[str, Post]) -> None:
        """posts: where each step is done that an officer does."""
        self.sort = sort
        self._work, self._posts = work, posts
        self._begin, self._until = plan.wanted.begin, plan.wanted.until
        self._end = (self._until - self._begin).total_seconds()
        self._explaining = Explaining(sort, work)
        self._calendar = identity.calendar_of(sort.example.competent_id)
        self._apologies = Apologies(sort, work, self._calendar)
        self._steps = sort.procedure.steps
        self._is_given_out = any(step.kind is StepKind.ASSIGNMENT for step in self._steps.values())

    def told(self, came: Second, rows: Sequence[Row], draws: Sequence[float], has_ended: bool) -> Told | None:
        """What happened by the end of the past; None if nobody had taken the dossier in by then.

        draws: numbers of chance, of which each is used for one thing. Raises CourseError.
        """
        filed = self._filed(came, rows)
        if filed is None or filed > self._end:
            return None
        explained = self._explained(rows, draws[0], has_ended)
        steps = [
            step for n, row in enumerate(rows) if (step := self._step(row, n, explained, filed, draws[1])) is not None
        ]
        steps += self._payment(rows, explained, draws[2], filed)
        steps.sort(key=lambda step: step.ended)
        if self._is_given_out:
            steps = self._in_one_hand(steps)
        steps = self._apologies.added(steps, self._until, draws[3], draws[4])
        return Told(self._moment(filed), tuple(steps), self._ended(rows, steps, has_ended), explained.numbers)

    # --- the steps

    def _filed(self, came: Second, rows: Sequence[Row]) -> Second | None:
        """Online a dossier is filed as it comes, and so is a part; at the counter when the officer has taken it in, or
        looks into it.
        """
        if self.sort.is_part or self.sort.channel is Channel.ONLINE:
            return float(int(came))
        if not rows:
            return None
        first = rows[0]
        return first.ended if self._is_taken_in(first) else first.started

    def _is_taken_in(self, first: Row) -> bool:
        return self.sort.channel is not Channel.ONLINE and first.kind == DONE

    def _explained(self, rows: Sequence[Row], u: float, has_ended: bool) -> Explained:
        passed = tuple(Passed(row.node, row.is_done) for row in rows)
        return self._explaining.explain(Path(passed, has_ended and passed[-1].is_done), u)

    def _step(self, row: Row, n: int, explained: Explained, filed: Second, u: float) -> StepDone | None:
        """What a row tells, as far as it happened by the end."""
        step = self._steps.get(row.node)
        if row.started > self._end or (step is not None and self.sort.does_by_itself(step)):
            return None
        done = StepDone(row.node, explained.numbers[n], *self._moments(row, filed), row.officer or None)
        if row.ended > self._end:
            return done._replace(what=What.BEGUN) if row.officer else None
        if row.kind == WITHDRAWN:
            return done._replace(what=What.WITHDRAWN, officer_id=None)
        if row.kind == ASKED:
            return self._asked(done, row, u)
        return done._replace(outcome=explained.outcomes[n])

    def _asked(self, asked: StepDone, row: Row, u: float) -> StepDone:
        """The applicant brings what he was asked for, or the office stops at last."""
        if row.back < NEVER:
            back = self._moment(row.back) if row.back <= self._end else None
            return asked._replace(what=What.SUPPLEMENT, back=back)
        least, most = self._work.hours["stop"]
        begins = self._calendar.next_working_moment(asked.ended)
        stops = self._calendar.add(begins, timedelta(seconds=round((least + (most - least) * u) * HOUR)))
        return asked._replace(what=What.UNANSWERED, back=stops if stops <= self._until else None)

    def _payment(self, rows: Sequence[Row], explained: Explained, u: float, filed: Second) -> list[StepDone]:
        """The applicant pays what he was told to pay, before the process asks for it."""
        if not explained.pays:
            return []
        told = max(rows[explained.noticed].ended, filed)
        following = min((row.ended for row in rows[explained.noticed + 1 :]), default=told + HOUR)
        least, most = self._work.pays_after[self.sort.channel]
        at = min(told + (least + (most - least) * u) * MINUTE, (told + following) / 2)
        if at > self._end:
            return []
        moment = self._moment(at)
        return [StepDone("", 0, moment, moment, moment, None, What.PAID)]

    def _in_one_hand(self, steps: Sequence[StepDone]) -> list[StepDone]:
        """Once a dossier was given out, one officer does all that is done at his post."""
        hands: dict[Post, int | None] = {}
        given, found = False, []
        for each in steps:
            post = self._posts.get(each.node)
            if given and post and each.officer_id:
                found.append(each._replace(officer_id=hands.setdefault(post, each.officer_id)))
            else:
                found.append(each)
            step = self._steps.get(each.node)
            given = given or (step is not None and step.kind is StepKind.ASSIGNMENT)
        return found

    def _ended(self, rows: Sequence[Row], steps: Sequence[StepDone], has_ended: bool) -> datetime | None:
        last = steps[-1] if steps else None
        if last and last.what is What.UNANSWERED:
            return last.back
        if last and last.what is What.WITHDRAWN:
            return last.ended
        return self._moment(rows[-1].ended) if has_ended and rows[-1].ended <= self._end else None

    # --- moments

    def _moments(self, row: Row, filed: Second) -> tuple[datetime, datetime, datetime]:
        """When it could be done, was begun, and was over; the past sees none of it before the filing."""
        enabled, started = max(row.enabled, filed), max(row.started, filed)
        return self._moment(enabled), self._moment(started), self._moment(min(row.ended, self._end))

    def _moment(self, second: Second) -> datetime:
        return self._begin + timedelta(seconds=int(second))
