"""What happens next to a dossier, and when: read off what is open on it, its fate, and the officers' pace."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from motcua.core.deadlines import LimitUnit, apology_due_on
from motcua.core.procedure import Step, StepKind, WaitsFor
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.parts import next_watch
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.moves import Move, Moves
from motcua.domain.dossiers.history.plan import Planned
from motcua.domain.dossiers.history.recipe import Fate
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.types import Phase, Task, TaskKind, WaitingFor

WORKING_DAY = timedelta(hours=8)
_UNIT_HOURS = {
    LimitUnit.WORKING_HOURS: timedelta(hours=1),
    LimitUnit.WORKING_DAYS: WORKING_DAY,
    LimitUnit.CALENDAR_DAYS: WORKING_DAY * 5 / 7,
    LimitUnit.MONTHS: WORKING_DAY * 21,
}
# Steps that take no time of their own: they end as soon as somebody gets to them.
_AT_ONCE = frozenset({StepKind.RECEPTION, StepKind.ASSIGNMENT, StepKind.CONSULTATION, StepKind.ISSUE, StepKind.RETURN})
_LATE = frozenset({Fate.LATE, Fate.APOLOGISED})
_ASKED_LATER = frozenset({Fate.SUPPLEMENTED, Fate.UNANSWERED})

Choice = Callable[[datetime], Move]


class Next(NamedTuple):
    """The next act on a dossier: when, and a way to learn who does what."""

    at: datetime
    choose: Choice


class Life:
    """One dossier from its filing on. Each moment is drawn once, when it comes into sight."""

    def __init__(self, city: City, planned: Planned, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        self._fates = city.recipe.fates
        self._planned = planned
        self._chance = Chance(city.seed, planned.n, "life")
        self._moves = Moves(city, planned, chronicle, self._chance)
        self._set: dict[Hashable, datetime | None] = {}
        self._now = planned.filed_at
        self._asks_at_reception = planned.files_alone and self._chance.happens(self._fates.asked_at_reception)
        self._was_slow = False

    @property
    def case(self) -> Case:
        """The dossier as it stands."""
        return self.chronicle.case

    def do(self, move: Next) -> None:
        """Let the next act happen."""
        actor, act = move.choose(move.at)
        self.chronicle.does(actor, move.at, act)
        self._now = move.at

    def stands_since(self, at: datetime) -> None:
        """Something from outside has moved the dossier at this moment."""
        self._now = at

    def next(self) -> Next | None:
        """What happens next; nothing when the dossier has ended, or when nobody does anything about it any more."""
        if self.case.phase.is_final:
            return None
        return min(self._possible(), key=lambda move: move.at, default=None)

    # --- what may happen

    def _possible(self) -> Iterator[Next]:
        case = self.case
        for timer in case.timers:
            yield Next(timer.due_at, partial(self._moves.fire, timer.n))
        watch = next_watch(case)
        if watch:
            yield Next(max(watch, self._now), self._moves.find_silent)
        if self._planned.fate is Fate.WITHDRAWN and case.phase.is_open:
            yield from self._at("withdrawal", self._waited("withdrawal"), self._moves.withdraw)
        if case.waiting_for is WaitingFor.SUPPLEMENT:
            yield from self._supplement()
            return
        for task in case.tasks:
            yield from self._opinion(task) if task.kind is TaskKind.OPINION else self._task(task)
        yield from self._waits()
        yield from self._apology()
        if case.fees_due > case.fees_paid:
            yield from self._at(("fee", case.fees_due), self._at_the_counter("payment"), self._moves.pay)

    def _supplement(self) -> Iterator[Next]:
        if self._planned.fate is Fate.UNANSWERED:
            yield from self._at("stop", self._at_the_counter("stop"), self._moves.stop)
        else:
            draw = self._waited if self._planned.files_alone else self._at_the_counter
            yield from self._at("supplement", draw("supplement"), self._moves.bring_supplement)

    def _opinion(self, task: Task) -> Iterator[Next]:
        key = ("opinion", task.n)
        if key not in self._set and self.case.timers and self._chance.happens(self._fates.silent):
            self._set[key] = None  # the timer of the wait gives the silence its meaning
        yield from self._at(key, self._worked("opinion"), partial(self._moves.give_opinion, task))

    def _task(self, task: Task) -> Iterator[Next]:
        step = self.chronicle.world.procedure.steps[task.step]
        if self._is_asked_now(step):
            yield from self._at(
                ("ask", task.n), lambda: self._after(self._usual(step)), partial(self._moves.request_supplement, task)
            )
            return
        ends = self._end_of(task, step)
        if task.started_at is None and (begins := self._begin_of(task, step, ends)):
            yield Next(begins, partial(self._moves.begin, task))
        elif ends:
            yield Next(ends if ends >= self._now else self._soon(), partial(self._moves.end, task, step))

    def _waits(self) -> Iterator[Next]:
        steps = self.chronicle.world.procedure.steps
        for wait in self.case.process.waits:
            step = steps.get(wait.node)
            match step.waits_for if step else None:
                case WaitsFor.REGISTRY | WaitsFor.CENTRAL_SYSTEM:
                    yield from self._at(
                        ("wait", wait.number), self._worked("reply"), partial(self._moves.reply, wait.number)
                    )
                case WaitsFor.APPLICANT if self._planned.files_alone or not self.case.timers:
                    yield from self._at(("wait", wait.number), self._worked("answer"), self._moves.answer)
                case WaitsFor.OBLIGATION | WaitsFor.PAYMENT if self._owes_elsewhere(step):
                    yield from self._at(
                        ("wait", wait.number), self._at_the_counter("payment"), self._moves.pay_elsewhere
                    )

    def _owes_elsewhere(self, step: Step | None) -> bool:
        """A wait for money that is not ours: one that says so, or that stands when all that is ours is paid."""
        is_said = step is not None and step.waits_for is WaitsFor.OBLIGATION
        return is_said or self.case.fees_due == self.case.fees_paid

    def _apology(self) -> Iterator[Next]:
        """The letter of apology goes out on its last day, or at once where that has passed."""
        clock, ends = self.case.clock, self._set.get("slow")
        late = self._planned.fate is Fate.APOLOGISED and clock and not clock.ended_at and not clock.open_pause
        if late and clock and ends and not clock.reschedules and self.case.phase is not Phase.RESOLVED:
            day = apology_due_on(self._calendar, clock)
            at = max(self._calendar.opening(day), self._soon())
            if at < ends:
                yield Next(at, partial(self._moves.apologise, ends))

    # --- when it happens

    @property
    def _calendar(self) -> WorkCalendar:
        return self.chronicle.world.calendar_of(self.case.competent_id)

    def _after(self, working_time: timedelta) -> datetime:
        """So much working time from now, to the second."""
        exact = self._calendar.add(self._calendar.next_working_moment(self._now), working_time)
        return max(exact.replace(microsecond=0), self._now)

    def _worked(self, what: str) -> Callable[[], datetime]:
        """The end of so much working time as the recipe says of it, and not so much that the dossier gets late."""
        return lambda: self._after(min(self._hours(what), self._left() * self._fates.of_what_is_left))

    def _waited(self, what: str) -> Callable[[], datetime]:
        """So many hours from now as the recipe says of it, at a time of day at which people are awake."""
        return lambda: self._awake(self._now + self._hours(what))

    def _at_the_counter(self, what: str) -> Callable[[], datetime]:
        """So much working time from now as the recipe says of it: when the counter is open."""
        return lambda: self._after(self._hours(what))

    def _awake(self, at: datetime) -> datetime:
        """The moment itself; what would be at night comes as many hours later as the night has."""
        up, asleep = self._fates.awake
        return at if up <= at.hour < asleep else at + timedelta(hours=24 - asleep + up)

    def _soon(self) -> datetime:
        return self._after(timedelta(minutes=self._fates.soon_minutes))

    def _hours(self, what: str) -> timedelta:
        return timedelta(seconds=round(3600 * self._chance.between(self._fates.hours[what])))

    def _at(self, key: Hashable, draw: Callable[[], datetime], choose: Choice) -> Iterator[Next]:
        """At the moment drawn for `key` when it was first thought of."""
        if key not in self._set:
            self._set[key] = draw()
        at = self._set[key]
        if at:
            yield Next(at if at >= self._now else self._soon(), choose)

    def _usual(self, step: Step) -> timedelta:
        """How long the officer takes: a part of the step's limit, and never so long that the dossier gets late."""
        if step.kind is StepKind.RETURN:
            return self._hours("handover")
        if step.limit is None or step.limit.unit not in _UNIT_HOURS:
            return self._hours("step")
        whole = step.limit.amount * _UNIT_HOURS[step.limit.unit]
        taken = whole * self._chance.between(self._fates.pace)
        return min(taken, self._left() * self._fates.of_what_is_left)

    def _left(self) -> timedelta:
        """The working time until the due date; without one, or past it, whatever it takes."""
        clock = self.case.clock
        left = self._calendar.between(self._now, clock.due_at) if clock and clock.due_at > self._now else timedelta()
        return left or WORKING_DAY * 30

    def _end_of(self, task: Task, step: Step) -> datetime | None:
        key = ("end", task.n)
        if key not in self._set:
            self._set[key] = self._slow_end() if self._is_slow_now(step) else self._after(self._taken(step))
        return self._set[key]

    def _taken(self, step: Step) -> timedelta:
        """How long it takes; an agency now and then overlooks a part that has come to it."""
        overlooks = self.case.part_of and step.kind is StepKind.RECEPTION
        if overlooks and self._chance.happens(self._fates.overlooked):
            return self._hours("overlooked")
        return self._usual(step)

    def _is_slow_now(self, step: Step) -> bool:
        slow = self._planned.fate in _LATE or self._planned.fate is Fate.STUCK
        return slow and step.key == self._planned.slow_step and not self._was_slow and self.case.clock is not None

    def _slow_end(self) -> datetime | None:
        """Some time after the due date, or never."""
        self._was_slow = True
        clock = self.case.clock
        if self._planned.fate is Fate.STUCK or clock is None:
            return None
        overrun = timedelta(seconds=round(3600 * self._chance.between(self._fates.overrun_hours)))
        begins = self._calendar.next_working_moment(max(clock.due_at, self._now))
        self._set["slow"] = self._calendar.add(begins, overrun)
        return self._set["slow"]

    def _begin_of(self, task: Task, step: Step, ends: datetime | None) -> datetime | None:
        """When the officer begins, for work that takes a while."""
        nominal = step.limit.amount * _UNIT_HOURS.get(step.limit.unit, timedelta()) if step.limit else timedelta()
        if step.kind in _AT_ONCE or nominal < timedelta(hours=self._fates.begins_from_hours):
            return None
        key = ("begin", task.n)
        if key not in self._set:
            whole = self._calendar.between(self._now, ends) if ends else nominal
            self._set[key] = self._after(whole * self._chance.between(self._fates.begins_share))
        begins = self._set[key]
        if not begins or (ends and begins >= ends):
            return None
        return begins if begins >= self._now else self._soon()

    def _is_asked_now(self, step: Step) -> bool:
        """Whether this is the moment at which papers are asked for: the reception, or the first work after it."""
        if self._planned.fate not in _ASKED_LATER or self.case.supplements:
            return False
        return (step.kind is StepKind.RECEPTION) if self._asks_at_reception else step.kind not in _AT_ONCE
