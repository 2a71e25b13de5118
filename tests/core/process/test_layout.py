"""Where things stand in a drawing, and why."""

import re
from pathlib import Path

import pytest

from motcua.core.process import Bounds, Diagram, Edge, Model, compile_process, read_model
from motcua.core.process.layout import Coverage, TooLargeToDrawError, arrange, coverage
from motcua.core.process.layout.sheets import task_size
from motcua.core.process.layout.text import LEADING, width_of, wrap
from tests.core.process.drawn import xml
from tests.core.process.geometry import faults

ROOT = Path(__file__).parents[3]
CATALOGUE = sorted(ROOT.glob("catalogue/*/process.bpmn"))
INTERCHANGE = ROOT.parent / "shared/testdata/bpmn-miwg"
MODELS = ["A.1.0", "A.2.0", "A.3.0", "A.4.0", "A.4.1", "B.1.0", "B.2.0", "C.1.0", "C.1.1", "C.2.0", "C.3.0", "C.4.0"]
A4_LANDSCAPE = 277, 190  # millimetres, without margins
POINT = 0.3528  # millimetres

COLLABORATION = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <collaboration id="together">
    <participant id="office" name="Ủy ban nhân dân phường" processRef="p1"/>
    <participant id="tax" name="Cơ quan thuế" processRef="p2"/>
    <participant id="citizen" name="Người dân"/>
    <messageFlow id="asks" name="Phiếu chuyển" sourceRef="a" targetRef="b"/>
    <messageFlow id="tells" sourceRef="a" targetRef="citizen"/>
    <messageFlow id="writes" sourceRef="citizen" targetRef="office"/>
    <messageFlow id="to_itself" sourceRef="office" targetRef="a"/>
  </collaboration>
  <process id="p1"><startEvent id="s1"/><userTask id="a"/><sequenceFlow id="f1" sourceRef="s1" targetRef="a"/></process>
  <process id="p2"><startEvent id="s2"/><userTask id="b"/><sequenceFlow id="f2" sourceRef="s2" targetRef="b"/></process>
  <process id="p3"><startEvent id="s3"/></process>
