"""How many user steps a second the process engine does on the building permit, beside a bare token loop.

A user step completes one task and moves its token on, with the facts and the FEEL conditions. A case is driven from
start to end by completing whatever was enabled first. `load_step_save` also reads the state from JSON text before each
step and writes it back after. The floor moves bare integer tokens over the same graph and asks the same conditions: no
facts, numbers, timers, scopes or checks. `growth` are the user steps a second in longer and longer processes and in
more and more turns of a loop: they stay alike because time grows linearly.

With `--peers` SpiffWorkflow plays the same permit in the same run, and `ratio` and `ratio_load_step_save` say how many
times its steps a second ours are. Without it `ratio` is our share of the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from bench._peer import PEER, PeerMissingError, measure_peer
from motcua.core.process import (
    Complete,
    Definition,
    Kind,
    Start,
    State,
    advance,
    compile_process,
    read_model,
)

PERMIT = Path(__file__).resolve().parents[1] / "tests" / "core" / "process" / "permit.bpmn"
NOW = datetime.fromisoformat("2026-11-23T08:00:00+07:00")
DATA: dict[str, object] = {"eligible": True, "review": "pass"}
TRIES = 10
TASKS = (500, 1_000, 2_000)
TURNS = (1_000, 2_000, 4_000)
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def main(arguments: list[str]) -> dict[str, object]:
    """Measure for about `--seconds` each; the best of several tries counts, because the machine is shared."""
    parser = argparse.ArgumentParser(prog="engine", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument(
        "--peers", action="store_true", help="measure SpiffWorkflow beside it; it is installed for that"
    )
    wanted = parser.parse_args(arguments)
    permit = compile_process(read_model(PERMIT.read_bytes()))
    steps = rate(lambda: play(permit), wanted.seconds)
    stored = rate(lambda: play_stored(permit), wanted.seconds)
    floor = rate(bare_loop(permit), wanted.seconds)
    figures: dict[str, object] = {
        "bench": "engine",
        "value": round(steps),
        "unit": "user steps/s",
        "floor": round(floor),
        "ratio": round(steps / floor, 2),
        "load_step_save": round(stored),
        "state_bytes": max(sizes(permit)),
        "growth": growth(wanted.seconds),
    }
    return figures | beside_peer(steps, stored, wanted.seconds) if wanted.peers else figures


def growth(seconds: float) -> dict[str, dict[int, int]]:
    """User steps a second by the number of tasks of a process, and by the number of turns of a loop."""
    endless = drawn(["start", "a", "b", "a"])
    tasks = rates({n: partial(play, drawn(["start", *(f"t{k}" for k in range(n))])) for n in TASKS}, seconds)
    turns = rates({n: partial(turn, endless, n) for n in TURNS}, seconds)
    return {
        "tasks": {size: round(found) for size, found in tasks.items()},
        "turns": {size: round(found) for size, found in turns.items()},
    }


def beside_peer(steps: float, stored: float, seconds: float) -> dict[str, object]:
    """SpiffWorkflow's figures and how many times as fast ours are; or why there are none."""
    try:
        peer = measure_peer(PERMIT, DATA, seconds)
    except PeerMissingError as missing:
        print(missing, file=sys.stderr)
        return {"peer": str(missing)}
    if peer["steps_in_a_case"] != play(compile_process(read_model(PERMIT.read_bytes()))):
        raise AssertionError(f"the peer plays another process: {peer}")
    return {
        "peer": {"name": PEER, **{name: round(figure) for name, figure in peer.items()}},
        "ratio": round(steps / peer["steps"], 1),
        "ratio_load_step_save": round(stored / peer["load_step_save"], 1),
    }


def rate(case: Callable[[], int], seconds: float) -> float:
    """Steps a second of a case that returns how many steps it did."""
    return rates({0: case}, seconds)[0]


