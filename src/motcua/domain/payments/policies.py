"""The rules of money that need no database: pure functions over whole đồng and moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from motcua.domain.payments.errors import WrongAmountError
from motcua.domain.payments.types import ChargeLine, ChargeState

LARGEST_AMOUNT: Final = 10**13
_SOON: Final = tuple(timedelta(seconds=seconds) for seconds in (20, 40, 60, 120, 300, 600, 1800))
_HOURLY_FOR, _DAILY_FOR = timedelta(days=3), timedelta(days=30)


def whole(amount: object, most: int = LARGEST_AMOUNT) -> int:
    """The amount, if it is a whole number of đồng from 1 to `most`; raises WrongAmountError."""
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= most:
        raise WrongAmountError(
            f"Số tiền phải là số đồng nguyên từ 1 đến {most}." if most > 0 else "Không còn khoản nào phải nộp.",
            f"The amount must be a whole number of đồng from 1 to {most}." if most > 0 else "Nothing is left to pay.",
        )
    return amount


def state_after(due: int, paid: int) -> ChargeState:
    """Where a charge stands that is neither cancelled nor given back."""
    if paid >= due:
        return ChargeState.PAID
    return ChargeState.PARTLY if paid else ChargeState.OPEN


def must_add_up(lines: Sequence[ChargeLine]) -> tuple[ChargeLine, ...]:
    """The lines with their gross amounts, if each is what nobody else takes over and none is negative or nameless.

    A line without a gross amount costs what the payer pays. Raises WrongAmountError.
    """
    full = tuple(replace(line, gross=line.gross or line.amount + line.waived + line.subsidised) for line in lines)
    for line in full:
        parts = (line.amount, line.waived, line.subsidised, line.quantity)
        whole_numbers = all(type(part) is int and 0 <= part <= LARGEST_AMOUNT for part in parts)
        if not whole_numbers or line.gross != line.amount + line.waived + line.subsidised or not line.basis:
            raise WrongAmountError(
                f"Khoản “{line.name}” không hợp lệ: số tiền phải là số đồng không âm, có căn cứ pháp lý.",
                f"The item {line.name!r} is wrong: its amounts are whole and not negative, and it has a legal basis.",
            )
    if not full:
        raise WrongAmountError("Khoản thu chưa có mục nào.", "A charge has at least one item.")
    return full


def spread(amounts: Sequence[int], waived: int) -> list[int]:
    """How much of each item is waived: the first items first."""
    left, taken = waived, []
    for amount in amounts:
        part = min(amount, left)
        taken.append(part)
        left -= part
    return taken


def next_ask(asks: int, begun_at: datetime, now: datetime) -> datetime | None:
    """When an order is asked for next, after `asks` times: soon at first, then hourly for three days, then daily; after
    thirty days no more.
    """
    if asks < len(_SOON):
        return now + _SOON[asks]
    age = now - begun_at
    if age < _HOURLY_FOR:
        return now + timedelta(hours=1)
    return now + timedelta(days=1) if age < _DAILY_FOR else None
