"""In which order conditions and computed values are worked out, so that each finds what it needs."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from motcua.core.forms.definition import FormField, Section

Needs: TypeAlias = Mapping[str, frozenset[str]]
"""For each name the names it needs. Sections stand beside the fields, under names that no field can have."""


def section_name(section: Section) -> str:
    return f"section {section.id}"


def needs_of_sections(sections: tuple[Section, ...]) -> dict[str, frozenset[str]]:
    """What the fields of a form, and the sections that are not always shown, need of one another."""
    ids = {field.id for section in sections for field in section.fields}
    needs: dict[str, frozenset[str]] = {}
    for section in sections:
        around: frozenset[str] = frozenset()
        if section.when:
            needs[section_name(section)] = section.when.reads.names & ids
            around = frozenset({section_name(section)})
        for field in section.fields:
            needs[field.id] = (_needed_by(field) & ids) | around
    return needs


def needs_of_rows(group: FormField) -> dict[str, frozenset[str]]:
    """What the fields of one row need of one another."""
    ids = {row.id for row in group.fields}
    return {row.id: _needed_by(row) & ids for row in group.fields}


def in_order(needs: Needs) -> list[str]:
    """The names, each after what it needs, otherwise as they stood. Names that wait for one another are left out."""
    waiting, found = dict(needs), dict[str, None]()
    while ready := _ready(waiting, found):
        for name in ready:
            del waiting[name]
    return list(found)


def circles(needs: Needs) -> Iterator[list[str]]:
    """Names that wait for one another, each circle once: `[a, b]` when a needs b and b needs a."""
    done = set(in_order(needs))
    told = set[str]()
    for name in needs:
        if name in done or name in told:
            continue
        walk = [name]
        while (after := min(needs[walk[-1]] - done)) not in walk:
            walk.append(after)
        circle = walk[walk.index(after) :]
        if told.isdisjoint(circle):
            yield circle
        told.update(walk)


def _needed_by(field: FormField) -> frozenset[str]:
    """What must be known before the field is shown and has its value; with what a group's rows need of the form."""
    own = frozenset[str]().union(*(formula.reads.names for formula in (field.when, field.computed) if formula))
    inner = frozenset[str]().union(*map(_needed_by, field.fields))
    return own | (inner - {row.id for row in field.fields})


def _ready(waiting: Needs, found: dict[str, None]) -> list[str]:
    """One look through all that wait; what is ready joins those found and may at once free the next."""
    ready = []
    for name, names in waiting.items():
        if names <= found.keys():
            found[name] = None
            ready.append(name)
    return ready
