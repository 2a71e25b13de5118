"""The operator's commands over BPMN files."""

import json
from pathlib import Path

import pytest

from motcua.core.process import read_model
from motcua.core.process.layout import arrange
from motcua.delivery.cli.process import check, layout
from tests.core.process.drawn import xml

SMALL = "start s\nuser a\nend e\ns -> a -> e\nlane clerk members=s,a,e"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "process.bpmn"
    path.write_bytes(xml(SMALL))
    return path


def test_a_file_without_a_drawing_is_named_with_what_it_lacks(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    assert layout(["--check", str(file)]) == 1
    assert capsys.readouterr().out == f"{file}: 6 elements are not drawn: s, a, e, s-a, a-e and 1 more\n"
    assert file.read_bytes() == before


def test_a_drawn_file_passes_and_is_left_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert layout([str(file)]) == 0
    drawn = file.read_bytes()
    assert read_model(drawn).diagrams == arrange(read_model(drawn))
    assert layout(["--check", str(file)]) == 0
    assert layout([str(file)]) == 0
    assert file.read_bytes() == drawn
    assert capsys.readouterr().out == f"{file}: drawn\n{file}: unchanged\n"


def test_a_step_added_later_is_missed_in_the_drawing(file: Path) -> None:
    layout([str(file)])
    file.write_bytes(file.read_bytes().replace(b"<endEvent", b'<task id="b"/><endEvent'))
    assert layout(["--check", str(file)]) == 1
    assert layout([str(file)]) == 0
    assert layout(["--check", str(file)]) == 0


def test_a_drawing_with_notes_is_never_overwritten(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout([str(file)])
    text = file.read_text("utf-8").replace("<laneSet>", '<textAnnotation id="note"/><laneSet>')
    file.write_text(text.replace('id="a_di" bpmnElement="a"', 'id="a_di" bpmnElement="note"'), "utf-8")
    before = file.read_bytes()
    assert layout([str(file)]) == 1
    assert file.read_bytes() == before
    assert "a layout would lose note" in capsys.readouterr().err


def test_one_bad_file_does_not_keep_the_others_from_being_drawn(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_text("no XML")
    large = tmp_path / "large.bpmn"
    large.write_bytes(xml("\n".join(f"user t{n}" for n in range(2_501))))
    assert layout([str(bad), str(tmp_path / "absent.bpmn"), str(large), str(file)]) == 1
    assert layout(["--check", str(large)]) == 1
    said = capsys.readouterr()
    assert said.out == f"{file}: drawn\n"
    assert [line.split(": ")[1] for line in said.err.splitlines()][:3] == [
        str(bad),
        str(tmp_path / "absent.bpmn"),
        str(large),
    ]


def test_what_runs_is_listed_kind_by_kind(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(file)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "main «»: runs",
        "1 executed endEvent",
        "1 executed startEvent",
        "1 executed userTask",
        "beside these",
        "1 executed lane",
        "2 executed sequenceFlow",
    ]


def test_what_does_not_run_is_said_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "script.bpmn"
    path.write_bytes(xml("start s\nscript a\nend e\ns -> a -> e"))
    assert check([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    (process,) = said["processes"]
    assert process["runs"] is False
    assert {"kind": "scriptTask", "count": 1, "executed": False} in process["elements"]
    assert [problem["code"] for problem in process["problems"]] == ["unsupported"]
    assert said["others"] == [{"kind": "sequenceFlow", "count": 2, "executed": True}]
    assert check([str(path)]) == 1
    assert "1  NOT EXECUTED  scriptTask" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(tmp_path / "absent.bpmn")]) == 1
    assert "absent.bpmn" in capsys.readouterr().err


def test_only_what_is_marked_executable_must_run(tmp_path: Path) -> None:
    path = tmp_path / "two.bpmn"
    sketch = b'<process id="sketch"><scriptTask id="z"/></process></definitions>'
    path.write_bytes(xml(SMALL).replace(b"</definitions>", sketch))
    assert check([str(path)]) == 0
    path.write_bytes(path.read_bytes().replace(b'isExecutable="true"', b""))
    assert check([str(path)]) == 1
