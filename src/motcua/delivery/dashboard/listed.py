"""The very dossiers behind a figure: those that are open now, or those to which something happened in a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.delivery.dashboard.periods import ChosenPeriod
from motcua.delivery.desk.access import AtWork
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.queries.open import OpenDossier, OpenGroup, open_dossiers
from motcua.domain.dossiers.queries.past import Happened, dossiers_of_period
from motcua.domain.identity.types import Agency

PAGE = 50
OPEN_WORDS: Mapping[str, OpenGroup] = {
    "qua-han": OpenGroup.LATE,
    "sap-den-han": OpenGroup.SOON,
    "trong-han": OpenGroup.IN_TIME,
    "cho-nguoi-nop": OpenGroup.WAITING,
    "chua-tiep-nhan": OpenGroup.SUBMITTED,
}
PERIOD_WORDS: Mapping[str, Happened] = {
    "da-tiep-nhan": Happened.RECEIVED,
    "truoc-han": Happened.EARLY,
    "dung-han": Happened.ON_TIME,
    "tre-han": Happened.LATE,
    "khong-tiep-nhan": Happened.NOT_ACCEPTED,
    "rut": Happened.WITHDRAWN,
    "dung": Happened.STOPPED,
    "phan-tiep-nhan": Happened.PARTS_RECEIVED,
    "phan-dung-han": Happened.PARTS_IN_TIME,
    "phan-tre-han": Happened.PARTS_LATE,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: `rows` with where they lie now, or `cards` with how they came out. 0 is no page."""

    rows: tuple[OpenDossier, ...] = ()
    cards: tuple[DossierCard, ...] = ()
    previous: int = 0
    next: int = 0


def listed(agencies: Iterable[Agency], word: str, period: ChosenPeriod | None, number: int, by: AtWork) -> Listed:
    """The page of that number (from 1) of the list that a word of PERIOD_WORDS, or without a period of OPEN_WORDS,
    names.
    """
    ids, first = [agency.id for agency in agencies], (number - 1) * PAGE
    rows: tuple[OpenDossier, ...] = ()
    cards: tuple[DossierCard, ...] = ()
    if period:
        days = (period.days.first, period.days.last)
        cards = dossiers_of_period(ids, PERIOD_WORDS[word], days, by.now, first=first, size=PAGE + 1)
    else:
        rows = open_dossiers(ids, OPEN_WORDS[word], by.now, first=first, size=PAGE + 1)
    has_more = len(rows) + len(cards) > PAGE
    return Listed(rows[:PAGE], cards[:PAGE], number - 1, number + 1 if has_more else 0)
