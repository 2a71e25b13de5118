"""What was done with a version, and whether citizens find a procedure on a day."""

from datetime import date

from motcua.domain.catalogue import queries
from motcua.domain.catalogue.types import LifeAct, NotOfferedError


def acts(version: int) -> list[LifeAct]:
    return [each.act for each in queries.life_of(version)]


def is_offered(code: str, on: date) -> bool:
    listed = code in {card.code for card in queries.list_published(on)}
    try:
        queries.published(code, on)
    except NotOfferedError:
        assert not listed
        return False
    assert listed
    return True
