"""The city's own log is exported and mined: nobody is named in it, and both ways give the same figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motcua.delivery.cli.log import export
from motcua.delivery.cli.mine import mine
from motcua.domain.dossiers.models import Dossier
from tests.office import PERMIT, Office
from tests.permit import WARD, accepted, refused, returned, to_be_supplemented

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived_in(working_city: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Four permits: one handed over, one not accepted, one to be supplemented, one accepted."""
    monkeypatch.setattr("motcua.delivery.cli.needs.database", lambda: None)  # the test has its own
    for happens in (returned, refused, to_be_supplemented, accepted):
        happens(working_city)
    return working_city


def mined(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert mine([*arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_live_log_is_told_with_what_the_law_says_of_each_dossier(
    lived_in: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    found = mined(capsys, "--live", "--procedure", PERMIT, "--office", WARD)
    assert found["cases"] == 4
    assert found["durations"]["outcomes"] == {"not_accepted": 1, "on_time": 1, "open": 2}
    assert found["durations"]["working"]["cases"]["count"] == 4
    assert sum(found["durations"]["limits"]["steps"]["receive"].values()) == 4  # by the limit of the package
    assert found["waiting"]["causes"]["unavailability"] > 0  # the nights are known
    (office,) = found["offices"]
    assert (office["name"], office["outcomes"]) == (WARD, found["durations"]["outcomes"])
    assert found["unread"]["count"] == 0


def test_a_city_in_which_nothing_is_decided_or_nothing_was_filed_has_a_log(
    working_city: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("motcua.delivery.cli.needs.database", lambda: None)
    accepted(working_city)
    assert mined(capsys, "--live")["durations"]["outcomes"] == {"open": 1}
    empty = mined(capsys, "--live", "--from", "2030-01-01")
    assert (empty["cases"], empty["events"], empty["durations"]["outcomes"]) == (0, 0, {})
    assert mine(["--live", "--from", "2030-01-01"]) == 0


@pytest.mark.parametrize("name", ["log.parquet", "log.csv", "log.xes", "log.ocel.json"])
def test_an_exported_log_gives_the_figures_of_the_live_one(
    lived_in: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert export([str(tmp_path / name)]) == 0
    assert " events" in capsys.readouterr().out
    live = mined(capsys, "--live")
    exported = mined(capsys, str(tmp_path / name))
    (guess,) = exported.pop("guessed")
    assert "a log of our own" in guess["en"]
    assert live.pop("guessed") == []
    assert exported == live
    assert exported["durations"]["outcomes"] == {"not_accepted": 1, "on_time": 1, "open": 2}
    by_dates = mined(capsys, str(tmp_path / name), "--ended", "ended", "--deadline", "appointment")
    assert by_dates["durations"]["outcomes"].keys() <= {"early", "on_time", "late", "open", "no_deadline"}


@pytest.mark.parametrize("name", ["log.parquet", "log.csv", "log.xes", "log.ocel.json"])
def test_nobody_is_named_in_an_exported_log_but_officers_where_it_is_asked_for(
    lived_in: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    anonymous, named = tmp_path / name, tmp_path / f"named-{name}"
    assert export([str(anonymous)]) == 0
    assert export([str(named), "--names"]) == 0
    capsys.readouterr()
    resources = [each["resource"] for each in mined(capsys, str(anonymous))["resources"]]
    assert resources
    assert all(each.isdigit() for each in resources)
    assert all(each.endswith(")") for each in (each["resource"] for each in mined(capsys, str(named))["resources"]))
    content = anonymous.read_bytes()
    for dossier in Dossier.objects.all():
        assert dossier.applicant_name.encode() not in content
        assert dossier.reference.encode() not in content


def test_a_part_of_the_log_is_exported(lived_in: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log.csv"
    assert export([str(file), "--from", "2026-11-03"]) == 0
    assert "0 events" in capsys.readouterr().out
    assert export([str(file), "--from", "2026-11-02", "--to", "2026-11-02", "--office", WARD]) == 0
    assert "0 events" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log.docx"], ".parquet"),
        (["log.csv", "--from", "2026-11-03", "--to", "2026-11-02"], "2026-11-03"),
        (["log.csv", "--office", "H99"], "H99"),
        (["nowhere/log.csv"], "there is no such file or folder"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_line_and_leaves_nothing(
    lived_in: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert export([str(tmp_path / arguments[0]), *arguments[1:]]) == 1
    refused_in = capsys.readouterr().err
    assert said in refused_in
    assert refused_in.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_breaks_off_leaves_the_file_that_was_there(
    lived_in: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("as it was")

    def power_cut(*_: object) -> int:
        raise OSError("power cut")

    monkeypatch.setattr("motcua.delivery.cli.log.write_log", power_cut)
    assert export([str(file)]) == 1
    assert file.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [file]
