"""Sequence flows, exclusive gateways, conditions, default flows, return edges."""

import pytest

from motcua.core.process import (
    EndlessLoopError,
    FlowTaken,
    Kind,
    NoFlowError,
    ProcessEnded,
    ProcessStarted,
    TaskCompleted,
    TaskEnabled,
)
from tests.core.process.drawn import Dossier, compiled, dossier

CHOICE = """
start s
exclusive x default=x-c
user a
user b
user c
end e
s -> x
x -> a : kind = "house"
x -> b : large = true
x -> c
a -> e
b -> e
c -> e
"""


def test_a_token_goes_from_task_to_task_and_the_end_names_its_event() -> None:
    d = dossier("start s\nuser a\nuser b\nend e\ns -> a -> b -> e")
    assert d.news == (ProcessStarted("s"), FlowTaken("s-a"), TaskEnabled(1, "a", Kind.USER, None))
    d.do("a")
    assert d.news == (TaskCompleted(1, "a"), FlowTaken("a-b"), TaskEnabled(2, "b", Kind.USER, None))
    d.do("b")
    assert d.news == (TaskCompleted(2, "b"), FlowTaken("b-e"), ProcessEnded("e"))
    assert d.status == "ended"


def test_the_role_of_a_task_is_the_key_of_its_lane() -> None:
    d = dossier("start s\nuser a\nuser b\nend e\ns -> a -> b -> e\nlane desk role=clerk members=a\nlane head members=b")
    assert d.news[-1] == TaskEnabled(1, "a", Kind.USER, "clerk")
    d.do("a")
    assert d.news[-1] == TaskEnabled(2, "b", Kind.USER, "head")


@pytest.mark.parametrize("kind", ["task", "user", "manual", "receive"])
def test_what_people_do_waits_until_it_is_completed(kind: str) -> None:
    d = dossier(f"start s\n{kind} a\nend e\ns -> a -> e")
    assert d.waiting == ["a"]
    assert d.do("a").status == "ended"


def test_an_exclusive_gateway_takes_the_first_branch_whose_condition_is_true() -> None:
    assert dossier(CHOICE, kind="house", large=True).waiting == ["a"]
    assert dossier(CHOICE, kind="shop", large=True).waiting == ["b"]


def test_the_default_flow_is_taken_when_no_condition_is_true() -> None:
    assert dossier(CHOICE, kind="shop", large=False).waiting == ["c"]


def test_a_condition_that_is_null_counts_as_not_true() -> None:
    assert dossier(CHOICE).waiting == ["c"]


def test_a_condition_that_is_not_a_boolean_counts_as_not_true() -> None:
    drawing = "start s\nexclusive x default=x-b\nuser a\nuser b\nend e\ns -> x\nx -> a : flag\nx -> b\na -> e\nb -> e"
    assert dossier(drawing, flag="yes").waiting == ["b"]
    assert dossier(drawing, flag=1).waiting == ["b"]
    assert dossier(drawing, flag=True).waiting == ["a"]


@pytest.mark.parametrize("gateway", ["exclusive", "inclusive"])
def test_no_true_condition_and_no_default_is_an_error_that_names_the_gateway(gateway: str) -> None:
    d = dossier(f"start s\nuser a\n{gateway} x name=Đạt?\nuser b\nend e\ns -> a -> x\nx -> b : ok = true\nb -> e")
    with pytest.raises(NoFlowError, match="Đạt") as caught:
        d.do("a", ok=False)
    assert caught.value.element == "x"
    assert d.waiting == ["a"]
    assert d.do("a", ok=True).waiting == ["b"]


def test_conditions_see_the_data_of_the_command_that_moves_the_token() -> None:
    d = dossier("start s\nuser a\nexclusive x default=x-a\nend e\ns -> a -> x\nx -> e : ok = true\nx -> a")
    assert d.do("a", ok=False).waiting == ["a"]
    assert d.do("a", ok=True).status == "ended"


