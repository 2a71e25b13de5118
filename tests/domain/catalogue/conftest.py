"""The real catalogue, loaded as a city loads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.catalogue.types import LoadReport
from tests.catalogue.reading import CATALOGUE
from tests.catalogue.small import lay_out

LOADED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


@pytest.fixture
def loaded(db: None) -> LoadReport:
    """What loading the repository's catalogue says."""
    return load_catalogue(CATALOGUE, LOADED_AT)


@pytest.fixture
def small_catalogue(tmp_path: Path) -> Path:
    """A folder with the shared part and the minimal package, to be changed by a test."""
    return lay_out(tmp_path)
