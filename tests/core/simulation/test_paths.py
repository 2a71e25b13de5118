"""What is simulated is what the engine does: the same numbers of chance lead a case along the same way."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import given, settings

from motcua.core.process import FlowTaken, Start, State, read_model
from motcua.core.process.steering import Steerable, Way, command_for, steerable, ways
from motcua.core.simulation.automaton import TooWideError, compile_automaton
from motcua.core.simulation.chance import CHOICE, WORK, drawn, key_of, length_at
from motcua.core.simulation.kernel import play
from motcua.core.simulation.lengths import exponential
from motcua.core.simulation.model import Model, Played, Step
from motcua.core.simulation.tables import Tables, compile_model
from tests.core.process.blocks import BLOCKS, Block, drawing
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


def stepwise(process: Steerable, tables: Tables, case: int) -> list[str]:
    """Lead one case through the engine itself: ways are equally likely, whatever ends first goes first."""
    turns: dict[str, int] = defaultdict(int)
    plans: list[tuple[float, int, int]] = []
    ends: dict[int, float] = {}
    course: list[str] = []
    definition = process.definition
    sequence = 0

    def choose(found: list[Way], name: str, turn: int) -> State:
        likely = np.cumsum([weight(process, way) for way in found])
        u = drawn(SEED, case, np.uint64(key_of(name)), turn, CHOICE) * likely[-1]
        return found[int(np.searchsorted(likely[:-1], u, side="right"))].state

    def begin(state: State, now: float) -> None:
        nonlocal sequence
        for wait in state.waits:
            if wait.number in ends:
                continue
            turns[wait.node] += 1
            if command_for(definition.graph.node[wait.node], wait) is None:
                ends[wait.number] = np.inf
                continue
            u = drawn(SEED, case, np.uint64(key_of(wait.node)), turns[wait.node], WORK)
            ends[wait.number] = now + length_at(u, HOUR.shape, HOUR.a, HOUR.b, np.empty(0), 0, 0)
            heappush(plans, (ends[wait.number], sequence, wait.number))
            sequence += 1

    starts = [way for node in definition.starts for way in ways(process, definition.initial, Start(node.id))]
    state = choose(starts, "it", 0)
    begin(state, float(tables.arrival[case]))
    while state.status == "running" and plans and len(course) < MOST:
        now, _, number = heappop(plans)
        wait = next((each for each in state.waits if each.number == number), None)
        if wait is None:
            continue  # it was overtaken
        course.append(wait.node)
        command = command_for(definition.graph.node[wait.node], wait)
        assert command is not None
        state = choose(list(ways(process, state, command)), wait.node, turns[wait.node])
        begin(state, now)
    return course


@given(BLOCKS)
@settings(max_examples=examples(200), deadline=None)
def test_every_case_goes_the_way_that_the_engine_goes_step_by_step(block: Block) -> None:
    process = steerable(read_model(xml(drawing(block))))
    played = Played("it", process, [float(n) for n in range(CASES)], every_node(process))
    compiled = compile_model(Model((played,), ()))
    found = play(compiled.tables, SEED, np.inf, CASES * MOST * 4, CASES * MOST * 4)
    courses: dict[int, list[str]] = {case: [] for case in range(CASES)}
    for case, node in zip(found.log_case.tolist(), found.log_node.tolist(), strict=True):
        courses[case].append(compiled.nodes[node][1])
    for case, course in courses.items():
        expected = stepwise(process, compiled.tables, case)
        assert course[: len(expected)][:MOST] == expected[: len(course)]


def test_one_seed_gives_one_result_and_another_gives_another() -> None:
    process = steerable(read_model(xml("start s\nuser a\nuser b\nend e\ns -> a -> b -> e")))
    tables = compile_model(Model((Played("it", process, list(range(50)), every_node(process)),), ())).tables
    first, again, other = (play(tables, seed, np.inf, 0, 10**6).case_end for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_choice_falls_as_often_as_its_share_says() -> None:
    process = steerable(read_model(xml(CHOICE_OF_THREE)))
    shares = {"x-a": 0.5, "x-b": 0.3, "x-c": 0.2}
    played = Played("it", process, [0.0] * 100_000, every_node(process), shares)
    compiled = compile_model(Model((played,), ()))
    found = play(compiled.tables, 3, np.inf, 0, 10**7)
    counts = {node: int(n) / 100_000 for (_, node), n in zip(compiled.nodes, found.node_count, strict=True)}
    assert counts == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.2}, abs=0.005)


def test_what_can_begin_again_and_again_beside_the_rest_has_no_table() -> None:
    drawn_process = """
    start s
    user a
    message-boundary call on=a message=phone interrupting=false
    user note
    end e
    end f
    s -> a -> e
    call -> note -> f
    """
    process = steerable(read_model(xml(drawn_process)))
    with pytest.raises(TooWideError, match="standings"):
        compile_automaton(process, {}, most=50)
