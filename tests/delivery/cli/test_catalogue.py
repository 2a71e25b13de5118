"""The operator's commands over procedures as files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.delivery.cli.catalogue import check, load
from tests.catalogue.small import CODE, lay_out, replace

PAPER = "letter: paper\n    signed_by: "
OFFICE_HOURS = """\
country:
  valid_from: 2021-01-01
  week: ["08:00-17:00", "08:00-17:00", "08:00-17:00", "08:00-17:00", "08:00-17:00", "", ""]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


@pytest.fixture
def broken(folder: Path) -> Path:
    """The package lets someone sign whom the city does not have."""
    replace(folder / CODE / "procedure.yaml", f"{PAPER}commune_chairman", f"{PAPER}nobody")
    return folder


def test_a_sound_catalogue_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 packages, 0 errors")


def test_a_problem_is_printed_with_its_file_and_line(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(broken)]) == 1
    first = next(line for line in capsys.readouterr().out.splitlines() if " error " in line)
    file, line, rest = first.split(":", 2)
    assert "nobody" in Path(file).read_text("utf-8").splitlines()[int(line) - 1]
    assert rest.startswith(" error role_unknown: ")


def test_files_are_named_from_where_the_command_was_given(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken.parent)
    check([str(broken)])
    assert capsys.readouterr().out.startswith(f"{broken.name}/{CODE}/procedure.yaml:")


def test_a_quiet_check_says_nothing_of_a_sound_catalogue(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(["--quiet", str(folder)]) == 0
    assert capsys.readouterr().out == ""


def test_the_problems_can_be_read_by_a_program(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(["--json", "--quiet", str(broken)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["packages"], told["errors"]) == (1, 1)
    assert [problem["code"] for problem in told["problems"]] == ["role_unknown"]
    assert set(told["problems"][0]) == {"file", "line", "severity", "code", "vi", "en"}


def test_one_package_is_judged_by_its_own_folder(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([str(broken / CODE)]) == 1
    assert "1 packages, 1 errors" in capsys.readouterr().out


def test_a_process_is_tried_out_on_the_days_of_the_year_with_the_office_hours_of_the_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(folder / CODE / "procedure.yaml", "usual: {working_days: 5,", "usual: {calendar_days: 5,")
    replace(folder / CODE / "procedure.yaml", "stated: 05 ngày làm việc", "stated: 05 ngày")
    hours = folder / "reference" / "calendar" / "office-hours.yaml"
    hours.parent.mkdir(parents=True)
    hours.write_text(OFFICE_HOURS, "utf-8")
    check([str(folder)])
    assert " warning path_misses_limit_on_days: " in capsys.readouterr().out


def test_a_shared_part_that_cannot_be_read_is_told_with_its_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "shared" / "roles.yaml").unlink()
    assert check([str(folder)]) == 1
    assert "shared/roles.yaml:1: error file_missing: " in capsys.readouterr().out


def test_a_folder_without_packages_is_told_apart_from_a_sound_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / CODE / "procedure.yaml").unlink()
    assert check([str(folder)]) == 1
    assert "holds no package" in capsys.readouterr().err


def test_the_check_runs_as_a_command_of_its_own(folder: Path) -> None:
    command = [sys.executable, "-m", "motcua", "catalogue", "check", "--quiet", str(folder)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


@pytest.mark.django_db
def test_a_load_publishes_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load([str(folder)]) == 0
    assert load([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 published, 0 unchanged, 0 refused",
        "0 published, 1 unchanged, 0 refused",
    ]


@pytest.mark.django_db
def test_a_load_says_what_it_refused(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load([str(broken)]) == 1
    told = capsys.readouterr().out
    assert " error role_unknown: " in told
    assert told.endswith("0 published, 0 unchanged, 1 refused\n")
