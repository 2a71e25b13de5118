"""The operator's commands over BPMN files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.core.process import read_model
from motcua.core.process.layout import arrange
from motcua.delivery.cli.process import check, layout, run
from tests.core.process.drawn import xml
from tests.core.process.foreign_reader import BPMN

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
        "1 only read definitions",
        "3 executed flowNodeRef",
        "1 executed lane",
        "1 executed laneSet",
        "1 executed process",
        "2 executed sequenceFlow",
        "0 only read elements of the drawing",
    ]


def test_what_does_not_run_is_said_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "script.bpmn"
    path.write_bytes(xml("start s\nscript a\nend e\ns -> a -> e"))
    assert check([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    (process,) = said["processes"]
    assert process["runs"] is False
    assert {"kind": "scriptTask", "count": 1, "standing": "not executed", "ids": ["a"]} in process["elements"]
    (problem,) = process["problems"]
    assert (problem["code"], problem["id"], problem["kind"]) == ("unsupported", "a", "scriptTask")
    assert b"<scriptTask" in path.read_bytes().splitlines()[problem["line"] - 1]
    assert problem["reason"]["vi"]
    assert problem["reason"]["en"]
    assert {"kind": "sequenceFlow", "count": 2, "standing": "executed", "ids": ["s-a", "a-e"]} in said["others"]
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


def test_a_file_without_a_process_says_what_it_holds_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "choreography.bpmn"
    path.write_text(
        f'<definitions xmlns="{BPMN}"><choreography id="c"><choreographyTask id="t" name="Hỏi"/>'
        '</choreography><collaboration id="k"/></definitions>',
        "utf-8",
    )
    assert check([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["processes"] == []
    assert {"kind": "choreographyTask", "count": 1, "standing": "read", "ids": ["t"]} in said["others"]
    assert [(p["code"], p["id"], p["kind"]) for p in said["problems"]] == [
        ("unsupported", "c", "choreography"),
        ("no-process", "", ""),
    ]
    assert check([str(path)]) == 1


def test_several_pools_are_each_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pools.bpmn"
    other = b'<process id="other"><startEvent id="o"/></process></definitions>'
    path.write_bytes(xml(SMALL).replace(b"</definitions>", other))
    check([str(path), "--json"])
    assert [(p["id"], p["runs"]) for p in json.loads(capsys.readouterr().out)["processes"]] == [
        ("main", True),
        ("other", False),
    ]


@pytest.mark.parametrize("command", [check, run])
@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
        b"<definitions",
        b"",
        b"<html/>",
        b"\x00\xff",
    ],
)
def test_what_is_hostile_or_no_bpmn_is_refused_in_one_sentence(
    content: bytes, command: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.bpmn"
    path.write_bytes(content)
    assert command([str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"motcua process: {path}: Không đọc được tệp BPMN")
    assert said.err.count("\n") == 1


def test_a_story_is_told_step_by_step(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "story.yaml"
    story.write_text('at: "2026-11-09 08:30"\nanswers: {a: done}\nexpect: {path: [s, a, e], end: e}\n', "utf-8")
    assert run([str(file), "--scenario", str(story)]) == 0
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "process main",
        "2026-11-09 08:30 start s «s»",
        "2026-11-09 08:30 user a «a»",
        "2026-11-09 08:30 end e «e»",
        "ended at e",
    ]


def test_without_a_scenario_nobody_answers(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(passed["node"], passed["kind"]) for passed in said["path"]] == [("s", "start")]
    assert [(wait["node"], wait["what"], wait["role"]) for wait in said["waiting"]] == [("a", "task", "clerk")]
    assert said["end"] == "waiting"


def test_what_comes_out_otherwise_is_said_and_is_an_error(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story.yaml"
    story.write_text("answers: {a: done}\nexpect: {path: [s, e], end: waiting}\n", "utf-8")
    assert run([str(file), "--scenario", str(story)]) == 1
    out = capsys.readouterr().out
    assert "  expected  s → e\n  happened  s → a → e\n" in out
    assert "  expected  waiting\n  happened  ended e\n" in out


def test_a_choice_that_is_left_open_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, story = tmp_path / "open.bpmn", tmp_path / "story.yaml"
    path.write_bytes(xml("start s\nexclusive x\nuser a\nuser b\nend e\ns -> x\nx -> a -> e\nx -> b -> e"))
    assert run([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["choose"]["node"] == "x"
    assert [option.split()[0] for option in said["choose"]["options"]] == ["x-a", "x-b"]
    story.write_text("choose: {x: x-b}\nothers: done\nexpect: {path: [s, b, e]}\n", "utf-8")
    assert run([str(path), "--scenario", str(story)]) == 0


def test_a_timer_runs_by_the_hours_of_an_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, story = tmp_path / "timer.bpmn", tmp_path / "story.yaml"
    path.write_bytes(xml("start s\ntimer-catch t hours=12\nend e\ns -> t -> e"))
    story.write_text('at: "2026-11-20 14:00"\nexpect: {due: {t: "2026-11-25 08:30"}, waiting: [t]}\n', "utf-8")
    assert run([str(path), "--scenario", str(story)]) == 0
    assert "until 2026-11-25 08:30" in capsys.readouterr().out


def test_what_the_engine_does_not_execute_is_refused_with_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "script.bpmn"
    path.write_bytes(xml("start s\nscript a\nend e\ns -> a -> e"))
    assert run([str(path)]) == 1
    assert "scriptTask" in capsys.readouterr().err
    assert run([str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["end"] == "refused"
    assert [problem["id"] for problem in said["problems"]] == ["a"]


@pytest.mark.parametrize(
    ("story", "line", "said"),
    [
        ("answers: {a: done}\nexpects: {}\n", 2, "expects"),
        ("happens:\n  - {message: m, timer: t}\n", 2, "timer"),
        ("happens:\n  - {until: tomorrow}\n", 2, "2026-11-09 08:30"),
        ("data: {x: = 1 +}\n", 1, "data.x"),
        ("answers: [\n", 2, "YAML"),
    ],
)
def test_a_scenario_that_cannot_be_read_is_refused_with_its_line(
    story: str, line: int, said: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(story, "utf-8")
    assert run([str(file), "--scenario", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{path}:{line}:")
    assert said in told


def test_a_scenario_that_is_not_there_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(file), "--scenario", str(file.parent / "absent.yaml")]) == 1
    assert "absent.yaml" in capsys.readouterr().err
