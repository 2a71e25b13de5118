"""Stored dossiers carry the fingerprint of their definition: what the engine learns later must not strand them."""

from pathlib import Path

import pytest

from motcua.core.process import State, advance, compile_process, read_model
from motcua.core.process.commands import Complete
from tests.core.process.drawn import NOW, compiled
from tests.core.process.test_stale_commands import EVERYTHING

PERMIT = (Path(__file__).parent / "permit.bpmn").read_bytes()


def test_a_definition_of_the_first_elements_keeps_its_fingerprint() -> None:
    assert compile_process(read_model(PERMIT)).fingerprint == "d826a33d786bc9d7"
    assert compiled(EVERYTHING).fingerprint == "4c153045e5da1e38"


def test_a_state_that_was_stored_before_there_were_repetitions_goes_on() -> None:
    stored = {
        "format": 1,
        "definition": "d826a33d786bc9d7",
        "status": "running",
        "last": 1,
        "waits": [[1, "receive", 0, 0]],
        "held": [],
    }
    permit = compile_process(read_model(PERMIT))
    state, facts = advance(permit, State.from_json(stored), Complete(1), {"eligible": True}, NOW)
    assert facts
    assert all(len(row) == 4 for row in state.to_json()["waits"])


@pytest.mark.parametrize(
    ("drawing", "changed"),
    [
        ("user a parallel=3", "user a parallel=4"),
        ("user a parallel=3", "user a sequential=3"),
        ("user a parallel=list item=x", "user a parallel=list item=y"),
        ("user a parallel=3 until=done", "user a parallel=3 until=over"),
        ("user a again=more", "user a again=again"),
        ("user a again=more", "user a again=more most=3"),
        ("user a again=more", "user a again=more first=true"),
        ("signal-catch a signal=one", "signal-catch a signal=two"),
    ],
)
def test_whatever_the_new_elements_depend_on_changes_the_fingerprint(drawing: str, changed: str) -> None:
    around = "start s\n{}\nend e\ns -> a -> e"
    assert compiled(around.format(drawing)).fingerprint != compiled(around.format(changed)).fingerprint
