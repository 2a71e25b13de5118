"""The engine and a naive interpreter of the same structured process agree at every step of every run."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.process import (
    Cancel,
    Command,
    Complete,
    Deliver,
    Fire,
    Kind,
    Raise,
    StaleCommandError,
    State,
    UncaughtError,
    active,
    advance,
    check_process,
    read_model,
)
from tests.core.process.blocks import ALL_BLOCKS, Block, conditions, drawing
from tests.core.process.drawn import HIDDEN, NOW, Dossier, compiled, xml
from tests.core.process.interpreter import Address, FailedError, Rest, begin, complete, enabled, fail
from tests.core.process.ledger import Ledger
from tests.effort import examples

STEPS = 25
HEARD = HIDDEN - {Kind.MESSAGE_START}


def addresses(d: Dossier) -> list[tuple[Address, int]]:
    """All that can be acted on, with its number."""
    waits = {wait.number: wait for wait in d.state.waits}
    found = []
    for going in active(d.definition, d.state):
        if going.node.kind in HEARD or (going.node.repeat and not going.place):
            continue
        place, number = (), going.number
        while number:
            place = (waits[number].place, *place) if waits[number].place else place
            number = waits[number].parent
        found.append((Address(place, going.node.id), going.number))
    return sorted(found)


def command_for(d: Dossier, at: Address, number: int) -> Command:
    kind = d.definition.graph.node[at.name].kind
    return {Kind.USER: Complete, Kind.TIMER_CATCH: Fire}.get(kind, Deliver)(number)


def choose_one(choose: st.DataObject, d: Dossier) -> tuple[Address, int]:
    """Something to act on, but no event whose handler runs already: two handlers alike could not be told apart."""
    running = {wait.node for wait in d.state.waits}
    free = [(at, n) for at, n in addresses(d) if at.is_task or f"{at.name[:-1]}w" not in running]
    return choose.draw(st.sampled_from(free))


def assert_alike(d: Dossier, left: Rest | None) -> None:
    assert [at for at, _ in addresses(d)] == sorted(enabled(left))
    assert (d.status == "ended") == (left is None)


@given(block=ALL_BLOCKS, choose=st.data())
@settings(max_examples=examples(500), deadline=None)
def test_the_engine_allows_exactly_what_the_reference_does(block: Block, choose: st.DataObject) -> None:
    truths = st.fixed_dictionaries({name: st.booleans() for name in conditions(block)})
    data = choose.draw(truths)
    d = Dossier(compiled(drawing(block)), **data).start()
    left = begin(block, data)
    for _ in range(STEPS):
        assert_alike(d, left)
        if left is None:
            break
        at, number = choose_one(choose, d)
        d.data = choose.draw(truths)
        if at.is_task and choose.draw(st.integers(0, 3)) == 0:
            try:
                left = fail(left, at, d.data)
            except FailedError:
                with pytest.raises(UncaughtError):
                    d.tell(Raise(number, "E"))
            else:
                d.tell(Raise(number, "E"))
        else:
            d.tell(command_for(d, at, number))
            left = complete(left, at, d.data)


@given(block=ALL_BLOCKS, choose=st.data())
@settings(max_examples=examples(150), deadline=None)
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
        at, number = choose.draw(st.sampled_from(addresses(d)))
        before, command = d.state, command_for(d, at, number)
        d.data = choose.draw(truths)
        d.tell(command)
        assert advance(d.definition, before, command, d.data, NOW) == (d.state, d.news)
        assert advance(d.definition, State.from_json(json.loads(stored)), command, d.data, NOW) == (d.state, d.news)
        with pytest.raises(StaleCommandError):
            advance(d.definition, d.state, command, d.data, NOW)


@given(block=ALL_BLOCKS, choose=st.data())
@settings(max_examples=examples(300), deadline=None)
def test_what_the_facts_say_is_open_is_what_the_state_holds_however_much_is_broken_off(
    block: Block, choose: st.DataObject
) -> None:
    """The process lies in a scope that a timer on its border and an event inside may break off at any time."""
    storm = (
        "start top\nuser last\nend bottom\nsubprocess all {\n" + drawing(block) + "\n"
        "event-subprocess inside {\nsignal-start gale signal=gale\nuser shelter\ngale -> shelter\n}\n}\n"
        "timer-boundary lightning on=all days=1\ntop -> all -> last -> bottom\nlightning -> all"
    )
    truths = st.fixed_dictionaries({name: st.booleans() for name in conditions(block)})
    d = Dossier(compiled(storm), **choose.draw(truths)).start()
    ledger = Ledger()
    ledger.post(d.news)
    for _ in range(STEPS):
        waits = [wait for wait in d.state.waits if d.definition.graph.node[wait.node].kind is not Kind.EVENT_BASED]
        assert ledger.numbers == {wait.number: wait.node for wait in waits}
        if d.status != "running":
            break
        d.data = choose.draw(truths)
        blow(d, choose)
        ledger.post(d.news)
    if d.status != "running":
        assert (ledger.numbers, d.state.waits, d.state.held) == ({}, (), ())


def blow(d: Dossier, choose: st.DataObject) -> None:
    """One of: a step, a lightning, a gale, the end of everything."""
    weather = choose.draw(st.sampled_from(["step"] * 6 + ["lightning", "gale", "cancel"]))
    if weather == "lightning" and any(wait.node == "lightning" for wait in d.state.waits):
        d.fire("lightning")
    elif weather == "gale":
        d.hear("gale")
    elif weather == "cancel" and choose.draw(st.booleans()):
        d.tell(Cancel())
    else:
        d.tell(command_for(d, *choose.draw(st.sampled_from(addresses(d)))))


@given(block=ALL_BLOCKS)
@settings(max_examples=examples(150), deadline=None)
def test_a_well_structured_drawing_has_no_problems(block: Block) -> None:
    assert check_process(read_model(xml(drawing(block)))) == []
