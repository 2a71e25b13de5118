"""`motcua staff` tells the cheapest roster that is in time, how sure that is, and where no roster would be enough."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.delivery.cli.staff import staff
from tests.delivery.cli.drawn_scenario import drawing, scenario

QUICK = ("--runs", 4, "--proof", 8, "--cases", 300, "--cores", 1)


def found(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> Any:
    assert staff([*map(str, arguments), *map(str, QUICK), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert staff([*map(str, arguments), *map(str, QUICK)]) == code
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert staff(list(map(str, arguments))) == 1
    captured = capsys.readouterr()
    assert not captured.out
    return captured.err


def test_the_answer_is_told_in_the_first_line_then_pool_by_pool_then_how_sure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now", desk=6)
    first, *lines = told(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9).splitlines()
    assert first == "now.yaml: rẻ nhất để 90,0 % đúng hạn: 4 người (nay 7 người)"
    assert any(line.split()[:3] == ["desk", "6", "3"] for line in lines)
    assert any("lượt chạy mới" in line and "không dưới" in line for line in lines)
    assert any("không chứng minh" in line for line in lines)
    assert any("đếm số người" in line for line in lines)
    english = told(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--english")
    assert english.startswith("now.yaml: cheapest for 90.0 % in time: 4 people (today 7 people)")


def test_costs_are_those_of_a_month_of_the_hours_of_each_pool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now", desk=6, cost=50_000, dear=90_000)
    answer = found(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9)
    assert answer["verdict"] == "proven"
    assert answer["roster"] == {"desk": 3, "leader": 1}
    assert answer["cost_unit"] == "VND a month"
    month = answer["pools"]["desk"]["cost"] / 50_000
    assert 150 < month < 180
    assert answer["cost"] == pytest.approx(month * (3 * 50_000 + 90_000))
    assert answer["proofs"][-1]["processes"]["drawn"]["surely"] >= 0.9
    assert len(answer["tried"]) < answer["possible"]


def test_no_roster_within_the_bounds_is_told_with_the_pool_that_is_too_small(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now", a_day=60)
    arguments = (file, "--of", drawing(tmp_path), "--on-time", 0.9, "--most", "desk=2")
    text = told(capsys, *arguments, code=1)
    assert text.startswith("now.yaml: KHÔNG cách xếp người nào")
    assert "hãy cho --most desk=" in text.lower()
    answer = found(capsys, *arguments, code=1)
    assert (answer["verdict"], answer["roster"]) == ("none", None)
    assert answer["pools"]["desk"]["load"] > 2


def test_a_limit_that_no_people_can_keep_is_not_blamed_on_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now", a_day=0.5)
    file.write_text(file.read_text("utf-8").replace("exponential: 40 min", "fixed: 20 h"), "utf-8")
    assert "Không nhóm nào thiếu người" in told(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, code=1)


def test_cases_that_nobody_could_judge_are_told_instead_of_a_share(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The limit begins with a step that no case comes to."""
    file = scenario(tmp_path, "now")
    file.write_text(file.read_text("utf-8").replace("    limit:", "    accepted_by: sign\n    limit:"), "utf-8")
    text = told(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, code=1)
    assert "đông nhất cũng chỉ –" in text
    assert "Không hồ sơ nào xét được" in text


