"""`motcua mine` tells the figures of a log, and in words what it could not read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.core.process import compile_process, read_model
from motcua.delivery.cli.mine import mine

RECEIPT = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"
TABLE = "case,activity,start,end,who\n1,a,2026-11-20 08:00,2026-11-20 09:00,An\n1,b,never,2026-11-20 11:00,An\n1,c,,,\n"


def test_a_real_log_is_told_in_a_few_lines_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert mine([str(RECEIPT), "--ended", "enddate", "--deadline", "deadline"]) == 0
    told = capsys.readouterr().out
    assert "1434 cases, 8577 events, 27 activities, 48 resources, 116 variants" in told
    assert "early 951, late 309, on_time 69, open 105" in told
    assert mine([str(RECEIPT), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    named = ("cases", "events", "activities", "resources", "variants", "graph", "durations", "waiting", "unread")
    assert all(name in found for name in named)
    assert (found["cases"]["count"], found["events"], len(found["variants"])) == (1434, 8577, 116)


def test_a_process_is_discovered_and_the_log_replayed_through_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = tmp_path / "found.bpmn"
    assert mine([str(RECEIPT), "--json", "--discover", str(drawn), "--process", str(drawn)]) == 0
    assert json.loads(capsys.readouterr().out)["conformance"]["fitness"] == 1
    assert compile_process(read_model(drawn.read_bytes())).nodes


def test_what_could_not_be_read_is_told_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "log.csv"
    table.write_text(TABLE)
    assert mine([str(table), "--map", "resource=who"]) == 0
    told = capsys.readouterr().out
    assert "1 cases, 2 events, 2 activities, 1 resources" in told
    assert "NOT READ: 2" in told
    assert "line 3: No time: 'never'." in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log.csv"], "No column case"),
        (["log.csv", "--map", "colour=x"], "colour"),
        (["log.csv", "--zone", "Asia/Nowhere"], "Asia/Nowhere"),
        (["nothing.csv"], "No such file"),
    ],
)
def test_what_is_no_log_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "log.csv").write_text("a,b\n1,2\n" if len(arguments) < 2 else TABLE)
    assert mine([str(tmp_path / arguments[0]), *arguments[1:]]) == 1
    refused = capsys.readouterr().err
    assert said in refused
    assert refused.count("\n") == 1
