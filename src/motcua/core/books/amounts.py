"""Amounts as banks and people write them."""

from __future__ import annotations

import re
from typing import Final

LARGEST: Final = 10**15
"""More than any account of a city holds: what is larger was read wrong."""

_PLAIN: Final = re.compile(r"[0-9]{1,16}")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_NO_FRACTION: Final = re.compile(r"[.,]0{1,2}$")


class AmountError(ValueError):
    """The text is no whole amount of đồng."""


def read_amount(text: str) -> int:
    """Whole đồng: `75000`, `75.000`, `75,000.00`, `+75 000`, `-75.000`. A fraction of a đồng is none, and neither is
    anything with two readings. Raises AmountError.
    """
    bare = text.replace("\u00a0", " ").strip()
    sign = -1 if bare.startswith("-") else 1
    digits = bare.removeprefix("-").removeprefix("+").strip()
    if not _GROUPED.fullmatch(digits):
        digits = _NO_FRACTION.sub("", digits)
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        raise AmountError(text)
    amount = int(re.sub(r"[., ]", "", digits))
    if amount > LARGEST:
        raise AmountError(text)
    return sign * amount
