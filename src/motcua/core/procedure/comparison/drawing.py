"""The arrows of two drawings: who follows whom, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from motcua.core.forms import Text
from motcua.core.procedure.comparison.change import ADDED, REMOVED, Change, Part
from motcua.core.procedure.types import Procedure
from motcua.core.process import Flow
from motcua.core.rules import RuleError, compile_expression
from motcua.core.rules.syntax import Comparison, Literal, Name, Path

Arrow = tuple[str, str]


class _When(NamedTuple):
    """The condition of a way as it is written, and in words."""

    asked: str
    words: Text


def changes_of_flow(old: Procedure, new: Procedure) -> Iterator[Change]:
    """Ways that came, went, or are now taken under another condition."""
    before, after = _arrows(old), _arrows(new)
    for arrow in [*after, *(arrow for arrow in before if arrow not in after)]:
        key = " → ".join(arrow)
        if arrow not in before:
            way = _way(new, arrow, after[arrow].words)
            yield Change(Part.FLOW, ADDED, key, Text(f"Thêm đường đi {way.vi}", f"Added the way {way.en}"), None, way)
        elif arrow not in after:
            way = _way(old, arrow, before[arrow].words)
            yield Change(Part.FLOW, REMOVED, key, Text(f"Bỏ đường đi {way.vi}", f"Removed the way {way.en}"), way, None)
        elif before[arrow].asked != after[arrow].asked:
            yield _changed(key, _ends(new, arrow), before[arrow].words, after[arrow].words)


def condition_in_words(condition: str, procedure: Procedure) -> Text:
    """`bước “Kiểm tra” kết thúc bằng “Phải xác minh”` for the plain question after an outcome, else the FEEL itself."""
    try:
        tree = compile_expression(condition).tree
    except RuleError:
        return Text(condition, condition)
    match tree:
        case Comparison(
            operator=("=" | "!=") as operator,
            left=Path(source=Path(source=Name(name="steps"), member=key), member="outcome"),
            right=Literal(value=str(value)),
        ) if key in procedure.steps and value in procedure.steps[key].outcomes:
            step = procedure.steps[key]
            outcome = step.outcomes[value].name
            vi, en = ("là", "is") if operator == "=" else ("không phải", "is not")
            return Text(
                f"kết quả bước “{step.name.vi}” {vi} “{outcome.vi}”",
                f"the outcome of “{step.name.en}” {en} “{outcome.en}”",
            )
    return Text(condition, condition)


def _changed(key: str, ends: Text, before: Text, after: Text) -> Change:
    message = Text(
        f"Đổi điều kiện của đường đi {ends.vi}: {before.vi or 'luôn luôn'} → {after.vi or 'luôn luôn'}",
        f"Changed the condition of the way {ends.en}: {before.en or 'always'} → {after.en or 'always'}",
    )
    return Change(Part.FLOW, "condition", key, message, before, after)


def _arrows(procedure: Procedure) -> Mapping[Arrow, _When]:
    """When each way is taken; by several arrows, in any of their cases."""
    found: defaultdict[Arrow, list[_When]] = defaultdict(list)
    for flow in procedure.process.flows:
        found[flow.source, flow.target].append(_when(flow, procedure))
    return {arrow: _any_of(sorted(all_)) for arrow, all_ in found.items()}


def _when(flow: Flow, procedure: Procedure) -> _When:
    if procedure.process.graph.node[flow.source].default == flow.id:
        return _When("default", Text("trong các trường hợp còn lại", "otherwise"))
    if flow.condition is None:
        return _When("", Text("", ""))
    told = condition_in_words(flow.condition, procedure)
    return _When(flow.condition, Text(f"khi {told.vi}", f"when {told.en}"))


def _any_of(cases: list[_When]) -> _When:
    vi, en = " hoặc ".join(each.words.vi for each in cases), " or ".join(each.words.en for each in cases)
    return _When(" | ".join(each.asked for each in cases), Text(vi, en))


def _way(procedure: Procedure, arrow: Arrow, when: Text) -> Text:
    ends = _ends(procedure, arrow)
    return Text(f"{ends.vi} {when.vi}".strip(), f"{ends.en} {when.en}".strip())


def _ends(procedure: Procedure, arrow: Arrow) -> Text:
    (from_, to) = (_label(procedure, each) for each in arrow)
    return Text(f"từ “{from_.vi}” sang “{to.vi}”", f"from “{from_.en}” to “{to.en}”")


def _label(procedure: Procedure, node: str) -> Text:
    if node in procedure.steps:
        return procedure.steps[node].name
    label = procedure.process.graph.node[node].label
    return Text(label, label)
