"""Amounts of money in Vietnamese words, as a receipt must show them (NĐ 254/2026, Điều 23)."""

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9


def amount_in_words(amount: int) -> str:
    """The amount of đồng in words, as a sentence begins: 1250000 is “Một triệu hai trăm năm mươi nghìn đồng”.

    Raises `ValueError` for a negative amount.
    """
    words = f"{number_in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def number_in_words(number: int) -> str:
    """The whole number in words; raises `ValueError` for a negative one.

    Inside a number every group of three digits is read in full: 1005 is “một nghìn không trăm linh năm”.
    """
    if number < 0:
        raise ValueError("a negative number is not read out")
    return " ".join(_words(number, inside=False)) if number else _DIGITS[0]


def _words(number: int, *, inside: bool) -> list[str]:
    """The words of a positive number; `inside` when larger units stand before it."""
    billions, rest = divmod(number, _BILLION)
    words = [*_words(billions, inside=inside), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += _group(group, inside=inside or bool(words))
            words += [name] if name else []
    return words


def _group(number: int, *, inside: bool) -> list[str]:
    """Three digits; without larger units before them, hundreds and tens that are zero are not said."""
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or inside else []
    tens, units = divmod(rest, 10)
    if tens == 0:
        return words + (["linh"] if words and units else []) + ([_DIGITS[units]] if units else [])
    return words + (["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]) + _units(tens, units)


def _units(tens: int, units: int) -> list[str]:
    """After tens, one, four and five have names of their own: hai mươi mốt, hai mươi tư, mười lăm."""
    if units == 0:
        return []
    if units == 5:
        return ["lăm"]
    return [{1: "mốt", 4: "tư"}.get(units, _DIGITS[units]) if tens > 1 else _DIGITS[units]]
