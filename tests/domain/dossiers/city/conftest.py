"""The courses of a small city, told once a worker: plain values, whose officers each test's database knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings as configured

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.bureaus import Bureaus
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.plan import CityPlan, Wanted, plan_of
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import NOW
from tests.domain.dossiers.city.sorts import RECIPE
from tests.office import Office

BEGIN = datetime(2026, 1, 12, tzinfo=ZONE)
_TOLD: dict[Wanted, Told] = {}


class Told(NamedTuple):
    """What was planned, and what came of it."""

    plan: CityPlan
    by_bureau: list[list[Course]]
    officers: int

    @property
    def courses(self) -> list[Course]:
        return [course for courses in self.by_bureau for course in courses]


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices meanwhile, but those who introduce officers."""
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def told(working_city: Office) -> Callable[[Wanted], Told]:
    """The courses of a city that is asked for; nothing of them is written."""

    def tell(wanted: Wanted) -> Told:
        samples = Samples(read_recipe(Path(configured.CATALOGUE) / "reference" / "history"))
        plan = plan_of(RECIPE, samples, wanted)
        bureaus = Bureaus(RECIPE, plan)
        recruiting = Recruiting(RECIPE.staff, wanted.begin.date())
        officers = sum(bureaus.introduce(bureau, recruiting) for bureau in bureaus.all)
        courses = [list(Courses(plan, bureaus.live(bureau))) for bureau in bureaus.all]
        return Told(plan, courses, officers)

    return tell


@pytest.fixture
def year(told) -> Told:
    """Two thousand dossiers from January to November, of all offices: told once, and never changed."""
    wanted = Wanted(None, 2000, BEGIN, NOW, seed=11)
    if wanted not in _TOLD:
        _TOLD[wanted] = told(wanted)
    return _TOLD[wanted]
