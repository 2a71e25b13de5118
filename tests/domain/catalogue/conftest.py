"""The real catalogue, loaded as a city loads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import LoadReport
from tests.catalogue.reading import CATALOGUE, MINIMAL, files_in

LOADED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


@pytest.fixture
def loaded(db: None) -> LoadReport:
    """What loading the repository's catalogue says."""
    return load_catalogue(CATALOGUE, LOADED_AT)


@pytest.fixture
def small_catalogue(tmp_path: Path) -> Path:
    """A folder with the shared part and the minimal package, to be changed by a test."""
    for part in ("shared", "schema"):
        write(tmp_path, files_in(CATALOGUE / part, CATALOGUE))
    write(tmp_path / "1.000001", files_in(MINIMAL))
    return tmp_path


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def replace(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