def rates(cases: Mapping[int, Callable[[], int]], seconds: float) -> dict[int, float]:
    """Steps a second of each case, measured by turns, so that what else the machine does falls on all alike."""
    best = dict.fromkeys(cases, 0.0)
    for _ in range(TRIES):
        for key, case in cases.items():
            steps, begin = 0, time.perf_counter()
            while (spent := time.perf_counter() - begin) < seconds / TRIES:
                steps += case()
            best[key] = max(best[key], steps / spent)
    return best


def play(definition: Definition) -> int:
    """One case from start to end, in memory."""
    state, _ = advance(definition, definition.initial, Start(), DATA, NOW)
    steps = 0
    while state.status == "running":
        state, _ = advance(definition, state, Complete(state.waits[0].number), DATA, NOW)
        steps += 1
    return steps


def play_stored(definition: Definition) -> int:
    """One case whose state lies in JSON text between the steps."""
    state, _ = advance(definition, definition.initial, Start(), DATA, NOW)
    stored, steps = json.dumps(state.to_json()), 0
    while True:
        state = State.from_json(json.loads(stored))
        if state.status != "running":
            return steps
        state, _ = advance(definition, state, Complete(state.waits[0].number), DATA, NOW)
        stored = json.dumps(state.to_json())
        steps += 1


def sizes(definition: Definition) -> list[int]:
    """The bytes of the stored state after each step of one case."""
    state, _ = advance(definition, definition.initial, Start(), DATA, NOW)
    found = []
    while state.status == "running":
        found.append(len(json.dumps(state.to_json())))
        state, _ = advance(definition, state, Complete(state.waits[0].number), DATA, NOW)
    return found


def turn(definition: Definition, turns: int) -> int:
    """So many steps of one case that goes round and round."""
    state, _ = advance(definition, definition.initial, Start(), DATA, NOW)
    for _ in range(turns):
        state, _ = advance(definition, state, Complete(state.waits[0].number), DATA, NOW)
    return turns


def bare_loop(definition: Definition) -> Callable[[], int]:
    """The same case as bare integers. Each step still is a function from one state, a tuple of tokens, to the next."""
    place = {node.id: index for index, node in enumerate(definition.nodes)}
    target = {flow.id: place[flow.target] for flow in definition.flows}
    after = [[target[flow] for flow in node.outgoing if flow != node.default] for node in definition.nodes]
    guards = [[condition for condition, _ in definition.exits[node.id].guarded] for node in definition.nodes]
    default = [target.get(node.default, 0) for node in definition.nodes]
    waits = [node.waits for node in definition.nodes]
    needed = [len(node.incoming) if node.kind is Kind.PARALLEL else 1 for node in definition.nodes]

    def step(waiting: tuple[int, ...], held: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        moving, resting, joining = [waiting[0]], list(waiting[1:]), list(held)
        while moving:
            at = moving.pop()
            ways = after[at]
            if guards[at]:
                ways = [ways[0] if guards[at][0](DATA, NOW) is True else default[at]]
            for way in ways:
                if waits[way]:
                    resting.append(way)
                elif joining.count(way) + 1 == needed[way]:
                    joining = [token for token in joining if token != way]
                    moving.append(way)
                else:
                    joining.append(way)
        return tuple(resting), tuple(joining)

    def case() -> int:
        waiting, held = step((place[definition.starts[0].id],), ())
        steps = 0
        while waiting:
            waiting, held = step(waiting, held)
            steps += 1
        return steps

    return case


def drawn(names: list[str]) -> Definition:
    """A process of user tasks in this order; a name that comes again leads back to its task."""
    tasks = "".join(f'<userTask id="{name}"/>' for name in dict.fromkeys(names[1:]))
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(pairwise(names))
    )
    xml = f'<definitions xmlns="{BPMN}"><process id="p"><startEvent id="start"/>{tasks}{flows}</process></definitions>'
    return compile_process(read_model(xml.encode()))
