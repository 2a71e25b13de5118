"""What changed in decision tables, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.forms import Text
from motcua.core.procedure.comparison.change import ADDED, REMOVED, Change, Part
from motcua.core.rules.decisions import CompiledModel, DecisionTable

Tables = Mapping[str, DecisionTable]
_POLICY = ("hit_policy", Text("cách chọn quy tắc", "hit policy"))
_HEAD = ("columns", Text("các cột", "columns"))
_LOGIC = ("logic", Text("cách tính", "logic"))


def changes_of_decisions(old: Mapping[str, CompiledModel], new: Mapping[str, CompiledModel]) -> Iterator[Change]:
    """Decisions that came or went, rules of tables that did, and whether what is no table changed."""
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old:
            words = Text(new[key].model.name, new[key].model.name)
            told = Text(f"Thêm bảng quyết định “{words.vi}”", f"Added the decision “{words.en}”")
            yield Change(Part.DECISION, ADDED, key, told, None, words)
        elif key not in new:
            words = Text(old[key].model.name, old[key].model.name)
            told = Text(f"Bỏ bảng quyết định “{words.vi}”", f"Removed the decision “{words.en}”")
            yield Change(Part.DECISION, REMOVED, key, told, words, None)
        elif old[key].model != new[key].model:
            yield from _inside(key, old[key], new[key])


def _inside(key: str, old: CompiledModel, new: CompiledModel) -> Iterator[Change]:
    before, after = _tables(old), _tables(new)
    told = False
    for part in (part for part in after if part in before):
        for change in _of_table(f"{key} {part}", before[part], after[part]):
            told = True
            yield change
    if not told:
        yield _changed(key, new.model.name, _LOGIC, f"“{old.model.name}”", f"“{new.model.name}”")


def _of_table(key: str, old: DecisionTable, new: DecisionTable) -> Iterator[Change]:
    name = new.name or key
    for what, before, after in (
        (_POLICY, f"{old.hit_policy} {old.aggregation}".strip(), f"{new.hit_policy} {new.aggregation}".strip()),
        (_HEAD, _head(old), _head(new)),
    ):
        if before != after:
            yield _changed(key, name, what, before, after)
    was, now = _rules(old), _rules(new)
    for number, rule in now.items():
        if rule not in was.values():
            told = Text(f"Thêm quy tắc của “{name}”: {rule.vi}", f"Added a rule to “{name}”: {rule.en}")
            yield Change(Part.DECISION, ADDED, f"{key} {number}", told, None, rule)
    for number, rule in was.items():
        if rule not in now.values():
            told = Text(f"Bỏ quy tắc của “{name}”: {rule.vi}", f"Removed a rule from “{name}”: {rule.en}")
            yield Change(Part.DECISION, REMOVED, f"{key} {number}", told, rule, None)


def _changed(key: str, name: str, what: tuple[str, Text], before: str, after: str) -> Change:
    kind, aspect = what
    message = Text(
        f"Đổi {aspect.vi} của bảng quyết định “{name}”: {before} → {after}",
        f"Changed the {aspect.en} of the decision “{name}”: {before} → {after}",
    )
    return Change(Part.DECISION, kind, key, message, Text(before, before), Text(after, after))


def _tables(model: CompiledModel) -> Tables:
    return {part: table.table for part, table in model.tables}


def _head(table: DecisionTable) -> str:
    asked = [f"{each.title} {each.allowed}".strip() for each in table.inputs]
    said = [f"{each.title} {each.allowed} {each.default}".strip() for each in table.outputs]
    return f"{', '.join(asked)} → {', '.join(said)}"


def _rules(table: DecisionTable) -> dict[int, Text]:
    """Each rule as a sentence, by its number in the table."""
    found = {}
    for number, rule in enumerate(table.rules, start=1):
        asked = [f"{each.title} {test}" for each, test in zip(table.inputs, rule.tests, strict=False) if test != "-"]
        said = ", ".join(rule.results)
        found[number] = Text(
            f"khi {' và '.join(asked)} thì {said}" if asked else f"luôn luôn {said}",
            f"when {' and '.join(asked)} then {said}" if asked else f"always {said}",
        )
    return found
