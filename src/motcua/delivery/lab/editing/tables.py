"""Decision tables as a page edits them: read from what was posted, with rules and columns that come, go and move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from motcua.core.rules.decisions import Aggregation, DecisionTable, HitPolicy, Input, Output, Rule

W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")
Given = Callable[[str], str | None]
"""What was sent under a name; None for nothing."""
ANY = "-"
MOST_RULES, MOST_COLUMNS = 500, 30


def posted_table(given: Given, old: DecisionTable) -> DecisionTable:
    """The table that was sent, of the shape of `old`; what was not sent stays as it was."""
    inputs = tuple(
        replace(
            column,
            label=_sent(given, f"i:{n}:label", column.label),
            expression=_sent(given, f"i:{n}:expression", column.expression),
            type=_sent(given, f"i:{n}:type", column.type),
            allowed=_sent(given, f"i:{n}:allowed", column.allowed),
        )
        for n, column in enumerate(old.inputs)
    )
    outputs = tuple(
        replace(
            column,
            label=_sent(given, f"o:{n}:label", column.label),
            name=_sent(given, f"o:{n}:name", column.name),
            type=_sent(given, f"o:{n}:type", column.type),
            allowed=_sent(given, f"o:{n}:allowed", column.allowed),
            default=_sent(given, f"o:{n}:default", column.default),
        )
        for n, column in enumerate(old.outputs)
    )
    rules = tuple(_rule(given, n, rule) for n, rule in enumerate(old.rules))
    return replace(
        old,
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        hit_policy=_one_of(HitPolicy, _sent(given, "policy", old.hit_policy), old.hit_policy),
        aggregation=_one_of(Aggregation, _sent(given, "aggregation", old.aggregation), old.aggregation),
    )


def with_act(table: DecisionTable, act: str) -> DecisionTable:
    """The table after a button: `rule+`, `rule-:2`, `rule^:2`, `input+`, `input-:0`, `output+`, `output-:1`."""
    word, _colon, place = act.partition(":")
    n = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else -1
    match word:
        case "rule+" if len(table.rules) < MOST_RULES:
            empty = Rule((ANY,) * len(table.inputs), ("null",) * len(table.outputs), ("",) * len(table.annotations))
            return replace(table, rules=(*table.rules, empty))
        case "rule-" if 0 <= n < len(table.rules):
            return replace(table, rules=(*table.rules[:n], *table.rules[n + 1 :]))
        case "rule^" if 0 < n < len(table.rules):
            return replace(
                table, rules=(*table.rules[: n - 1], table.rules[n], table.rules[n - 1], *table.rules[n + 1 :])
            )
        case "input+" if len(table.inputs) < MOST_COLUMNS:
            rules = tuple(replace(rule, tests=(*rule.tests, ANY)) for rule in table.rules)
            return replace(table, inputs=(*table.inputs, Input("case", "string")), rules=rules)
        case "input-" if 0 <= n < len(table.inputs) and len(table.inputs) > 1:
            rules = tuple(replace(rule, tests=_without(rule.tests, n)) for rule in table.rules)
            return replace(table, inputs=_without(table.inputs, n), rules=rules)
        case "output+" if len(table.outputs) < MOST_COLUMNS:
            rules = tuple(replace(rule, results=(*rule.results, "null")) for rule in table.rules)
            return replace(table, outputs=(*table.outputs, Output(f"output_{len(table.outputs) + 1}")), rules=rules)
        case "output-" if 0 <= n < len(table.outputs) and len(table.outputs) > 1:
            rules = tuple(replace(rule, results=_without(rule.results, n)) for rule in table.rules)
            return replace(table, outputs=_without(table.outputs, n), rules=rules)
    return table


def new_table(key: str) -> DecisionTable:
    """What a new table begins with: one question, one answer, one rule."""
    return DecisionTable(key, (Input("case", "string"),), (Output("result", "string"),), (Rule((ANY,), ('""',)),))


def _rule(given: Given, n: int, rule: Rule) -> Rule:
    return replace(
        rule,
        tests=tuple(_sent(given, f"r:{n}:t:{c}", test) or ANY for c, test in enumerate(rule.tests)),
        results=tuple(_sent(given, f"r:{n}:o:{c}", result) or "null" for c, result in enumerate(rule.results)),
        annotations=tuple(_sent(given, f"r:{n}:a:{c}", note) for c, note in enumerate(rule.annotations)),
    )


def _sent(given: Given, name: str, before: str) -> str:
    sent = given(name)
    return before if sent is None else " ".join(sent.split())


def _one_of(words: type[W], sent: str, before: W) -> W:
    return words(sent) if sent in {str(each) for each in words} else before


def _without(columns: tuple[T, ...], n: int) -> tuple[T, ...]:
    return (*columns[:n], *columns[n + 1 :])
