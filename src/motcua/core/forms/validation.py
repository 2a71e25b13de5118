"""Checking what was submitted against the plan of a form.

First every value is read and every condition worked out, in the order in which they depend on one another; a value that
is refused counts as missing there. Then, in the order of the definition, it is judged what is missing or breaks a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from motcua.core.forms.context import FilingContext
from motcua.core.forms.formulas import Formula
from motcua.core.forms.kinds import KINDS
from motcua.core.forms.plan import Gate, Level, Step
from motcua.core.forms.problems import Json, Problem, Refused, refused
from motcua.core.forms.sentences import NOT_A_FORM, SENTENCES, UNKNOWN_ENTRY
from motcua.core.forms.wording import Language, Text

MOST_UNKNOWN = 20
"""Unknown entries that are told of at each level; whoever sends more is no citizen at a page of ours."""

_MISSING = Problem("required")
_TOO_FEW_ROWS = Problem("too_few_rows")
_NOT_ROWS = refused("not_rows")
_TOO_MANY_ROWS = refused("too_many_rows")
_id = re.compile("[A-Za-z][A-Za-z0-9_]{0,63}")
Scope: TypeAlias = dict[str, object]


class FormError(NamedTuple):
    """What is wrong at a path such as `floors[1].area`, and what to do, in words that begin with the field's label."""

    path: str
    code: str
    vi: str
    en: str
    section: str = ""

    def in_language(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class FormResult:
    """What a form makes of a submission.

    `values` are normalised and hold only what is valid and shown, computed values included. `dropped` are the paths
    that were submitted but are not shown. `shown` and `required` are the paths that are so with these values.
    """

    values: dict[str, Json]
    errors: tuple[FormError, ...]
    dropped: tuple[str, ...]
    shown: frozenset[str]
    required: frozenset[str]

    @property
    def is_valid(self) -> bool:
        return not self.errors


@dataclass(slots=True)
class Settled:
    """One level after all was read: values by id, what was refused, what is hidden, the rows of its groups."""

    scope: Scope
    submitted: dict[str, object]
    values: dict[str, Json] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    rows: dict[str, list[Settled]] = field(default_factory=dict)


def validate(level: Level, data: object, context: FilingContext, *, partial: bool) -> FormResult:
    """See `FormDefinition.validate`."""
    if not isinstance(data, dict):
        return FormResult({}, (FormError("", "not_a_form", *NOT_A_FORM),), (), frozenset(), frozenset())
    scope: Scope = {
        "case": context.case,
        "channel": context.channel,
        "today": context.today,
        "applicant": context.applicant,
    }
    settled = _settle(level, data, scope, context)
    judge = _Judge(partial)
    judge.level(level, settled)
    return FormResult(
        _in_order(level, settled.values),
        tuple(judge.errors),
        tuple(judge.dropped),
        frozenset(judge.shown),
        frozenset(judge.required),
    )


def _settle(level: Level, data: dict[str, object], around: Scope, context: FilingContext) -> Settled:
    scope = around | level.blank
    settled = Settled(scope, data)
    closed = set[str]()
    for step in level.ordered:
        if isinstance(step, Gate):
            if not step.when.holds(scope):
                closed.add(step.section)
            continue
        if step.section in closed or (step.when and not step.when.holds(scope)):
            settled.hidden.add(step.id)
            continue
        value = _value(step, settled, context)
        if value is None:
            continue
        if isinstance(value, Refused):
            settled.refused[step.id] = value
            continue
        settled.values[step.id] = value
        if step.to_feel:
            scope[step.id] = _rows_in_scope(step, settled) if step.rows else step.to_feel(value)
    return settled


def _value(step: Step, settled: Settled, context: FilingContext) -> Json | Refused:
    if step.computed:
        return _computed(step, step.computed, settled.scope, context)
    raw = settled.submitted.get(step.id)
    if raw is None:
        return None
    if step.rows:
        return _rows(step, step.rows, raw, settled, context)
    return step.read(raw, context) if step.read else None


def _computed(step: Step, formula: Formula, scope: Scope, context: FilingContext) -> Json | Refused:
    """What the formula gives, read like any other value: so it is rounded, and within the field's limits."""
    from_feel = KINDS[step.field.kind].from_feel
    assert from_feel
    raw = from_feel(formula.value(scope), step.field)
    if raw is None or isinstance(raw, Refused) or step.read is None:
        return raw
    return step.read(raw, context)


def _rows(step: Step, level: Level, raw: object, settled: Settled, context: FilingContext) -> Json | Refused:
    assert step.field.rows
    if raw == []:
        return None
    if not isinstance(raw, list):
        return _NOT_ROWS
    if len(raw) > step.field.rows.maximum:
        return _TOO_MANY_ROWS
    strange = [Problem("not_a_row", f"[{index}]") for index, row in enumerate(raw) if not isinstance(row, dict)]
    if strange:
        return Refused(*strange)
    rows = [_settle(level, row, settled.scope, context) for row in raw]
    settled.rows[step.id] = rows
    return [_in_order(level, row.values) for row in rows]


def _rows_in_scope(step: Step, settled: Settled) -> object:
    assert step.rows
    names = step.rows.blank
    return [{name: row.scope[name] for name in names} for row in settled.rows[step.id]]


def _in_order(level: Level, values: dict[str, Json]) -> dict[str, Json]:
    return {step.id: values[step.id] for step in level.documented if step.id in values}


class _Judge:
    """Walks a settled form in the order of its definition and notes what the citizen must hear."""

    def __init__(self, partial: bool) -> None:
        self.partial = partial
        self.errors: list[FormError] = []
        self.dropped: list[str] = []
        self.shown: list[str] = []
        self.required: list[str] = []

    def level(self, level: Level, settled: Settled, prefix: str = "", row: Text | None = None) -> None:
        """Judge a form, or with `prefix` and the name of the row a row of a group."""
        if not settled.submitted.keys() <= level.inputs:
            self._unknown(settled.submitted.keys() - level.inputs, prefix)
        for step in level.documented:
            path = prefix + step.id
            if step.id not in settled.hidden:
                self.shown.append(path)
                self._field(step, settled, path, row)
            elif settled.submitted.get(step.id) is not None:
                self.dropped.append(path)

    def _field(self, step: Step, settled: Settled, path: str, row: Text | None) -> None:
        required = step.required
        if required and required is not True:
            required = required.holds(settled.scope)
        if required:
            self.required.append(path)
        if step.id in settled.refused:
            # What a draft adds up to so far says nothing of what it will add up to.
            if not (self.partial and step.computed):
                self._tell(step, path, row, settled.refused[step.id].problems)
        elif step.id not in settled.values:
            if required and not self.partial:
                self._tell(step, path, row, [_TOO_FEW_ROWS if step.rows else _MISSING])
        elif step.has_faults:
            self._value(step, settled, path, row)

    def _value(self, step: Step, settled: Settled, path: str, row: Text | None) -> None:
        """A value that is there and of its type: it may still be incomplete, or break a rule."""
        if step.rows:
            self._rows(step, settled.rows[step.id], path)
        if not self.partial:
            self._tell(step, path, row, _faults(step, settled))

    def _rows(self, group: Step, rows: list[Settled], path: str) -> None:
        assert group.rows
        assert group.field.rows
        each = group.field.rows.each
        for index, row in enumerate(rows):
            name = Text(f"{each.vi} {index + 1}", f"{each.en} {index + 1}")
            self.level(group.rows, row, f"{path}[{index}].", name)

    def _tell(self, step: Step, path: str, row: Text | None, problems: Iterable[Problem]) -> None:
        label = step.field.label
        name = Text(f"{row.vi}, {label.vi}", f"{row.en}, {label.en}") if row else label
        for problem in problems:
            said = problem.sentence or step.sentences.get(problem.code) or SENTENCES[problem.code]
            vi, en = f"{name.vi}: {said.vi}", f"{name.en}: {said.en}"
            self.errors.append(FormError(path + problem.at, problem.code, vi, en, step.section))

    def _unknown(self, keys: Iterable[object], prefix: str) -> None:
        """A key may be anything, and long: only what looks like an id is repeated."""
        paths = sorted({prefix + (key if isinstance(key, str) and _id.fullmatch(key) else "?") for key in keys})
        self.errors += (FormError(path, "unknown_entry", *UNKNOWN_ENTRY) for path in paths[:MOST_UNKNOWN])


def _faults(step: Step, settled: Settled) -> list[Problem]:
    """What is missing from the value, or the rules it breaks. Of rules only those that are false: see `Check`."""
    if step.field.rows and len(settled.rows[step.id]) < step.field.rows.minimum:
        return [_TOO_FEW_ROWS]
    problems = step.incomplete(step.field, settled.values[step.id]) if step.incomplete else []
    return problems or [
        Problem("check", sentence=check.message)
        for check in step.field.checks
        if check.rule.value(settled.scope) is False
    ]
