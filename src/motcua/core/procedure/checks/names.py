"""Which names an expression may use, and whether what it compares them with can ever be.

Data at hand: `case`, `channel`, `form.<field>`, `steps.<step>.outcome`, of a step that is done several times also
`steps.<step>.outcomes`, of one that asks a decision table what the table says, `fees.due`, `fees.outstanding`,
`applicant.kind` and `province`. Where nothing has been decided yet (which papers, who is competent) there are no
`steps` and no `fees`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.core.procedure.deciding import said_by
from motcua.core.procedure.problems import Findings, Line
from motcua.core.procedure.types import Procedure, Step
from motcua.core.procedure.vocabulary import Channel
from motcua.core.process import Kind
from motcua.core.rules import Expression
from motcua.core.rules.syntax import Call, Comparison, Filter, In, Literal, Name, Path, Placed, children

DataPath = tuple[str, ...]
_ALWAYS = ("case", "channel", "form", "applicant", "province")
_LATER = ("steps", "fees")
KNOWN_NAMES = _ALWAYS + _LATER
_MEMBERS = {"fees": ("due", "outstanding"), "applicant": ("kind",)}
_TEXTS = ("case", "channel", "province")
_PARTS_OF_A_DAY = ("year", "month", "day", "weekday")


@dataclass(frozen=True, slots=True)
class Names:
    """What the expressions of one procedure may say. `steps`: what there is of each after its key, None where a
    decision tells it that is no table.
    """

    form_paths: frozenset[str]
    steps: Mapping[str, frozenset[str] | None]
    values: Mapping[DataPath, frozenset[str]]


def names_of(procedure: Procedure) -> Names:
    """The names and the closed lists of values of this procedure."""
    values: dict[DataPath, frozenset[str]] = {
        ("case",): frozenset(procedure.cases),
        ("channel",): frozenset(Channel),
    }
    steps: dict[str, frozenset[str] | None] = {}
    for step in procedure.steps.values():
        told = _told_of(step, procedure)
        steps[step.key] = frozenset(told) if told is not None else None
        values |= {("steps", step.key, name): known for name, known in (told or {}).items() if known is not None}
    for path, field in procedure.form.fields():
        if field.options:
            values["form", *path.split(".")] = frozenset(option.code for option in field.options)
    days = {
        f"{path}.{part}" for path, field in procedure.form.fields() if field.kind == "date" for part in _PARTS_OF_A_DAY
    }
    return Names(frozenset(procedure.form.paths()) | days, steps, values)


def _told_of(step: Step, procedure: Procedure) -> Mapping[str, frozenset[str] | None] | None:
    """What conditions may ask of a step, each with the values that it can have if they are known."""
    node = procedure.process.graph.node[step.key]
    if node.kind is Kind.DECISION:
        told = said_by(procedure.decisions, node.service)
    else:
        told = {"outcome": frozenset(step.outcomes)}
    if told and "outcome" in told and step.key in procedure.process.repeated:
        return {**told, "outcomes": told["outcome"]}
    return told


def check_expression(
    expression: Expression,
    place: Line,
    names: Names,
    findings: Findings,
    *,
    decided: bool,
    also: frozenset[str] = frozenset(),
) -> None:
    """Report names that lead nowhere and comparisons that can never hold.

    decided: steps and fees may be asked. also: names that this place knows besides.
    """
    for path in sorted(expression.reads.paths | _inside_filters(expression, names)):
        problem = _stranger(path, names, decided)
        if problem and path[0] not in also:
            findings.report(problem, place, path=".".join(path))
    for path, value in compared(expression.tree):
        known = names.values.get(path)
        if known is not None and value not in known and not (path[0] == "steps" and path[1] not in names.steps):
            code = "outcome_unknown" if path[0] == "steps" else "value_unknown"
            findings.report(code, place, path=".".join(path), value=value, known=", ".join(sorted(known)) or "–")


def outcomes_read(expression: Expression) -> set[tuple[str, str]]:
    """The outcomes that an expression asks for, as step and outcome."""
    return {(path[1], value) for path, value in compared(expression.tree) if path[:1] == ("steps",) and len(path) == 3}


def _inside_filters(expression: Expression, names: Names) -> frozenset[DataPath]:
    """Names inside a filter: those of the rows that are filtered are known already, the others stand for data."""
    own = (
        (items, name)
        for items, name in expression.reads.uncertain
        if ".".join((*items[1:], name)) not in names.form_paths
    )
    return frozenset((name,) for _, name in own)


def _stranger(path: DataPath, names: Names, decided: bool) -> str:
    first, rest = path[0], path[1:]
    if first not in (_ALWAYS + _LATER if decided else _ALWAYS):
        return "name_too_early" if first in _LATER else "name_unknown"
    if first == "form":
        return "" if ".".join(rest) in names.form_paths else "form_field_unknown"
    if first == "steps":
        if len(rest) != 2 or rest[0] not in names.steps:
            return "step_unknown"
        members = names.steps[rest[0]]
        return "" if members is None or rest[1] in members else "step_unknown"
    if first in _TEXTS:
        return "name_unknown" if rest else ""
    return "" if len(rest) == 1 and rest[0] in _MEMBERS[first] else "name_unknown"


def compared(tree: Placed) -> Iterator[tuple[DataPath, str]]:
    """Every text that a path is compared with: `channel = "post"`, `form.kind in ("a", "b")`, `"x" = case`; of a list
    `list contains(steps.ask.outcomes, "agree")`, `steps.ask.outcomes[item = "agree"]`.
    """
    if isinstance(tree, Comparison):
        for one, other in ((tree.left, tree.right), (tree.right, tree.left)):
            yield from _pair(one, other)
    if isinstance(tree, In):
        for test in tree.tests:
            yield from _pair(tree.value, test)
    if isinstance(tree, Call) and _path(tree.callee) == ("list contains",) and len(tree.arguments) == 2:
        yield from _pair(*tree.arguments)
    if isinstance(tree, Filter) and _path(tree.source):
        yield from ((_path(tree.source), value) for path, value in compared(tree.condition) if path == ("item",))
    for child in children(tree):
        yield from compared(child)


def _pair(one: Placed, other: Placed) -> Iterator[tuple[DataPath, str]]:
    path = _path(one)
    if path and isinstance(other, Literal) and isinstance(other.value, str):
        yield path, other.value


def _path(node: Placed) -> DataPath:
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Path):
        source = _path(node.source)
        return (*source, node.member) if source else ()
    return ()
