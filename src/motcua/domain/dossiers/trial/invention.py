"""A value for any field, from nothing but what its definition says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from motcua.core.forms import Days, FormField, Limits
from motcua.domain.dossiers.invention.people import Human

_WORDS: Final = "Nội dung khai để chạy thử."
_CODES: Final = ("123456", "AB 123456", "A1", "1", "12", "1234", "12345678", "0123456789", "AB123", "01/2026", "1/2026")
_TAX_CODE: Final = "0399990001"
_FORMER_ID: Final = "123456789"
_STEPS: Final = (timedelta(days=30), timedelta(days=1), timedelta(days=400), timedelta(days=4000))


def invent(field: FormField, human: Human, today: date, attempt: int) -> Any:
    """A value that the field may take; each attempt another one, as long as it has some. None where only the person
    himself could give one, such as a file.
    """
    match field.kind:
        case "text" | "paragraph":
            return _words(field, attempt)
        case "integer" | "money" | "year":
            return int(_number(field.limits, attempt, year=today.year if field.kind == "year" else 0))
        case "decimal":
            return f"{_number(field.limits, attempt):f}".replace(".", ",")
        case "date":
            return _day(field.days or Days(), today, attempt).isoformat()
        case "month":
            return _day(field.days or Days(), today, attempt).isoformat()[:7]
        case "yes_no":
            return bool(attempt % 2)
        case "confirm":
            return True
        case "choice":
            return _option(field, attempt)
        case "choices":
            option = _option(field, attempt)
            return [option] if option else None
        case "address":
            return dict(human.home)
        case "group":
            return _rows(field, human, today, attempt)
    return _OF_A_PERSON[field.kind](human) if field.kind in _OF_A_PERSON else None


_OF_A_PERSON: Final[Mapping[str, Callable[[Human], str]]] = {
    "person_name": lambda human: human.name,
    "personal_id": lambda human: human.personal_id,
    "former_id": lambda _: _FORMER_ID,
    "tax_code": lambda _: _TAX_CODE,
    "phone": lambda human: human.phone,
    "email": lambda human: human.email,
}


def _words(field: FormField, attempt: int) -> str:
    if field.pattern:
        fitting = [code for code in _CODES if field.pattern.matches(code)]
        return fitting[attempt % len(fitting)] if fitting else _CODES[0]
    text = _WORDS.ljust(field.min_length, ".")
    return text[: field.max_length or len(text)]


def _number(limits: Limits | None, attempt: int, *, year: int = 0) -> Decimal:
    """Small ones first, then the middle, then the largest."""
    if limits is None:
        return Decimal(year or 1)
    least = limits.minimum if limits.above is None else max(limits.minimum, limits.above + 1)
    likely = max(least, Decimal(year or 1))
    candidates = (likely, likely * 2, (least + limits.maximum) // 2, least, limits.maximum)
    return min(candidates[attempt % len(candidates)], limits.maximum)


def _day(days: Days, today: date, attempt: int) -> date:
    """A while ago, or a while ahead where the field wants a day to come."""
    first = _bound(days.first, today)
    last = _bound(days.last, today)
    step = _STEPS[attempt // 2 % len(_STEPS)]
    ahead = attempt % 2 == (0 if first and first >= today else 1)
    found = today + step if ahead else today - step
    if first and found < first:
        return first
    return last if last and found > last else found


def _bound(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    return today if text == "today" else date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def _option(field: FormField, attempt: int) -> str | None:
    return field.options[attempt % len(field.options)].code if field.options else None


def _rows(field: FormField, human: Human, today: date, attempt: int) -> list[dict[str, Any]]:
    """As few rows as the group wants; a part that nobody asks for stays empty at first."""
    needed = max(field.rows.minimum if field.rows else 1, 1)
    asked = [each for each in field.fields if each.is_input and (each.required is not False or attempt)]
    row = {each.id: value for each in asked if (value := invent(each, human, today, attempt)) is not None}
    return [dict(row) for _ in range(needed)]
