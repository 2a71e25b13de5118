"""A definition made ready to run: for each level of fields the order of work, with everything looked up in advance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from motcua.core.forms.checking import formulas_of
from motcua.core.forms.definition import FormField, Section
from motcua.core.forms.formulas import Formula
from motcua.core.forms.kinds import KINDS
from motcua.core.forms.ordering import in_order, needs_of_rows, needs_of_sections, section_name
from motcua.core.forms.problems import Json, Problem
from motcua.core.forms.sentences import sentences_of
from motcua.core.forms.values.files import missing_files
from motcua.core.forms.values.places import missing_parts
from motcua.core.forms.values.reader import Reader
from motcua.core.forms.wording import Text

Incomplete: TypeAlias = Callable[[FormField, Any], list[Problem]]
_INCOMPLETE: Final[dict[str, Incomplete]] = {"address": missing_parts, "file": missing_files}


@dataclass(slots=True, eq=False)
class Step:
    """What is done for one field: `read` makes its value of what was submitted, `rows` is the plan of a row."""

    field: FormField
    section: str
    read: Reader | None
    to_feel: Callable[[Json], object] | None
    """None where no expression looks at the field."""
    incomplete: Incomplete | None
    sentences: dict[str, Text]
    rows: Level | None
    id: str = ""
    when: Formula | None = None
    computed: Formula | None = None
    required: bool | Formula = False
    has_faults: bool = False
    """Whether a value of its type can still be incomplete or break a rule."""

    def __post_init__(self) -> None:
        # Looked up for every field of every filing: one look instead of two.
        self.id, self.when, self.computed = self.field.id, self.field.when, self.field.computed
        self.required = self.field.required
        self.has_faults = bool(self.field.checks or self.incomplete or self.rows)


class Gate:
    """A section that is not always shown."""

    __slots__ = ("section", "when")

    def __init__(self, section: str, when: Formula) -> None:
        self.section = section
        self.when = when


@dataclass(frozen=True, slots=True)
class Level:
    """Fields that share one set of names: those of the form, or those of one group's row."""

    documented: tuple[Step, ...]
    """As the definition lists them."""
    ordered: tuple[Step | Gate, ...]
    """As they depend on one another."""
    steps: dict[str, Step]
    blank: dict[str, None]
    """Every name of the level, with nothing."""
    inputs: frozenset[str]
    """What may be submitted. A computed value may come back from the browser; it is worked out anew."""


def plan_of(sections: tuple[Section, ...]) -> Level:
    """The plan of a form in whose definition there is no mistake."""
    seen = frozenset[str]().union(*(placed.formula.reads.names for placed in formulas_of(sections)))
    gates = {section_name(section): Gate(section.id, section.when) for section in sections if section.when}
    steps = [_step(field, section.id, seen) for section in sections for field in section.fields]
    return _level(steps, in_order(needs_of_sections(sections)), gates)


def _step(field: FormField, section: str, seen: frozenset[str]) -> Step:
    kind = KINDS[field.kind]
    return Step(
        field,
        section,
        read=kind.reader(field) if kind.reader else None,
        to_feel=kind.to_feel if field.id in seen else None,
        incomplete=_INCOMPLETE.get(field.kind),
        sentences=sentences_of(field),
        rows=_rows(field, section, seen) if field.rows else None,
    )


def _rows(group: FormField, section: str, seen: frozenset[str]) -> Level:
    # Whoever sees the group sees all of a row.
    inner = seen | {row.id for row in group.fields} if group.id in seen else seen
    return _level([_step(row, section, inner) for row in group.fields], in_order(needs_of_rows(group)), {})


def _level(documented: list[Step], order: list[str], gates: dict[str, Gate]) -> Level:
    steps = {step.id: step for step in documented}
    ordered = tuple(gates[name] if name in gates else steps[name] for name in order)
    inputs = frozenset(step.id for step in documented if step.read or step.rows)
    return Level(tuple(documented), ordered, steps, dict.fromkeys(steps), inputs)
