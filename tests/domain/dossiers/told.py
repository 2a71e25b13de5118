"""What is planned and told for a small city: courses of dossiers, of which nothing is written.

Import `told` into a conftest that has a `working_city` to use it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings as configured

from motcua.domain.dossiers.city.bureaus import Bureaus
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.plan import CityPlan, Wanted, plan_of
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.domain.dossiers.city.sorts import RECIPE
from tests.office import Office

CITIZENS = ("079088910001", "079191910002")


class Told(NamedTuple):
    """What was planned, and what came of it."""

    plan: CityPlan
    by_bureau: list[list[Course]]
    officers: int

    @property
    def courses(self) -> list[Course]:
        return [course for courses in self.by_bureau for course in courses]


@pytest.fixture
def told(working_city: Office) -> Callable[[Wanted], Told]:
    """The courses of a city that is asked for; nothing of them is written."""

    def tell(wanted: Wanted) -> Told:
        samples = Samples(read_recipe(Path(configured.CATALOGUE) / "reference" / "invention"))
        plan = plan_of(RECIPE, samples, wanted)
        bureaus = Bureaus(RECIPE, plan)
        recruiting = Recruiting(RECIPE.staff, wanted.begin.date())
        officers = sum(bureaus.introduce(bureau, recruiting) for bureau in bureaus.all)
        courses = [list(Courses(plan, bureaus.live(bureau))) for bureau in bureaus.all]
        return Told(plan, courses, officers)

    return tell
