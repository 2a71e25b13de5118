"""State and work grow with what goes on, never with what has been."""

import json

from tests.core.process.drawn import dossier


def chain(tasks: int) -> str:
    names = [f"t{i}" for i in range(tasks)]
    return "\n".join(["start s", *(f"user {name}" for name in names), "end e", f"s -> {' -> '.join(names)} -> e"])


def size(state: object) -> int:
    return len(json.dumps(state))


def test_a_process_of_500_tasks_makes_the_same_few_facts_at_each_step_and_keeps_a_small_state() -> None:
    d = dossier(chain(500))
    sizes, facts = set(), set()
    for step in range(499):
        d.do(f"t{step}")
        sizes.add(size(d.state.to_json()))
        facts.add(len(d.news))
    assert facts == {3}
    assert max(sizes) - min(sizes) <= 6, "only the digits of numbers and names grow"
    assert len(d.do("t499").facts) == 3 + 500 * 3


def test_a_loop_of_a_thousand_turns_leaves_the_state_as_small_as_it_was() -> None:
    d = dossier("start s\nuser a\nuser b\nexclusive x default=x-e\nend e\ns -> a -> b -> x\nx -> a : again\nx -> e")
    first = size(d.state.to_json())
    for _ in range(1000):
        d.do("a", "b", again=True)
        assert len(d.news) == 4
    assert size(d.state.to_json()) - first <= 6
    assert len(d.facts) == 3 + 1000 * (3 + 4)


def test_five_hundred_parallel_tasks_are_held_and_joined() -> None:
    names = [f"t{i}" for i in range(500)]
    branches = "\n".join(f"user {name}\nf -> {name} -> j" for name in names)
    d = dossier(f"start s\nparallel f\n{branches}\nparallel j\nend e\ns -> f\nj -> e")
    assert len(d.state.waits) == 500
    for name in names[:-1]:
        assert len(d.do(name).news) == 2
    assert d.do(names[-1]).status == "ended"
