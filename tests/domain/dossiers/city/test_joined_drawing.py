"""The drawing of a linked procedure and of its parts as one: the whole goes on when an agency has decided."""

from dataclasses import replace

import numpy as np
import pytest

from motcua.core.procedure import Channel, StepKind
from motcua.core.process.steering import steerable
from motcua.core.simulation.model import Model, Played
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.tables import compile_model
from motcua.domain.dossiers.city.choices import shares_of
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.joined_drawing import DECIDED, OVER, joined_drawing, name_in_whole, placed
from tests.domain.dossiers.city.sorts import RECIPE, sort_of
from tests.domain.dossiers.paper_city import procedure

CASES = 200
LINKED = ("2.000986", "1.009645.H05")


def parts_of(whole):
    return {
        step.key: procedure(whole.children[step.child].code)
        for step in whole.steps.values()
        if step.kind is StepKind.CHILD
    }


def ways(code):
    """What cases of a linked procedure come to, each in the order of time."""
    sort = sort_of(code, Channel.COUNTER)
    drawing = steerable(joined_drawing(sort.procedure, parts_of(sort.procedure)))
    played = Played(code, drawing, [float(n) for n in range(CASES)], shares=shares_of(sort, RECIPE.work))
    compiled = compile_model(Model((played,)))
    outcome = play(compiled, 7, logged=ALL)
    assert np.isfinite(outcome.case_end).all()
    names = [node for _, node in compiled.nodes]
    found = [[] for _ in range(CASES)]
    for case, node in zip(outcome.log_case, outcome.log_node, strict=True):
        found[case].append(names[node])
    return found


@pytest.mark.parametrize("code", LINKED)
def test_every_part_that_is_sent_is_decided_and_comes_to_its_end(code):
    steps = parts_of(procedure(code))
    for way in ways(code):
        for step in steps:
            marks = [way.count(name) for name in (step, name_in_whole(step, DECIDED), name_in_whole(step, OVER))]
            assert marks in ([0, 0, 0], [1, 1, 1])
            of_part = [n for n, name in enumerate(way) if placed(name).step == step]
            assert not of_part or way.index(step) < of_part[0]


def test_the_whole_goes_on_only_when_all_its_parts_are_decided():
    sent = 0
    for way in ways("2.000986"):
        if "residence" in way:
            sent += 1
            decided = [way.index(name_in_whole(step, DECIDED)) for step in ("birth", "residence", "health_card")]
            assert decided[0] < way.index("residence")
            assert max(decided) < way.index("issue")
    assert sent > CASES / 4


def test_who_is_not_accepted_by_an_agency_lets_the_whole_go_on():
    refused = [way for way in ways("1.009645.H05") if "decide" in way and "decide/issue" not in way]
    assert refused
    assert all("decide/decided:" in way and "issue" in way for way in refused)


def test_the_whole_has_ended_where_its_own_drawing_ends():
    for way in ways("1.009645.H05"):
        assert sum(name.startswith(OVER) for name in way) == 1


def with_drawn(found, old, new):
    assert old in found.diagram
    return replace(found, diagram=found.diagram.replace(old, new))


def test_a_step_with_an_event_at_its_border_is_not_joined():
    whole = procedure("1.009645.H05")
    timed = with_drawn(whole, b'attachedToRef="opinions"', b'attachedToRef="decide"')
    with pytest.raises(PlanError, match="attached to “decide”"):
        joined_drawing(timed, parts_of(whole))


def test_a_step_that_can_come_again_is_not_joined():
    whole = procedure("1.009645.H05")
    again = with_drawn(
        whole, b'sourceRef="return_result" targetRef="returned"', b'sourceRef="return_result" targetRef="send"'
    )
    with pytest.raises(PlanError, match="come back to “decide”"):
        joined_drawing(again, parts_of(whole))


def test_a_part_that_issues_nothing_is_not_joined():
    whole, part = procedure("1.009645.H05"), procedure("1.009645.H29")
    steps = {key: step for key, step in part.steps.items() if step.kind is not StepKind.ISSUE}
    with pytest.raises(PlanError, match="does not issue its result once"):
        joined_drawing(whole, {"decide": replace(part, steps=steps)})


def test_a_part_that_ends_alike_with_and_without_a_result_is_not_joined():
    whole, part = procedure("1.009645.H05"), procedure("1.009645.H29")
    alike = with_drawn(part, b'targetRef="not_accepted"', b'targetRef="handed_over"')
    with pytest.raises(PlanError, match="does not end plainly"):
        joined_drawing(whole, {"decide": alike})
