"""What is kept up to date from a stream is exactly what a full pass over all its events finds, wherever it is cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.figures import Yardstick, figures_of
from motcua.core.mining.limits import Limit, Limits, Unit
from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.mining.office_hours import WorkingTime, hours_of
from motcua.core.mining.packing import NoStreamError, from_bytes, to_bytes
from motcua.core.mining.plain import Plain, plain_figures
from motcua.core.mining.stream import Memory, Stream, UnknownCaseError
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts
from tests.effort import examples

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
OFFICE = WorkCalendar(*YEAR, [WeekPattern.monday_to_friday(YEAR[0], parse_shifts("08:05-08:20, 08:30-17:00"))])
YARDSTICK = Yardstick(
    hours_of({"An": OFFICE}),
    WorkingTime.of(OFFICE),
    Limits(Limit(1, Unit.WORKING_DAYS), {"a": Limit(0.2, Unit.WORKING_HOURS)}, final=frozenset("ab")),
    ended="done",
    deadline="due",
)


def at(minutes: int) -> datetime:
    return MORNING + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Step:
    """Minutes from Monday morning. enabled: so long before it began, None if it is not recorded."""

    case: str
    activity: str
    began: int
    lasts: int
    enabled: int | None
    resource: str
    has_start: bool = True

    @property
    def begins(self) -> int:
        """When it began as far as the log knows."""
        return self.began if self.has_start else self.began + self.lasts

    def event(self) -> Event:
        return Event(
            self.case,
            self.activity,
            at(self.began + self.lasts),
            at(self.began) if self.has_start else None,
            enabled=None if self.enabled is None else at(self.began - self.enabled),
            resource=self.resource,
        )


def steps(*, recorded: bool) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        st.sampled_from("12345"),
        st.sampled_from("abc"),
        st.integers(0, 60),
        st.sampled_from([-3, 0, 0, 1, 5, 30]),
        st.integers(-2, 40) if recorded else st.none() | st.integers(-2, 40),
        st.sampled_from(["An", "Bình", ""]),
        st.booleans() if not recorded else st.just(True),
    )


def logged(given_steps: list[Step]) -> EventLog:
    builder = LogBuilder()
    for step in given_steps:
        builder.add(step.event())
        builder.know(step.case, "done", at(step.began))
        builder.know(step.case, "due", at(30))
    return builder.build()


def told(stream: Stream) -> Plain:
    return plain_figures(stream.figures(), *stream.names)


def told_at_once(log: EventLog) -> Plain:
    return plain_figures(figures_of(log, YARDSTICK), log.activities, log.resources, log.cases)


def parts(given_steps: list[Step], cuts: list[int]) -> list[list[Step]]:
    places = sorted({0, len(given_steps), *(cut for cut in cuts if cut < len(given_steps))})
    return [given_steps[begin:end] for begin, end in pairwise(places)]


@given(st.lists(steps(recorded=False), max_size=30), st.lists(st.integers(0, 30), max_size=4))
@settings(max_examples=examples(300), deadline=None)
def test_however_a_log_is_cut_its_figures_are_those_of_a_full_pass(given_steps: list[Step], cuts: list[int]) -> None:
    stream = Stream(YARDSTICK)
    so_far: list[Step] = []
    for part in parts(given_steps, cuts):
        stream.feed(logged(part))
        stream = from_bytes(to_bytes(stream), YARDSTICK)
        so_far += part
        assert told(stream) == told_at_once(logged(so_far))
    assert stream.late == 0


@given(st.lists(steps(recorded=True), max_size=40), st.lists(st.integers(0, 40), max_size=5), st.booleans())
@settings(max_examples=examples(500), deadline=None)
def test_what_is_forgotten_by_promise_changes_no_figure(
    given_steps: list[Step], cuts: list[int], bounded: bool
) -> None:
    assert_promises_hold(given_steps, cuts, bounded)


@given(st.lists(steps(recorded=False), max_size=40), st.lists(st.integers(0, 40), max_size=5))
@settings(max_examples=examples(500), deadline=None)
def test_promises_hold_where_some_enabling_is_not_recorded_too(given_steps: list[Step], cuts: list[int]) -> None:
    assert_promises_hold(given_steps, cuts, bounded=False)


def assert_promises_hold(given_steps: list[Step], cuts: list[int], bounded: bool) -> None:
    """Steps come in the order in which they began, so that after each part it can be promised what comes no more."""
    in_order = sorted(given_steps, key=lambda step: min(step.began, step.begins))
    in_parts = parts(in_order, cuts)
    stream = Stream(YARDSTICK)
    for n, part in enumerate(in_parts):
        stream.feed(logged(part))
        to_come = [step for later in in_parts[n + 1 :] for step in later]
        still = {step.case for step in to_come}
        stream.close({step.case for step in part} - still)
        begins = min((min(step.began, step.begins, step.began + step.lasts) for step in to_come), default=1000)
        enabled = min((step.began - (step.enabled or 0) for step in to_come), default=1000)
        stream.settle(at(begins), at(min(begins, enabled)) if bounded else None)
        stream = from_bytes(to_bytes(stream), YARDSTICK)
        assert told(stream) == told_at_once(logged([step for part in in_parts[: n + 1] for step in part]))
    assert stream.late == 0
    if bounded and in_parts:
        assert stream.memory == Memory(events=0, work=0, cases=0)


def test_what_overlapped_in_a_forgotten_case_still_counts_as_independent() -> None:
    forgotten = [Step("1", "a", 0, 10, 0, "An"), Step("1", "b", 5, 10, 0, "An")]
    later = [Step("2", "c", 20, 5, 0, "An"), Step("2", "a", 30, 5, 0, "An"), Step("2", "b", 50, 5, None, "An")]
    stream = Stream(YARDSTICK)
    stream.feed(logged(forgotten))
    stream.close(["1"])
    stream.settle(at(20))
    assert stream.memory.events == 0
    stream.feed(logged(later))
    assert told(stream) == told_at_once(logged(forgotten + later))
    waited = {each["name"]: sum(each["waiting"].values()) for each in told(stream)["activities"]}
    assert waited["b"] == 25 * 60  # from the end of c: a and b were seen side by side


def test_what_breaks_a_promise_is_in_no_figure_and_is_counted() -> None:
    kept = [Step("1", "a", 0, 10, 0, "An"), Step("2", "a", 30, 5, 0, "Bình")]
    stream = Stream(YARDSTICK)
    stream.feed(logged(kept))
    stream.close(["1"])
    stream.settle(at(40), at(35))
    late = [Step("1", "b", 50, 5, 0, "An"), Step("2", "b", 39, 5, 0, "An"), Step("3", "b", 41, 5, 10, "An")]
    stream.feed(logged(late))
    assert stream.late == len(late)
    assert told(stream) == told_at_once(logged(kept))


def test_a_case_that_never_came_cannot_be_closed() -> None:
    with pytest.raises(UnknownCaseError, match="feed it"):
        Stream(YARDSTICK).close(["1"])


def test_only_a_stream_by_the_same_yardstick_is_taken_up() -> None:
    saved = to_bytes(Stream(YARDSTICK))
    with pytest.raises(NoStreamError, match="anew"):
        from_bytes(saved, Yardstick())
    for broken in (b"", b"PK", saved[: len(saved) // 2]):
        with pytest.raises(NoStreamError, match="no saved stream"):
            from_bytes(broken, YARDSTICK)
