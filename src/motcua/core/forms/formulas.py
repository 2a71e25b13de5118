"""FEEL expressions in forms: portable to a browser, and with known names only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.core.forms.part import Part
from motcua.core.rules import (
    Expression,
    LimitExceededError,
    Portable,
    Reads,
    RuleError,
    Value,
    compile_expression,
    to_portable,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as its author wrote it. Two formulas are equal when their texts are."""

    text: str
    expression: Expression = field(compare=False, repr=False)
    portable: Portable = field(compare=False, repr=False)

    @property
    def reads(self) -> Reads:
        """The names and paths it looks at."""
        return self.expression.reads

    def value(self, scope: Mapping[str, object]) -> Value:
        """Its value where these names have these values; null where the data make it need more steps than allowed."""
        try:
            return self.expression.evaluate(scope)
        except LimitExceededError:
            return None

    def holds(self, scope: Mapping[str, object]) -> bool:
        """Whether it is true; null is not."""
        return self.value(scope) is True


def is_name(word: str) -> bool:
    """Whether an expression takes the word for a name in the data: keywords and names of functions it does not."""
    try:
        return compile_expression(word).reads.names == {word}
    except RuleError:
        return False


def read_formula(part: Part, key: str) -> Formula | None:
    """The expression that stands under the key; None, and mistakes, when there is none that can be used."""
    value = part.raw(key)
    if not isinstance(value, str) or not value.strip():
        part.wrong(
            key,
            'cần một biểu thức FEEL, ví dụ: loai_nha = "new"',
            'a FEEL expression is needed, for example: house_kind = "new"',
        )
        return None
    try:
        expression = compile_expression(value)
        return Formula(value.strip(), expression, to_portable(expression))
    except RuleError as error:
        part.wrong(
            key, f"biểu thức không dùng được: {error.message.vi}", f"the expression cannot be used: {error.message.en}"
        )
        return None


def read_optional_formula(part: Part, key: str) -> Formula | None:
    return read_formula(part, key) if part.has(key) else None
