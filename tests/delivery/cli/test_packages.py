"""Packages leave a city as files, come into another, and are compared, from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.core.procedure import read_archive, write_archive
from motcua.delivery.cli.packages import diff, export, import_package
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import VersionStatus
from motcua.infra import clock
from tests.catalogue.reading import CATALOGUE, files_in
from tests.catalogue.small import CODE, lay_out, replace
from tests.city import City

DESIGNER = "huynh.cau.vong"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path / "catalogue")


@pytest.fixture
def loaded(city: City, folder: Path) -> Path:
    load_catalogue(folder, clock.now())
    return folder


@pytest.mark.django_db
def test_a_version_is_written_as_a_file_that_holds_its_package(loaded: Path, tmp_path: Path) -> None:
    out = tmp_path / "package.zip"
    assert export([CODE, str(out)]) == 0
    assert read_archive(out.read_bytes()) == files_in(loaded / CODE)
    first = out.read_bytes()
    version = queries.published(CODE, clock.now().date())
    for name in (f"{CODE}@1", str(version)):
        assert export([name, str(out)]) == 0
        assert out.read_bytes() == first


@pytest.mark.django_db
def test_a_file_becomes_a_draft_of_the_officer_who_brings_it(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(write_archive(files_in(loaded / CODE)))
    assert import_package([str(package), "--by", DESIGNER]) == 0
    (draft,) = queries.drafts_in_hand()
    assert f"draft {draft.id}: {CODE}@2" in capsys.readouterr().out
    assert (draft.status, draft.author) == (VersionStatus.DRAFT, "Huỳnh Cầu Vồng")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["1.999999", "x.zip"], "1.999999"),
        (["99999999", "x.zip"], "99999999"),
        ([f"{CODE}@7", "x.zip"], f"{CODE}@7"),
        ([CODE, "nowhere/at/all.zip"], "nowhere"),
    ],
)
def test_what_cannot_be_written_is_told(loaded: Path, capsys, arguments: list[str], told: str) -> None:
    assert export(arguments) == 1
    assert told in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(("by", "told"), [("nobody", "nobody"), ("ta.hoa.ban", "draft procedures")])
def test_who_may_not_draft_imports_nothing(loaded: Path, tmp_path: Path, capsys, by: str, told: str) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(write_archive(files_in(loaded / CODE)))
    assert import_package([str(package), "--by", by]) == 1
    assert told in capsys.readouterr().err
    assert queries.drafts_in_hand() == ()


@pytest.mark.django_db
def test_a_hostile_file_becomes_no_draft(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(b"PK\x03\x04 not really")
    assert import_package([str(package), "--by", DESIGNER]) == 1
    assert ".zip" in capsys.readouterr().err
    assert queries.drafts_in_hand() == ()


@pytest.mark.django_db
def test_versions_and_files_are_compared(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = lay_out(tmp_path / "changed")
    replace(changed / CODE / "procedure.yaml", "usual: {working_days: 5", "usual: {working_days: 4")
    archive = tmp_path / "changed.zip"
    archive.write_bytes(write_archive(files_in(changed / CODE)))
    for new in (str(changed / CODE), str(archive)):
        assert diff([f"{CODE}@1", new]) == 0
        told = capsys.readouterr().out
        assert "Đổi thời hạn" in told
        assert "5 ngày làm việc → 4 ngày làm việc" in told
        assert "5 working days → 4 working days" in told


def test_folders_are_compared_without_a_database(tmp_path: Path) -> None:
    first, second = lay_out(tmp_path / "one"), lay_out(tmp_path / "two")
    replace(second / CODE / "procedure.yaml", "division: economy", "division: culture")
    command = [sys.executable, "-m", "motcua", "catalogue", "diff", str(first / CODE), str(second / CODE), "--json"]
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@localhost:1/nothing"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CATALOGUE.parent, env=environment)
    told = json.loads(done.stdout)
    assert [(each["part"], each["kind"]) for each in told["changes"]] == [("procedure", "competent")]
    assert {each["key"] for each in told["totals"]} >= {"steps", "working_hours", "fields", "papers", "fees"}


def test_equal_packages_show_no_difference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff([str(folder / CODE), str(folder / CODE)]) == 0
    assert "No difference" in capsys.readouterr().out


def test_a_broken_package_is_told_instead_of_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(folder / CODE / "procedure.yaml", "level: [commune]", "level: [district]")
    assert diff([str(folder / CODE), str(folder / CODE)]) == 1
    assert "level_unknown" in capsys.readouterr().err
