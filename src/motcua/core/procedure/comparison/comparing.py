"""Walking through two procedures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from motcua.core.fees import Item, Relief
from motcua.core.forms import FormDefinition, Text, compare_forms
from motcua.core.procedure.comparison.aspects import ASPECTS, NOUNS
from motcua.core.procedure.comparison.change import ADDED, REMOVED, Change, Difference, Part
from motcua.core.procedure.comparison.decisions import changes_of_decisions
from motcua.core.procedure.comparison.drawing import changes_of_flow
from motcua.core.procedure.comparison.totals import totals
from motcua.core.procedure.law import Basis
from motcua.core.procedure.speaking import spoken
from motcua.core.procedure.types import CaseLimit, DossierComponent, Outcome, Procedure, Result
from motcua.core.process import Node

T = TypeVar("T")
Charge = TypeVar("Charge", Item, Relief)
_FORM = "form.yaml"


def compare_procedures(old: Procedure, new: Procedure) -> Difference:
    """Everything by which the new version differs from the old one, and the figures before and after.

    Parts are the same when they have the same key. Comments, the order of parts and where the drawing puts its boxes
    are no difference. Comparing the other way round gives the counterpart of each change.
    """
    return Difference(tuple(_changes(old, new)), totals(old, new))


def _changes(old: Procedure, new: Procedure) -> Iterator[Change]:
    yield from _aspects(Part.PROCEDURE, "", spoken(new.short_name), old, new)
    yield from _each(Part.LAW, old.legal, new.legal, lambda each: Text(each.cited, each.cited))
    yield from _each(Part.CASE, old.cases, new.cases, lambda each: each.name)
    yield from _each(Part.LIMIT, _limits(old), _limits(new), _limit_name)
    yield from _each(Part.PAPER, _papers(old), _papers(new), lambda each: each.name)
    yield from _membership(Part.PAPER, old, new, lambda case: case.components)
    yield from _each(Part.RESULT, _results(old), _results(new), lambda each: each.name)
    yield from _membership(Part.RESULT, old, new, lambda case: case.results)
    yield from _each(Part.STEP, old.steps, new.steps, lambda each: each.name)
    yield from _each(Part.OUTCOME, _outcomes(old), _outcomes(new), lambda each: each.name)
    yield from _each(Part.GROUP, old.groups, new.groups, lambda each: each.name)
    yield from _each(Part.NODE, _nodes(old, new), _nodes(new, old), _node_name)
    yield from changes_of_flow(old, new)
    yield from _forms({_FORM: old.form, **old.step_forms}, {_FORM: new.form, **new.step_forms})
    yield from _each(Part.FEE, _by_code(old.fees.items), _by_code(new.fees.items), lambda each: spoken(each.name))
    yield from _each(
        Part.RELIEF, _by_code(old.fees.reliefs), _by_code(new.fees.reliefs), lambda each: spoken(each.name)
    )
    yield from _each(Part.LETTER, old.letters, new.letters, lambda each: each.name)
    yield from changes_of_decisions(old.decisions, new.decisions)
    yield from _each(Part.CHILD, old.children, new.children, lambda each: each.name)


def _each(part: Part, old: Mapping[str, T], new: Mapping[str, T], name: Callable[[T], Text]) -> Iterator[Change]:
    """Parts by their keys, in the new order, then those that are gone."""
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old:
            yield _came(part, key, name(new[key]))
        elif key not in new:
            yield _went(part, key, name(old[key]))
        else:
            yield from _aspects(part, key, name(old[key]), old[key], new[key])


def _aspects(part: Part, key: str, name: Text, old: object, new: object) -> Iterator[Change]:
    noun = NOUNS[part]
    for field, aspect in ASPECTS[type(new)].items():
        one, other = getattr(old, field), getattr(new, field)
        before, after = spoken(one), spoken(other)
        if before != after and not _is_the_same_article(one, other):
            message = Text(
                f"Đổi {aspect.vi} của {noun.vi} “{name.vi}”: {before.vi} → {after.vi}",
                f"Changed the {aspect.en} of the {noun.en} “{name.en}”: {before.en} → {after.en}",
            )
            yield Change(part, field, key, message, before, after)


def _is_the_same_article(one: object, other: object) -> bool:
    """The same article of a text that was renamed: that is told once, of the text."""
    match one, other:
        case Basis(), Basis():
            return (one.legal.key, one.article) == (other.legal.key, other.article)
    return False


def _came(part: Part, key: str, name: Text) -> Change:
    noun = NOUNS[part]
    message = Text(f"Thêm {noun.vi} “{name.vi}”", f"Added the {noun.en} “{name.en}”")
    return Change(part, ADDED, key, message, None, name)


def _went(part: Part, key: str, name: Text) -> Change:
    noun = NOUNS[part]
    return Change(
        part, REMOVED, key, Text(f"Bỏ {noun.vi} “{name.vi}”", f"Removed the {noun.en} “{name.en}”"), name, None
    )


def _membership(
    part: Part, old: Procedure, new: Procedure, named: Callable[..., tuple[DossierComponent | Result, ...]]
) -> Iterator[Change]:
    """For which cases a paper is asked, or a result given, where it is in both versions."""
    before, after = ({key: {each.key for each in named(case)} for key, case in one.cases.items()} for one in (old, new))
    both = set().union(*before.values()) & set().union(*after.values())
    for case in (case for case in new.cases if case in old.cases):
        name = new.cases[case].name
        every = {each.key: each.name for one in (old, new) for each in named(one.cases[case])}
        for key in sorted((before[case] ^ after[case]) & both):
            came, thing, noun = key in after[case], every[key], NOUNS[part]
            message = Text(
                f"Trường hợp “{name.vi}” {'thêm' if came else 'bỏ'} {noun.vi} “{thing.vi}”",
                f"The case “{name.en}” {'gains' if came else 'loses'} the {noun.en} “{thing.en}”",
            )
            yield Change(part, "cases", f"{case}.{key}", message, *((None, name) if came else (name, None)))


def _forms(old: Mapping[str, FormDefinition], new: Mapping[str, FormDefinition]) -> Iterator[Change]:
    for file in [*new, *(name for name in old if name not in new)]:
        if file not in old:
            yield _came(Part.FORM, file, new[file].title)
        elif file not in new:
            yield _went(Part.FORM, file, old[file].title)
        else:
            back = {(each.kind, each.path): each for each in compare_forms(new[file], old[file])}
            for change in compare_forms(old[file], new[file]):
                before, after = _sides(change.kind, change.message, (change.kind, change.path) in back)
                yield Change(Part.FORM, change.kind, f"{file} {change.path}".strip(), change.message, before, after)


def _sides(kind: str, message: Text, mutual: bool) -> tuple[Text | None, Text | None]:
    """What a change of a form says was there before, and what is there now."""
    if kind in (ADDED, REMOVED) or not mutual:
        return (None, message) if kind == ADDED else (message, None)
    halves = [words.split(": ", 1)[-1].split(" → ", 1) for words in message]
    return Text(halves[0][0], halves[1][0]), Text(halves[0][-1], halves[1][-1])


def _limits(procedure: Procedure) -> dict[str, CaseLimit]:
    return {f"{case.key}.{each.key}": each for case in procedure.cases.values() for each in case.limits}


def _limit_name(limit: CaseLimit) -> Text:
    return spoken(limit.limit)


def _papers(procedure: Procedure) -> dict[str, DossierComponent]:
    return {each.key: each for case in procedure.cases.values() for each in case.components}


def _results(procedure: Procedure) -> dict[str, Result]:
    return {each.key: each for case in procedure.cases.values() for each in case.results}


def _outcomes(procedure: Procedure) -> dict[str, Outcome]:
    return {f"{step.key}.{key}": each for step in procedure.steps.values() for key, each in step.outcomes.items()}


def _nodes(procedure: Procedure, other: Procedure) -> dict[str, Node]:
    """What the drawing has. A step that comes or goes is told as a step already."""
    told = procedure.steps.keys() ^ other.steps.keys()
    return {node.id: node for node in procedure.process.nodes if node.id not in told}


def _node_name(node: Node) -> Text:
    return Text(node.label, node.label)


def _by_code(charges: tuple[Charge, ...]) -> dict[str, Charge]:
    return {each.code: each for each in charges}
