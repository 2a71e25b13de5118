"""The reference models of the BPMN Model Interchange Working Group: all are read, and each runs or says why not."""

from pathlib import Path

import pytest

from motcua.core.process import (
    Definition,
    Model,
    NotExecutableError,
    Problem,
    Start,
    active,
    advance,
    check_process,
    compile_process,
    read_model,
)
from tests.core.process.drawn import NOW

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT.parent / "shared" / "testdata" / "bpmn-miwg"
NAMES = ["A.1.0", "A.2.0", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "B.2.0", "C.1.0", "C.1.1", "C.2.0", "C.3.0", "C.4.0"]
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"THE INTERCHANGE MODELS WERE NOT TESTED: {FOLDER} is absent"
)
RUNNING = {
    "A.1.0": 1,
    "A.4.0": 2,
    "A.4.1": 2,
    "B.1.0": 2,
    "B.2.0": 1,
    "C.2.0": 3,
    "C.4.0": 2,
}


@pytest.mark.parametrize("name", NAMES)
def test_each_process_of_a_model_is_a_definition_or_a_list_of_reasons(name: str) -> None:
    model = read_model((FOLDER / f"{name}.bpmn").read_bytes())
    running = 0
    for process in (p for p in model.processes if p.content.nodes):
        problems = check_process(model, process.id)
        assert all(problem.line and problem.message.vi and problem.message.en for problem in problems)
        definition, refused = compiled_or_refused(model, process.id)
        assert {problem for problem in problems if problem.level == "error"} >= set(refused)
        assert (definition is None) == bool(refused)
        if definition:
            running += 1
            start = Start(definition.starts[0].id)
            state, _ = advance(definition, definition.initial, start, {}, NOW)
            assert active(definition, state)
    assert running == RUNNING.get(name, 0)


def compiled_or_refused(model: Model, process: str) -> tuple[Definition | None, tuple[Problem, ...]]:
    try:
        return compile_process(model, process), ()
    except NotExecutableError as refusal:
        return None, refusal.problems


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_a_model_draws_can_be_named(name: str) -> None:
    model = read_model((FOLDER / f"{name}.bpmn").read_bytes())
    known = {element.id for element in model.elements}
    drawn = [shape.element for d in model.diagrams for shape in (*d.shapes, *d.edges)]
    assert drawn
    assert [element for element in drawn if element not in known] == []
