"""All figures of a log kept up to date from a stream: after any number of parts exactly those of a full pass over them.

Parts may be cut anywhere, cases may be interleaved, and an event may come after later ones of its case. What has to be
remembered is what events to come may still change:

- the events of open cases, and of closed ones until all their waits are known: about 130 bytes each;
- by resource the work whose wait is known but which may stand in the way of work to come: 40 bytes each;
- of every case that ever was its name and how long it lasted; of courses, steps, people and what people hand to each
  other as much as there is different.

Two promises bound the first two. `close`: a case is over. `settle`: no event will come that began before a moment, and
none that was enabled before another one (or whose enabling is not recorded). What breaks a promise is in no figure and
is counted in `late`. An event whose enabling is not recorded is never settled, nor what its resource did after it: its
estimate depends on all cases.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from motcua.core.mining.enabling import EntangledError, enabled_times, independent_pairs, starts
from motcua.core.mining.figures import Figures, Yardstick, figures_of, summed
from motcua.core.mining.held import Context, Held
from motcua.core.mining.limits import Bools
from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, LogBuilder, Times, as_time
from motcua.core.mining.remembered import CLOSED, GONE, OPEN, Memory, State
from motcua.core.mining.settling import Laid, for_good, lay_out
from motcua.core.mining.waiting import Waiting
from motcua.core.mining.workload import busy_times
from motcua.core.text import ToldError


class UnknownCaseError(ToldError):
    """A case is to be closed that never came."""

    def __init__(self, case: str) -> None:
        super().__init__(
            f"Chưa có ca “{case}” trong dòng sự kiện; hãy nạp ca trước khi đóng.",
            f"The stream has no case {case!r}; feed it before closing it.",
        )


class Stream:
    """The figures so far, by one yardstick."""

    def __init__(self, yardstick: Yardstick, state: State | None = None) -> None:
        self._yardstick = yardstick
        self._state = state or State(figures_of(LogBuilder().build(), yardstick))
        self._came: list[Held] = []

    @property
    def yardstick(self) -> Yardstick:
        """By what is measured."""
        return self._yardstick

    @property
    def state(self) -> State:
        """All that is known; what a stream can go on from."""
        if self._came:
            held = Held._make(np.concatenate(columns) for columns in zip(self._state.held, *self._came, strict=True))
            self._state.held = held.only(np.lexsort((held.ended, held.case)))
            self._came = []
        return self._state

    @property
    def late(self) -> int:
        """How many events came too late and are in no figure."""
        return self._state.late

    @property
    def memory(self) -> Memory:
        """What is remembered now."""
        state = self.state
        return Memory(len(state.held.case), len(state.context.began), sum(each != GONE for each in state.status))

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Of activities, resources and cases, by their numbers in the figures."""
        state = self._state
        return tuple(state.activities), tuple(state.resources), tuple(state.cases)

    def feed(self, part: EventLog) -> None:
        """Some events more, of any cases; and what is known of cases, the last word counting."""
        kept = np.flatnonzero(~self._too_late(part))
        self._state.late += len(part) - len(kept)
        wanted = np.diff(part.first) == 0
        wanted[part.case[kept]] = True
        cases = np.array(
            [self._case(name, new) for name, new in zip(part.cases, wanted.tolist(), strict=True)], dtype=np.int64
        )
        activity, resource = (
            np.array([known.setdefault(name, len(known)) for name in names] or [NOBODY], dtype=np.int64)
            for known, names in (
                (self._state.activities, part.activities),
                (self._state.resources, part.resources),
            )
        )
        who = np.where(part.resource == NOBODY, NOBODY, resource[part.resource])
        events = Held.of(part, cases[part.case], activity[part.activity], who)
        self._came.append(events.only(kept))
        self._learn(part, cases)

    def close(self, cases: Iterable[str]) -> None:
        """These cases are over. Raises UnknownCaseError."""
        for name in cases:
            if name not in self._state.cases:
                raise UnknownCaseError(name)
            number = self._state.cases[name]
            self._state.status[number] = max(self._state.status[number], CLOSED)

    def settle(self, before: datetime, enabled_since: datetime | None = None) -> None:
        """No event comes any more that began before a moment, and none that was enabled before another, or of which
        that is not recorded: forget what cannot change any figure any more. Raises CalendarEndsError.
        """
        state = self.state
        quiet = max(as_time(before), state.quiet)
        began = state.held.began()
        recorded = np.where(state.held.enabled == NO_TIME, began, np.minimum(state.held.enabled, began))
        laid = self._laid(recorded)
        state.busy = self._busy(laid, quiet)
        state.quiet, state.since = quiet, max(as_time(enabled_since), state.since)
        causes, batched = laid.waits()
        final = for_good(laid, state.held, quiet)
        events = laid.todo[final]
        state.held.known[events] = 1
        state.held.batched[events] = batched[final]
        state.held.causes[events] = causes[:, final].T
        named = laid.behind + final[laid.work.resource[laid.behind + final] != NOBODY]
        state.context = state.context.and_of(Context(*(column[named] for column in laid.work[:5])))
        self._forget_cases()
        self._forget_work()

    def figures(self) -> Figures:
        """All of them, as a full pass over all events that are not `late` would tell them. Raises CalendarEndsError."""
        state = self.state
        numbers = np.flatnonzero(np.array(state.status, dtype=np.int64) != GONE)
        log = self._log(state.held, numbers)
        enabled, estimated = self._enabled(log)
        laid = self._laid(np.minimum(log.enabled, state.held.began()) if enabled is None else enabled)
        waited = None
        if enabled is not None:
            causes, batched = laid.waits()
            waited = Waiting(state.held.causes.T.copy(), state.held.batched.copy(), estimated)
            waited.causes[:, laid.todo], waited.batched[laid.todo] = causes, batched
        return state.settled + summed(log, numbers, waited, self._busy(laid, None), self._yardstick)

    def _enabled(self, log: EventLog) -> tuple[Times | None, int]:
        """None where it cannot be estimated."""
        missing = bool((log.enabled == NO_TIME).any())
        if missing and self._state.entangled:
            return None, 0
        try:
            apart = np.union1d(self._state.apart, independent_pairs(log)) if missing else self._state.apart
            return enabled_times(log, apart)
        except EntangledError:
            return None, 0

    def _too_late(self, part: EventLog) -> Bools:
        state = self._state
        gone = np.array(
            [state.status[state.cases[name]] if name in state.cases else OPEN for name in part.cases] or [OPEN]
        )
        found: Bools = (starts(part) < state.quiet) | (part.enabled < state.since) | (gone[part.case] != OPEN)
        return found

    def _case(self, name: str, wanted: bool) -> int:
        """The number of a case; a new one only if it is wanted."""
        state = self._state
        if name not in state.cases and wanted:
            state.cases[name] = len(state.cases)
            state.status.append(OPEN)
        return state.cases.get(name, NOBODY)

    def _learn(self, part: EventLog, cases: Ids) -> None:
        for attribute in {self._yardstick.ended, self._yardstick.deadline} & part.attributes.keys():
            known = self._state.dated.setdefault(attribute, {})
            for number, value in zip(cases.tolist(), part.attributes[attribute], strict=True):
                if number != NOBODY and value is not None and self._state.status[number] != GONE:
                    known[number] = value if isinstance(value, datetime) else None

    def _laid(self, enabled: Times) -> Laid:
        state = self._state
        return lay_out(state.held, enabled, state.context, tuple(state.resources), self._yardstick.hours)

    def _busy(self, laid: Laid, until: int | None) -> Times:
        """By resource: how long it was busy, as far as it is known up to a moment, or altogether."""
        state, work = self._state, laid.work
        ended = work.ended if until is None else np.maximum(np.minimum(work.ended, until), work.began)
        return _padded(state.busy, len(state.resources)) + busy_times(
            work.resource, work.began, ended, len(state.resources), state.quiet
        )

    def _log(self, held: Held, numbers: Ids) -> EventLog:
        state = self._state
        names = tuple(state.cases)
        attributes = {
            attribute: tuple(known.get(number) for number in numbers.tolist())
            for attribute, known in state.dated.items()
        }
        cases = tuple(names[number] for number in numbers.tolist())
        return held.log(numbers, cases, tuple(state.activities), tuple(state.resources), attributes)

    def _forget_cases(self) -> None:
        """Closed cases all of whose waits are known."""
        state = self._state
        pending = np.bincount(state.held.case[state.held.known == 0], minlength=len(state.status))
        gone = np.flatnonzero((np.array(state.status, dtype=np.int64) == CLOSED) & (pending == 0))
        if not len(gone):
            return
        inside = np.isin(state.held.case, gone)
        held = state.held.only(np.flatnonzero(inside))
        log = self._log(held, gone)
        waited = Waiting(held.causes.T, held.batched, 0)
        nothing = np.zeros(len(state.resources), np.int64)
        state.settled += summed(log, gone, waited, nothing, self._yardstick)
        state.held = state.held.only(np.flatnonzero(~inside))
        try:
            state.apart = np.union1d(state.apart, independent_pairs(log))
        except EntangledError:
            state.entangled = True
        for number in gone.tolist():
            state.status[number] = GONE
            for known in state.dated.values():
                known.pop(number, None)

    def _forget_work(self) -> None:
        """Work that ended before anything could be enabled that is not judged yet or is still to come."""
        state = self._state
        todo = state.held.only(np.flatnonzero(state.held.known == 0))
        estimated = bool((todo.enabled == NO_TIME).any())
        earliest = state.held.began() if estimated else np.minimum(todo.enabled, todo.began())
        floor = min(state.quiet, state.since, int(earliest.min(initial=state.quiet)))
        state.context = state.context.only(np.flatnonzero(state.context.ended > floor))


def _padded(values: Times, size: int) -> Times:
    return np.concatenate([values, np.zeros(size - len(values), np.int64)])
