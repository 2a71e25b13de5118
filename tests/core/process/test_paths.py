"""Order, next tasks, the longest way and the most work."""

from datetime import timedelta

import pytest

from motcua.core.process import Definition, active, awaiting, critical_path, next_tasks, order, serial_sum
from tests.core.process.drawn import compiled, dossier

LOOP = "start s\nuser a\nuser b\nexclusive x default=x-e\nend e\ns -> a -> b -> x\nx -> a : back\nx -> e"
FORK = (
    "start s\nparallel f\nuser a\nuser b\nuser c\nparallel j\nuser d\nend e\n"
    "s -> f\nf -> a -> b -> j\nf -> c -> j\nj -> d -> e"
)
CHOICE = (
    "start s\nexclusive x default=x-b\nuser a\nuser b\nuser c\nend e\ns -> x\nx -> a : ok\nx -> b\na -> c\nb -> c -> e"
)


def ids(nodes: tuple) -> list[str]:
    return [node.id for node in nodes]


def test_nodes_are_ordered_so_that_each_follows_what_leads_to_it() -> None:
    assert ids(order(compiled(FORK))) == ["s", "f", "a", "b", "c", "j", "d", "e"]


def test_a_return_edge_does_not_disturb_the_order() -> None:
    assert ids(order(compiled(LOOP))) == ["s", "a", "b", "x", "e"]


def test_what_cannot_be_reached_comes_last() -> None:
    assert ids(order(compiled("user z\nstart s\nuser a\ns -> a"))) == ["s", "a", "z"]


def test_the_inside_of_a_sub_process_stands_between_it_and_what_follows() -> None:
    d = compiled("start s\nsubprocess p {\nstart i\nuser a\nend x\ni -> a -> x\n}\nuser b\ns -> p -> b")
    assert ids(order(d)) == ["s", "p", "i", "a", "x", "b"]


def test_next_tasks_are_those_of_people_behind_gateways_events_and_services() -> None:
    d = compiled(
        "start s\nuser a\nservice t\nexclusive x default=x-b\nuser b\ntimer-catch w days=1\nuser c\n"
        "s -> a -> t -> x\nx -> b\nx -> w : late\nw -> c"
    )
    assert ids(next_tasks(d, "a")) == ["b", "c"]
    assert ids(next_tasks(d, "s")) == ["a"]
    assert next_tasks(d, "b") == ()


def test_next_tasks_look_into_and_out_of_sub_processes_and_round_loops() -> None:
    d = compiled("start s\nuser a\nsubprocess p {\nstart i\nuser b\nend x\ni -> b -> x\n}\nuser c\ns -> a -> p -> c")
    assert ids(next_tasks(d, "a")) == ["b"]
    assert ids(next_tasks(d, "b")) == ["c"]
    assert ids(next_tasks(compiled(LOOP), "b")) == ["a"]


def test_next_tasks_include_what_a_border_event_may_bring() -> None:
    d = compiled("start s\nuser a\ntimer-boundary t on=a duration=P1D\nuser b\nuser c\ns -> a -> b\nt -> c")
    assert ids(next_tasks(d, "a")) == ["b", "c"]


def test_the_critical_path_takes_the_longest_of_parallel_branches() -> None:
    longest = critical_path(compiled(FORK), {"a": 2, "b": 3, "c": 4, "d": 1})
    assert longest.length == 6
    assert ids(longest.nodes) == ["s", "f", "a", "b", "j", "d", "e"]
    assert critical_path(compiled(FORK), {"a": 2, "b": 3, "c": 6}).length == 6


def test_the_critical_path_takes_the_longest_of_alternatives() -> None:
    longest = critical_path(compiled(CHOICE), {"a": 5, "b": 3, "c": 1})
    assert longest.length == 6
    assert "b" not in ids(longest.nodes)


def test_the_critical_path_counts_loops_once() -> None:
    assert critical_path(compiled(LOOP), {"a": 2, "b": 3}).length == 5


def test_weights_may_be_durations() -> None:
    weights = {"a": timedelta(hours=4), "b": timedelta(days=1)}
    assert critical_path(compiled(LOOP), weights).length == timedelta(days=1, hours=4)
    assert serial_sum(compiled(LOOP), weights).length == timedelta(days=1, hours=4)


def test_the_serial_sum_adds_parallel_branches_and_takes_the_heaviest_alternative() -> None:
    assert serial_sum(compiled(FORK), {"a": 2, "b": 3, "c": 4, "d": 1}).length == 10
    assert ids(serial_sum(compiled(FORK), {"a": 2}).nodes) == ["s", "f", "a", "b", "c", "j", "d", "e"]
    assert serial_sum(compiled(CHOICE), {"a": 5, "b": 3, "c": 1}).length == 6


def test_in_the_serial_sum_what_parallel_branches_share_counts_once() -> None:
    assert serial_sum(compiled(FORK), {"d": 7}).length == 7


def test_an_interrupting_event_is_an_alternative_and_another_one_comes_on_top() -> None:
    drawing = "start s\nuser a\ntimer-boundary t on=a days=1 interrupting={}\nuser b\nuser c\ns -> a -> b\nt -> c"
    weights = {"a": 1, "b": 10, "c": 20}
    assert serial_sum(compiled(drawing.format("true")), weights).length == 21
    assert serial_sum(compiled(drawing.format("false")), weights).length == 31
    assert critical_path(compiled(drawing.format("false")), weights).length == 21


