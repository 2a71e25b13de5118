"""Nothing that a file holds is missed in its inventory, and each kind says how it stands to the engine."""

from collections import Counter
from pathlib import Path

import pytest

from motcua.core.process import UnreadableModelError
from motcua.core.process.inventory import Inventory, take_inventory
from tests.core.process.drawn import xml
from tests.core.process.foreign_reader import kinds_of

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "bpmn-miwg"
# Counted with grep in the files, apart from any reader of XML: arrows, and the shapes and edges that are drawn.
COUNTED = {
    "A.1.0": (4, 5, 4),
    "A.2.0": (9, 8, 9),
    "A.3.0": (8, 10, 8),
    "A.4.0": (13, 20, 15),
    "A.4.1": (13, 22, 15),
    "B.1.0": (26, 37, 31),
    "B.2.0": (85, 102, 89),
    "C.1.0": (20, 27, 25),
    "C.1.1": (10, 13, 13),
    "C.2.0": (25, 35, 30),
    "C.3.0": (15, 14, 15),
    "C.4.0": (41, 53, 54),
}
interchange = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"THE INTERCHANGE MODELS WERE NOT TESTED: {FOLDER} is absent"
)


def inventory_of(name: str) -> tuple[bytes, Inventory]:
    source = (FOLDER / f"{name}.bpmn").read_bytes()
    return source, take_inventory(source)


@interchange
@pytest.mark.parametrize("name", COUNTED)
def test_another_reader_counts_the_same_elements(name: str) -> None:
    source, inventory = inventory_of(name)
    found: Counter[str] = Counter()
    for report in inventory.processes:
        for stock in report.elements:
            found[stock.kind.partition(" ")[0]] += stock.count
    for stock in inventory.others:
        found[stock.kind] += stock.count
    assert found == kinds_of(source)


@interchange
@pytest.mark.parametrize("name", COUNTED)
def test_arrows_and_pictures_are_as_many_as_were_counted_by_hand(name: str) -> None:
    _, inventory = inventory_of(name)
    counts = {stock.kind: stock.count for stock in (*inventory.others, *inventory.drawing)}
    assert (counts["sequenceFlow"], counts["BPMNShape"], counts["BPMNEdge"]) == COUNTED[name]


@interchange
@pytest.mark.parametrize("name", COUNTED)
def test_whatever_is_not_executed_is_named_with_its_id_and_the_reason(name: str) -> None:
    _, inventory = inventory_of(name)
    for report in inventory.processes:
        named = {problem.element for problem in report.problems if problem.level == "error"}
        refused = {each for stock in report.elements if stock.standing == "not executed" for each in stock.ids}
        assert refused <= named
        assert report.runs == (not named)
        for problem in report.problems:
            assert problem.line
            assert problem.message.vi
            assert problem.message.en
            assert problem.element == report.id or inventory.kind_of(problem.element)


@interchange
def test_what_other_vendors_have_added_is_counted_by_its_namespace() -> None:
    assert inventory_of("A.4.1")[1].extensions == {"http://www.signavio.com": 38}


def test_ten_thousand_elements_are_looked_over() -> None:
    tasks = [f"t{n}" for n in range(4_990)]
    chain = " -> ".join(["s", *tasks, "e"])
    inventory = take_inventory(xml("\n".join(["start s", *(f"user {task}" for task in tasks), "end e", chain])))
    counts = {stock.kind: stock.count for stock in (*inventory.processes[0].elements, *inventory.others)}
    assert inventory.runs
    assert counts == {
        "startEvent": 1,
        "userTask": 4_990,
        "endEvent": 1,
        "sequenceFlow": 4_991,
        "process": 1,
        "definitions": 1,
    }


def test_more_elements_than_a_file_may_have_are_refused() -> None:
    with pytest.raises(UnreadableModelError, match="10000"):
        take_inventory(xml("\n".join(f"user t{n}" for n in range(10_001))))


def test_a_task_for_common_use_says_why_it_is_not_executed() -> None:
    source = xml("start s\nuser a\nend e\ns -> a -> e").replace(
        b"</definitions>", b'<globalTask id="g"/></definitions>'
    )
    (problem,) = take_inventory(source).problems
    assert (problem.code, problem.element) == ("unsupported", "g")
    assert take_inventory(source).runs
