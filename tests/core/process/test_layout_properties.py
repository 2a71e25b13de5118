"""What every layout keeps to, on random structured processes with random names, lanes and border events."""

from itertools import pairwise

from hypothesis import given, settings

from motcua.core.process import Diagram, Model, read_model
from motcua.core.process.layout import arrange
from tests.core.process.geometry import faults, nodes_and_flows
from tests.core.process.random_processes import processes
from tests.effort import examples


def only(model: Model) -> Diagram:
    (diagram,) = arrange(model)
    return diagram


@settings(max_examples=examples(200))
@given(processes())
def test_nothing_overlaps_runs_through_anything_or_leads_back_without_need(file: bytes) -> None:
    model = read_model(file)
    assert faults(model, only(model)) == []


@settings(max_examples=examples(40))
@given(processes())
def test_everything_that_flows_is_drawn_once(file: bytes) -> None:
    model = read_model(file)
    diagram = only(model)
    drawn = [thing.element for thing in (*diagram.shapes, *diagram.edges)]
    content = model.processes[0].content
    assert sorted(drawn) == sorted([*nodes_and_flows(content), *(lane.id for lane in content.lanes)])


@settings(max_examples=examples(40))
@given(processes())
def test_lanes_lie_under_each_other_in_file_order_without_gaps(file: bytes) -> None:
    model = read_model(file)
    shapes = {shape.element: shape.bounds for shape in only(model).shapes}
    lanes = [shapes[lane.id] for lane in model.processes[0].content.lanes]
    assert all(a.y + a.height == b.y and (a.x, a.width) == (b.x, b.width) for a, b in pairwise(lanes))


@settings(max_examples=examples(20))
@given(processes())
def test_the_same_file_is_always_laid_out_alike(file: bytes) -> None:
    assert arrange(read_model(file)) == arrange(read_model(file))
