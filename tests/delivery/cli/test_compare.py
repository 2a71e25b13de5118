"""`motcua compare` tells what a change brings, by how much and how sure, and refuses with what to mend."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from motcua.delivery.cli.compare import compare
from tests.delivery.cli.drawn_scenario import drawing, scenario

PERMIT = "1.013225"


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert compare([*map(str, arguments), "--cores", "1"]) == 0
    return capsys.readouterr().out


def figures(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    return json.loads(told(capsys, *arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert compare([*map(str, arguments), "--cores", "1"]) == 1
    captured = capsys.readouterr()
    assert not captured.out
    return captured.err


def test_one_more_person_is_told_in_the_first_line_and_beside_the_figures_of_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = ("--of", drawing(tmp_path), "--cases", 200, "--runs", 20)
    now, more = scenario(tmp_path, "now", a_day=23, desk=2), scenario(tmp_path, "more", a_day=23, desk=3)
    first, *lines = told(capsys, now, more, *of).splitlines()
    assert first.startswith("now.yaml → more.yaml: trễ hạn GIẢM ")
    assert "một hồ sơ NHANH hơn" in first
    assert any(line.startswith("Trễ hạn ") and "điểm %" in line for line in lines)
    assert any(line.startswith("Chờ: check") for line in lines)
    assert any(line.startswith("Bận: desk") for line in lines)
    assert lines[-1] == "CHƯA AI ĐO, chỉ giả định: chỉ là ví dụ"
    english = told(capsys, now, more, *of, "--english")
    assert "late dossiers DOWN by" in english
    assert english.splitlines()[-1] == "NOBODY MEASURED, only assumed: an example only"


def test_the_other_way_round_is_told_as_worse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now, fewer = scenario(tmp_path, "now", a_day=23, desk=3), scenario(tmp_path, "fewer", a_day=23, desk=2)
    first, *_ = told(capsys, now, fewer, "--of", drawing(tmp_path), "--cases", 200, "--runs", 20).splitlines()
    assert "trễ hạn TĂNG" in first
    assert "một hồ sơ CHẬM hơn" in first


def test_a_package_beside_itself_does_not_differ_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    first, *lines = told(capsys, PERMIT, PERMIT, "--cases", 60).splitlines()
    assert first == f"{PERMIT} → {PERMIT}: không thấy khác biệt nào chắc chắn"
    assert sum("như nhau" in line for line in lines) == 3


def test_the_figures_are_the_same_on_one_core_and_on_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [scenario(tmp_path, "now", desk=2), scenario(tmp_path, "more", desk=3), "--of", drawing(tmp_path)]
    arguments += ["--cases", 100, "--precision", 0.3]
    alone = told(capsys, *arguments, "--json")
    assert compare([*map(str, arguments), "--json", "--cores", "2"]) == 0
    assert capsys.readouterr().out == alone


def test_every_figure_has_both_sides_and_the_interval_of_the_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sides = (
        scenario(tmp_path, "now", a_day=23, desk=2, cost=50_000, dear=90_000),
        scenario(tmp_path, "more", a_day=23, desk=3),
    )
    found = figures(capsys, *sides, "--of", drawing(tmp_path), "--cases", 200, "--precision", 0.3, "--seed", 3)
    assert found["ended"] == "reached"
    assert found["too_wide"] <= 1
    late = found["figures"]["late"]
    assert late["by"]["mean"] == pytest.approx(late["two"]["mean"] - late["one"]["mean"])
    assert late["by"]["low"] < late["by"]["mean"] < late["by"]["high"] < 0
    assert late["sure"]
    assert {"mean", "p90", "open", "cost", "busy/desk", "waiting/drawn/check"} <= found["figures"].keys()
    assert found["figures"]["cost"]["two"]["mean"] == 0
    assert found["assumed"] == ["chỉ là ví dụ (an example only)"]


def test_too_few_runs_for_the_precision_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [scenario(tmp_path, "now", desk=2), scenario(tmp_path, "more", desk=3), "--of", drawing(tmp_path)]
    found = figures(capsys, *arguments, "--cases", 50, "--precision", 0.001, "--runs", 10)
    assert (found["ended"], found["runs"]) == ("most", 10)
    assert found["too_wide"] > 1
    assert any("--runs" in remark["vi"] for remark in found["remarks"])


def test_arrivals_faster_than_the_people_are_told_as_never_settling(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [scenario(tmp_path, "now", a_day=60), scenario(tmp_path, "more", a_day=60, desk=3)]
    found = figures(capsys, *arguments, "--of", drawing(tmp_path), "--cases", 300, "--runs", 10)
    assert False in found["warm_up"]["settled"]
    assert any("nhanh hơn sức làm" in remark["vi"] for remark in found["remarks"])


def test_what_never_ends_is_told_and_no_figure_is_made_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Work that outlasts the known calendar."""
    now, slow = scenario(tmp_path, "now", a_day=1), scenario(tmp_path, "slow", a_day=1)
    slow.write_text(slow.read_text("utf-8").replace("exponential: 40 min", "fixed: 90000 h"), "utf-8")
    arguments = (now, slow, "--of", drawing(tmp_path), "--cases", 20, "--runs", 10)
    found = figures(capsys, *arguments)
    assert found["figures"]["open"]["two"]["mean"] == 1
    assert found["figures"]["mean"]["by"] == {"mean": None, "low": None, "high": None, "runs": 0}
    assert found["too_wide"] is None
    assert any("không bao giờ xong" in remark["vi"] for remark in found["remarks"])
    text = told(capsys, *arguments)
    assert "Không bao giờ xong" in text
    assert "Một hồ sơ mất trung bình" not in text


