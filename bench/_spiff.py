"""SpiffWorkflow on the permit, run by its own interpreter in an environment of its own: only what the standard library
and SpiffWorkflow have may be used here.

Arguments: the BPMN file, the data as JSON, the seconds for each measurement. Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

TRIES = 10


def main(file: str, data: dict[str, object], seconds: float) -> dict[str, object]:
    """Steps a second in memory, with the state stored between the steps, and the greatest size of the stored state."""
    parser = import_module("SpiffWorkflow.bpmn.parser").BpmnParser()
    parser.add_bpmn_file(file)
    spec = parser.get_spec("permit")
    serializer = import_module("SpiffWorkflow.bpmn.serializer").BpmnWorkflowSerializer()
    peer = Peer(import_module("SpiffWorkflow.bpmn").BpmnWorkflow, import_module("SpiffWorkflow").TaskState, spec, data)
    return {
        "steps": rate(peer.play, seconds),
        "load_step_save": rate(lambda: peer.play_stored(serializer), seconds),
        "state_bytes": peer.most_bytes(serializer),
        "steps_in_a_case": peer.play(),
    }


class Peer:
    """One case after the other, each driven by completing whatever came up first."""

    def __init__(self, workflow: Any, states: Any, spec: Any, data: dict[str, object]) -> None:
        self.workflow, self.ready, self.spec, self.data = workflow, states.READY, spec, data

    def begin(self) -> Any:
        case = self.workflow(self.spec)
        case.task_tree.data.update(self.data)
        case.do_engine_steps()
        return case

    def step(self, case: Any) -> None:
        first = case.get_next_task(state=self.ready, manual=True)
        first.run()
        case.do_engine_steps()

    def play(self) -> int:
        case, steps = self.begin(), 0
        while not case.is_completed():
            self.step(case)
            steps += 1
        return steps

    def play_stored(self, serializer: Any) -> int:
        stored, steps = serializer.serialize_json(self.begin()), 0
        while True:
            case = serializer.deserialize_json(stored)
            if case.is_completed():
                return steps
            self.step(case)
            stored = serializer.serialize_json(case)
            steps += 1

    def most_bytes(self, serializer: Any) -> int:
        """Of the state alone, without the process itself, which SpiffWorkflow stores with every case."""
        case, sizes = self.begin(), []
        while not case.is_completed():
            stored = serializer.to_dict(case)
            sizes.append(len(json.dumps({key: part for key, part in stored.items() if "spec" not in key})))
            self.step(case)
        return max(sizes)


def rate(case: Callable[[], int], seconds: float) -> float:
    """Steps a second, the best of several tries."""
    case()
    best = 0.0
    for _ in range(TRIES):
        steps, begin = 0, time.perf_counter()
        while (spent := time.perf_counter() - begin) < seconds / TRIES:
            steps += case()
        best = max(best, steps / max(spent, 1e-9))
    return best


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]), float(sys.argv[3]))))
