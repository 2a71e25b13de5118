"""`motcua simulate` plays packages and drawings, says in a few lines what came of it, and refuses with what to mend."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.core.mining.log import Event, EventLog
from motcua.core.mining.reading import read_log
from motcua.core.mining.traces import traces
from motcua.delivery.cli.simulate import simulate
from tests.core.process.drawn import xml

DOCUMENTATION = Path(__file__).resolve().parents[3] / "docs" / "how-it-works" / "simulation.md"
COPY = "2.000815"
DRAWN = "start s\nuser check\nexclusive x default=x-e\nend e\ns -> check -> x\nx -> check : again\nx -> e"
SCENARIO = """
processes:
  drawn:
    arrivals: {per_working_day: 10}
    steps: {check: {work: {exponential: 20 min}, pools: [desk], limit: {working_hours: 2}}}
    shares: {x-check: 0.2, x-e: 0.8}
    limit: {working_days: 1}
pools: {desk: {people: 1}}
assumed: [chỉ là ví dụ (an example only)]
"""


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    file = tmp_path / "drawn.bpmn"
    file.write_bytes(xml(DRAWN))
    return file


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "scenario.yaml"
    file.write_text(SCENARIO, "utf-8")
    return file


def as_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert simulate([*map(str, arguments), "--json"]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert simulate(list(map(str, arguments))) == 1
    captured = capsys.readouterr()
    assert not captured.out
    return captured.err


def test_one_seed_gives_one_result_and_another_gives_another(capsys: pytest.CaptureFixture[str]) -> None:
    first, again = (as_json(capsys, COPY, "--cases", 200, "--seed", 7) for _ in range(2))
    assert first == again
    assert first != as_json(capsys, COPY, "--cases", 200, "--seed", 8)
    found = json.loads(first)
    assert {"seed", "cases", "processes", "pools", "bottleneck", "growing", "assumed", "remarks"} <= set(found)
    assert (found["cases"], found["processes"][COPY]["limit"]["same_day"]) == (200, True)


def test_the_report_is_a_few_lines_in_either_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate([COPY, "--cases", "200"]) == 0
    vi = capsys.readouterr().out
    assert simulate([COPY, "--cases", "200", "--english"]) == 0
    en = capsys.readouterr().out
    assert "Chứng thực bản sao từ bản chính: 200 hồ sơ, 200 đã xong, 0 còn dở (04/01/2027" in vi
    assert "thời hạn trong ngày" in vi
    assert "CHƯA AI ĐO, chỉ giả định" in vi
    assert "200 dossiers, 200 ended, 0 open (2027-01-04" in en
    assert "NOBODY MEASURED, only assumed: how many dossiers come a day" in en
    assert len(vi.splitlines()) == len(en.splitlines()) < 10


def test_several_procedures_are_played_with_the_same_people(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(as_json(capsys, COPY, "1.013225", "--cases", 100))
    assert sum(process["cases"] for process in found["processes"].values()) == 100
    assert list(found["pools"]).count("one_stop_officer") == 1


def test_any_drawing_is_played_and_a_scenario_says_how(
    drawing: Path, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = json.loads(as_json(capsys, drawing, "--cases", 100))
    assert alone["processes"]["drawn"]["ended"] == 100
    told = json.loads(as_json(capsys, drawing, "--cases", 2_000, "--scenario", scenario))
    process = told["processes"]["drawn"]
    assert process["steps"]["check"]["done"] == pytest.approx(2_500, abs=150)
    assert process["steps"]["check"]["worked"]["mean"] == pytest.approx(1_200, rel=0.1)
    assert told["assumed"] == ["chỉ là ví dụ (an example only)"]
    assert process["late"]["of"] == 2_000


def test_the_scenario_that_is_played_can_be_written_changed_and_played_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copy.yaml"
    first = as_json(capsys, COPY, "--cases", 200, "--write", file)
    assert as_json(capsys, COPY, "--cases", 200, "--scenario", file) == first
    file.write_text(
        file.read_text("utf-8").replace("records_clerk: {people: 1}", "records_clerk: {people: 2}"), "utf-8"
    )
    assert (
        json.loads(as_json(capsys, COPY, "--cases", 200, "--scenario", file))["pools"]["records_clerk"]["people"] == 2
    )


@pytest.mark.parametrize("name", ["log.csv", "log.parquet"])
def test_the_simulated_log_is_one_that_mining_reads(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    found = json.loads(as_json(capsys, COPY, "--cases", 50, "--log", file))
    with file.open("rb") as stream:
        read = read_log(stream)
    assert (len(read.log.cases), len(read.log), read.unread) == (50, found["steps"], ())
    assert "Tiếp nhận" in " ".join(read.log.activities)
    assert {role for role in read.log.roles if role} <= set(found["pools"])


def test_all_that_comes_until_a_day_is_played_and_what_is_open_then_stays_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = json.loads(as_json(capsys, "1.013225", "--begin", "2026-03-02", "--until", "2026-04-01"))
    assert found["begin"] == "2026-03-02T00:00:00+07:00"
    assert 80 < found["cases"] < 200
    assert found["open"] > 10


def test_many_cases_come_within_the_years_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(as_json(capsys, "1.009645.H29", "--cases", 3_000))
    assert (found["cases"], found["open"], found["growing"]) == (3_000, 0, [])
    assert found["last"] < "2029-06"


def test_cases_come_as_they_came_in_a_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, again = tmp_path / "log.csv", tmp_path / "again.csv"
    first = json.loads(as_json(capsys, COPY, "--cases", 100, "--log", file))
    second = json.loads(as_json(capsys, COPY, "--replay", file, "--seed", 9, "--log", again))
    assert (second["cases"], second["begin"]) == (100, first["begin"])
    with file.open("rb") as one, again.open("rb") as other:
        came, anew = ({event.enabled for event in _first_events(read_log(each).log)} for each in (one, other))
    assert came == anew
    moved = json.loads(as_json(capsys, COPY, "--replay", file, "--begin", "2028-03-06", "--cases", 50))
    assert (moved["cases"], moved["begin"]) == (50, "2028-03-06T00:00:00+07:00")
    assert "--replay is for one process" in refused(capsys, COPY, "1.013225", "--replay", file)


def _first_events(log: EventLog) -> list[Event]:
    return [next(iter(trace.events)) for trace in traces(log)]


def test_progress_is_told_beside_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate([COPY, "--cases", "50", "--progress", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["cases"] == 50
    assert "100 %, " in captured.err


def test_arrivals_that_no_staff_can_follow_are_told(
    drawing: Path, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario.write_text(SCENARIO.replace("per_working_day: 10", "per_working_day: 500"), "utf-8")
    assert simulate([str(drawing), "--cases", "3000", "--scenario", str(scenario)]) == 0
    assert "! Hàng đợi của «desk» tăng mãi" in capsys.readouterr().out


def test_people_who_are_all_away_all_the_time_are_told_and_not_as_if_nothing_waited(
    drawing: Path, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = "{share: 0.0, days: 1, given: [{first: 2027-01-01, last: 2069-12-31, people: 1}]}"
    scenario.write_text(SCENARIO.replace("people: 1", f"people: 1, absences: {away}"), "utf-8")
    assert simulate([str(drawing), "--cases", "50", "--scenario", str(scenario)]) == 0
    out = capsys.readouterr().out
    assert "! «desk»: 50 việc đang chờ mà chưa việc nào được làm" in out
    assert "Không việc nào phải chờ" not in out


def test_a_process_that_never_ends_is_refused(
    drawing: Path, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario.write_text(SCENARIO.replace("x-check: 0.2, x-e: 0.8", "x-check: 1, x-e: 0"), "utf-8")
    assert "hãy" in refused(capsys, drawing, "--cases", 10, "--scenario", scenario).lower()


@pytest.mark.parametrize(
    ("drawn", "what"),
    [
        ("start s\nuser check\ns -> check", "the process has no end event; draw one"),
        ("start s\nuser check\nuser other\nend e\ns -> check -> e\nother -> e", "no way leads to “other”"),
        ("start s\nuser check\nexclusive x\ns -> check -> x\nx -> check", "the process has no end event; draw one"),
        ("user check\nend e\ncheck -> e", "the process has no start event; draw one"),
        (DRAWN.replace("again", "${amount > 5}"), "line 1, column 1: found “$”"),
    ],
)
def test_a_drawing_that_nobody_could_publish_is_refused_with_what_to_draw(
    drawn: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "drawn.bpmn"
    file.write_bytes(xml(drawn))
    assert what in refused(capsys, file, "--cases", 10)


@pytest.mark.parametrize(
    ("good", "bad", "what"),
    [
        ("people: 1", "people: 0", "nobody does this step: desk has 0 people"),
        ("pools: [desk]", "pools: [table]", "no pool is called “table”"),
        ("steps: {check:", "steps: {chek:", "the drawing has no such element"),
        ("x-check: 0.2, x-e: 0.8", "x-check: 0, x-e: 0", "all ways out of “x” are 0"),
        ("exponential: 20 min", "exponential: -20 min", "line 5, processes.drawn.steps.check.work.exponential"),
        ("per_working_day: 10", "per_working_day: 0.0001", "where the known calendar ends"),
    ],
)
def test_a_scenario_that_cannot_be_is_refused_with_what_to_write(
    good: str, bad: str, what: str, drawing: Path, scenario: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario.write_text(SCENARIO.replace(good, bad), "utf-8")
    assert what in refused(capsys, drawing, "--cases", 100, "--scenario", scenario)


def test_what_is_not_there_is_told_with_what_is(
    drawing: Path, scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "the packages of the catalogue: 1.001193, " in refused(capsys, "9.999999")
    assert "The scenario says nothing of " in refused(capsys, COPY, drawing, "--scenario", scenario)
    assert "no such file" in refused(capsys, COPY, "--scenario", tmp_path / "none.yaml")
    for option in ("--scenario", "--replay", "--write"):
        told = refused(capsys, COPY, "--cases", 5, option, tmp_path / "nowhere" / "file.csv")
        assert f"{tmp_path / 'nowhere' / 'file.csv'}: " in told
        assert "there is no such file or folder; check the path" in told
    (tmp_path / "wide.yaml").write_bytes("processes:".encode("utf-16"))
    assert "is not UTF-8, at byte 1; save it as UTF-8" in refused(capsys, COPY, "--scenario", tmp_path / "wide.yaml")
    assert "Its name must end in" in refused(capsys, COPY, "--log", tmp_path / "log.docx")
    for year in ("1990", "9999"):
        assert f"states no hours for {year}" in refused(capsys, COPY, "--begin", f"{year}-01-01")
    assert "write a day after the first one" in refused(capsys, COPY, "--until", "2020-01-01")
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<definitions/>", "utf-8")
    assert "motcua simulate:" in refused(capsys, broken)


@pytest.mark.parametrize("arguments", [["--cases", "0"], ["--cases", "-5"], ["--seed", "x"], ["--begin", "soon"]])
def test_numbers_and_days_that_cannot_be_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        simulate([COPY, *arguments])
    assert "(write a" in capsys.readouterr().err


def test_a_kill_on_the_way_ends_with_a_clear_line() -> None:
    command = [sys.executable, "-m", "motcua", "simulate", COPY, "--cases", "1000000", "--progress", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        begun = running.stderr.read(4)  # its first word of progress: it is on the way
        running.terminate()
        out, err = running.communicate()
    assert begun
    assert (running.returncode, out) == (130, b"")
    assert "Stopped on the way; there is no result." in err.decode()


def test_the_scenario_of_the_documentation_can_be_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = DOCUMENTATION.read_text("utf-8")
    file = tmp_path / "permit.yaml"
    file.write_text(told.split("```yaml\n")[1].split("```")[0], "utf-8")
    found = json.loads(as_json(capsys, "1.013225", "--cases", 200, "--scenario", file))
    assert found["processes"]["1.013225"]["late"]["of"] > 150
    assert list(found["pools"]) == ["specialist"]
