"""Forks and joins. The inclusive join waits exactly for the tokens that can still reach it."""

import pytest

from motcua.core.process import StuckError, order
from tests.core.process.drawn import dossier

PARALLEL = """
start s
parallel f
user a
user b
parallel j
user c
end e
s -> f
f -> a -> j
f -> b -> j
j -> c -> e
"""
INCLUSIVE = """
start s
inclusive f default=f-c
user a
user b
user c
inclusive j
user d
end e
s -> f
f -> a : a = true
f -> b : b = true
f -> c
a -> j
b -> j
c -> j
j -> d -> e
"""


def test_a_parallel_join_waits_for_all_its_branches() -> None:
    d = dossier(PARALLEL)
    assert d.waiting == ["a", "b"]
    assert d.do("b").waiting == ["a"]
    assert d.do("a").waiting == ["c"]


def test_a_parallel_join_takes_one_token_of_each_branch_and_keeps_the_rest() -> None:
    d = dossier("start s\nuser a\nuser b\nuser c\nparallel j\nuser d\ns -> a -> c\ns -> b -> c\nc -> j\ns -> j\nj -> d")
    d.do("a", "b", "c")
    assert d.waiting == ["c", "d"]
    with pytest.raises(StuckError, match="j"):
        d.do("d", "c")


@pytest.mark.parametrize(
    ("choice", "enabled"),
    [
        ({"a": True}, ["a"]),
        ({"b": True}, ["b"]),
        ({"a": True, "b": True}, ["a", "b"]),
        ({}, ["c"]),
    ],
)
def test_an_inclusive_gateway_takes_every_true_branch_and_its_join_waits_for_these(
    choice: dict[str, bool], enabled: list[str]
) -> None:
    d = dossier(INCLUSIVE, **choice)
    assert d.waiting == enabled
    for task in enabled:
        assert "d" not in d.waiting
        d.do(task)
    assert d.waiting == ["d"]
    assert d.do("d").status == "ended"


def test_an_inclusive_join_opens_when_the_missing_token_has_gone_elsewhere() -> None:
    d = dossier(
        "start s\nparallel f\nuser a\nuser b\nexclusive x default=x-j\ninclusive j\nuser c\nuser away\n"
        "s -> f\nf -> a -> j\nf -> b -> x\nx -> j\nx -> away : withdrawn = true\nj -> c"
    )
    d.do("a")
    assert d.waiting == ["b"]
    assert d.do("b", withdrawn=True).waiting == ["away", "c"]


def test_an_inclusive_join_waits_for_a_branch_that_was_sent_back_before_the_split() -> None:
    d = dossier(
        "start s\nuser assign\ninclusive f\nuser a\nuser b\nexclusive x default=x-j\ninclusive j\nuser c\n"
        "s -> assign -> f\nf -> a : a = true\nf -> b : b = true\na -> j\nb -> x\nx -> j\n"
        "x -> assign : back = true\nj -> c",
        a=True,
        b=True,
    )
    d.do("assign", "a")
    d.do("b", back=True)
    assert d.waiting == ["assign"], "the branch sent back can still come, so the join waits"
    d.do("assign", a=False, b=True)
    assert d.do("b", back=False).waiting == ["c"]


def test_an_inclusive_join_does_not_wait_for_what_only_an_outer_loop_behind_itself_could_bring() -> None:
    d = dossier(
        "start s\nparallel f\nuser p\ninclusive o default=o-b\nuser a\nuser b\ninclusive i\nparallel j\n"
        "exclusive x default=x-m\nexclusive m\nend e\n"
        "s -> m -> f\nf -> p -> j\nf -> o\no -> a : a = true\no -> b\na -> i\nb -> i\ni -> j -> x\n"
        "x -> e : done = true\nx -> m",
        a=True,
        done=False,
    )
    assert d.do("a").waiting == ["p"]
    assert d.do("p").waiting == ["p", "a"], "the outer loop went round"
    assert d.do("p", "a", done=True).status == "ended"


def test_an_inclusive_join_in_a_loop_opens_for_the_single_token_that_goes_round() -> None:
    d = dossier(
        "start s\ninclusive j\nuser a\nexclusive x default=x-j\nend e\ns -> j -> a -> x\nx -> e : ok = true\nx -> j"
    )
    d.do("a", ok=False).do("a", ok=False)
    assert d.do("a", ok=True).status == "ended"


def test_a_token_that_comes_again_on_a_filled_arrow_opens_the_inclusive_join_again() -> None:
    d = dossier(
        "start s\nuser a\nuser b\nuser c\ninclusive j\nuser d\ns -> a -> c\ns -> b -> c\nc -> j\ns -> j\nj -> d"
    )
    assert d.do("a").waiting == ["b", "c"]
    assert d.do("c").waiting == ["b", "d"], "what can still come only comes on the arrow that is filled"
    assert d.do("b", "c").waiting == ["d", "d"]


def test_a_later_inclusive_join_waits_for_an_earlier_one() -> None:
    d = dossier(
        "start s\nparallel f\nuser a\nuser b\nuser c\ninclusive j\nuser m\ninclusive k\nuser z\n"
        "s -> f\nf -> a -> j\nf -> b -> j\nj -> m -> k\nf -> c -> k\nk -> z"
    )
    assert d.do("c", "a").waiting == ["b"]
    assert d.do("b").waiting == ["m"]
    assert d.do("m").waiting == ["z"]


def test_tokens_before_a_join_whose_companions_cannot_come_are_an_error_that_names_the_join() -> None:
    d = dossier(
        "start s\nuser a\nexclusive x default=x-c\nuser b\nuser c\nparallel j name=Gộp\nend e\n"
        "s -> a -> x\nx -> b : b = true\nx -> c\nb -> j\nc -> j\nj -> e"
    ).do("a")
    with pytest.raises(StuckError, match="Gộp") as caught:
        d.do("c")
    assert caught.value.joins == ("j",)
    assert d.waiting == ["c"]


def test_of_two_inclusive_joins_that_wait_for_each_other_the_first_in_reading_order_opens() -> None:
    d = dossier(
        "start s\nparallel f\nuser a\nuser b\ninclusive j\ninclusive k\nuser m\nuser n\nparallel fm\nparallel fn\n"
        "s -> f\nf -> a -> j\nf -> b -> k\nj -> m -> fm -> k\nk -> n -> fn -> j"
    ).do("a", "b")
    first, second = [("m" if node.id == "j" else "n") for node in order(d.definition) if node.id in ("j", "k")]
    assert d.waiting == [first]
    assert d.do(first).waiting == [second]
