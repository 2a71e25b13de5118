"""Allen's relations between points and ranges, and ranges read from text."""

from dataclasses import replace

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.comparison import comparable, equal
from motcua.core.rules.errors import FeelSyntaxError, LimitExceededError
from motcua.core.rules.evaluation import Run
from motcua.core.rules.numbers import number_of
from motcua.core.rules.problems import Problem
from motcua.core.rules.scanner import Token, scan
from motcua.core.rules.temporal_text import parse_temporal
from motcua.core.rules.values import Range, Value

_BRACKETS = {"[": True, "(": False, "]": False}
_CLOSING = {"]": True, ")": False, "[": False}


@builtin(
    "before(range1: any, range2: any)",
    "before(point1: any, point2: any)",
    "before(point: any, range: any)",
    "before(range: any, point: any)",
)
def _before(run: Run, first: Value, second: Value) -> Value:
    left, right = _ends(first, second)
    if left.end is None or right.start is None:
        return False
    order = _order(left.end, right.start)
    return order < 0 or (order == 0 and not (left.end_included and right.start_included))


@builtin(
    "after(range1: any, range2: any)",
    "after(point1: any, point2: any)",
    "after(point: any, range: any)",
    "after(range: any, point: any)",
)
def _after(run: Run, first: Value, second: Value) -> Value:
    return _before(run, second, first)


@builtin("meets(range1: range, range2: range)")
def _meets(run: Run, first: Range, second: Range) -> Value:
    left, right = _ends(first, second)
    if left.end is None or right.start is None:
        return False
    return left.end_included and right.start_included and _order(left.end, right.start) == 0


@builtin("met by(range1: range, range2: range)")
def _met_by(run: Run, first: Range, second: Range) -> Value:
    return _meets(run, second, first)


@builtin("overlaps(range1: range, range2: range)")
def _overlaps(run: Run, first: Range, second: Range) -> Value:
    return _before(run, first, second) is False and _before(run, second, first) is False


@builtin("overlaps before(range1: range, range2: range)")
def _overlaps_before(run: Run, first: Range, second: Range) -> Value:
    """The first begins before the second does, and ends within it."""
    return _overlaps(run, first, second) is True and _start(first, second) < 0 and _end(first, second) <= 0


@builtin("overlaps after(range1: range, range2: range)")
def _overlaps_after(run: Run, first: Range, second: Range) -> Value:
    """The first begins after the second does, within it, and does not end earlier."""
    return _overlaps(run, first, second) is True and _start(first, second) > 0 and _end(first, second) >= 0


@builtin("finishes(range1: range, range2: range)", "finishes(point: any, range: range)")
def _finishes(run: Run, first: Value, second: Range) -> Value:
    left, right = _ends(first, second)
    return _end(left, right) == 0 and _start(left, right) >= 0


@builtin("finished by(range1: range, range2: range)", "finished by(range: range, point: any)")
def _finished_by(run: Run, first: Range, second: Value) -> Value:
    return _finishes(run, second, first)


@builtin("starts(range1: range, range2: range)", "starts(point: any, range: range)")
def _starts(run: Run, first: Value, second: Range) -> Value:
    left, right = _ends(first, second)
    return _start(left, right) == 0 and _end(left, right) <= 0


@builtin("started by(range1: range, range2: range)", "started by(range: range, point: any)")
def _started_by(run: Run, first: Range, second: Value) -> Value:
    return _starts(run, second, first)


@builtin("includes(range1: range, range2: range)", "includes(range: range, point: any)")
def _includes(run: Run, first: Range, second: Value) -> Value:
    left, right = _ends(first, second)
    return _start(left, right) <= 0 and _end(left, right) >= 0


@builtin("during(range1: range, range2: range)", "during(point: any, range: range)")
def _during(run: Run, first: Value, second: Range) -> Value:
    return _includes(run, second, first)


@builtin("coincides(range1: range, range2: range)", "coincides(point1: any, point2: any)")
def _coincides(run: Run, first: Value, second: Value) -> Value:
    return equal(first, second, run)


@builtin("range(from: string)")
def _range_from_text(run: Run, text: str) -> Value:
    """`[1..5)` with literal ends: numbers, strings, `@"…"`, `date("…")` and the like, or nothing for no end."""
    try:
        tokens = scan(text, run.limits)[:-1]
    except (FeelSyntaxError, LimitExceededError):
        raise CannotError(Problem.LITERAL, text) from None
    dots = next((index for index, token in enumerate(tokens) if token.kind == ".."), 0)
    if dots < 1 or tokens[0].kind not in _BRACKETS or tokens[-1].kind not in _CLOSING:
        raise CannotError(Problem.LITERAL, text)
    start, end = _literal(tokens[1:dots], text), _literal(tokens[dots + 1 : -1], text)
    made = Range(start, end, _BRACKETS[tokens[0].kind], _CLOSING[tokens[-1].kind])
    if start is None or end is None:
        return _one_sided(made)
    if _order(start, end) > 0:
        raise CannotError(Problem.RANGE_ENDS, "range", start, end)
    return made


def _one_sided(made: Range) -> Range:
    """`(..5]` is all that is `<= 5`: the side without an end must be open."""
    both_missing = made.start is None and made.end is None
    if both_missing or (made.start_included if made.start is None else made.end_included):
        raise CannotError(Problem.RANGE_ENDS, "range", made.start, made.end)
    if made.start is None:
        return replace(made, operator="<=" if made.end_included else "<")
    return replace(made, operator=">=" if made.start_included else ">")


def _ends(first: Value, second: Value) -> tuple[Range, Range]:
    return _as_range(first), _as_range(second)


def _as_range(value: Value) -> Range:
    """A point is the range that holds only it; a range with an operator has no end on its other side."""
    if value is None:
        raise CannotError(Problem.ARGUMENT_TYPES, "range")
    if not isinstance(value, Range):
        return Range(value, value, start_included=True, end_included=True)
    unknown_end = not value.operator and (value.start is None or value.end is None)
    if value.operator == "!=" or unknown_end:
        raise CannotError(Problem.ARGUMENT_TYPES, "range")
    return value


def _order(left: Value, right: Value) -> int:
    pair = comparable(left, right)
    if pair is None:
        raise CannotError(Problem.NOT_COMPARABLE, "", left, right)
    return int(pair[0] > pair[1]) - int(pair[0] < pair[1])


def _start(left: Range, right: Range) -> int:
    """Negative when the left one begins earlier; an included start is earlier than one left out."""
    if left.start is None or right.start is None:
        return int(left.start is not None) - int(right.start is not None)
    return _order(left.start, right.start) or int(right.start_included) - int(left.start_included)


def _end(left: Range, right: Range) -> int:
    """Positive when the left one ends later; an included end is later than one left out."""
    if left.end is None or right.end is None:
        return int(left.end is None) - int(right.end is None)
    return _order(left.end, right.end) or int(left.end_included) - int(right.end_included)


def _literal(tokens: list[Token], text: str) -> Value:
    kinds = [token.kind for token in tokens]
    if not tokens or [token.text for token in tokens] == ["null"]:
        return None
    if kinds == ["number"]:
        return number_of(tokens[0].text)
    if kinds == ["-", "number"]:
        return -number_of(tokens[1].text)
    if kinds == ["string"]:
        return tokens[0].value
    is_call = kinds[-3:] == ["(", "string", ")"] and set(kinds[:-3]) == {"name"}
    content = tokens[-2 if is_call else -1].value
    value = parse_temporal(content) if is_call or kinds == ["@", "string"] else None
    if value is None:
        raise CannotError(Problem.LITERAL, text)
    return value
