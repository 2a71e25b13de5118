"""The periods a leader looks at, each up to and with today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.domain.reporting.types import Period

_FIRST: Mapping[str, Callable[[date], date]] = {
    "hom-nay": lambda today: today,
    "7-ngay": lambda today: today - timedelta(days=6),
    "thang": lambda today: today.replace(day=1),
    "quy": lambda today: today.replace(month=today.month - (today.month - 1) % 3, day=1),
}
USUAL = "thang"


@dataclass(frozen=True, slots=True)
class ChosenPeriod:
    """A period by the word of its address."""

    word: str
    days: Period

    @property
    def name(self) -> str:
        """Such as “7 ngày qua”."""
        return names()[self.word]


def chosen(word: str, today: date) -> ChosenPeriod:
    """The period of that word; this month for any other."""
    known = word if word in _FIRST else USUAL
    return ChosenPeriod(known, Period(_FIRST[known](today), today))


def names() -> dict[str, str]:
    """All periods by their words, as they are chosen from."""
    return {"hom-nay": _("Hôm nay"), "7-ngay": _("7 ngày qua"), "thang": _("Tháng này"), "quy": _("Quý này")}
