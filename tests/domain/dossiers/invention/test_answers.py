"""Every form that people fill in can be filled in for invented people, without a mistake."""

import pytest

from motcua.core.forms import FilingContext
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.people import family_of, invented, years_of
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import TODAY
from tests.domain.dossiers.paper_city import CATALOGUE, procedure

RECIPE = read_recipe(CATALOGUE / "reference" / "invention")


@pytest.mark.parametrize("code", RECIPE.answers["procedures"])
def test_every_form_is_filled_in_without_a_mistake(code):
    form = procedure(code).form
    for n in range(20):
        for case in procedure(code).cases:
            years = years_of(RECIPE.people, code, TODAY)
            cast = family_of(RECIPE.people, "any", invented(RECIPE.people, "any", n, years=years), n, TODAY)
            answers = Answers(RECIPE.answers, cast, Chance("any", n, case), TODAY)
            context = FilingContext(
                today=TODAY, case=case, channel="counter", applicant={"kind": "citizen"}, places=None
            )
            assert form.validate(answers.to(code, form), context=context).errors == ()