</definitions>"""


class Picture:
    """A diagram to be asked by element."""

    def __init__(self, model: Model, diagram: Diagram) -> None:
        assert faults(model, diagram) == []
        self.diagram = diagram
        self.shapes = {shape.element: shape for shape in diagram.shapes}
        self.edges = {edge.element: edge for edge in diagram.edges}

    def box(self, name: str) -> Bounds:
        return self.shapes[name].bounds

    def centre(self, name: str) -> tuple[float, float]:
        x, y, width, height = self.box(name)
        return x + width / 2, y + height / 2

    def line(self, name: str) -> Edge:
        return self.edges[name]


def drawn(text: str) -> Picture:
    model = read_model(xml(text))
    (diagram,) = arrange(model)
    return Picture(model, diagram)


def test_steps_of_one_lane_follow_each_other_on_one_line() -> None:
    picture = drawn("start s\nuser a\nuser b\nend e\ns -> a -> b -> e\nlane l members=s,a,b,e")
    centres = [picture.centre(name) for name in "sabe"]
    assert len({y for _, y in centres}) == 1
    assert centres == sorted(centres)
    assert all(len(edge.points) == 2 for edge in picture.diagram.edges)


def test_a_hand_over_to_another_lane_goes_straight_down() -> None:
    picture = drawn("start s\nuser a\nuser b\nend e\ns -> a -> b -> e\nlane x members=s,a\nlane y members=b,e")
    assert picture.centre("a")[0] == picture.centre("b")[0]
    assert len(picture.line("a-b").points) == 2


def test_a_hand_over_past_a_lane_where_somebody_stands_takes_another_column() -> None:
    picture = drawn(
        "start s\nparallel p\nuser a\nuser b\nparallel j\nend e\ns -> p -> a -> j -> e\np -> b -> j\n"
        "lane x members=s,p,j,e\nlane y members=a\nlane z members=b"
    )
    assert picture.centre("a")[0] != picture.centre("b")[0]


def test_the_longest_way_is_straight_and_branches_stand_in_rows_of_their_own() -> None:
    picture = drawn(
        "start s\nparallel p\nuser a1\nuser a2\nuser b\nparallel j\nend e\ns -> p -> b -> j -> e\np -> a1 -> a2 -> j"
    )
    assert {picture.centre(name)[1] for name in ("s", "p", "a1", "a2", "j", "e")} == {picture.centre("s")[1]}
    assert picture.centre("b")[1] != picture.centre("s")[1]


def test_a_loop_returns_outside_the_row_of_its_steps() -> None:
    picture = drawn("start s\nuser a\nexclusive x default=x-e\nend e\ns -> a -> x -> e\nx -> a : again = true")
    back = picture.line("x-a")
    assert back.points[0].x > back.points[-1].x
    assert {point.y for point in back.points[1:-1]} & {picture.centre("a")[1]} == set()


def test_a_step_that_only_sends_back_stands_behind_the_first_decision_that_leads_to_it() -> None:
    picture = drawn(
        "start s\nuser a\nexclusive x default=x-b\nuser revise\nuser b\nexclusive y default=y-e\nend e\n"
        "s -> a -> x -> b -> y -> e\nx -> revise : no = true\ny -> revise : no = true\nrevise -> a"
    )
    assert picture.centre("x")[0] < picture.centre("revise")[0] < picture.centre("y")[0]


def test_a_second_start_stands_next_to_where_it_leads() -> None:
    picture = drawn("start s\nmessage-start m\nuser a\nuser b\nuser c\nend e\ns -> a -> b -> c -> e\nm -> c")
    assert picture.centre("a")[0] < picture.centre("m")[0] < picture.centre("c")[0]


def test_a_border_event_sits_on_the_side_to_which_it_leads() -> None:
    text = (
        "start s\nuser a\nuser b\nend e\nend f\ns -> a -> e\ntimer-boundary late on=a duration=P1D\nlate -> b -> f\n"
        "lane {0} members=s,a,e\nlane {1} members=b,f"
    )
    under, over = drawn(text.format("x", "y")), drawn("\n".join(_swapped(text.format("x", "y"))))
    host, late = under.box("a"), under.centre("late")
    assert late[1] == host.y + host.height
    assert host.x < late[0] < host.x + host.width
    assert over.centre("late")[1] == over.box("a").y


def _swapped(text: str) -> list[str]:
    *lines, first, second = text.splitlines()
    return [*lines, second, first]


def test_several_border_events_widen_their_host() -> None:
    events = "\n".join(f"timer-boundary t{n} on=a duration=P1D\nt{n} -> e" for n in range(4))
    picture = drawn(f"start s\nuser a\nend e\ns -> a -> e\n{events}")
    assert picture.box("a").width > 100
    assert len({picture.centre(f"t{n}")[0] for n in range(4)}) == 4


def test_the_inside_of_a_sub_process_is_drawn_inside_it() -> None:
    picture = drawn(
        "start s\nsubprocess p {\nstart ps\nsubprocess q {\nstart qs\nuser a\nend qe\nqs -> a -> qe\n}\nend pe\n"
        "ps -> q -> pe\n}\nend e\ns -> p -> e"
    )
    for inner, outer in (("a", "q"), ("q", "p")):
        x, y = picture.centre(inner)
        box = picture.box(outer)
        assert box.x < x < box.x + box.width
        assert box.y < y < box.y + box.height


def test_a_step_that_leads_to_itself_is_drawn_as_a_loop_around_it() -> None:
    picture = drawn("start s\nuser a\nend e\ns -> a -> e\na -> a")
    assert len(picture.line("a-a").points) >= 4


def test_what_hangs_together_with_nothing_is_drawn_too() -> None:
    picture = drawn("start s\nend e\ns -> e\nuser alone\nuser lost")
    assert {"alone", "lost"} <= picture.shapes.keys()


def test_nodes_outside_all_lanes_stand_outside_all_lanes() -> None:
    picture = drawn("start s\nuser a\nend e\ns -> a -> e\nlane x members=s,a")
    lane = picture.box("x")
    assert picture.box("e").y >= lane.y + lane.height


def test_lanes_in_lanes_lie_in_them_with_room_for_both_names() -> None:
    text = xml("start s\nuser a\nuser b\ns -> a -> b\nlane x members=s,a\nlane y members=b").decode()
    text = text.replace("<laneSet>", '<laneSet><lane id="outer" name="Phòng"><childLaneSet>')
    text = text.replace("</laneSet>", "</childLaneSet></lane></laneSet>")
    model = read_model(text.encode())
    picture = Picture(model, arrange(model)[0])
    outer, x, y = picture.box("outer"), picture.box("x"), picture.box("y")
    assert (outer.y, outer.y + outer.height) == (x.y, y.y + y.height)
    assert outer.x < x.x
    assert outer.x + outer.width == x.x + x.width


def test_pools_lie_under_each_other_and_messages_run_between_them() -> None:
    model = read_model(COLLABORATION.encode())
    together, alone = arrange(model)
    picture = Picture(model, together)
    office, tax, citizen = (picture.box(name) for name in ("office", "tax", "citizen"))
    assert (together.element, alone.element) == ("together", "p3")
    assert office.y + office.height < tax.y
    assert tax.y + tax.height < citizen.y
    assert office.width == tax.width == citizen.width
    assert picture.line("tells").points[-1].y == citizen.y
    assert picture.line("writes").points[0].y == citizen.y
    assert picture.line("writes").points[-1].y == office.y + office.height
    assert "to_itself" not in picture.edges


@pytest.mark.parametrize(
    "name", ["Ký", "Gửi lấy ý kiến cơ quan liên quan", "Lấy số, đóng dấu, gửi Văn phòng Ủy ban nhân dân tỉnh " * 2]
)
def test_a_task_is_large_enough_for_its_name(name: str) -> None:
    file = xml("start s\nuser a\nend e\ns -> a -> e").decode().replace('id="a"', f'id="a" name="{name}"')
    box = next(shape.bounds for shape in arrange(read_model(file.encode()))[0].shapes if shape.element == "a")
    lines = wrap(name, box.width - 12, 12)
    assert all(width_of(line, 12) <= box.width - 12 for line in lines)
    assert len(lines) * 12 * LEADING <= box.height


def test_lines_are_wrapped_evenly_and_no_word_is_lost() -> None:
    lines = wrap("Chờ ý kiến của các cơ quan", 100, 12)
    assert " ".join(lines) == "Chờ ý kiến của các cơ quan"
    assert max(map(len, lines)) - min(map(len, lines)) <= 4


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Phân công xử lý", ["Phân công", "xử lý"]),
        ("Kiểm tra thực địa", ["Kiểm tra", "thực địa"]),
        ("Lãnh đạo Ủy ban", ["Lãnh đạo", "Ủy ban"]),
        ("", []),
    ],
)
def test_a_line_does_not_end_within_a_word_of_two_syllables(name: str, lines: list[str]) -> None:
    assert wrap(name, 88, 12) == lines


def test_a_task_becomes_wider_rather_than_splitting_a_word() -> None:
    assert task_size("Thông báo").width == 100
    assert task_size("Kiểm tra, đối chiếu dữ liệu").width == 120


def test_letters_with_marks_are_as_wide_as_without() -> None:
    assert width_of("Thẩm định hồ sơ", 12) == pytest.approx(width_of("Tham đinh hô sơ", 12), rel=0.02)


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: file.parent.name)
def test_every_procedure_of_the_catalogue_carries_a_whole_drawing_without_fault(file: Path) -> None:
    model = read_model(file.read_bytes())
    (diagram,) = model.diagrams
    assert coverage(model) == Coverage((), ())
    assert faults(model, diagram) == []


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: file.parent.name)
def test_a_drawing_does_not_change_what_runs(file: Path) -> None:
    whole = file.read_bytes()
    bare = re.sub(rb"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", b"", whole, flags=re.DOTALL)
    assert bare != whole
    assert compile_process(read_model(whole)).fingerprint == compile_process(read_model(bare)).fingerprint


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: file.parent.name)
def test_every_procedure_of_the_catalogue_can_be_drawn_without_fault(file: Path) -> None:
    model = read_model(file.read_bytes())
    assert [fault for diagram in arrange(model) for fault in faults(model, diagram)] == []


@pytest.mark.skipif(
    not INTERCHANGE.is_dir(), reason=f"THE INTERCHANGE MODELS WERE NOT LAID OUT: {INTERCHANGE} is absent"
)
@pytest.mark.parametrize("name", MODELS)
def test_every_interchange_model_can_be_drawn_without_fault(name: str) -> None:
    model = read_model((INTERCHANGE / f"{name}.bpmn").read_bytes())
    assert [fault for diagram in arrange(model) for fault in faults(model, diagram)] == []


def test_the_building_permit_is_legible_on_a_landscape_page() -> None:
    model = read_model((ROOT / "catalogue/1.013225/process.bpmn").read_bytes())
    pool = max((shape.bounds for shape in arrange(model)[0].shapes), key=lambda bounds: bounds.width)
    scale = min(A4_LANDSCAPE[0] / pool.width, A4_LANDSCAPE[1] / pool.height)
    assert 12 * scale / POINT >= 6.5


def test_a_model_beyond_all_measure_is_refused() -> None:
    steps = "\n".join(f"user t{n}" for n in range(2_501))
    with pytest.raises(TooLargeToDrawError, match=r"hãy chia thành nhiều quy trình"):
        arrange(read_model(xml(steps)))
