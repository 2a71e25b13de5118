"""Figures of simulations as people read them, in Vietnamese or English: shares, lengths of time, đồng."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from motcua.core.simulation.intervals import Estimate

_HOUR: Final = 3600.0
_DAY: Final = 86_400.0
_COMMAS: Final = str.maketrans({",": ".", ".": ","})


class Unit(Enum):
    """In what a figure is counted."""

    SHARE = "share"
    TIME = "time"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Amounts:
    """english: a point before the decimals, and English words."""

    english: bool

    def number(self, value: float, decimals: int = 1) -> str:
        """A number with its decimals, thousands set apart."""
        text = f"{value:,.{decimals}f}"
        return text if self.english else text.translate(_COMMAS)

    def percent(self, share: float, decimals: int = 1) -> str:
        """A share in hundredths."""
        return f"{self.number(share * 100, decimals)} %"

    def told(self, value: float, unit: Unit, scale: float) -> str:
        """A figure in its unit. scale: the largest of those that it stands beside; it decides on hours or days."""
        match unit:
            case Unit.SHARE:
                return self.percent(value)
            case Unit.MONEY:
                return f"{self.number(value, 0)} {'VND' if self.english else 'đồng'}"
            case Unit.TIME if abs(scale) < _DAY:
                return f"{self.number(value / _HOUR)} {'hours' if self.english else 'giờ'}"
            case Unit.TIME:
                return f"{self.number(value / _DAY)} {'days' if self.english else 'ngày'}"

    def change(self, by: Estimate, unit: Unit, scale: float) -> str:
        """A difference with its interval: -2,7 ngày (-2,9 … -2,5). Of shares in points."""
        low, mean, high = (self._signed(each, unit, scale) for each in (by.low, by.mean, by.high))
        return f"{mean} {self._of_change(unit, scale)} ({low} … {high})"

    def size(self, by: Estimate, unit: Unit, scale: float) -> str:
        """How large a difference is, whichever way it goes: 2,7 ngày (2,5 – 2,9)."""
        ends = sorted((abs(by.low), abs(by.high)))
        low, mean, high = (self._bare(each, unit, scale) for each in (ends[0], abs(by.mean), ends[1]))
        return f"{mean} {self._of_change(unit, scale)} ({low} – {high})"

    def assumed(self, notes: Sequence[str]) -> str:
        """What nobody measured. Notes are told in Vietnamese with English in brackets behind it."""
        head = ("CHƯA AI ĐO, chỉ giả định", "NOBODY MEASURED, only assumed")[self.english]
        told = []
        for note in notes:
            vi, _, en = note.partition(" (")
            told.append(en.removesuffix(")") if self.english and en else vi)
        return f"{head}: {'; '.join(told)}"

    def _signed(self, value: float, unit: Unit, scale: float) -> str:
        bare = self._bare(abs(value), unit, scale)
        return f"{'-' if value < 0 else '+'}{bare}" if bare.strip("0.,") else bare

    def _bare(self, value: float, unit: Unit, scale: float) -> str:
        return self.told(value, unit, scale).rpartition(" ")[0]

    def _of_change(self, unit: Unit, scale: float) -> str:
        if unit is Unit.SHARE:
            return "points" if self.english else "điểm %"
        return self.told(0.0, unit, scale).rpartition(" ")[2]
