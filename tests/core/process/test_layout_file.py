"""Drawings written into BPMN files: everything else stays as its author wrote it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from motcua.core.process import UnreadableModelError, read_model
from motcua.core.process.layout import arrange, lay_out
from tests.core.process.random_processes import processes
from tests.effort import examples

PERMIT = Path(__file__).parent / "permit.bpmn"
HANDMADE = """<?xml version="1.0" encoding="{encoding}"?>
<!-- vẽ tay -->
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
\t<b:process   id="p" name='Cấp "phép"'   isExecutable="true"><!-- giữ nguyên -->
\t\t<b:startEvent id="s"/><b:userTask id="việc" name="Tiếp nhận &amp; số hóa"/>
\t\t<b:sequenceFlow id="f" sourceRef="s" targetRef="việc"/>
\t</b:process>
</b:definitions>
<!-- hết -->
"""
DRAWING = re.compile(rb"\s*<bpmndi:BPMNDiagram.*?</bpmndi:BPMNDiagram>", re.DOTALL)


def handmade(encoding: str = "UTF-8") -> bytes:
    return HANDMADE.format(encoding=encoding).encode(encoding)


@settings(max_examples=examples(40))
@given(processes())
def test_the_laid_out_file_says_the_same_and_draws_what_was_arranged(file: bytes) -> None:
    before = read_model(file)
    after = read_model(lay_out(file))
    assert after.diagrams == arrange(before)
    assert replace(after, diagrams=()) == before


@settings(max_examples=examples(20))
@given(processes())
def test_laying_out_twice_changes_nothing_more(file: bytes) -> None:
    assert lay_out(lay_out(file)) == lay_out(file)


def test_not_a_byte_outside_the_drawing_changes() -> None:
    assert DRAWING.sub(b"", lay_out(handmade())) == handmade()


def test_the_drawing_is_indented_like_the_file() -> None:
    assert b"\n\t<bpmndi:BPMNDiagram" in lay_out(handmade())
    assert b"\n\t</bpmndi:BPMNDiagram>\n</b:definitions>" in lay_out(handmade())


def test_lines_end_as_in_the_file() -> None:
    windows = handmade().replace(b"\n", b"\r\n")
    assert lay_out(windows).count(b"\n") == lay_out(windows).count(b"\r\n") > windows.count(b"\r\n")


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_the_encoding_of_the_file_is_kept(encoding: str) -> None:
    file = lay_out(handmade(encoding))
    assert file.decode(encoding) == lay_out(handmade()).decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert read_model(file).diagrams == read_model(lay_out(handmade())).diagrams


def test_a_byte_order_mark_stays_in_front() -> None:
    assert lay_out(b"\xef\xbb\xbf" + handmade()) == b"\xef\xbb\xbf" + lay_out(handmade())


def test_letters_that_the_encoding_lacks_are_written_as_numbers() -> None:
    file = handmade().decode().replace("UTF-8", "us-ascii").encode("us-ascii", "xmlcharrefreplace")
    written = lay_out(file)
    assert written.isascii()
    assert read_model(written).diagrams == read_model(lay_out(handmade())).diagrams


def test_a_wrong_encoding_is_named() -> None:
    with pytest.raises(UnreadableModelError):
        lay_out(handmade().replace(b'"UTF-8"', b'"us-ascii"'))


def test_an_old_drawing_is_replaced_where_it_was() -> None:
    old = PERMIT.read_bytes()
    before, drawing, after = old.partition(old[old.index(b"<bpmndi:BPMNDiagram") : old.index(b"</definitions>")])
    new = lay_out(old)
    assert drawing
    assert new.startswith(before)
    assert new.endswith(after)
    assert new.count(b"<bpmndi:BPMNDiagram ") == 1
    assert b"agency_shape" not in new


def test_several_old_drawings_give_way_to_one() -> None:
    old = handmade().replace(
        b"</b:definitions>",
        b'<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"/><x xmlns="urn:x"/>'
        b'<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:BPMNPlane/></d:BPMNDiagram>'
        b"</b:definitions>",
    )
    new = lay_out(old)
    assert new.count(b"BPMNDiagram ") == 1
    assert b'<x xmlns="urn:x"/>' in new
    assert lay_out(new) == new


def test_prefixes_are_declared_only_where_the_file_lacks_them_or_means_something_else() -> None:
    declared = lay_out(PERMIT.read_bytes())
    assert declared.count(b"xmlns:dc=") == 1
    other = handmade().replace(b"targetNamespace", b'xmlns:dc="http://purl.org/dc/elements/1.1/" targetNamespace')
    assert lay_out(other).count(b"xmlns:dc=") == 2
    assert read_model(lay_out(other)).diagrams == arrange(read_model(other))


def test_modellers_are_told_what_is_a_lane_what_is_open_and_where_a_gateway_has_its_mark() -> None:
    text = lay_out(PERMIT.read_bytes()).decode()
    assert '<bpmndi:BPMNShape id="one_stop_di" bpmnElement="one_stop" isHorizontal="true">' in text
    assert '<bpmndi:BPMNShape id="eligible_di" bpmnElement="eligible" isMarkerVisible="true">' in text


def test_a_file_without_a_process_stays_as_it_is() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    assert lay_out(empty) == empty
