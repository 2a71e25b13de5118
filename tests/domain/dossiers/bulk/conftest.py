"""A working city and what happened to the dossiers of its first history, as courses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import transaction

from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.history import make_history
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import NOW
from tests.domain.dossiers.bulk.recorded import recorded
from tests.office import Office

INHABITANTS = 400
WARD = "26740"


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices meanwhile."""
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def courses(working_city: Office) -> Callable[[int], list[Course]]:
    """So many courses as the first history tells them; nothing of that history is left."""

    def some(many: int) -> list[Course]:
        with transaction.atomic():
            make_history(many, NOW)
            found = recorded(WARD, NOW)
            transaction.set_rollback(True)
        return found

    return some


@pytest.fixture
def workshop(working_city: Office) -> Workshop:
    """A workshop for one city of invented people."""
    reference = Path(configured.CATALOGUE) / "reference"
    upload = specimen(read_recipe(reference / "history"), NOW)
    return Workshop(Player(read_material(reference, "một thành phố", INHABITANTS, upload)))
