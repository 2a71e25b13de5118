"""Code of lists, contexts, ranges and filters."""

from decimal import Decimal
from typing import Final

from motcua.core.rules.comparison import comparable
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.numbers import number_text
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import (
    Between,
    Comparison,
    ContextOf,
    Filter,
    In,
    InstanceOf,
    ListOf,
    Logic,
    Quantified,
    RangeOf,
)
from motcua.core.rules.values import Range, Value

_CONDITIONS: Final = (Comparison, Logic, Between, In, InstanceOf, Quantified)


def compile_list(node: ListOf, static: Static, compile_: Compile) -> Code:
    """Code that makes a list."""
    items = [compile_(item, static) for item in node.items]

    def code(scope: Scope, run: Run) -> Value:
        run.spend(len(items))
        return [item(scope, run) for item in items]

    return code


def compile_context(node: ContextOf, static: Static, compile_: Compile) -> Code:
    """Each entry may use the ones before it; an entry named twice makes the whole null."""
    entries = []
    for key, value in node.entries:
        entries.append((key, compile_(value, static), value.at))
        static = static.local(key)

    def code(scope: Scope, run: Run) -> Value:
        run.spend(len(entries))
        inner, made = run.copied(scope), dict[str, Value]()
        for key, value, at in entries:
            if key in made:
                return run.null(at, Problem.DUPLICATE_KEY, key)
            made[key] = inner[key] = value(inner, run)
        return made

    return code


def compile_range(node: RangeOf, static: Static, compile_: Compile) -> Code:
    """Code that makes a range; null when its ends have no order or the wrong one."""
    start, end = compile_(node.start, static), compile_(node.end, static)
    start_included, end_included, at = node.start_included, node.end_included, node.at

    def code(scope: Scope, run: Run) -> Value:
        first, last = start(scope, run), end(scope, run)
        if first is not None and last is not None:
            pair = comparable(first, last)
            if pair is None or pair[0] > pair[1]:
                return run.null(at, Problem.RANGE_ENDS, "", first, last)
        return Range(first, last, start_included, end_included)

    return code


def compile_filter(node: Filter, static: Static, compile_: Compile) -> Code:
    """Code that picks items by a condition, or one by its position."""
    inside = static.item()
    source, condition, slot, at = compile_(node.source, static), compile_(node.condition, inside), inside.slot, node.at
    may_be_index = not isinstance(node.condition, _CONDITIONS)

    def code(scope: Scope, run: Run) -> Value:
        found = source(scope, run)
        items: list[Value] = found if isinstance(found, list) else [found] if found is not None else []
        run.spend(len(items))
        inner = run.copied(scope)
        kept = []
        for number, item in enumerate(items if items or not may_be_index else [None]):
            inner[slot] = item
            answer = condition(inner, run)
            if may_be_index and number == 0 and isinstance(answer, Decimal):
                return _item_at(items, answer, run, at)
            if answer is True and items:
                kept.append(item)
            elif answer is not False and answer is not None:
                return run.null(at, Problem.NOT_BOOLEAN, "[ ]", answer)
        return kept

    return code


def _item_at(items: list[Value], position: Decimal, run: Run, at: Position) -> Value:
    """The item at a position from 1, or from -1 backwards."""
    length = len(items)
    if not 1 <= abs(position) <= length or position != position.to_integral_value():
        return run.null(at, Problem.NO_SUCH_INDEX, number_text(position))
    return items[int(position) - 1 if position > 0 else length + int(position)]
