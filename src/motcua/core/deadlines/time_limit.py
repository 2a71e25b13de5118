"""The time limit of a procedure: one number of one unit, never a mixture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.core.deadlines.errors import BadTimeLimitError

# Longer than any limit of law; within it every date and duration is one that Python can hold.
LARGEST_AMOUNT = 9_999


class LimitUnit(StrEnum):
    """What a time limit counts. The national database writes Giờ, Ngày làm việc, Ngày, Tháng, and same-day."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long a procedure may take, and by which legal basis.

    `amount` is a whole number of units, 1 to 9,999, and 0 for a same-day limit. Units are never converted into one
    another: a limit printed as "03 ngày (24 giờ)" is 3 working days, because the office's day may not have 8 hours.
    """

    unit: LimitUnit
    amount: int
    basis: str = ""

    def __post_init__(self) -> None:
        smallest, largest = (0, 0) if self.unit is LimitUnit.SAME_DAY else (1, LARGEST_AMOUNT)
        if type(self.amount) is not int or not smallest <= self.amount <= largest:
            raise BadTimeLimitError(
                f"Thời hạn {self.unit}: {self.amount!r} phải là số nguyên từ {smallest} đến {largest}; "
                "nửa ngày viết là working_hours: 4.",
                f"The limit {self.unit}: {self.amount!r} must be a whole number from {smallest} to {largest}; "
                "write half a day as working_hours: 4.",
            )

    @classmethod
    def parse(cls, source: Mapping[str, object]) -> TimeLimit:
        """Read `{working_days: 3, basis: nd175}` or `{same_day: true}`.

        Raises BadTimeLimitError on no unit, more than one, an unknown key, or an amount that is no whole number.
        """
        units = [str(key) for key in source if key != "basis"]
        if len(units) != 1 or units[0] not in frozenset(LimitUnit):
            raise BadTimeLimitError(
                f"Thời hạn phải có đúng một đơn vị trong {', '.join(LimitUnit)}; "
                f"đang có: {', '.join(units) or 'không có'}.",
                f"A limit has exactly one unit of {', '.join(LimitUnit)}; found: {', '.join(units) or 'none'}.",
            )
        unit = LimitUnit(units[0])
        return cls(unit, _amount(unit, source[unit]), _basis(source.get("basis", "")))

    def as_dict(self) -> dict[str, object]:
        """What `parse` reads back."""
        stated: dict[str, object] = {self.unit.value: True if self.unit is LimitUnit.SAME_DAY else self.amount}
        return stated | {"basis": self.basis} if self.basis else stated

    @property
    def by_the_hour(self) -> bool:
        """Whether the limit ends at a minute; all others end with a day."""
        return self.unit is LimitUnit.WORKING_HOURS


def _amount(unit: LimitUnit, stated: object) -> int:
    if unit is LimitUnit.SAME_DAY:
        if stated is True:
            return 0
    elif type(stated) is int:
        return stated
    raise BadTimeLimitError(
        f"Không đọc được thời hạn {unit}: {stated!r}; hãy viết số nguyên, hoặc same_day: true.",
        f"The limit {unit}: {stated!r} cannot be read; write a whole number, or same_day: true.",
    )


def _basis(stated: object) -> str:
    if isinstance(stated, str):
        return stated
    raise BadTimeLimitError(
        f"Căn cứ của thời hạn phải là chữ, không phải {stated!r}.", f"The basis of a limit is a text, not {stated!r}."
    )
