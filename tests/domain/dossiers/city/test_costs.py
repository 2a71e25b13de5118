"""All dossiers of a case cost something, or none does: else who costs nothing would skip a wait that was planned."""

from pathlib import Path

import pytest
from django.conf import settings as configured

from motcua.domain.dossiers.city.sites import Samples, Wanted
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.world import world_of
from tests.city import NOW
from tests.domain.dossiers.city.sorts import RECIPE

pytestmark = pytest.mark.django_db
FILLINGS = 60
WARD = next(iter(RECIPE.arrivals.wards))


def test_it_does_not_depend_on_how_a_form_is_filled_in_whether_a_dossier_costs_something(working_city):
    samples = Samples(read_recipe(Path(configured.CATALOGUE) / "reference" / "invention"))
    for offer in RECIPE.offers:
        version = samples.version(offer.code, NOW.date())
        world = world_of(version)
        if not world.procedure.fees.items:
            continue
        ward = next(iter(offer.wards), WARD)
        for case_key in offer.cases:
            wanted = Wanted(version, offer, case_key, next(iter(offer.channels)), ward, NOW)
            costs = {samples._sample(world, wanted, n).costs for n in range(FILLINGS)}
            assert len(costs) == 1, (offer.code, case_key)
