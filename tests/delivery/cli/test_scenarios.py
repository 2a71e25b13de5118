"""`motcua catalogue test`: the stories of packages from the command line."""

import json
from pathlib import Path

import pytest

from motcua.delivery.cli import scenarios
from tests.catalogue.small import CODE, lay_out
from tests.delivery.cli.test_catalogue import OFFICE_HOURS

STORY = """\
name: {vi: Được cấp, en: Granted}
case: one
channel: online
filed: "2026-10-05 08:30"
form: {copies: 1}
answers: {receive: accept, opinions: silence, check: clear, sign: sign}
expect:
  path: [receive, ask, opinions, check, sign, issue, return_result]
  promised: "2026-10-12 17:30"
  end: returned
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    hours = tmp_path / "reference" / "calendar" / "office-hours.yaml"
    hours.parent.mkdir(parents=True)
    hours.write_text(OFFICE_HOURS.replace("08:00-17:00", "08:00-12:00, 13:30-17:30"), "utf-8")
    write(tmp_path, STORY)
    return tmp_path


def write(folder: Path, story: str) -> None:
    file = folder / CODE / "scenarios" / "granted.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(story, "utf-8")


def test_stories_that_come_out_as_written_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scenarios.test([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"ok    {CODE}/scenarios/granted.yaml  Được cấp"
    assert lines[-1] == "1 packages, 1 scenarios, 0 failed; 0 packages walked whole"


def test_what_no_story_walks_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenarios.test([str(folder)])
    assert f"{CODE}: 1 of 8 steps not walked: verify" in capsys.readouterr().out


def test_one_package_is_tested_by_its_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scenarios.test([str(folder / CODE)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 packages, 1 scenarios, 0 failed")


def test_a_package_of_the_catalogue_is_tested_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert scenarios.test(["1.013225"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 packages, 7 scenarios, 0 failed; 1 packages walked whole"


def test_a_difference_is_shown_step_by_step_and_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, STORY.replace("2026-10-12", "2026-10-09").replace("ask, opinions, ", ""))
    assert scenarios.test([str(folder)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("FAIL")
    assert "line 8: đường đi / path\n        expected  receive → check → sign" in out
    assert "        happened  receive → ask → opinions → check" in out
    assert "line 9: ngày hẹn trả / promised date\n        expected  2026-10-09 17:30" in out
    assert "        opinions: 2026-10-05 14:00, due 2026-10-07 17:30 → 2026-10-07 14:00  silence" in out


def test_a_file_that_cannot_be_read_is_named_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, STORY.replace("case: one", "case: two"))
    assert scenarios.test([str(folder)]) == 1
    assert "line 2: case_unknown" in capsys.readouterr().out


def test_programs_get_the_whole_story(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, STORY.replace("2026-10-12", "2026-10-09"))
    assert scenarios.test([str(folder), "--json"]) == 1
    (package,) = json.loads(capsys.readouterr().out)["packages"]
    (scenario,) = package["scenarios"]
    assert (package["package"], package["passed"], scenario["passed"]) == (CODE, False, False)
    assert scenario["name"] == {"vi": "Được cấp", "en": "Granted"}
    assert [(each["what"]["en"], each["line"]) for each in scenario["differences"]] == [("promised date", 9)]
    assert scenario["story"]["steps"][0]["due_at"] == "2026-10-05T10:30:00+07:00"
    assert package["not_walked"]["steps"] == ["verify"]


def test_a_package_that_cannot_be_read_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / CODE / "form.yaml").write_text("title: [", "utf-8")
    assert scenarios.test([str(folder)]) == 1
    assert f"{CODE}/form.yaml:" in capsys.readouterr().out


def test_what_is_no_package_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scenarios.test(["9.999999"]) == 1
    assert scenarios.test([str(folder / "reference")]) == 1
    assert "is no package" in capsys.readouterr().err


def test_without_office_hours_no_time_can_be_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reference" / "calendar" / "office-hours.yaml").unlink()
    assert scenarios.test([str(folder)]) == 1
    assert "office hours" in capsys.readouterr().err
