"""The courses of a small city, told once a worker: plain values, whose officers each test's database knows."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.plan import Wanted
from tests.city import NOW
from tests.domain.dossiers.told import Told, told

__all__ = ["told"]

BEGIN = datetime(2026, 1, 12, tzinfo=ZONE)
_TOLD: dict[Wanted, Told] = {}


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices meanwhile, but those who introduce officers."""
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def year(told) -> Told:
    """Two thousand dossiers from January to November, of all offices: told once, and never changed."""
    wanted = Wanted(None, 2000, BEGIN, NOW, seed=11)
    if wanted not in _TOLD:
        _TOLD[wanted] = told(wanted)
    return _TOLD[wanted]
