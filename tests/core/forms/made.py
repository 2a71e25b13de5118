"""Small forms for the tests: one section, the fields that matter."""

from datetime import date
from typing import Any

from motcua.core.forms import FilingContext, FormDefinition, FormResult, InvalidFormError, parse_form

FILING = FilingContext(today=date(2026, 11, 21), case="house", channel="online")


def words(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": f"{vi} (en)"}


def field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """A field that the citizen fills in; computed ones and texts to read have no source."""
    source = {} if kind in ("confirm", "info") or "computed" in more else {"source": "none"}
    return {"id": name, "type": kind, "label": words(name), **source, **more}


def group(name: str, *rows: dict[str, Any], most: int = 20, **more: Any) -> dict[str, Any]:
    least = more.pop("least", 0)
    return field(name, "group", repeat={"each": words("Dòng"), "min": least, "max": most}, fields=[*rows], **more)


def definition(*fields: dict[str, Any], **section: Any) -> dict[str, Any]:
    return {
        "title": words("Tờ khai"),
        "sections": [{"id": "only", "title": words("Phần"), "fields": [*fields], **section}],
    }


def form(*fields: dict[str, Any], **section: Any) -> FormDefinition:
    return parse_form(definition(*fields, **section))


def mistakes(data: object) -> dict[str, str]:
    """The English message of each mistake by its path, as a checker shows them."""
    try:
        parse_form(data)
    except InvalidFormError as error:
        return {str(mistake).split(": ")[0]: mistake.message.en for mistake in error.mistakes}
    return {}


def value_of(kind: str, typed: object, *, filing: FilingContext = FILING, **more: Any) -> object:
    """The value that a field of this type makes of what was typed, or the code of its refusal."""
    result = form(field("it", kind, **more)).validate({"it": typed}, context=filing)
    return result.values.get("it") if result.is_valid else result.errors[0].code


def codes(result: FormResult) -> list[tuple[str, str]]:
    return [(error.path, error.code) for error in result.errors]
