"""What is simulated is what the engine does: the same numbers of chance lead a case along the same way."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import given, settings

from motcua.core.process import Command, FlowTaken, Start, State, read_model
from motcua.core.process.steering import Steerable, Way, attempts, command_for, steerable
from motcua.core.simulation.chance import CHOICE, WORK, drawn, key_of, length_at
from motcua.core.simulation.knowledge import knowledge_of
from motcua.core.simulation.lengths import exponential
from motcua.core.simulation.model import Model, Played, Step
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.tables import compile_model
from tests.core.process.blocks import ALL_BLOCKS, Block, drawing
from tests.core.process.drawn import xml
from tests.effort import examples

HOUR = exponential(3600.0)
SEED, CASES, MOST = 11, 6, 40


CHOICE_OF_THREE = """
start s
exclusive x default=x-c
user a
user b
user c
end e
s -> x
x -> a : p
x -> b : q
x -> c
a -> e
b -> e
c -> e
"""


CALLS = """
start s
user a
message-boundary call on=a message=phone interrupting=false
user note
end e
end f
s -> a -> e
call -> note -> f
"""


def every_node(process: Steerable) -> dict[str, Step]:
    """Everything takes about an hour and nobody has to be waited for."""
    return {node.id: Step(HOUR) for node in process.definition.nodes}


def weight(process: Steerable, way: Way) -> float:
    """Where nothing is told, the arrows out of an exclusive choice are equally likely, those of others even."""
    graph, found = process.definition.graph, 1.0
    taken = [fact.flow for fact in way.facts if isinstance(fact, FlowTaken)]
    for flow in taken:
        source = graph.node[graph.flow[flow].source]
        exits = process.definition.exits[source.id]
        if exits.guarded and exits.first_only:
            found /= len(source.outgoing)
        elif exits.guarded and graph.flow[flow].condition is not None:
            found /= 2
    for name in {graph.flow[flow].source for flow in taken}:
        exits = process.definition.exits[name]
        if exits.guarded and not exits.first_only:
            asked = [flow for flow in graph.node[name].outgoing if graph.flow[flow].condition is not None]
            found /= 2 ** sum(flow not in taken for flow in asked)
    return found


def chance(case: int, node: str, turn: int, purpose: int) -> float:
    return drawn(SEED, case, np.uint64(key_of(node)), turn, purpose)


def stepwise(process: Steerable, case: int) -> list[str]:
    """Lead one case through the engine itself: whatever ends first goes first, and chance says which way it goes."""
    turns: dict[str, int] = defaultdict(int)
    turn_of: dict[int, int] = {}
    plans: list[tuple[float, int, int]] = []
    course: list[str] = []
    definition = process.definition
    known = knowledge_of({})

    def choose(state: State, command: Command, u: float) -> State:
        found = [way for way in attempts(process, state, command, known=known) if isinstance(way, Way)]
        likely = np.cumsum([weight(process, way) for way in found])
        return found[int(np.searchsorted(likely[:-1] / likely[-1], u, side="right"))].state

    def begin(state: State, now: float) -> None:
        for wait in state.waits:
            if wait.number in turn_of:
                continue
            turns[wait.node] += 1
            turn_of[wait.number] = turns[wait.node]
            if command_for(definition.graph.node[wait.node], wait) is not None:
                u = chance(case, f"it/{wait.node}", turns[wait.node], WORK)
                lasts = length_at(u, HOUR.shape, HOUR.a, HOUR.b, np.empty(0), 0, 0)
                heappush(plans, (now + lasts, len(turn_of), wait.number))

    state = choose(definition.initial, Start(definition.starts[0].id), chance(case, "it", 0, CHOICE))
    begin(state, float(case))
    while state.status == "running" and plans and len(course) < MOST:
        now, _, number = heappop(plans)
        wait = next((each for each in state.waits if each.number == number), None)
        if wait is None:
            continue  # it was overtaken
        course.append(wait.node)
        command = command_for(definition.graph.node[wait.node], wait)
        assert command is not None
        state = choose(state, command, chance(case, f"it/{wait.node}", turn_of[number], CHOICE))
        begin(state, now)
    return course


@given(ALL_BLOCKS)
@settings(max_examples=examples(300), deadline=None)
def test_every_case_goes_the_way_that_the_engine_goes_step_by_step(block: Block) -> None:
    process = steerable(read_model(xml(drawing(block))))
    played = Played("it", process, [float(n) for n in range(CASES)], every_node(process))
    compiled = compile_model(Model((played,)))
    found = play(compiled, SEED, logged=ALL, most_steps=CASES * MOST * 4)
    courses: dict[int, list[str]] = {case: [] for case in range(CASES)}
    for case, node in zip(found.log_case.tolist(), found.log_node.tolist(), strict=True):
        courses[case].append(compiled.nodes[node][1])
    for case, course in courses.items():
        expected = stepwise(process, case)
        assert course[: len(expected)][:MOST] == expected[: len(course)]


def test_what_can_begin_again_and_again_beside_the_rest_is_played_too() -> None:
    """There is no end to the standings of such a process: those that cases come to are found on the way."""
    process = steerable(read_model(xml(CALLS)))
    steps = {"a": Step(exponential(40.0)), "call": Step(exponential(4.0)), "note": Step(exponential(6.0))}
    compiled = compile_model(Model((Played("it", process, [0.0] * 2_000, steps),)))
    found = play(compiled, 1)
    counts = {node: int(n) for (_, node), n in zip(compiled.nodes, found.node_count, strict=True)}
    assert np.isfinite(found.case_end).all()
    assert counts["a"] == 2_000
    assert counts["note"] == counts["call"] == pytest.approx(2_000 * 10, rel=0.05)
    assert len(compiled.charting.chart.standing) > 40


def test_one_seed_gives_one_result_and_another_gives_another() -> None:
    process = steerable(read_model(xml("start s\nuser a\nuser b\nend e\ns -> a -> b -> e")))
    model = Model((Played("it", process, list(range(50)), every_node(process)),))
    first, again, other = (play(model, seed).case_end for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_choice_falls_as_often_as_its_share_says() -> None:
    process = steerable(read_model(xml(CHOICE_OF_THREE)))
    shares = {"x-a": 0.5, "x-b": 0.3, "x-c": 0.2}
    assert frequencies(Played("it", process, [0.0] * 100_000, every_node(process), shares)) == pytest.approx(
        {"a": 0.5, "b": 0.3, "c": 0.2}, abs=0.005
    )


def test_data_decide_what_they_can_and_shares_the_rest() -> None:
    process = steerable(read_model(xml(CHOICE_OF_THREE)))
    shares = {"x-a": 0.5, "x-b": 0.3, "x-c": 0.2}
    steps, arrivals = every_node(process), [0.0] * 100_000
    known = Played("it", process, arrivals, steps, shares, data={"p": True})
    assert frequencies(known) == {"a": 1.0, "b": 0.0, "c": 0.0}
    half_known = Played("it", process, arrivals, steps, shares, data={"p": False})
    assert frequencies(half_known) == pytest.approx({"a": 0.0, "b": 0.6, "c": 0.4}, abs=0.005)


def test_how_often_something_is_repeated_is_said_by_the_data() -> None:
    drawn_process = "start s\nuser a parallel=opinions\nend e\ns -> a -> e"
    process = steerable(read_model(xml(drawn_process)))
    compiled = compile_model(Model((Played("it", process, [0.0] * 10, data={"opinions": ["x", "y", "z"]}),)))
    assert play(compiled, 1).node_count.tolist() == [30]


def frequencies(played: Played) -> dict[str, float]:
    """How often each node was done in a case."""
    compiled = compile_model(Model((played,)))
    found = play(compiled, 3)
    cases = len(found.case_end)
    return {node: int(n) / cases for (_, node), n in zip(compiled.nodes, found.node_count, strict=True)}
