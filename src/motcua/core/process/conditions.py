"""The one place where processes meet the language of their conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from motcua.core.process.errors import BadConditionError
from motcua.core.rules import Evaluation, RuleError, compile_expression, from_python
from motcua.core.rules.temporal import DateTime
from motcua.core.workcal import office_time

Condition = Callable[[Mapping[str, object], datetime], object]
"""A condition ready to be asked: the driver's data and the moment of the command. It holds when it answers True."""

CompileCondition = Callable[[str], Condition]
"""Makes a condition of its text. Raises BadConditionError for bad syntax."""

READS_THE_CLOCK = re.compile(r"\b(now|today)\s*\(")


def compile_feel(text: str) -> Condition:
    """A FEEL condition. Its `now()` and `today()` are the moment of the command on the office's wall clock.

    Raises BadConditionError with the place of the fault. When asked, it raises the errors of `motcua.core.rules`: for
    data that are no FEEL values, and for a condition that asks for too much.
    """
    try:
        expression = compile_expression(text)
    except RuleError as fault:
        line, column = fault.at or (1, 1)
        vi, en = fault.message
        raise BadConditionError(f"dòng {line}, cột {column}: {vi}", f"line {line}, column {column}: {en}") from None
    if not READS_THE_CLOCK.search(text):
        return lambda data, now: expression.evaluate(data)

    def at_that_moment(data: Mapping[str, object], now: datetime) -> object:
        moment = cast("DateTime", from_python(office_time(now)))
        return expression.evaluate(data, Evaluation(now=moment))

    return at_that_moment
