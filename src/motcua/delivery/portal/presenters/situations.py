"""The life situations by which the home page leads to procedures: each gathers fields of administration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.domain.catalogue.types import ProcedureCard

SHOWN: Final = 4


class Situation(NamedTuple):
    """What people call it, and the fields it gathers."""

    key: str
    name: Promise
    fields: tuple[str, ...]


SITUATIONS: Final = (
    Situation("gia-dinh", _("Khai sinh, kết hôn, hộ tịch"), ("civil_status", "certification")),
    Situation("nha-dat", _("Nhà, đất, xây dựng"), ("construction", "land")),
    Situation(
        "kinh-doanh", _("Mở cửa hàng, công ty"), ("household_business", "enterprise", "investment", "food_safety")
    ),
    Situation("cu-tru", _("Cư trú, đi lại"), ("residence", "driving_licence")),
    Situation("tro-cap", _("Trợ cấp, bảo trợ"), ("social_protection",)),
)
OTHERS: Final = Situation("khac", _("Việc khác"), ())


@dataclass(frozen=True, slots=True)
class Shelf:
    """A situation with the procedures that are most asked for; `more` are not shown."""

    situation: Situation
    cards: tuple[ProcedureCard, ...]
    more: int


def shelves(cards: Iterable[ProcedureCard], filed: Mapping[str, int]) -> tuple[Shelf, ...]:
    """Every procedure in its situation, the most filed ones first."""
    by_use = sorted(cards, key=lambda card: -filed.get(card.code, 0))
    found = [(situation, cards_in(situation, by_use)) for situation in (*SITUATIONS, OTHERS)]
    return tuple(Shelf(each, inside[:SHOWN], max(0, len(inside) - SHOWN)) for each, inside in found if inside)


def cards_in(situation: Situation, cards: Iterable[ProcedureCard]) -> tuple[ProcedureCard, ...]:
    """The procedures of a situation; those of no situation are other business."""
    if situation is OTHERS:
        gathered = {field for each in SITUATIONS for field in each.fields}
        return tuple(card for card in cards if card.field not in gathered)
    return tuple(card for card in cards if card.field in situation.fields)


def situation_of(key: str) -> Situation | None:
    """The situation with that key."""
    return next((each for each in (*SITUATIONS, OTHERS) if each.key == key), None)
