"""A loop does its activity again while its condition holds, at most so often; it asks first if the drawing says so."""

import pytest

from motcua.core.process import (
    Complete,
    EndlessLoopError,
    InstancesBegun,
    InstancesEnded,
    ServiceRequested,
    TaskEnabled,
)
from tests.core.process.drawn import Dossier, dossier


def next_turn(d: Dossier) -> Dossier:
    """Complete the turn that is going on."""
    return d.tell(Complete(d.state.waits[-1].number))


def test_a_loop_asks_behind_each_turn_whether_to_go_on() -> None:
    d = dossier("start s\nuser a again=unclear\nend e\ns -> a -> e", unclear=True)
    assert d.told(InstancesBegun) == [InstancesBegun(1, "a", 0, sequential=True)]
    for place in (1, 2, 3):
        assert d.told(TaskEnabled)[0].place == (place,)
        d.data["unclear"] = place < 3
        next_turn(d)
    assert InstancesEnded(1, "a", 3) in d.news
    assert d.status == "ended"


def test_a_loop_that_asks_first_may_have_no_turn_at_all() -> None:
    drawing = "start s\nuser a again=unclear first=true\nend e\ns -> a -> e"
    assert dossier(drawing, unclear=False).status == "ended"
    assert dossier(drawing, unclear=True).waiting == ["a"]


def test_a_loop_ends_with_its_last_turn_whatever_the_condition_says() -> None:
    d = dossier("start s\nuser a again=true most=2\nend e\ns -> a -> e")
    assert next_turn(next_turn(d)).status == "ended"


def test_the_condition_sees_how_many_turns_have_been() -> None:
    d = dossier("start s\nservice a wait=false again=loopCounter<5\nend e\ns -> a -> e")
    assert [fact.place for fact in d.told(ServiceRequested)] == [(1,), (2,), (3,), (4,), (5,)]


def test_a_sub_process_may_be_done_again() -> None:
    d = dossier("start s\nsubprocess p most=2 {\nstart i\nuser a\ni -> a\n}\nuser z\ns -> p -> z")
    assert d.do("a").waiting == ["a"]
    assert d.do("a").waiting == ["z"]


@pytest.mark.parametrize(
    "inside", ["service p wait=false again=true", "subprocess p again=true {\nstart i\nend o\ni -> o\n}"]
)
def test_a_loop_that_never_waits_and_never_ends_is_stopped(inside: str) -> None:
    with pytest.raises(EndlessLoopError):
        dossier(f"start s\n{inside}\nend e\ns -> p -> e")


def test_a_thousand_turns_leave_the_state_as_small_as_it_was() -> None:
    d = dossier("start s\nuser a again=true\ns -> a")
    first = len(str(d.state.to_json()))
    for _ in range(1000):
        next_turn(d)
    assert len(str(d.state.to_json())) - first <= 9, "only the digits of numbers grow"