def test_the_longest_way_goes_through_sub_processes() -> None:
    d = compiled("start s\nsubprocess p {\nstart i\nuser a\nend x\ni -> a -> x\n}\nuser b\ns -> p -> b")
    assert critical_path(d, {"a": 2, "b": 3}).length == 5


def test_of_several_starts_the_longest_way_counts() -> None:
    d = compiled("start s\nmessage-start m\nuser a\nuser b\ns -> a\nm -> b -> a")
    assert critical_path(d, {"a": 1, "b": 2}).length == 3
    assert serial_sum(d, {"a": 1, "b": 2}).length == 3


@pytest.mark.parametrize("weights", [{}, {"a": 1, "nowhere": 2}])
def test_weights_for_nothing_or_for_unknown_nodes_are_an_error(weights: dict[str, int]) -> None:
    definition: Definition = compiled(LOOP)
    with pytest.raises(ValueError, match=r"no weights|nowhere"):
        critical_path(definition, weights)
    with pytest.raises(ValueError, match=r"no weights|nowhere"):
        serial_sum(definition, weights)


def test_active_lists_what_goes_on_with_numbers_and_nodes() -> None:
    d = dossier("start s\nuser a name=Soát\ntimer-boundary t on=a days=2\nend e\ns -> a -> e")
    assert [(a.number, a.node.label, a.parent) for a in active(d.definition, d.state)] == [(1, "Soát", 0), (2, "t", 1)]


def test_awaiting_finds_who_waits_for_a_message_the_oldest_first() -> None:
    d = dossier(
        "start s\nparallel f\nreceive r message=opinion\nmessage-catch m message=opinion\nuser a\n"
        "message-boundary b on=a message=withdrawal\ns -> f\nf -> r\nf -> m\nf -> a"
    )
    assert awaiting(d.definition, d.state, "opinion") == (d.number("r"), d.number("m"))
    assert awaiting(d.definition, d.state, "withdrawal") == (d.number("b"),)
    assert awaiting(d.definition, d.state, "other") == ()


RACE = (
    "start s\nevent-based g\nmessage-catch m\ntimer-catch t duration=P1D\nuser a\nuser b\nend e\n"
    "s -> g\ng -> m -> a -> e\ng -> t -> b -> e"
)
WATCHED = """
start s
user a
user b
end e
s -> a -> b -> e
event-subprocess withdrawal {
  message-start m
  user c
  m -> c
}
event-subprocess question {
  message-start n interrupting=false
  user d
  n -> d
}
"""


def test_behind_an_event_based_gateway_only_one_way_is_worked() -> None:
    definition = compiled(RACE)
    weights = {"a": 3, "b": 5}
    assert critical_path(definition, weights).length == 5
    assert serial_sum(definition, weights).length == 5
    assert ids(next_tasks(definition, "s")) == ["a", "b"]


def test_an_event_sub_process_is_a_way_of_its_own() -> None:
    definition = compiled(WATCHED)
    assert ids(order(definition)) == ["s", "a", "b", "e", "withdrawal", "m", "c", "question", "n", "d"]
    assert critical_path(definition, {"a": 1, "b": 1, "c": 1}).length == 2
    longest = critical_path(definition, {"a": 1, "b": 1, "c": 5})
    assert (longest.length, ids(longest.nodes)) == (5, ["withdrawal", "m", "c"])


def test_what_does_not_interrupt_adds_to_the_work_and_what_interrupts_replaces_it() -> None:
    definition = compiled(WATCHED)
    assert serial_sum(definition, {"a": 2, "b": 2, "d": 3, "c": 1}).length == 7
    assert serial_sum(definition, {"a": 2, "b": 2, "d": 3, "c": 9}).length == 9


def test_an_event_sub_process_inside_leads_behind_its_scope() -> None:
    definition = compiled(
        "start s\nsubprocess p {\nstart i\nuser a\ni -> a\nevent-subprocess n {\nerror-start x\nuser b\nx -> b\n}\n}\n"
        "user c\ns -> p -> c"
    )
    assert critical_path(definition, {"a": 1, "b": 4, "c": 2}).length == 6
    assert serial_sum(definition, {"a": 1, "b": 4, "c": 2}).length == 6
    assert ids(next_tasks(definition, "b")) == ["c"]


def test_a_repeated_activity_counts_once_because_its_number_is_not_known_before() -> None:
    definition = compiled("start s\nuser a sequential=list\nuser b parallel=3\ns -> a -> b")
    assert critical_path(definition, {"a": 2, "b": 3}).length == 5


def test_the_way_of_an_error_leads_to_what_catches_it() -> None:
    definition = compiled(
        "start s\nsubprocess p {\nstart i\nuser a\nerror-end x error=E\ni -> a -> x\n}\nerror-boundary b on=p\n"
        "user c\nuser d\ns -> p -> d\nb -> c"
    )
    assert ids(next_tasks(definition, "a")) == ["c"]
    assert critical_path(definition, {"a": 2, "c": 3, "d": 9}).length == 5


def test_the_work_of_three_thousand_tasks_is_summed() -> None:
    names = [f"t{n}" for n in range(3000)]
    drawing = "\n".join(["start s", *(f"user {name}" for name in names), f"s -> {' -> '.join(names)}"])
    assert serial_sum(compiled(drawing), dict.fromkeys(names, 1)).length == 3000