def test_a_return_edge_makes_the_task_anew_under_a_new_number() -> None:
    d = dossier("start s\nuser a\nuser b\nexclusive x default=x-a\nend e\ns -> a -> b -> x\nx -> e : ok = true\nx -> a")
    d.do("a", "b", ok=False)
    assert d.news[-1] == TaskEnabled(3, "a", Kind.USER, None)


def test_several_flows_out_of_a_task_are_all_taken() -> None:
    assert dossier("start s\nuser a\nuser b\nend e\ns -> a -> e\ns -> b -> e").waiting == ["a", "b"]


def test_several_flows_into_a_task_each_make_it_once() -> None:
    d = dossier("start s\nuser a\nuser b\nuser c\nend e\ns -> a -> c\ns -> b -> c\nc -> e")
    assert d.do("a", "b").waiting == ["c", "c"]
    assert d.do("c").status == "running"
    assert d.do("c").status == "ended"


def test_conditional_flows_out_of_a_task_are_each_taken_when_true() -> None:
    drawing = (
        "start s\nuser a default=a-d\nuser b\nuser c\nuser d\ns -> a\na -> b : b = true\na -> c : c = true\na -> d"
    )
    assert dossier(drawing, b=True, c=True).do("a").waiting == ["b", "c"]
    assert dossier(drawing, b=False, c=False).do("a").waiting == ["d"]


def test_an_unconditional_flow_beside_conditional_ones_is_always_taken() -> None:
    drawing = "start s\nuser a\nuser b\nuser c\ns -> a\na -> b\na -> c : c = true"
    assert dossier(drawing, c=False).do("a").waiting == ["b"]
    assert dossier(drawing, c=True).do("a").waiting == ["b", "c"]


def test_a_token_without_a_way_on_ends_where_it_stands() -> None:
    d = dossier("start s\nuser a\ns -> a").do("a")
    assert d.news[-1] == ProcessEnded("a")


def test_a_process_ends_when_its_last_token_ends_and_names_that_event() -> None:
    d = dossier("start s\nparallel f\nuser a\nuser b\nend e1\nend e2\ns -> f\nf -> a -> e1\nf -> b -> e2").do("b")
    assert d.status == "running"
    assert d.do("a").news[-1] == ProcessEnded("e1")


def test_nodes_that_only_hand_on_are_passed_with_all_their_flows_told() -> None:
    d = dossier("start s\nexclusive x\npassage p\nparallel g\nuser a\ns -> x -> p -> g -> a")
    assert d.flows() == ["s-x", "x-p", "p-g", "g-a"]


def test_a_chain_of_gateways_longer_than_one_path_is_passed_whole() -> None:
    names = [f"x{i}" for i in range(100)]
    gateways = "\n".join(f"exclusive {name}" for name in names)
    d = dossier(f"start s\n{gateways}\nuser a\ns -> {' -> '.join(names)} -> a")
    assert len(d.flows()) == 101
    assert d.waiting == ["a"]


@pytest.mark.parametrize(
    "loop",
    [
        "start s\nexclusive x\nexclusive y\ns -> x -> y -> x",
        "start s\nexclusive x default=x-e\nservice t wait=false\nend e\ns -> x\nx -> t : go = true\nt -> x\nx -> e",
        "start s\npassage p\nparallel f\nend e\ns -> p -> f -> p\nf -> e",
    ],
)
def test_a_loop_without_anything_to_wait_for_ends_with_a_clear_error(loop: str) -> None:
    with pytest.raises(EndlessLoopError, match="vòng"):
        dossier(loop, go=True)


def test_the_process_starts_where_the_command_says() -> None:
    drawing = "start s\nmessage-start m\nuser a\nuser b\ns -> a\nm -> b"
    assert dossier(drawing).waiting == ["a"]
    assert Dossier(compiled(drawing)).start("m").waiting == ["b"]
    assert Dossier(compiled("message-start m\nuser b\nm -> b")).start().waiting == ["b"]