def test_a_warm_up_may_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [scenario(tmp_path, "now"), scenario(tmp_path, "same"), "--of", drawing(tmp_path), "--cases", 100]
    assert figures(capsys, *arguments, "--warm-up", 2)["warm_up"] == {"until": 2 * 86_400, "settled": []}


def test_two_packages_are_compared_with_the_same_people_and_the_same_arrivals(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = figures(capsys, PERMIT, "1.013831", "--cases", 60, "--runs", 10)
    assert any(name.startswith(f"waiting/{PERMIT}/") for name in found["figures"])
    assert any("chỉ có ở một bên" in remark["vi"] for remark in found["remarks"])


def test_a_scenario_without_its_drawing_is_told_what_to_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(capsys, scenario(tmp_path, "now"), scenario(tmp_path, "more"))
    assert "--of GÓI" in message
    assert "--of PACKAGE" in message


@pytest.mark.parametrize(
    ("word", "said"), [("nothing.yaml", "Không có tệp kịch bản"), ("9.999999", "Không có gói thủ tục")]
)
def test_what_is_not_there_is_told(word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in refused(capsys, word, PERMIT)


def test_a_scenario_that_cannot_be_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(capsys, scenario(tmp_path, "now", desk=0), scenario(tmp_path, "more"), "--of", drawing(tmp_path))
    assert "desk có 0 người" in message
    assert "processes.drawn.steps.check" in message


def test_what_is_refused_while_it_is_played_on_other_cores_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now")
    assert compare([str(file), str(file), "--of", str(drawing(tmp_path)), "--cases", "4000000", "--cores", "2"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "hãy tăng số hồ sơ mỗi ngày" in err


@pytest.mark.parametrize(
    "options", [["--precision", "0"], ["--precision", "x"], ["--runs", "0"], ["--warm-up", "-1"], ["--cores", "none"]]
)
def test_options_that_cannot_be_are_refused_before_anything_is_played(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        compare([PERMIT, PERMIT, *options])
    assert "hãy ghi" in capsys.readouterr().err


def test_ctrl_c_stops_it_with_a_word_and_leaves_no_process() -> None:
    """All processes hold the pipe open until they end: reading to its end waits for the last of them."""
    command = [sys.executable, "-m", "motcua", "compare", PERMIT, PERMIT, "--warm-up", "0", "--cases", "2000"]
    command += ["--precision", "1e-9", "--runs", "1000000", "--progress", "--cores", "2", "--seed", "5"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as asking:
        assert asking.stderr
        assert asking.stderr.read(2) == b"\r1"
        os.killpg(asking.pid, signal.SIGINT)
        assert "đã dừng giữa chừng" in asking.stderr.read().decode()
    assert asking.returncode == 130
