"""A working city, courses of its dossiers, and a workshop that makes dossiers of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings as configured

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import NOW
from tests.domain.dossiers.told import Told, told
from tests.office import Office

__all__ = ["told"]

INHABITANTS = 400
AUTUMN = datetime(2026, 10, 5, tzinfo=ZONE)
WANTED = Wanted(("H29.27094",), 400, datetime(2026, 1, 12, tzinfo=ZONE), NOW, seed=11)


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices meanwhile."""
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def courses(told: Callable[[Wanted], Told]) -> Callable[[int], list[Course]]:
    """So many courses of one agency that came from autumn on, without linked ones; officers were there all the year."""

    def some(many: int) -> list[Course]:
        autumn = (each for each in told(WANTED).courses if each.filed_at >= AUTUMN and not each.parts)
        return list(islice(autumn, many))

    return some


@pytest.fixture
def workshop(working_city: Office) -> Workshop:
    """A workshop for one city of invented people."""
    reference = Path(configured.CATALOGUE) / "reference"
    upload = specimen(read_recipe(reference / "invention"), NOW)
    return Workshop(Player(read_material(reference, "một thành phố", INHABITANTS, upload)))
