"""One sort of dossiers for each procedure and channel of the city's mix, without a city."""

from motcua.core.fees import Collected
from motcua.core.procedure import Channel
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.city.recipe import read_city_recipe
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.dossiers.types import Phase
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import CATALOGUE, procedure

RECIPE = read_city_recipe(CATALOGUE / "reference" / "city")


def sorts() -> list[Sort]:
    """All of them."""
    return [sort_of(offer.code, channel) for offer in RECIPE.offers for channel in offer.channels]


def sort_of(code: str, channel: Channel) -> Sort:
    """A sort whose dossiers cost something wherever the tariff has an amount."""
    offer = next(each for each in RECIPE.offers if each.code == code)
    found = procedure(code)
    costs = {item.collected for item in found.fees.items if any(row.amount != 0 for row in item.rows)}
    case_key = next(iter(offer.cases))
    example = Case(
        id=None,
        version_id=1,
        case_key=case_key,
        channel=channel,
        assisted=False,
        reference="",
        phase=Phase.SUBMITTED,
        receiving_id=1,
        competent_id=1,
        submitted_at=at("2026-11-02 09:00"),
        process=found.process.initial,
        applicant_kind="citizen",
        form={},
    )
    return Sort(f"{code}/{channel.value}", offer, found, False, frozenset[Collected](costs), example)
