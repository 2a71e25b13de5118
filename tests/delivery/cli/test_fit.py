"""`motcua fit` makes a scenario out of a log, says how well it plays what happened, and refuses in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.delivery.cli.fit import fit_log
from motcua.delivery.cli.simulate import simulate

RECEIPT = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "receipt.xes.gz"
OTHER = "case,activity,start,end,who\n" + "".join(
    f"{n},sing,2026-11-{n:02} 08:00,2026-11-{n:02} 09:00,An\n" for n in range(10, 28)
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of a simulated office that grants building permits."""
    log = tmp_path_factory.mktemp("office") / "log.parquet"
    assert simulate(["1.013225", "--cases", "1200", "--seed", "5", "--log", str(log)]) == 0
    return log


def test_a_package_is_fitted_from_its_log_and_what_is_written_is_played_again(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "scenario.yaml"
    assert fit_log([str(office), "--process", "1.013225", "--out", str(out), "--json", "--runs", "3"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["as_is"]["verdict"] == "good", found["as_is"]["poor"]
    assert found["as_is"]["held_back"]
    assert found["scenario"]["processes"]["1.013225"]["limit"]
    assert simulate(["1.013225", "--scenario", str(out), "--cases", "200", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 200


def test_leave_that_a_log_shows_is_told_with_its_pool_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stated, log, out = tmp_path / "away.yaml", tmp_path / "away.parquet", tmp_path / "fitted.yaml"
    assert simulate(["2.000815", "--cases", "10", "--write", str(stated)]) == 0
    text = stated.read_text("utf-8")
    pool = next(line for line in text.split("pools:\n  ")[-1].splitlines() if "people" in line).strip()
    stated.write_text(text.replace(pool, pool[:-1] + ", absences: {share: 0.2, days: 4}}"), "utf-8")
    assert simulate(["2.000815", "--cases", "3000", "--scenario", str(stated), "--log", str(log)]) == 0
    capsys.readouterr()
    assert fit_log([str(log), "--process", "2.000815", "--out", str(out), "--runs", "1", "--english"]) == 0
    name = pool.partition(":")[0]
    told = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(f"Pool {name}:"))
    assert "each away on" in told
    assert "absences: {share: 0." in out.read_text("utf-8")


def test_the_real_log_of_a_municipality_is_fitted_with_the_process_that_it_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn, out = tmp_path / "found.bpmn", tmp_path / "scenario.yaml"
    asked = [str(RECEIPT), "--discover", str(drawn), "--noise", "0.3", "--out", str(out), "--ended", "enddate"]
    assert fit_log([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["cases"] == 1434
    assert any("begin was not recorded" in each["en"] for each in found["unfitted"])
    rows = {row["measure"]: row for row in found["as_is"]["rows"] if not row["step"]}
    assert found["as_is"]["verdict"] == "poor"  # the last third of its cases took a fifth of the time of the others
    assert rows["cycle"]["drift_of_log"] > 4 * rows["cycle"]["mean"]
    assert rows["cycle"]["distance"] < 1.2 * rows["cycle"]["drift_of_log"]
    assert simulate([str(drawn), "--scenario", str(out), "--cases", "100", "--json"]) == 0


def test_the_report_in_words_has_a_plain_verdict_and_all_that_was_assumed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(office), "--process", "1.013225", "--runs", "2"]
    assert fit_log(asked) == 0
    told = capsys.readouterr().out
    assert "KHỚP TỐT" in told
    assert "KHÔNG BIẾT ĐƯỢC" in told
    assert fit_log([*asked, "--english", "--hold-back", "0"]) == 0
    told = capsys.readouterr().out
    assert "Beside the 1200 cases that were fitted" in told
    assert "GOOD FIT" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["other.csv", "--map", "resource=who", "--process", "1.013225"], "No event of the log is in the drawing"),
        (["other.csv", "--process", "9.999999"], "There is no package or BPMN file"),
        (["other.csv", "--process", "1.013225", "--ended", "done"], "cases do not have that"),
        (["empty.csv", "--process", "1.013225"], "empty"),
        (["nothing.csv", "--process", "1.013225"], "no such file"),
    ],
)
def test_what_cannot_be_fitted_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "other.csv").write_text(OTHER)
    (tmp_path / "empty.csv").write_text("")
    assert fit_log([str(tmp_path / arguments[0]), *arguments[1:]]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.parametrize("wrong", [["--hold-back", "1"], ["--runs", "0"], ["--noise", "much"]])
def test_numbers_that_cannot_be_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        fit_log(["log.csv", "--process", "x", *wrong])
    assert "hãy ghi số" in capsys.readouterr().err
