"""A decision table as a pure value: what a clerk sees on paper, with every expression still as text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class HitPolicy(StrEnum):
    """What a table says when several of its rules match."""

    UNIQUE = "UNIQUE"
    """At most one rule may match."""
    ANY = "ANY"
    """Several may, if they say the same."""
    FIRST = "FIRST"
    """The first rule in the table counts."""
    PRIORITY = "PRIORITY"
    """The rule counts whose outputs stand first among the allowed values."""
    RULE_ORDER = "RULE ORDER"
    """All matching rules, as they stand in the table."""
    OUTPUT_ORDER = "OUTPUT ORDER"
    """All matching rules, as their outputs stand among the allowed values."""
    COLLECT = "COLLECT"
    """All matching rules, or what the aggregation makes of them."""


SINGLE_HIT: Final = frozenset({HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY})
"""The policies that give the outputs of one rule; the others give a list."""


class Aggregation(StrEnum):
    """What a collecting table makes of the outputs of its matching rules."""

    LIST = ""
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions: an expression, and what its values may be (unary tests; empty for all)."""

    expression: str
    type: str = ""
    allowed: str = ""
    label: str = ""
    id: str = ""

    @property
    def title(self) -> str:
        """What the head of the column says."""
        return self.label or self.expression


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. `allowed` are unary tests, the one of highest priority first; `default` is an expression."""

    name: str = ""
    type: str = ""
    allowed: str = ""
    default: str = ""
    label: str = ""
    id: str = ""

    @property
    def title(self) -> str:
        """What the head of the column says."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: a unary test for each input, an expression for each output, a note for each annotation."""

    tests: tuple[str, ...]
    results: tuple[str, ...]
    annotations: tuple[str, ...] = ()
    description: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rules under a head of inputs and outputs. With one output its value is the result, else a context by names."""

    name: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    aggregation: Aggregation = Aggregation.LIST
    annotations: tuple[str, ...] = ()
    """The names of the columns of notes."""
    output_label: str = ""
    id: str = ""
