"""What cannot be played is told, with what to mend: never a hang, never a wrong figure in silence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from motcua.core.process import UnreadableModelError, read_model
from motcua.core.process.safe_xml import Limits
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation import standings
from motcua.core.simulation.lengths import NEVER, exponential, fixed
from motcua.core.simulation.model import BadModelError, Hours, Interruption, Limit, Model, Played, Pool, Step
from motcua.core.simulation.overlooking import EndlessProcessError
from motcua.core.simulation.playing import play
from motcua.core.simulation.standings import TooWideError, UnsoundError
from motcua.core.text import ToldError
from tests.core.process.drawn import xml
from tests.effort import FULL

LOOP = "start s\nuser a\nexclusive x default=x-e\nend e\ns -> a -> x -> e\nx -> a : again"


CHOICE = "start s\nexclusive x default=x-b\nuser a\nuser b"


def drawn(text: str) -> Steerable:
    return steerable(read_model(xml(text)))


ONE, LOOPED = drawn("start s\nuser a\nend e\ns -> a -> e"), drawn(LOOP)


def one(step: Step, *pools: Pool, arrivals: object = (0.0,), **more: object) -> Model:
    return Model((Played("permit", ONE, arrivals, {"a": step}, **more),), pools)  # type: ignore[arg-type]


MISTAKES: dict[str, tuple[Callable[[], Model], str]] = {
    "zero staff": (
        lambda: one(Step(fixed(1.0), ("desk",)), Pool("desk", 0)),
        "nobody can do it, for desk has no people",
    ),
    "fewer than none": (lambda: one(Step(), Pool("desk", -1)), "has -1 people"),
    "an unknown pool": (lambda: one(Step(fixed(1.0), ("table",)), Pool("desk", 1)), "no pool is called “table”"),
    "two pools of one name": (lambda: one(Step(), Pool("desk", 1), Pool("desk", 2)), "Two pools have one name"),
    "an unknown step": (lambda: Model((Played("permit", ONE, (), {"b": Step()}),)), "has no step “b”"),
    "an unknown arrow": (lambda: one(Step(), shares={"a-f": 1.0}), "has no arrow “a-f”"),
    "a share below nothing": (lambda: one(Step(), shares={"a-e": -1.0}), "a number of 0 or more"),
    "arrivals out of order": (lambda: one(Step(), arrivals=(2.0, 1.0)), "in order"),
    "an arrival in the past": (lambda: one(Step(), arrivals=(-2.0, 1.0)), "seconds of 0 or more"),
    "an arrival that is no time": (lambda: one(Step(), arrivals=(0.0, float("nan"))), "seconds of 0 or more"),
    "shifts that overlap": (lambda: one(Step(hours=Hours(((0.0, 2.0), (1.0, 3.0))))), "out of order"),
    "a limit of no time": (lambda: one(Step(), limit=Limit(float("nan"))), "must be 0 or more"),
    "a limit that begins nowhere": (lambda: one(Step(), limit=Limit(5.0, accepted_by="x")), "has no step “x”"),
    "more interruptions than work": (
        lambda: one(Step(interruptions=(Interruption("one", 0.7), Interruption("two", 0.7)))),
        "add up to less than 1",
    ),
    "work that is never done": (lambda: one(Step(interruptions=(Interruption("rework", 1.0),))), "is done some day"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_what_to_mend(mistake: str) -> None:
    make, told = MISTAKES[mistake]
    with pytest.raises(BadModelError, match=told):
        play(make(), 1)


def test_every_mistake_is_told_in_vietnamese_too() -> None:
    for make, _ in MISTAKES.values():
        with pytest.raises(ToldError) as told:
            play(make(), 1)
        assert told.value.vi != told.value.en


def test_a_process_without_a_way_to_its_end_is_told_before_it_is_played() -> None:
    with pytest.raises(EndlessProcessError, match="come to “a” never ends"):
        play(Model((Played("permit", LOOPED, [0.0], shares={"x-a": 1.0, "x-e": 0.0}),)), 1)


def test_a_wait_that_is_never_over_is_told_unless_something_else_ends_the_case() -> None:
    with pytest.raises(EndlessProcessError, match="“permit”"):
        play(one(Step(NEVER)), 1)
    drawing = "start s\nuser a\ntimer-boundary late on=a duration=P1D\nend e\nend f\ns -> a -> e\nlate -> f"
    steps = {"a": Step(NEVER), "late": Step(fixed(5.0))}
    assert play(Model((Played("permit", drawn(drawing), [0.0], steps),)), 1).case_end.tolist() == [5.0]


def test_a_refusal_is_a_way_to_the_end() -> None:
    refused = Interruption("refused", 0.5, ends=True)
    steps = {"a": Step(fixed(1.0), interruptions=(refused,))}
    found = play(Model((Played("permit", LOOPED, [0.0] * 100, steps, {"x-a": 1.0, "x-e": 0.0}),)), 1)
    assert np.isfinite(found.case_end).all()


def test_a_case_that_goes_round_almost_for_ever_is_told_while_it_is_played() -> None:
    shares = {"x-a": 1.0, "x-e": 1e-12}
    with pytest.raises(EndlessProcessError, match="comes to “a” again and again"):
        play(Model((Played("permit", LOOPED, [0.0], shares=shares),)), 1)


def test_a_process_in_which_cases_get_stuck_is_told() -> None:
    stuck = f"{CHOICE}\nparallel j\nend e\ns -> x\nx -> a : p\nx -> b\na -> j\nb -> j -> e"
    with pytest.raises(UnsoundError, match="cannot be played"):
        play(Model((Played("permit", drawn(stuck), [0.0]),)), 1)


def test_more_ways_out_of_one_step_than_are_looked_at_are_told_not_left_out() -> None:
    names = [f"n{n}" for n in range(9)]
    branches = "\n".join(f"user {name}\nx -> {name} : {name}p\n{name} -> j" for name in names)
    process = drawn(
        f"start s\nuser d\ninclusive x default=x-d\ninclusive j\nend e\ns -> x\nx -> d -> j -> e\n{branches}"
    )
    with pytest.raises(UnsoundError, match="more than 256 ways out"):
        play(Model((Played("permit", process, [0.0]),)), 1)


def test_a_choice_without_any_way_out_is_told() -> None:
    shares = {"x-a": 0.0, "x-e": 0.0}
    with pytest.raises(BadModelError, match="Give one of them a share above 0"):
        play(Model((Played("permit", LOOPED, [0.0], shares=shares),)), 1)


def in_a_row(activities: int) -> bytes:
    names = [f"n{n}" for n in range(activities)]
    return xml("\n".join(["start s", "end e", *(f"user {name}" for name in names), f"s -> {' -> '.join(names)} -> e"]))


def test_a_file_with_a_hundred_thousand_activities_is_told_as_it_is_read() -> None:
    with pytest.raises(UnreadableModelError, match="larger than"):
        read_model(in_a_row(100_000))


def test_more_activities_in_a_row_than_can_be_held_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    activities = 100_000 if FULL else 8_000
    monkeypatch.setattr(standings, "MOST_STANDINGS", activities // 2)
    process = steerable(read_model(in_a_row(activities), Limits(10**9, 10**9)))
    with pytest.raises(TooWideError, match="too wide or too long"):
        play(Model((Played("permit", process, [0.0]),)), 1)


def test_thousands_of_branches_side_by_side_are_told() -> None:
    names = [f"n{n}" for n in range(2_500)]
    branches = "\n".join(f"user {name}\np -> {name} -> j" for name in names)
    with pytest.raises(TooWideError, match="too wide or too long"):
        play(
            Model(
                (Played("permit", drawn(f"start s\nparallel p\nparallel j\nend e\ns -> p\nj -> e\n{branches}"), [0.0]),)
            ),
            1,
        )


def test_ten_branches_side_by_side_are_played_though_they_have_many_standings() -> None:
    """They have a thousand standings, of which only those are looked at that cases come to."""
    names = [f"n{n}" for n in range(12)]
    branches = "\n".join(f"user {name}\np -> {name} -> j" for name in names)
    process = drawn(f"start s\nparallel p\nparallel j\nend e\ns -> p\nj -> e\n{branches}")
    found = play(Model((Played("permit", process, [0.0] * 5, {name: Step(exponential(1.0)) for name in names}),)), 1)
    assert found.node_count.tolist() == [5] * 12


def test_more_standings_than_can_be_held_are_told_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standings, "MOST_STANDINGS", 150)
    calls = (
        "start s\nuser a\nmessage-boundary call on=a message=m interrupting=false\nuser note\nend e\nend f\ns -> a -> e"
    )
    steps = {"a": Step(fixed(1_000.0)), "call": Step(fixed(1.0)), "note": Step(fixed(900.0))}
    with pytest.raises(TooWideError, match="too wide or too long"):
        play(Model((Played("permit", drawn(f"{calls}\ncall -> note -> f"), [0.0], steps),)), 1)
