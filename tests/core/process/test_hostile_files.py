"""Files that are broken, enormous or malicious get a clear answer, and nothing outside the bytes is ever touched."""

import pytest

from motcua.core.process import Limits, NotExecutableError, UnreadableModelError, compile_process, read_model
from tests.core.process.drawn import xml

BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
BOMB = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{BOMB}<definitions {BPMN}>&d;</definitions>", "DOCTYPE"),
        (f'{BOMB}<definitions {BPMN} name="&d;"/>', "DOCTYPE"),
        (f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><definitions {BPMN}>&x;</definitions>', "DOCTYPE"),
        (f'<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd"><definitions {BPMN}/>', "DOCTYPE"),
        (f"<!DOCTYPE definitions><definitions {BPMN}/>", "DOCTYPE"),
        (f"<definitions {BPMN}>&unknown;</definitions>", "XML"),
        (f"<definitions {BPMN}><process></definitions>", "XML"),
        ("", "XML"),
        ("not xml at all", "XML"),
        ("<definitions/>", "BPMN 2.0"),
        ('<definitions xmlns="http://schema.omg.org/spec/BPMN/1.0"/>', "BPMN 2.0"),
        (f"<process {BPMN}/>", "BPMN 2.0"),
    ],
)
def test_what_is_not_a_plain_bpmn_file_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableModelError, match=reason) as caught:
        read_model(text.encode())
    assert caught.value.line >= 1


def test_a_doctype_is_found_in_every_encoding() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE definitions><definitions {BPMN}/>'
    with pytest.raises(UnreadableModelError, match="DOCTYPE"):
        read_model(text.encode("utf-16"))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableModelError):
        read_model(b"<definitions>\xff\xfe\x00</definitions>")


def test_a_file_beyond_the_size_limit_is_not_even_parsed() -> None:
    with pytest.raises(UnreadableModelError, match="100 byte"):
        read_model(b"<" * 101, Limits(bytes=100))


def test_ten_thousand_elements_are_too_many() -> None:
    tasks = "".join(f'<task id="t{i}"/>' for i in range(10_000))
    with pytest.raises(UnreadableModelError, match="10000"):
        read_model(f'<definitions {BPMN}><process id="p">{tasks}</process></definitions>'.encode())


def test_the_element_limit_is_a_parameter() -> None:
    text = f'<definitions {BPMN}><process id="p"><task id="a"/></process></definitions>'.encode()
    assert read_model(text, Limits(elements=3)).processes
    with pytest.raises(UnreadableModelError, match="2 phần tử"):
        read_model(text, Limits(elements=2))


@pytest.mark.parametrize("depth", [41, 200, 5_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    nested = '<subProcess id="x">' * depth + "</subProcess>" * depth
    with pytest.raises(UnreadableModelError):
        read_model(f'<definitions {BPMN}><process id="p">{nested}</process></definitions>'.encode())


def test_duplicate_ids_are_named_with_their_line() -> None:
    problems = refused(xml("start s\nuser a\nuser a\ns -> a"))
    assert [(p.code, p.element, p.line) for p in problems] == [("duplicate-id", "a", 5)]


def test_a_flow_to_nowhere_is_named() -> None:
    assert [(p.code, p.element) for p in refused(xml("start s\nuser a\ns -> a -> b"))] == [("dangling-flow", "a-b")]


def test_a_flow_across_the_border_of_a_sub_process_is_named() -> None:
    problems = refused(xml("start s\nsubprocess p {\nstart i\nuser a\ni -> a\n}\nuser b\ns -> p -> b\na -> b"))
    assert [(p.code, p.element) for p in problems] == [("dangling-flow", "a-b")]


def test_a_border_event_on_nothing_is_named() -> None:
    problems = refused(xml("start s\nuser a\ntimer-boundary t on=z duration=P1D\ns -> a\nt -> a"))
    assert [(p.code, p.element) for p in problems] == [("boundary-host", "t")]


def test_elements_and_flows_without_an_id_are_named() -> None:
    text = xml("start s\nuser a\ns -> a").replace(b' id="a"', b"").replace(b' id="s-a"', b"")
    assert {p.code for p in refused(text)} == {"missing-id", "dangling-flow"}


@pytest.mark.parametrize("number", ["", "wide", "NaN", "1e999"])
def test_a_drawing_whose_numbers_are_none_is_refused(number: str) -> None:
    text = (
        f'<definitions {BPMN} xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><di:BPMNDiagram><di:BPMNPlane><di:BPMNShape>'
        f'<dc:Bounds x="1" y="1" width="{number}" height="1"/>'
        "</di:BPMNShape></di:BPMNPlane></di:BPMNDiagram></definitions>"
    )
    with pytest.raises(UnreadableModelError, match="width"):
        read_model(text.encode())


def test_a_shape_without_a_place_is_refused() -> None:
    text = (
        f'<definitions {BPMN} xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNDiagram><di:BPMNPlane>'
        '<di:BPMNShape bpmnElement="a"/></di:BPMNPlane></di:BPMNDiagram></definitions>'
    )
    with pytest.raises(UnreadableModelError, match="«a»"):
        read_model(text.encode())


def refused(text: bytes) -> tuple:
    with pytest.raises(NotExecutableError) as caught:
        compile_process(read_model(text))
    return caught.value.problems
