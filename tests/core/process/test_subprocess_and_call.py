"""Embedded sub-processes, and called processes, which are sub-processes drawn elsewhere."""

import pytest

from motcua.core.process import (
    FlowTaken,
    Kind,
    ProcessEnded,
    StuckError,
    SubprocessCancelled,
    SubprocessEntered,
    SubprocessLeft,
    TaskCancelled,
    TaskEnabled,
    TimerDisarmed,
)
from tests.core.process.drawn import Dossier, compiled, dossier

INSIDE = """
start s
subprocess p {
  start i
  parallel f
  user a
  user b
  end x
  i -> f
  f -> a -> x
  f -> b -> x
}
timer-boundary late on=p days=7
user c
user d
s -> p -> c
late -> d
lane office role=specialist members=p,c,d
"""
OTHER = "start s\nuser a\nend e\ns -> a -> e"


def test_a_sub_process_runs_inside_its_own_number_and_goes_on_when_all_inside_has_ended() -> None:
    d = dossier(INSIDE)
    assert d.told(SubprocessEntered) == [SubprocessEntered(1, "p")]
    assert d.waiting == ["a", "b"]
    assert d.do("a").waiting == ["b"]
    d.do("b")
    assert SubprocessLeft(1, "p") in d.news
    assert TimerDisarmed(2, "late") in d.news
    assert d.waiting == ["c"]


def test_tasks_inside_a_sub_process_belong_to_the_lane_of_the_sub_process() -> None:
    assert {fact.role for fact in dossier(INSIDE).told(TaskEnabled)} == {"specialist"}


def test_an_interrupted_sub_process_cancels_all_that_runs_inside() -> None:
    d = dossier(INSIDE).do("a").fire("late")
    assert SubprocessCancelled(1, "p") in d.news
    assert [fact.node for fact in d.told(TaskCancelled)] == ["b"]
    assert d.waiting == ["d"]
    assert len(d.state.waits) == 1


def test_a_non_interrupting_event_lets_the_sub_process_run_on() -> None:
    d = dossier(INSIDE.replace("days=7", "days=7 interrupting=false")).fire("late")
    assert d.waiting == ["a", "b", "d"]
    assert d.do("a", "b", "c", "d").status == "ended"


def test_terminate_inside_a_sub_process_ends_only_the_sub_process() -> None:
    d = dossier(INSIDE.replace("end x", "terminate x")).do("a")
    assert [fact.node for fact in d.told(TaskCancelled)] == ["b"]
    assert SubprocessLeft(1, "p") in d.news
    assert d.waiting == ["c"]


def test_terminate_outside_ends_a_sub_process_in_which_a_token_has_just_ended() -> None:
    d = dossier(
        "start s\nparallel f\nsubprocess p {\nstart i\nparallel g\nend x\nuser a\ni -> g\ng -> x\ng -> a\n}\n"
        "terminate t\ns -> f\nf -> p\nf -> t"
    )
    assert d.news[-1] == ProcessEnded("t")
    assert d.state.waits == ()


def test_a_sub_process_that_never_waits_is_passed_at_once() -> None:
    d = dossier("start s\nsubprocess p {\nstart i\nend x\ni -> x\n}\nuser a\ns -> p -> a")
    assert d.news[-5:] == (
        SubprocessEntered(1, "p"),
        FlowTaken("i-x"),
        SubprocessLeft(1, "p"),
        FlowTaken("p-a"),
        TaskEnabled(2, "a", Kind.USER, None),
    )


def test_a_sub_process_entered_twice_runs_twice_side_by_side() -> None:
    d = dossier(
        "start s\nsubprocess p {\nstart i\nuser a\nuser b\nparallel j\nend x\ni -> a -> j\ni -> b -> j\nj -> x\n}\n"
        "user m\nuser n\ns -> m -> p\ns -> n -> p"
    )
    d.do("m", "n")
    assert d.waiting == ["a", "b", "a", "b"]
    d.do("a", "a")
    assert d.told(SubprocessLeft) == [], "each run joins its own tokens only"
    d.do("b")
    assert len(d.told(SubprocessLeft)) == 1
    assert d.do("b").status == "ended"


def test_sub_processes_may_be_nested() -> None:
    d = dossier(
        "start s\nsubprocess p {\nstart i\nsubprocess q {\nstart k\nuser a\nk -> a\n}\ni -> q\n}\nuser b\ns -> p -> b"
    )
    assert [(w.node, w.parent) for w in d.state.waits] == [("p", 0), ("q", 1), ("a", 2)]
    assert d.do("a").waiting == ["b"]


def test_a_called_process_runs_in_place_of_the_call_its_ids_behind_the_callers() -> None:
    calling = "start s\ncall c called=other\nuser z\ns -> c -> z\nlane office role=clerk members=c,z"
    d = Dossier(compiled(calling, other=OTHER)).start()
    assert d.news[-1] == TaskEnabled(2, "c/a", Kind.USER, "clerk")
    assert d.do("c/a").waiting == ["z"]
    assert d.flows() == ["s-c", "c/s-a", "c/a-e", "c-z"]


def test_a_process_called_twice_is_two_sub_processes() -> None:
    calling = "start s\ncall c called=other\ncall d called=other\ns -> c -> d"
    assert Dossier(compiled(calling, other=OTHER)).start().do("c/a").waiting == ["d/a"]


def test_a_called_process_may_call_another() -> None:
    middle = "start s\ncall c called=other\ns -> c"
    d = Dossier(compiled("start s\ncall m called=middle\ns -> m", middle=middle, other=OTHER)).start()
    assert d.waiting == ["m/c/a"]
    assert d.do("m/c/a").status == "ended"


def test_the_lanes_of_a_called_process_are_its_own() -> None:
    other = OTHER + "\nlane tax role=tax_officer members=a"
    d = Dossier(compiled("start s\ncall c called=other\ns -> c\nlane office members=c", other=other)).start()
    assert d.told(TaskEnabled)[0].role == "tax_officer"


def test_tokens_stuck_inside_a_sub_process_are_an_error() -> None:
    d = dossier(
        "start s\nsubprocess p {\nstart i\nexclusive x default=x-j\nuser a\nparallel j\ni -> a -> x\n"
        "x -> j\nx -> k : k = true\npassage k\nk -> j\n}\nuser b\ns -> p -> b"
    )
    with pytest.raises(StuckError):
        d.do("a")


def test_the_definition_lists_the_nodes_inside_behind_their_sub_process() -> None:
    definition = compiled(INSIDE)
    assert [node.id for node in definition.nodes][:4] == ["s", "p", "i", "f"]
    assert {node.scope for node in definition.nodes} == {"", "p"}
    assert [flow.id for flow in definition.flows][:3] == ["s-p", "p-c", "late-d"]
