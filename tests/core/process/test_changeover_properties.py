"""Random processes, changed at random while a dossier is under way: it stands again, and gets to the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.process import Complete, Definition, State, advance
from motcua.core.process.changeover import Blocked, Changed, Changeover, Moved, ObstacleKind, TokenMoved, change_over
from tests.core.process.blocks import BLOCKS, Block, Choice, Fork, Loop, Seq, Some, Sub, Task, conditions
from tests.core.process.blocks import drawing as drawing_by_lines
from tests.core.process.drawn import NOW, Dossier, compiled
from tests.effort import examples

STEPS = 12
TURNS = 400


@dataclass(frozen=True)
class Under:
    """A dossier that has come some way: its process as a tree and as a definition, and where it stands."""

    block: Block
    definition: Definition
    state: State


@st.composite
def under_way(draw: st.DrawFn) -> Under:
    """A random process, and a dossier after some random steps that has not come to its end."""
    block = draw(BLOCKS.filter(lambda block: bool(tasks(block))))
    chance = Random(draw(st.integers(0, 2**32)))
    definition = compiled(drawing(block))
    dossier = Dossier(definition, **_chosen(block, chance)).start()
    state = dossier.state
    for _ in range(draw(st.integers(0, STEPS))):
        if not dossier.waiting:
            break
        state = dossier.state
        dossier.do(chance.choice(dossier.waiting), **_chosen(block, chance))
    return Under(block, definition, dossier.state if dossier.waiting else state)


@given(under=under_way())
@settings(max_examples=examples(100), deadline=None)
def test_the_same_drawing_leaves_a_dossier_as_it_is(under: Under) -> None:
    again = compiled(drawing(under.block))
    assert change_over(under.definition, again, under.state, {}, NOW) == Changed(under.state, ())


@given(under=under_way(), seed=st.integers(0, 2**32))
@settings(max_examples=examples(200), deadline=None)
def test_after_renamed_and_inserted_steps_and_other_lanes_every_dossier_stands_again_and_gets_to_the_end(
    under: Under, seed: int
) -> None:
    chance = Random(seed)
    block, mapping = edited(under.block, chance)
    new = compiled(drawing(block) + f"\nlane office role=clerk members={','.join(top_level(block))}")
    changed = change_over(under.definition, new, under.state, mapping, NOW)
    if isinstance(changed, Blocked):
        assert {each.kind for each in changed.obstacles} == {ObstacleKind.UNDECIDED}
        return
    assert [wait.number for wait in changed.state.waits] == [wait.number for wait in under.state.waits]
    assert State.from_json(changed.state.to_json()) == changed.state
    gets_to_the_end(new, changed.state, block, chance)


@given(under=under_way(), seed=st.integers(0, 2**32))
@settings(max_examples=examples(200), deadline=None)
def test_whatever_is_taken_out_a_dossier_that_can_be_moved_gets_to_the_end(under: Under, seed: int) -> None:
    chance = Random(seed)
    block = without_something(under.block, chance)
    new = compiled(drawing(block))
    changed = change_over(under.definition, new, under.state, {}, NOW)
    if isinstance(changed, Changed) and changed.state.status == "running":
        gets_to_the_end(new, changed.state, block, chance)


@given(under=under_way())
@settings(max_examples=examples(100), deadline=None)
def test_a_step_drawn_behind_all_others_and_taken_away_again_changes_nothing(under: Under) -> None:
    shorter, longer = under.definition, compiled(drawing(Seq((under.block, Task("last")))))
    forth = change_over(shorter, longer, under.state, {}, NOW)
    assert forth == Changed(under.state._replace(definition=longer.fingerprint), ())
    assert change_over(longer, shorter, forth.state, {}, NOW) == Changed(under.state, ())


@given(under=under_way(), seed=st.integers(0, 2**32))
@settings(max_examples=examples(200), deadline=None)
def test_there_and_back_by_the_inverse_mapping_a_dossier_stands_as_before(under: Under, seed: int) -> None:
    block, mapping = edited(under.block, Random(seed))
    new = compiled(drawing(block))
    there = change_over(under.definition, new, under.state, mapping, NOW)
    if isinstance(there, Blocked):
        return
    inverse = {after: before for before, after in mapping.items()}
    inverse |= {each.new: each.old for each in there.changes if isinstance(each, TokenMoved)}
    inverse |= {each.new: each.old for each in there.changes if isinstance(each, Moved)}
    back = change_over(new, under.definition, there.state, inverse, NOW)
    assert isinstance(back, Changed)
    assert back.state == under.state


@given(under=under_way(), seed=st.integers(0, 2**32))
@settings(max_examples=examples(200), deadline=None)
def test_steps_drawn_into_sub_processes_begin_them_and_come_out_again_when_these_are_gone(
    under: Under, seed: int
) -> None:
    chance = Random(seed)
    block = replaced(under.block, lambda task: Sub(task, f"{task.name}u") if chance.randrange(2) else task, chance)
    new = compiled(drawing(block))
    inside = change_over(under.definition, new, under.state, {}, NOW)
    assert isinstance(inside, Changed)
    assert State.from_json(inside.state.to_json()) == inside.state
    gets_to_the_end(new, inside.state, block, chance)
    outside = change_over(new, under.definition, inside.state, {}, NOW)
    assert isinstance(outside, Changed)
    standing = sorted(wait.node for wait in under.state.waits), sorted(token.flow for token in under.state.held)
    assert standing == (
        sorted(wait.node for wait in outside.state.waits),
        sorted(token.flow for token in outside.state.held),
    )


@given(under=under_way(), seed=st.integers(0, 2**32), more=st.integers(1, 50))
@settings(max_examples=examples(100), deadline=None)
def test_dossiers_that_stand_alike_are_decided_once_and_keep_their_own_numbers(
    under: Under, seed: int, more: int
) -> None:
    block, mapping = edited(under.block, Random(seed))
    new = compiled(drawing(block))
    together = Changeover(under.definition, new, mapping)
    together.apply(under.state, NOW)
    other = renumbered(under.state, more)
    assert together.apply(other, NOW) == change_over(under.definition, new, other, mapping, NOW)


# --- drawing and editing a tree

PASSAGE = re.compile(r"^passage (p\d+)$", re.MULTILINE)


def drawing(block: Block) -> str:
    """The tree as text for `drawn`, its empty branches named by their order, not their line."""
    text = drawing_by_lines(block)
    order = {name: f"empty{n}" for n, name in enumerate(PASSAGE.findall(text))}
    return re.sub(r"\bp\d+\b", lambda found: order.get(found[0], found[0]), text)


def tasks(block: Block) -> list[str]:
    """The names of all tasks, those of sub-processes too."""
    match block:
        case Task(name):
            return [name]
        case Seq(parts) | Choice(parts) | Fork(parts) | Some(parts):
            return [name for part in parts for name in tasks(part)]
        case Loop(body) | Sub(body):
            return tasks(body)


def top_level(block: Block) -> list[str]:
    """The tasks outside all sub-processes: what a lane of the process may hold."""
    match block:
        case Task(name):
            return [name]
        case Seq(parts) | Choice(parts) | Fork(parts) | Some(parts):
            return [name for part in parts for name in top_level(part)]
        case Loop(body):
            return top_level(body)
        case Sub():
            return []


def replaced(block: Block, with_what: Callable[[Task], Block], chance: Random) -> Block:
    """The same tree with each task replaced by what the function makes of it."""
    match block:
        case Task():
            return with_what(block)
        case Seq(parts):
            return Seq(tuple(replaced(part, with_what, chance) for part in parts))
        case Choice(branches) | Fork(branches) | Some(branches):
            return replace(block, branches=tuple(replaced(branch, with_what, chance) for branch in branches))
        case Loop(body) | Sub(body):
            return replace(block, body=replaced(body, with_what, chance))


def edited(block: Block, chance: Random) -> tuple[Block, dict[str, str]]:
    """Some tasks renamed, some with another before or behind them; and the mapping that says so."""
    mapping: dict[str, str] = {}

    def edit(task: Task) -> Block:
        match chance.randrange(4):
            case 0:
                mapping[task.name] = f"{task.name}r"
                return Task(mapping[task.name])
            case 1:
                return Seq((task, Task(f"{task.name}b")))
            case 2:
                return Seq((Task(f"{task.name}a"), task))
            case _:
                return task

    return replaced(block, edit, chance), mapping


def without_something(block: Block, chance: Random) -> Block:
    """The same tree without some of its tasks; a loop keeps the one that it waits for."""
    kept = {body.parts[0] for body in loops(block)}

    def edit(task: Task) -> Block:
        return task if task in kept or chance.randrange(3) else Seq(())

    return replaced(block, edit, chance)


def loops(block: Block) -> list[Seq]:
    """The bodies of all loops."""
    match block:
        case Task():
            return []
        case Seq(parts) | Choice(parts) | Fork(parts) | Some(parts):
            return [each for part in parts for each in loops(part)]
        case Sub(body):
            return loops(body)
        case Loop(body):
            return [*([body] if isinstance(body, Seq) else []), *loops(body)]


def renumbered(state: State, more: int) -> State:
    """The same standing of a dossier that has gone a longer way."""
    waits = tuple(
        wait._replace(number=wait.number + more, parent=wait.parent + more if wait.parent else 0)
        for wait in state.waits
    )
    held = tuple(token._replace(parent=token.parent + more if token.parent else 0) for token in state.held)
    return state._replace(waits=waits, held=held, last=state.last + more)


# --- running


def gets_to_the_end(definition: Definition, state: State, block: Block, chance: Random) -> None:
    """Whatever is decided for a while, and once nobody asks for another turn, the dossier ends."""
    for turn in range(TURNS):
        if state.status == "ended":
            return
        going_on = [wait for wait in state.waits if definition.graph.node[wait.node].waits]
        data = _chosen(block, chance, again=turn < STEPS)
        state, _ = advance(definition, state, Complete(chance.choice(going_on).number), data, NOW)
    raise AssertionError("the dossier has not come to its end")


def _chosen(block: Block, chance: Random, *, again: bool = True) -> dict[str, bool]:
    names = conditions(block)
    return {name: (again or not name.endswith("_again")) and chance.random() < 0.5 for name in names}
