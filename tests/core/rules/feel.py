"""Short hands for tests: the value of an expression, and why it is null."""

from decimal import Decimal

from motcua.core.rules import Evaluation, Problem, Value, compile_expression


def value(text: str, **data: object) -> Value:
    return compile_expression(text, tuple(data)).evaluate(data)


def plain(found: Value) -> object:
    """Numbers as integers where they are, so that expectations read easily."""
    if isinstance(found, Decimal):
        return int(found) if found == found.to_integral_value() else float(found)
    if isinstance(found, list):
        return [plain(item) for item in found]
    if isinstance(found, dict):
        return {key: plain(entry) for key, entry in found.items()}
    return found


def result(text: str, **data: object) -> object:
    return plain(value(text, **data))


def problems(text: str, **data: object) -> list[Problem]:
    """The reasons, in the order they were met; the value must be null."""
    evaluation = Evaluation()
    assert compile_expression(text, tuple(data)).evaluate(data, evaluation) is None
    return [warning.problem for warning in evaluation.warnings]
