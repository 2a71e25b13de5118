"""The engine and a naive interpreter of the same structured process agree at every step of every run."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.process import Complete, StaleCommandError, State, advance, check_process, read_model
from tests.core.process.blocks import BLOCKS, Block, begin, complete, conditions, drawing, enabled
from tests.core.process.drawn import NOW, Dossier, compiled, xml
from tests.effort import examples

STEPS = 25


@given(block=BLOCKS, choose=st.data())
@settings(max_examples=examples(300), deadline=None)
def test_the_engine_enables_exactly_the_tasks_that_the_reference_does(block: Block, choose: st.DataObject) -> None:
    names = conditions(block)
    truths = st.fixed_dictionaries({name: st.booleans() for name in names})
    data = choose.draw(truths)
    d = Dossier(compiled(drawing(block)), **data).start()
    left = begin(block, data)
    for _ in range(STEPS):
        assert sorted(d.waiting) == sorted(enabled(left))
        assert (d.status == "ended") == (left is None)
        if left is None:
            break
        task = choose.draw(st.sampled_from(enabled(left)))
        data = choose.draw(truths)
        d.do(task, **data)
        left = complete(left, task, data)


@given(block=BLOCKS, choose=st.data())
@settings(max_examples=examples(100), deadline=None)
def test_at_any_point_the_state_survives_json_and_the_same_command_gives_the_same_answer(
    block: Block, choose: st.DataObject
) -> None:
    truths = st.fixed_dictionaries({name: st.booleans() for name in conditions(block)})
    d = Dossier(compiled(drawing(block)), **choose.draw(truths)).start()
    for _ in range(STEPS):
        stored = json.dumps(d.state.to_json())
        assert State.from_json(json.loads(stored)) == d.state
        if d.status == "ended":
            break
        before, command = d.state, Complete(d.number(choose.draw(st.sampled_from(d.waiting))))
        d.data = choose.draw(truths)
        d.tell(command)
        assert advance(d.definition, before, command, d.data, NOW) == (d.state, d.news)
        assert advance(d.definition, State.from_json(json.loads(stored)), command, d.data, NOW) == (d.state, d.news)
        with pytest.raises(StaleCommandError):
            advance(d.definition, d.state, command, d.data, NOW)


@given(block=BLOCKS)
@settings(max_examples=examples(100), deadline=None)
def test_a_well_structured_drawing_has_no_problems(block: Block) -> None:
    assert check_process(read_model(xml(drawing(block)))) == []
