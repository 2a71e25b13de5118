"""Leading the engine from outside: every way out of a command, and what is known beforehand."""

from __future__ import annotations

from motcua.core.process import FlowTaken, NoFlowError, ProcessError, Start, read_model
from motcua.core.process.steering import TooManyWaysError, Way, attempts, steerable, ways
from tests.core.process.drawn import xml

CHOICE = "start s\nexclusive x\nuser a\nuser b\nend e\ns -> x\nx -> a : p\nx -> b : q\na -> e\nb -> e"


def tried(drawing: str, **known: bool) -> list[Way | ProcessError]:
    process = steerable(read_model(xml(drawing)))
    return list(attempts(process, process.definition.initial, Start("s"), known=lambda text, _: known.get(text)))


def flows(found: list[Way | ProcessError]) -> list[str]:
    """The last arrow of each way."""
    return [
        fact.flow for way in found if isinstance(way, Way) for fact in way.facts[-2:] if isinstance(fact, FlowTaken)
    ]


def test_all_ways_are_tried_and_those_told_on_which_the_drawing_fails() -> None:
    found = tried(CHOICE)
    assert sorted(flows(found)) == ["x-a", "x-b"]
    assert [type(each) for each in found if isinstance(each, ProcessError)] == [NoFlowError]


def test_what_is_known_is_not_asked() -> None:
    assert flows(tried(CHOICE, p=True)) == ["x-a"]
    assert flows(tried(CHOICE, p=False, q=True)) == ["x-b"]
    assert [type(each) for each in tried(CHOICE, p=False, q=False)] == [NoFlowError]


def test_ways_leaves_out_what_fails() -> None:
    process = steerable(read_model(xml(CHOICE)))
    assert len(list(ways(process, process.definition.initial, Start("s")))) == 2


def test_more_ways_than_are_looked_at_are_told_at_the_end() -> None:
    branches = "\n".join(f"user n{n}\nx -> n{n} : p{n}\nn{n} -> j" for n in range(9))
    found = tried(f"start s\nuser d\ninclusive x default=x-d\ninclusive j\nend e\ns -> x -> d -> j -> e\n{branches}")
    assert isinstance(found[-1], TooManyWaysError)
