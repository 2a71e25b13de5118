"""Addresses in Vietnam: a province, a commune that existed on the day of filing, and the rest as text.

There is no district since 1 July 2025. The address as an old paper declares it is kept beside, word for word.
"""

from __future__ import annotations

import re
from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Problem, Refused, refused
from motcua.core.forms.values.reader import Reader
from motcua.core.forms.values.text import NOT_TEXT, TOO_LONG, clean_line, longest_raw

NOT_AN_ADDRESS = refused("not_an_address")

PARTS: Final = ("province", "commune", "street", "declared")
LONGEST_PART: Final = 200
_province = re.compile("[0-9]{2}")
_commune = re.compile("[0-9]{5}")
_parts = frozenset(PARTS)


def address_reader(_field: FormField) -> Reader:
    """`{"province": "01", "commune": "00004", "street": "12 Hàng Bông"}`, the codes of the General Statistics Office.

    `declared` may stand beside: the words of an older paper. Which parts must be there, `missing_parts` says.
    """

    def read(raw: object, context: FilingContext) -> Json | Refused:
        if raw == "":
            return None
        if not isinstance(raw, dict) or not raw.keys() <= _parts:
            return NOT_AN_ADDRESS
        parts: dict[str, Json] = {}
        problems: list[Problem] = []
        for part in PARTS:
            value = _read_part(raw.get(part))
            if isinstance(value, Refused):
                problems += (Problem(f"{part}_{problem.code}", f".{part}") for problem in value.problems)
            elif value:
                parts[part] = value
        problems = problems or _wrong_codes(parts, context)
        return Refused(*problems) if problems else parts or None

    return read


def missing_parts(field: FormField, address: dict[str, Json]) -> list[Problem]:
    """What a complete address still lacks."""
    needed = ("province", "commune", "street") if field.street == "required" else ("province", "commune")
    return [Problem(f"{part}_required", f".{part}") for part in needed if part not in address]


def _read_part(raw: object) -> str | Refused | None:
    if raw is None or not isinstance(raw, str):
        return None if raw is None else NOT_TEXT
    text = clean_line(raw) if len(raw) <= longest_raw(LONGEST_PART) else TOO_LONG
    return TOO_LONG if isinstance(text, str) and len(text) > LONGEST_PART else text


def _wrong_codes(parts: dict[str, Json], context: FilingContext) -> list[Problem]:
    province, commune = parts.get("province"), parts.get("commune")
    problems = []
    if isinstance(province, str) and not _province.fullmatch(province):
        problems.append(Problem("unknown_province", ".province"))
    if isinstance(commune, str):
        found = _commune.fullmatch(commune) and _province_of(commune, context)
        if not found:
            problems.append(Problem("unknown_commune", ".commune"))
        elif province and not problems and found not in (province, _ANY):
            problems.append(Problem("commune_elsewhere", ".commune"))
    return problems


def _province_of(commune: str, context: FilingContext) -> str | None:
    return context.places.province_of(commune, context.today) if context.places else _ANY


_ANY: Final = "any"
"""The province of every commune where nobody knows the communes."""
