"""A process is discovered from a log: sound, readable, and able to replay what it came from."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.conformance import check_conformance, steerable
from motcua.core.mining.discovery import NotDrawableError, discover, discover_tree, draw
from motcua.core.mining.discovery.tree import NOTHING, Choice, Leaf, Loop, Parallel, Sequence, parallel
from motcua.core.mining.log import NO_TIME, NOBODY, Event, EventLog, LogBuilder
from motcua.core.mining.reading import read_xes
from motcua.core.process import check_process, read_model
from motcua.core.process.layout import coverage
from motcua.core.workcal import ZONE
from tests.effort import examples

RECEIPT = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"
MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)


def logged(*courses: str) -> EventLog:
    """A letter is an activity, a word a case."""
    builder = LogBuilder()
    for n, course in enumerate(courses):
        for hour, letter in enumerate(course):
            builder.add(Event(f"case {n}", letter, MORNING + timedelta(hours=hour)))
    return builder.build()


def tree(*courses: str, noise: float = 0.0) -> object:
    return discover_tree(Counter(tuple(course) for course in courses), noise)


def test_stages_alternatives_side_by_side_and_turns_are_told_apart() -> None:
    a, b, c = Leaf("a"), Leaf("b"), Leaf("c")
    assert tree("abc") == Sequence((a, b, c))
    assert tree("ab", "ac") == Sequence((a, Choice((b, c))))
    assert tree("ab", "ba") == Parallel((a, b))
    assert tree("a", "aba", "ababa") == Loop(a, (b,))
    assert tree("a", "aa", "aaa") == Loop(a, (NOTHING,))
    assert tree("ab", "b") == Sequence((Choice((NOTHING, a)), b))
    assert tree() == NOTHING


def test_what_is_rare_is_left_out_with_noise_and_kept_without() -> None:
    usual = ["abc"] * 99
    assert tree(*usual, "acb", noise=0.2) == Sequence((Leaf("a"), Leaf("b"), Leaf("c")))
    assert tree(*usual, "acb") == Sequence((Leaf("a"), Parallel((Leaf("b"), Leaf("c")))))


def test_a_share_of_noise_is_from_nothing_to_one() -> None:
    with pytest.raises(ValueError, match="noise"):
        discover(logged("a"), name="x", noise=1.5)


def assert_it_replays(log: EventLog, *, noise: float = 0.0) -> float:
    """Drawn whole, sound, executable; its fitness."""
    file = discover(log, name="Quy trình <thật> & “đủ”", noise=noise)
    model = read_model(file)
    assert [each for each in check_process(model) if each.level == "error"] == []
    assert coverage(model).missing == ()
    return check_conformance(log, steerable(model)).fitness


@given(st.lists(st.text("abcd", max_size=6), min_size=1, max_size=8))
@settings(max_examples=examples(150), deadline=None)
def test_without_noise_every_case_of_the_log_replays(courses: list[str]) -> None:
    log = logged(*courses)
    if len(log):
        assert assert_it_replays(log) == 1


@given(st.lists(st.text("abcd", min_size=1, max_size=6), min_size=1, max_size=8), st.floats(0, 1))
@settings(max_examples=examples(60), deadline=None)
def test_with_noise_the_process_is_sound_all_the_same(courses: list[str], noise: float) -> None:
    assert 0 <= assert_it_replays(logged(*courses), noise=noise) <= 1


@pytest.mark.slow
def test_the_real_log_replays_on_what_is_discovered_from_it() -> None:
    with RECEIPT.open("rb") as file:
        log = read_xes(file).log
    assert assert_it_replays(log) == 1
    assert 0.75 < assert_it_replays(log, noise=0.2) < 1  # what is rare is not drawn


@pytest.mark.parametrize("shortest", [10, 1])
def test_much_that_is_done_in_any_order_replays(shortest: int) -> None:
    random = Random(1)
    log = logged(*("".join(random.sample("abcdefghij", random.randint(shortest, 10))) for _ in range(300)))
    assert assert_it_replays(log) == 1


def test_of_more_side_by_side_than_anybody_can_follow_anything_may_happen() -> None:
    turns = tuple(Choice((NOTHING, Loop(Leaf(name), (NOTHING,)))) for name in "abcdefg")
    assert parallel(turns[:6]) == Parallel(turns[:6])
    assert parallel(turns) == Loop(NOTHING, tuple(map(Leaf, "abcdefg")))


def test_an_endless_case_is_a_loop() -> None:
    course = ("a", "b", *("c", "d") * 50_000, "e", *("c", "d") * 50_000, "b")
    found = discover_tree(Counter({course: 1, ("a", "b"): 2}))
    assert Leaf("a") in getattr(found, "parts", ())


def test_deep_nesting_is_drawn() -> None:
    names = [f"a{n}" for n in range(60)]
    courses = Counter({tuple(names[:n] + names[n - 1 :: -1]): 1 for n in range(1, 60)})
    assert draw(discover_tree(courses), "x").startswith(b"<?xml")


@pytest.mark.parametrize(
    ("courses", "words"),
    [
        ((), "no events"),
        (("".join(map(chr, range(1000, 1201))),), "201 activities"),
        (("ab" * 1_000_001,), "2000002 steps"),
    ],
)
def test_what_makes_no_readable_drawing_is_refused_with_what_to_do(courses: tuple[str, ...], words: str) -> None:
    with pytest.raises(NotDrawableError, match=words):
        discover(columns(*courses), name="x")


def columns(*courses: str) -> EventLog:
    """The same as `logged`, in columns at once, for long courses."""
    letters = sorted({letter for course in courses for letter in course})
    activity = np.array([letters.index(letter) for course in courses for letter in course], dtype=np.int64)
    lengths = [len(course) for course in courses]
    unknown = np.full(len(activity), NO_TIME, np.int64)
    nobody = np.full(len(activity), NOBODY, np.int64)
    return EventLog(
        cases=tuple(f"case {n}" for n in range(len(courses))),
        activities=tuple(letters),
        resources=(),
        roles=(),
        case=np.repeat(np.arange(len(courses)), lengths),
        activity=activity,
        resource=nobody,
        role=nobody,
        enabled=unknown,
        claimed=unknown,
        started=unknown,
        ended=np.arange(len(activity)),
        first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        attributes={},
    )