def test_what_fresh_runs_do_not_hold_is_not_called_proven(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario(tmp_path, "now", a_day=0.5)
    arguments = (
        file,
        "--of",
        drawing(tmp_path),
        "--on-time",
        0.999,
        "--cases",
        5,
        "--most",
        "desk=2",
        "--most",
        "leader=1",
    )
    assert staff([*map(str, (*QUICK, *arguments))]) == 1
    assert "CHƯA CHỨNG MINH" in capsys.readouterr().out


def test_bounds_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario(tmp_path, "now", desk=6)
    answer = found(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--least", "desk=5", "--most", "desk=7")
    assert answer["roster"]["desk"] == 5
    assert (answer["pools"]["desk"]["least"], answer["pools"]["desk"]["most"]) == (5, 7)


def test_a_search_that_is_cut_short_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario(tmp_path, "now", desk=6)
    text = told(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--rosters", 2)
    assert "Dừng sau 2 trong" in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--most", "nobody=3"], "Không có nhóm «nobody»"),
        (["--most", "desk=2", "--least", "desk=3"], "ít nhất 3 nhưng nhiều nhất 2"),
    ],
)
def test_bounds_that_cannot_be_are_told(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scenario(tmp_path, "now")
    assert said in refused(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--cores", 1, *options)


def test_costs_for_some_pools_only_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario(tmp_path, "now", cost=50_000)
    message = refused(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--cores", 1)
    assert "leader" in message
    assert "cost" in message


def test_without_a_limit_nothing_is_in_time_or_late(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario(tmp_path, "now")
    file.write_text(file.read_text("utf-8").replace("    limit: {working_hours: 4}\n", ""), "utf-8")
    assert "hãy ghi limit" in refused(capsys, file, "--of", drawing(tmp_path), "--on-time", 0.9, "--cores", 1)


@pytest.mark.parametrize("options", [["--on-time", "95"], ["--on-time", "0.9", "--most", "desk"], ["--on-time", "1"]])
def test_options_that_cannot_be_are_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        staff(["1.013225", *options])
    assert "hãy ghi" in capsys.readouterr().err


def two_processes(folder: Path) -> Path:
    """One with many dossiers and much time, one with few and little; the second one's people are its own."""
    file = scenario(folder, "both", desk=4)
    text = file.read_text("utf-8").replace(
        "pools:\n  desk",
        "  rare:\n    arrivals: {per_working_day: 3}\n"
        "    steps: {check: {work: {exponential: 2 h}, pools: [office]}}\n"
        "    limit: {working_hours: 8}\npools:\n  office: {people: 1}\n  desk",
    )
    file.write_text(text, "utf-8")
    return file


def rare(folder: Path) -> Path:
    (folder / "rare.bpmn").write_bytes(drawing(folder).read_bytes())
    return folder / "rare.bpmn"


def test_each_process_must_keep_the_share_and_the_one_that_misses_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (two_processes(tmp_path), "--of", drawing(tmp_path), "--of", rare(tmp_path), "--on-time", 0.9)
    answer = found(capsys, *arguments)
    assert answer["on_time"] == {"drawn": 0.9, "rare": 0.9}
    assert answer["roster"]["office"] == 3
    assert all(each["surely"] >= 0.9 and not each["missed"] for each in answer["proofs"][-1]["processes"].values())
    text = told(capsys, *arguments, "--most", "office=1", "--english", code=1)
    assert "rare: the most people keep" in text
    assert "MISSED" in next(line for line in text.splitlines() if "! rare" in line)
    assert "MISSED" not in next(line for line in text.splitlines() if "! drawn" in line)


def test_a_share_may_be_asked_of_one_process_or_of_all_dossiers_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of all dossiers one in eight belongs to the process that is late."""
    of = (two_processes(tmp_path), "--of", drawing(tmp_path), "--of", rare(tmp_path), "--most", "office=1")
    assert found(capsys, *of, "--on-time", 0.8, "--together")["on_time"] == {"all": 0.8}
    one = found(capsys, *of, "--on-time", "drawn=0.9")
    assert (one["on_time"], one["verdict"]) == ({"drawn": 0.9}, "proven")
    both = found(capsys, *of, "--on-time", 0.9, "--on-time", "rare=0.1")
    assert both["on_time"] == {"drawn": 0.9, "rare": 0.1}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--on-time", "none=0.9"), "“none” is no process that has a limit; there are: drawn, rare"),
        (("--on-time", "0.9", "--on-time", "0.8"), "a share is told twice"),
        (("--on-time", "rare=0.9", "--on-time", "rare=0.8"), "a share is told twice"),
        (("--on-time", "rare=0.9", "--together"), "tell one --on-time P alone"),
    ],
)
def test_shares_that_cannot_be_asked_are_refused(
    asked: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = (two_processes(tmp_path), "--of", drawing(tmp_path), "--of", rare(tmp_path))
    assert says in refused(capsys, *of, *asked)
