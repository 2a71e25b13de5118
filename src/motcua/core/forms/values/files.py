"""The files of a field: ids of what was uploaded before, held against the rule by their facts."""

from __future__ import annotations

from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Problem, Refused, refused
from motcua.core.forms.values.reader import Reader

NOT_FILES = refused("not_files")

_LONGEST_ID: Final = 100


def files_reader(field: FormField) -> Reader:
    """A list of file ids, each once. How many there must be at least, `missing_files` says."""
    rule = field.files
    assert rule

    def read(raw: object, context: FilingContext) -> Json | Refused:
        if raw in ("", []):
            return None
        ids = [raw] if isinstance(raw, str) else raw
        if not isinstance(ids, list) or not all(isinstance(each, str) and len(each) <= _LONGEST_ID for each in ids):
            return NOT_FILES
        unique = list(dict.fromkeys(ids))
        if len(unique) > rule.max_files:
            return refused("too_many_files")
        unknown = [
            Problem("unknown_file", f"[{index}]") for index, each in enumerate(unique) if each not in context.files
        ]
        if unknown:
            return Refused(*unknown)
        wrong = rule.faults([context.files[each] for each in unique])
        return (
            Refused(*(Problem(fault.code, f"[{fault.index}]", fault.message) for fault in wrong)) if wrong else unique
        )

    return read


def missing_files(field: FormField, ids: list[Json]) -> list[Problem]:
    return [Problem("too_few_files")] if field.files and len(ids) < field.files.min_files else []
