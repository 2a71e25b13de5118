"""FEEL, the expression language of DMN: conditions and computations that a clerk can read, in plain files.

`compile_expression` turns a text into an `Expression`; `evaluate` gives its value for the data of one dossier.
What the standard calls an error becomes null; an `Evaluation` handed along keeps the reasons, or raises the first one.
An expression says what it reads (`reads`), and the part of FEEL that runs in the browser is `to_portable`.
Texts and data may be hostile: length, depth, steps and sizes have `Limits`, and there is no `eval`.
Names may hold spaces and Vietnamese letters; which words form a name is decided by the names known at that place.
"""

from motcua.core.rules.errors import (
    DataError,
    EvaluationError,
    FeelSyntaxError,
    LimitExceededError,
    Message,
    NotPortableError,
    Origin,
    Position,
    RuleError,
)
from motcua.core.rules.evaluation import Evaluation, EvaluationWarning, Limits
from motcua.core.rules.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from motcua.core.rules.portable import Portable, to_portable
from motcua.core.rules.printer import printed
from motcua.core.rules.problems import Problem
from motcua.core.rules.reads import Reads
from motcua.core.rules.temporal import Date, DateTime, DayTimeDuration, Time, YearMonthDuration
from motcua.core.rules.values import Function, Range, Value, from_python, kind_of

__all__ = [
    "DataError",
    "Date",
    "DateTime",
    "DayTimeDuration",
    "Evaluation",
    "EvaluationError",
    "EvaluationWarning",
    "Expression",
    "FeelSyntaxError",
    "Function",
    "LimitExceededError",
    "Limits",
    "Message",
    "NotPortableError",
    "Origin",
    "Portable",
    "Position",
    "Problem",
    "Range",
    "Reads",
    "RuleError",
    "Time",
    "UnaryTests",
    "Value",
    "YearMonthDuration",
    "compile_expression",
    "compile_unary_tests",
    "from_python",
    "kind_of",
    "printed",
    "to_portable",
]
