"""The definition as a browser takes it: JSON in one language, without what only the server needs."""

from typing import Any

from motcua.core.forms.definition import Check, FormField, Section
from motcua.core.forms.files import FileRule
from motcua.core.forms.formulas import Formula
from motcua.core.forms.plan import Gate, Level, Step
from motcua.core.forms.sentences import NOT_A_FORM, SENTENCES, UNKNOWN_ENTRY, sentences_of
from motcua.core.forms.wording import Language, Text


def browser_json(title: Text, sections: tuple[Section, ...], plan: Level, language: Language) -> dict[str, Any]:
    """See `FormDefinition.to_browser`."""
    general = {**SENTENCES, "unknown_entry": UNKNOWN_ENTRY, "not_a_form": NOT_A_FORM}
    return {
        "language": language,
        "title": title.in_language(language),
        "sections": [_section(section, plan, language) for section in sections],
        "order": _order(plan),
        "sentences": _in_language(general, language),
    }


def _section(section: Section, plan: Level, language: Language) -> dict[str, Any]:
    return _present(
        id=section.id,
        title=section.title.in_language(language),
        hint=section.hint and section.hint.in_language(language),
        when=section.when and section.when.portable,
        fields=[_field(field, plan.steps[field.id], language) for field in section.fields],
    )


def _field(field: FormField, step: Step, language: Language) -> dict[str, Any]:
    return _present(
        id=field.id,
        type=field.kind,
        label=field.label.in_language(language),
        hint=field.hint and field.hint.in_language(language),
        when=field.when and field.when.portable,
        computed=field.computed and field.computed.portable,
        required=field.required.portable if isinstance(field.required, Formula) else field.required or None,
        checks=[_check(check, language) for check in field.checks] or None,
        source=field.source,
        default=field.default,
        unit=field.unit or None,
        list=field.list_name or None,
        options=[[option.code, option.label.in_language(language)] for option in field.options] or None,
        street=field.street or None,
        file=field.files and _file(field.files),
        width=field.width,
        autocomplete=field.autocomplete or None,
        sentences=_in_language(sentences_of(field), language) or None,
        **_limits(field),
        **(_rows(field, step.rows, language) if step.rows else {}),
    )


def _limits(field: FormField) -> dict[str, Any]:
    return {
        **_bounds(field),
        "decimals": field.decimals if field.kind == "decimal" else None,
        "min_length": field.min_length if field.max_length else None,
        "max_length": field.max_length or None,
        "pattern": field.pattern and field.pattern.text,
    }


def _bounds(field: FormField) -> dict[str, str | None]:
    """Numbers as text, because a browser's own numbers are not exact."""
    if field.days:
        return {"min": field.days.first, "max": field.days.last}
    if not field.limits:
        return {}
    above = field.limits.above
    named = {"min": f"{field.limits.minimum:f}", "max": f"{field.limits.maximum:f}"}
    return {**named, "above": None if above is None else f"{above:f}"}


def _check(check: Check, language: Language) -> dict[str, Any]:
    return {"rule": check.rule.portable, "message": check.message.in_language(language)}


def _file(rule: FileRule) -> dict[str, Any]:
    return _present(
        media_types=sorted(rule.media_types()),
        max_bytes=rule.max_bytes,
        max_files=rule.max_files,
        min_files=rule.min_files,
        max_pages=rule.max_pages,
    )


def _rows(group: FormField, level: Level, language: Language) -> dict[str, Any]:
    assert group.rows
    return {
        "each": group.rows.each.in_language(language),
        "min_rows": group.rows.minimum,
        "max_rows": group.rows.maximum,
        "fields": [_field(row, level.steps[row.id], language) for row in group.fields],
        "order": _order(level),
    }


def _order(level: Level) -> list[str]:
    """Ids of fields, and `section …` where a section's condition is due."""
    return [f"section {step.section}" if isinstance(step, Gate) else step.id for step in level.ordered]


def _in_language(sentences: dict[str, Text], language: Language) -> dict[str, str]:
    return {code: sentence.in_language(language) for code, sentence in sentences.items()}


def _present(**entries: Any) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if entry is not None}
