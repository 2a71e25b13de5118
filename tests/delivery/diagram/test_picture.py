"""The picture as SVG: well-formed, safe under a strict policy, with the marks on the right shapes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.process import Model, read_model
from motcua.core.process.layout.text import wrap
from motcua.delivery.ui.diagram import Mark, Note, draw, rows

SVG = "{http://www.w3.org/2000/svg}"
CATALOGUE = sorted(Path(__file__).parents[3].glob("catalogue/*/process.bpmn"))
PERMIT = Path(__file__).parents[3] / "catalogue/1.013225/process.bpmn"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)> & 'quoted'"


def drawn_by(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def small(name: str) -> Model:
    """A process of one step in one lane, without a drawing."""
    said = quoteattr(name)
    return read_model(
        f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" name={said}>
        <laneSet id="lanes"><lane id="lane" name={said}><flowNodeRef>s</flowNodeRef><flowNodeRef>t</flowNodeRef>
        <flowNodeRef>e</flowNodeRef></lane></laneSet>
        <startEvent id="s" name={said}/><userTask id="t" name={said}/><endEvent id="e"/>
        <sequenceFlow id="f" name={said} sourceRef="s" targetRef="t"/>
        <sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>""".encode()
    )


def marked(svg: str, state: str) -> list[str]:
    """The hints of the nodes that carry a state."""
    groups = [each for each in drawn_by(svg).iter(f"{SVG}g") if f"d-{state}" in each.get("class", "").split()]
    return [title.text or "" for each in groups if (title := each.find(f"{SVG}title")) is not None]


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: file.parent.name)
def test_every_picture_is_well_formed_and_needs_neither_style_nor_script(file: Path) -> None:
    names = set()
    for element in drawn_by(draw(read_model(file.read_bytes()))).iter():
        names.add(element.tag.removeprefix(SVG))
        assert not [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]
    assert names <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text", "tspan"}


def test_a_picture_has_a_name_and_a_description() -> None:
    svg = drawn_by(draw(read_model(PERMIT.read_bytes()), marks={"sign": Mark("now", time="late")}))
    found = {element.get("id"): element.text for element in svg if element.get("id")}
    title, description = (found[name] for name in svg.get("aria-labelledby", "").split())
    assert svg.get("role") == "img"
    assert title == "Sơ đồ quy trình «Cấp giấy phép xây dựng nhà ở riêng lẻ»"
    assert "«Ký duyệt» (Lãnh đạo Ủy ban nhân dân cấp xã), quá hạn" in (description or "")


def test_hostile_names_stay_words() -> None:
    svg = draw(small(HOSTILE), marks={"t": Mark("now")}, notes={"t": Note(HOSTILE, HOSTILE)})
    assert not list(drawn_by(svg).iter("script"))
    assert "<script" not in svg
    assert "<img" not in svg
    assert marked(svg, "now") == [f"{HOSTILE}. Đang ở đây. {HOSTILE}. đã {HOSTILE}"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufffe\uffff")))
def test_whatever_a_step_is_called_the_picture_is_well_formed(name: str) -> None:
    drawn_by(draw(small(name), marks={"t": Mark("passed")}))


def test_a_process_without_a_drawing_is_laid_out() -> None:
    model = small("Ký")
    assert not model.diagrams
    assert len(list(drawn_by(draw(model)).iter(f"{SVG}rect"))) >= 2


def test_each_mark_lies_on_its_own_step() -> None:
    marks = {"receive": Mark("passed"), "assign": Mark("now", time="soon"), "not_accepted": Mark("skipped")}
    svg = draw(read_model(PERMIT.read_bytes()), marks=marks)
    assert marked(svg, "passed") == ["Tiếp nhận, số hóa hồ sơ. Đã xong"]
    assert marked(svg, "now") == ["Phân công xử lý. Đang ở đây, sắp đến hạn"]
    assert marked(svg, "skipped") == ["Không tiếp nhận. Không qua"]


def test_a_token_sits_on_the_corner_of_its_step_and_counts_its_branches() -> None:
    model = read_model(PERMIT.read_bytes())
    (shape,) = [shape for shape in model.diagrams[0].shapes if shape.element == "assign"]
    svg = drawn_by(draw(model, marks={"assign": Mark("now", tokens=3)}))
    (token,) = [each for each in svg.iter(f"{SVG}g") if each.get("class") == "d-token"]
    circle = token.find(f"{SVG}circle")
    assert circle is not None
    assert (float(circle.get("cx", "0")), float(circle.get("cy", "0"))) == (
        shape.bounds.x + shape.bounds.width,
        shape.bounds.y,
    )
    assert "".join(token.itertext()) == "3"


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda file: file.parent.name)
def test_the_whole_name_of_every_step_stands_inside_it(file: Path) -> None:
    model = read_model(file.read_bytes())
    written = {"".join(f"{span.text} " for span in text).strip() for text in drawn_by(draw(model)).iter(f"{SVG}text")}
    names = {node.label for process in model.processes for node in process.content.all_nodes() if node.name}
    assert names <= written
    for shape in model.diagrams[0].shapes:
        node = next((n for n in model.processes[0].content.nodes if n.id == shape.element), None)
        if node is not None and node.kind.endswith("Task"):
            lines = wrap(node.name, shape.bounds.width - 10, 12)
            assert len(lines) * 15 <= shape.bounds.height - 17


def test_the_table_says_what_the_picture_shows_in_its_order() -> None:
    marks = {"filed": Mark("passed"), "receive": Mark("passed"), "assign": Mark("now", time="late")}
    told = rows(read_model(PERMIT.read_bytes()), marks=marks, notes={"receive": Note("2 giờ", "1 giờ")})
    first, second, third = told[:3]
    assert (first.step, first.role, first.state) == ("Tiếp nhận, số hóa hồ sơ", "Bộ phận một cửa", "Đã xong")
    assert (first.allowed, first.took) == ("2 giờ", "1 giờ")
    assert second.state == "Đang ở đây, quá hạn"
    assert third.state == "Chưa tới"


def test_the_words_are_english_by_the_switch() -> None:
    model = read_model(PERMIT.read_bytes())
    told = rows(model, marks={"receive": Mark("now", time="waiting")}, language="en")
    assert told[0].state == "Here now, waiting"
    assert "Diagram of the process" in draw(model, language="en")
