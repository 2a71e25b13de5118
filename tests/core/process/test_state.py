"""The state is small, plain, and survives storage and a new reading of the same file."""

import json
from pathlib import Path

import pytest

from motcua.core.process import State, UnreadableStateError, compile_process, read_model
from tests.core.process.drawn import compiled, dossier

JOIN = "start s\nparallel f\nuser a\nuser b\nparallel j\nend e\ns -> f\nf -> a -> j\nf -> b -> j\nj -> e"
PERMIT = (Path(__file__).parent / "permit.bpmn").read_bytes()


def test_the_stored_state_names_nodes_and_flows_as_the_drawing_does() -> None:
    d = dossier(JOIN).do("a")
    assert d.state.to_json() == {
        "format": 1,
        "definition": d.definition.fingerprint,
        "status": "running",
        "last": 2,
        "waits": [[2, "b", 0, 0]],
        "held": [["a-j", 0]],
    }


def test_a_stored_state_goes_on_where_it_was() -> None:
    d = dossier(JOIN).do("a")
    d.state = State.from_json(json.loads(json.dumps(d.state.to_json())))
    assert d.do("b").status == "ended"


def test_a_state_survives_a_new_reading_of_the_same_file() -> None:
    first, second = compile_process(read_model(PERMIT)), compile_process(read_model(PERMIT))
    assert first.fingerprint == second.fingerprint


def test_names_and_drawing_may_change_without_stranding_a_dossier() -> None:
    renamed = PERMIT.replace("Thẩm định".encode(), b"Appraise").replace(b'x="', b'x="1')
    assert compile_process(read_model(renamed)).fingerprint == compile_process(read_model(PERMIT)).fingerprint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"sign"', b'"signing"'),
        (b"eligible = true", b"eligible = false"),
        (b"P12D", b"P13D"),
        (b'"division_head"', b'"director"'),
        (b'sourceRef="sign" targetRef="register"', b'sourceRef="sign" targetRef="tell_applicant"'),
    ],
)
def test_whatever_execution_depends_on_changes_the_fingerprint(before: bytes, after: bytes) -> None:
    assert before in PERMIT
    changed = compile_process(read_model(PERMIT.replace(before, after)))
    assert changed.fingerprint != compile_process(read_model(PERMIT)).fingerprint


def test_a_step_leaves_the_old_state_as_it_was() -> None:
    d = dossier(JOIN)
    old, text = d.state, json.dumps(d.state.to_json())
    d.do("a", "b")
    assert json.dumps(old.to_json()) == text


@pytest.mark.parametrize(
    "damage",
    [
        {"format": 2},
        {"format": None},
        {"definition": 3},
        {"status": "asleep"},
        {"status": None},
        {"last": "2"},
        {"last": -1},
        {"last": True},
        {"waits": None},
        {"waits": [[1, "a", 0]]},
        {"waits": [[1, "a", 0, "0"]]},
        {"waits": [["1", "a", 0, 0]]},
        {"waits": [[2, "b", 0, 0], [1, "a", 0, 0]]},
        {"waits": [[1, "a", 0, 0], [1, "a", 0, 0]]},
        {"waits": [[9, "a", 0, 0]]},
        {"waits": [[0, "a", 0, 0]]},
        {"waits": [[1, "a", 7, 0]]},
        {"waits": [[1, "a", 1, 0]]},
        {"held": [["a-j", 9]]},
        {"held": [["a-j"]]},
        {"held": [[1, 0]]},
        {"held": "a-j"},
    ],
)
def test_a_damaged_state_is_refused_with_a_reason(damage: dict[str, object]) -> None:
    stored = dossier(JOIN).state.to_json() | damage
    with pytest.raises(UnreadableStateError, match="trạng thái"):
        State.from_json(stored)


@pytest.mark.parametrize("stored", [None, [], "state", 1, {}])
def test_what_is_no_state_at_all_is_refused(stored: object) -> None:
    with pytest.raises(UnreadableStateError):
        State.from_json(stored)


def test_the_first_state_waits_for_the_start() -> None:
    definition = compiled(JOIN)
    assert State.from_json(definition.initial.to_json()) == definition.initial
    assert definition.initial.status == "new"
