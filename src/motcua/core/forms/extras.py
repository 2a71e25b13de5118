"""What a field's type adds to its definition: lengths, limits, options, the rule for files."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from motcua.core.forms.definition import TODAY, Days, FormField, Limits, Option
from motcua.core.forms.file_reading import read_file_rule
from motcua.core.forms.part import Part
from motcua.core.forms.patterns import Pattern, UnusablePatternError, compile_pattern
from motcua.core.forms.values.dates import EARLIEST_YEAR, LATEST_YEAR, read_date, read_month
from motcua.core.forms.values.numbers import LARGEST, MOST_DECIMALS

Extras: TypeAlias = Callable[[Part, FormField], FormField]

STREETS: Final = ("required", "optional", "none")
MOST_OPTIONS: Final = 300
_LONGEST_UNIT = 20
_USUAL_DECIMALS = 2


def nothing(_part: Part, field: FormField) -> FormField:
    return field


def lengths(usual: int, longest: int) -> Extras:
    """`min_length` and `max_length`; `usual` characters where the definition does not say."""

    def read(part: Part, field: FormField) -> FormField:
        most = part.whole("max_length", 1, longest, usual)
        return replace(field, min_length=part.whole("min_length", 0, most, 0), max_length=most)

    return read


def line(part: Part, field: FormField) -> FormField:
    """One line of text: lengths, and a pattern with the sentence for what does not match."""
    return replace(lengths(200, 1000)(part, field), pattern=_pattern(part) if part.has("pattern") else None)


def whole(lowest: int, highest: int) -> Extras:
    """`min`, `max`, `above` of whole numbers, which never go beyond these two."""

    def read(part: Part, field: FormField) -> FormField:
        return replace(field, limits=_limits(part, Decimal(lowest), Decimal(highest), 0), unit=_unit(part))

    return read


def decimals(part: Part, field: FormField) -> FormField:
    places = part.whole("decimals", 0, MOST_DECIMALS, _USUAL_DECIMALS)
    limits = _limits(part, Decimal(0), Decimal(LARGEST), places)
    return replace(field, limits=limits, decimals=places, unit=_unit(part))


def days(part: Part, field: FormField) -> FormField:
    return replace(field, days=_days(part, read_date, "15/12/2026"))


def months(part: Part, field: FormField) -> FormField:
    return replace(field, days=_days(part, read_month, "12/2026"))


def options(part: Part, field: FormField) -> FormField:
    """Either `options` written here, or `list`: the name of a list that the system keeps."""
    if part.has("list") and not part.has("options"):
        return replace(field, list_name=part.identifier("list"))
    found = tuple(Option(code, inside.words()) for code, inside in part.entries("options", MOST_OPTIONS))
    if not found or part.has("list"):
        part.wrong(
            "options",
            "cần “options: {mã: {vi: …, en: …}}” hoặc “list: tên danh sách”, một trong hai",
            "“options: {code: {vi: …, en: …}}” or “list: name of a list” is needed, one of the two",
        )
    return replace(field, options=found)


def address(part: Part, field: FormField) -> FormField:
    return replace(field, street=part.word("street", STREETS, "required"))


def files(part: Part, field: FormField) -> FormField:
    return replace(field, files=read_file_rule(part.part("file")))


def _pattern(part: Part) -> Pattern | None:
    """`pattern: {matches: …, message: {vi: …, en: …}}`."""
    inside = part.part("pattern")
    text, message = inside.line("matches"), inside.text("message")
    inside.close()
    try:
        return compile_pattern(text, message) if text else None
    except UnusablePatternError as error:
        inside.wrong("matches", *error.message)
        return None


def _unit(part: Part) -> str:
    return part.optional_line("unit", longest=_LONGEST_UNIT)


def _limits(part: Part, lowest: Decimal, highest: Decimal, places: int) -> Limits:
    above = _number(part, "above", places)
    minimum = _number(part, "min", places)
    maximum = _number(part, "max", places)
    if minimum is None:
        minimum = lowest if above is None else above
    maximum = highest if maximum is None else maximum
    if not -highest <= minimum <= maximum <= highest:
        part.wrong("max", "giới hạn dưới phải nhỏ hơn giới hạn trên", "the lower limit must be below the upper limit")
    return Limits(minimum, maximum, above)


def _number(part: Part, key: str, places: int) -> Decimal | None:
    if not part.has(key):
        return None
    value = part.raw(key)
    try:
        number = Decimal(str(value)) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > LARGEST or number != round(number, places):
        part.wrong(
            key,
            f"cần một số có tối đa {places} chữ số thập phân, viết như 1250.5",
            f"a number with at most {places} decimals is needed, written like 1250.5",
        )
        return None
    return number


def _days(part: Part, read: Callable[[str], str | None], example: str) -> Days:
    first, last = (_date(part, key, read, example) for key in ("min", "max"))
    if first and last and TODAY not in (first, last) and first > last:
        part.wrong("max", "ngày cuối phải sau ngày đầu", "the last day must be after the first")
    return Days(first, last)


def _date(part: Part, key: str, read: Callable[[str], str | None], example: str) -> str | None:
    if not part.has(key):
        return None
    text = str(part.raw(key))
    found = TODAY if text == TODAY else read(text)
    if not found:
        part.wrong(
            key,
            f"cần ngày như {example}, từ năm {EARLIEST_YEAR} đến {LATEST_YEAR}, hoặc “{TODAY}” (ngày nộp hồ sơ)",
            f"a date like {example}, from {EARLIEST_YEAR} to {LATEST_YEAR}, or “{TODAY}” (the day of filing) is needed",
        )
    return found
