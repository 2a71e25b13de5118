"""Functions on strings. Characters are counted by code point, so a Vietnamese letter with its marks is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.errors import LimitExceededError, Message
from motcua.core.rules.evaluation import Run
from motcua.core.rules.patterns import PatternError, Search, TooManyStepsError
from motcua.core.rules.problems import Problem
from motcua.core.rules.text import text_of
from motcua.core.rules.values import Value

_FURTHEST = 10**9


@builtin("substring(string: string, start position: number, length: number?)")
def _substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> Value:
    """From the position on, the first being 1 and the last -1."""
    position = int(start) if abs(start) < _FURTHEST else 0
    if position == 0 or (length is not None and length < 0):
        raise CannotError(Problem.POSITION, str(start))
    begin = position - 1 if position > 0 else max(len(string) + position, 0)
    if length is None:
        return string[begin:]
    return string[begin : begin + int(min(length, Decimal(_FURTHEST)))]


@builtin("string length(string: string)")
def _string_length(run: Run, string: str) -> Value:
    return Decimal(len(string))


@builtin("upper case(string: string)")
def _upper_case(run: Run, string: str) -> Value:
    return string.upper()


@builtin("lower case(string: string)")
def _lower_case(run: Run, string: str) -> Value:
    return string.lower()


@builtin("substring before(string: string, match: string)")
def _substring_before(run: Run, string: str, match: str) -> Value:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after(string: string, match: string)")
def _substring_after(run: Run, string: str, match: str) -> Value:
    return string.partition(match)[2] if match else string


@builtin("contains(string: string, match: string)")
def _contains(run: Run, string: str, match: str) -> Value:
    return match in string


@builtin("starts with(string: string, match: string)")
def _starts_with(run: Run, string: str, match: str) -> Value:
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def _ends_with(run: Run, string: str, match: str) -> Value:
    return string.endswith(match)


@builtin("string join(list: list, delimiter: string|null?)")
def _string_join(run: Run, items: list[Value], delimiter: str | None) -> Value:
    """Nulls are left out."""
    run.spend(len(items))
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) != len(items) - items.count(None):
        raise CannotError(Problem.ARGUMENT_TYPES, "string join")
    run.reserve(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)


@builtin("string(from: any)")
def _string(run: Run, value: Value) -> Value:
    return None if value is None else text_of(value, run)


@builtin("matches(input: string, pattern: string, flags: string|null?)")
def _matches(run: Run, text: str, pattern: str, flags: str | None) -> Value:
    with _search(pattern, flags, run) as search:
        return search.first(text, 0) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags: string|null?)")
def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> Value:
    with _search(pattern, flags, run) as search:
        pieces = search.replaced(text, replacement)
        run.reserve(sum(map(len, pieces)))
        return "".join(pieces)


@builtin("split(string: string, delimiter: string)")
def _split(run: Run, text: str, delimiter: str) -> Value:
    with _search(delimiter, None, run) as search:
        return list[Value](search.split(text))


@contextmanager
def _search(pattern: str, flags: str | None, run: Run) -> Iterator[Search]:
    """A search whose steps are counted as those of the run, and whose errors are the function's."""
    try:
        search = Search(pattern, flags or "", run.limits.pattern_steps)
        yield search
    except PatternError:
        raise CannotError(Problem.PATTERN, pattern) from None
    except TooManyStepsError:
        raise LimitExceededError(
            "pattern_steps",
            Message(
                f"mẫu so khớp “{pattern}” cần quá {run.limits.pattern_steps} bước; hãy viết mẫu đơn giản hơn",
                f"the pattern “{pattern}” needs over {run.limits.pattern_steps} steps; write a simpler one",
            ),
        ) from None
    run.spend(search.steps)
