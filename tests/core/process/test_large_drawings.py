"""Drawings as large as a file may be get a clear answer, sound or not, and what would grow without end is refused."""

import pytest

from motcua.core.process import Limits, NotExecutableError, check_process, compile_process, critical_path, read_model
from tests.core.process.drawn import xml

LARGEST = Limits().elements


def blocks(drawn: str, each: int) -> str:
    """As many copies of a block, one behind the other, as make a file of nearly the most elements."""
    copies = (LARGEST - 20) // each
    parts = [drawn.replace("#", str(number)) for number in range(copies)]
    chain = "\n".join(f"o{n} -> i{n + 1}" for n in range(copies - 1))
    return f"start s\nend e\n{''.join(parts)}\n{chain}\ns -> i0\no{copies - 1} -> e"


FORK = "parallel i#\nuser a#\nuser b#\nparallel o#\ni# -> a# -> o#\ni# -> b# -> o#\n"
CHOICE = (
    "inclusive i# default=i#-c#\nuser a#\nuser b#\nuser c#\ninclusive o#\ni# -> a# : x\ni# -> b# : y\ni# -> c#\n"
    "a# -> o#\nb# -> o#\nc# -> o#\n"
)
RACE = "event-based i#\nmessage-catch m#\ntimer-catch t# days=2\nexclusive o#\ni# -> m# -> o#\ni# -> t# -> o#\n"
WATCHED = (
    "subprocess i# {\nstart s#\nuser a#\nerror-end x# error=E\ns# -> a# -> x#\n}\nerror-boundary b# on=i#\nuser o#\n"
    "b# -> o#\n"
)
SOUND = {"fork": (FORK, 9), "choice": (CHOICE, 15), "race": (RACE, 12)}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_drawing_of_ten_thousand_elements_is_found_sound(name: str) -> None:
    model = read_model(xml(blocks(*SOUND[name])))
    assert len(model.elements) > 7_000, "the rest are conditions and times, which have no id"
    assert check_process(model) == []
    definition = compile_process(model)
    tasks = {node.id: 1 for node in definition.nodes if node.kind == "user"} or {"m0": 1}
    assert critical_path(definition, tasks).length >= 1


def test_each_fault_of_an_unsound_drawing_of_ten_thousand_elements_is_named() -> None:
    exclusive = FORK.replace("parallel i#", "exclusive i# default=i#-b#").replace(
        "i# -> a# -> o#", "i# -> a# : x\na# -> o#"
    )
    problems = check_process(read_model(xml(blocks(exclusive, 10))))
    assert [(problem.code, problem.element) for problem in problems] == [("join-never-opens", "o0")]


def test_thousands_of_scopes_are_looked_over_one_by_one() -> None:
    assert check_process(read_model(xml(blocks(WATCHED, 12)))) == []


def test_thousands_of_unreachable_steps_are_all_named() -> None:
    tasks = "\n".join(f"user t{n}" for n in range(9_000))
    problems = check_process(read_model(xml(f"start s\nend e\ns -> e\n{tasks}")))
    assert len(problems) == 9_000


def test_thousands_of_places_without_a_way_out_are_named_once_each() -> None:
    loops = "\n".join(f"user a{n}\nuser b{n}\nx -> a{n} : c{n}\na{n} -> b{n} -> a{n}" for n in range(1_400))
    problems = check_process(read_model(xml(f"start s\nexclusive x default=x-e\nend e\ns -> x -> e\n{loops}")))
    assert [problem.code for problem in problems] == ["no-way-to-an-end"] * 1_400


def test_more_ways_than_can_be_tried_are_told() -> None:
    forks = "".join(
        f"inclusive i{n} default=i{n}-c{n}\nuser a{n}\nuser b{n}\nuser c{n}\nf -> i{n}\ni{n} -> a{n} : x\n"
        f"i{n} -> b{n} : y\ni{n} -> c{n}\na{n} -> j\nb{n} -> j\nc{n} -> j\n"
        for n in range(90)
    )
    drawing = f"start s\nparallel f\ninclusive j\nend e\ns -> f\nj -> e\n{forks}"
    assert [problem.code for problem in check_process(read_model(xml(drawing)))] == ["joins-not-tried"]


def calling(depth: int, times: int) -> bytes:
    """Processes each of which calls the next so many times."""

    def process(number: int) -> str:
        calls = "".join(
            f'<callActivity id="c{number}-{k}" calledElement="p{number + 1}"/>'
            f'<sequenceFlow id="f{number}-{k}" sourceRef="s{number}" targetRef="c{number}-{k}"/>'
            for k in range(times if number < depth else 0)
        )
        return f'<process id="p{number}"><startEvent id="s{number}"/>{calls}</process>'

    body = "".join(process(number) for number in range(depth + 1))
    return f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">{body}</definitions>'.encode()


@pytest.mark.parametrize(("depth", "times"), [(30, 2), (14, 20), (1_000, 1)])
def test_calls_that_would_grow_without_end_are_refused(depth: int, times: int) -> None:
    model = read_model(calling(depth, times))
    with pytest.raises(NotExecutableError) as caught:
        compile_process(model, "p0")
    assert "too-large" in {problem.code for problem in caught.value.problems}


def test_calls_within_reason_are_laid_flat() -> None:
    definition = compile_process(read_model(calling(10, 2)), "p0")
    assert len(definition.nodes) == 2 * (2**11 - 1) - 1, "a start in each, and a call for each but the first"
