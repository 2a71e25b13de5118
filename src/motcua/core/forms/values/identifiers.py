"""Numbers that identify: of persons, taxpayers, telephones and mailboxes.

Only the structure is checked. A personal number is never refused because its province no longer exists: the list of
63 provinces is frozen in it for life. Who stands behind a number, a registry says.
"""

from __future__ import annotations

import re
from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Refused, refused
from motcua.core.forms.values.reader import Reader
from motcua.core.forms.values.text import NOT_TEXT, clean_line

NOT_A_PERSONAL_ID = refused("not_a_personal_id")
IMPOSSIBLE_PERSONAL_ID = refused("impossible_personal_id")
NOT_A_FORMER_ID = refused("not_a_former_id")
NOT_A_TAX_CODE = refused("not_a_tax_code")
WRONG_CHECK_DIGIT = refused("wrong_check_digit")
NOT_A_PHONE = refused("not_a_phone")
NOT_AN_EMAIL = refused("not_an_email")

_LONGEST_NUMBER = 60
_LONGEST_EMAIL = 254
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_between_digits = str.maketrans("", "", " .-()")
_twelve = re.compile("[0-9]{12}")
_nine = re.compile("[0-9]{9}")
_tax = re.compile("([0-9]{10})([0-9]{3})?")
_phone = re.compile(r"(?:\+?84|0)([35789][0-9]{8}|2[0-9]{9})")
_email = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def personal_id_reader(_field: FormField) -> Reader:
    """The 12 digits of the identity card: province of birth, century and sex, year of birth, six more (NĐ 137/2015)."""

    def read(raw: object, context: FilingContext) -> Json | Refused:
        number = _digits(raw, NOT_A_PERSONAL_ID)
        if isinstance(number, Refused) or not number:
            return number or None
        if not _twelve.fullmatch(number):
            return NOT_A_PERSONAL_ID
        return number if is_possible_personal_id(number, context.today.year) else IMPOSSIBLE_PERSONAL_ID

    return read


def is_possible_personal_id(number: str, this_year: int) -> bool:
    """No place has the code 000 (it marks invented numbers), and nobody is born in a year to come.

    The fourth digit is 0 or 1 for the 20th century, 2 or 3 for the 21st, and so on; the next two are the year in it.
    """
    born = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    return not number.startswith("000") and born <= this_year


def former_id_reader(_field: FormField) -> Reader:
    """The 9 digits of the identity card that was issued until 2021 (CMND)."""

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        number = _digits(raw, NOT_A_FORMER_ID)
        if isinstance(number, Refused) or not number:
            return number or None
        # Officials without the number type 000000001: an absent number is better than a false one.
        return number if _nine.fullmatch(number) and not number.startswith("00000000") else NOT_A_FORMER_ID

    return read


def tax_code_reader(_field: FormField) -> Reader:
    """10 digits with a check digit, 13 for a branch (kept as `0100109106-001`), or the 12 digits of a person."""

    def read(raw: object, context: FilingContext) -> Json | Refused:
        number = _digits(raw, NOT_A_TAX_CODE)
        if isinstance(number, Refused) or not number:
            return number or None
        if _twelve.fullmatch(number):
            return number if is_possible_personal_id(number, context.today.year) else NOT_A_TAX_CODE
        match = _tax.fullmatch(number)
        if not match:
            return NOT_A_TAX_CODE
        enterprise, branch = match.groups()
        if not has_tax_check_digit(enterprise):
            return WRONG_CHECK_DIGIT
        return f"{enterprise}-{branch}" if branch else enterprise

    return read


def has_tax_check_digit(number: str) -> bool:
    """Whether the tenth digit is 10 minus the weighted sum of the others modulo 11; one that needs 10 is not issued."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number, strict=False))
    return int(number[9]) == 10 - weighted % 11


def phone_reader(_field: FormField) -> Reader:
    """A mobile or fixed telephone in Vietnam, kept with its leading 0."""

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        number = _digits(raw, NOT_A_PHONE)
        if isinstance(number, Refused) or not number:
            return number or None
        match = _phone.fullmatch(number)
        return f"0{match[1]}" if match else NOT_A_PHONE

    return read


def email_reader(_field: FormField) -> Reader:
    """A mailbox, kept in lower case."""

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        if not isinstance(raw, str):
            return NOT_TEXT
        text = clean_line(raw) if len(raw) <= _LONGEST_EMAIL + 40 else NOT_AN_EMAIL
        if isinstance(text, Refused) or not text:
            return text or None
        if len(text) > _LONGEST_EMAIL or text.index("@") > 64 if "@" in text else True:
            return NOT_AN_EMAIL
        return text.lower() if _email.fullmatch(text) else NOT_AN_EMAIL

    return read


def _digits(raw: object, wrong: Refused) -> str | Refused:
    """What was typed, without the spaces, points and hyphens people put between digits."""
    if not isinstance(raw, str):
        return NOT_TEXT
    text = clean_line(raw) if len(raw) <= _LONGEST_NUMBER else wrong
    return text if isinstance(text, Refused) else text.translate(_between_digits)
