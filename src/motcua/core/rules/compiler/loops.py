"""Code of `for`, `some` and `every`."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Iterator as Iterating
from decimal import Decimal

from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import For, Iterator, Quantified
from motcua.core.rules.temporal import Date, date_of_number
from motcua.core.rules.values import Range, Value

Domain = Callable[[Scope, Run], Iterable[Value] | None]
"""What a variable runs through; nothing when that is no list."""
Turns = Callable[[Scope, Run], Iterating[bool]]
"""Binds the variables in the scope, turn by turn; a false turn says that there is nothing to run through."""


def compile_for(node: For, static: Static, compile_: Compile) -> Code:
    """Code that makes a list, one item for each turn."""
    turns, inside = _compile_iterators(node.iterators, static, compile_)
    body = compile_(node.body, inside.local("partial"))

    def code(scope: Scope, run: Run) -> Value:
        results: list[Value] = []
        inner = run.copied(scope)
        inner["partial"] = results
        for turn in turns(inner, run):
            if not turn:
                return None
            results.append(body(inner, run))
        return results

    return code


def compile_quantified(node: Quantified, static: Static, compile_: Compile) -> Code:
    """`some` is true as soon as one turn is, `every` false; else null when one turn gave no boolean."""
    turns, inside = _compile_iterators(node.iterators, static, compile_)
    condition, at = compile_(node.condition, inside), node.condition.at
    decisive, quantifier = node.quantifier == "some", node.quantifier

    def code(scope: Scope, run: Run) -> Value:
        answer: bool | None = not decisive
        inner = run.copied(scope)
        for turn in turns(inner, run):
            value = condition(inner, run) if turn else None
            if value is decisive:
                return decisive
            if not isinstance(value, bool):
                answer = None
                if value is not None:
                    run.null(at, Problem.NOT_BOOLEAN, quantifier, value)
        return answer

    return code


def _compile_iterators(iterators: Sequence[Iterator], static: Static, compile_: Compile) -> tuple[Turns, Static]:
    """The turns through all variables, the last one fastest; and what is known inside."""
    domains: list[tuple[str, Domain]] = []
    for iterator in iterators:
        domains.append((iterator.name, _compile_domain(iterator, static, compile_)))
        static = static.local(iterator.name)

    def turns(scope: Scope, run: Run) -> Iterating[bool]:
        return _turns(domains, scope, run)

    return turns, static


def _turns(domains: Sequence[tuple[str, Domain]], scope: Scope, run: Run) -> Iterating[bool]:
    (name, domain), *inner = domains
    values = domain(scope, run)
    if values is None:
        yield False
        return
    for value in values:
        run.spend(1)
        scope[name] = value
        if inner:
            yield from _turns(inner, scope, run)
        else:
            yield True


def _compile_domain(iterator: Iterator, static: Static, compile_: Compile) -> Domain:
    domain, at = compile_(iterator.domain, static), iterator.domain.at
    if iterator.end is None:
        return lambda scope, run: _values_of(domain(scope, run), run, at)
    end = compile_(iterator.end, static)
    return lambda scope, run: _steps(domain(scope, run), end(scope, run), run, at)


def _values_of(value: Value, run: Run, at: Position) -> Iterable[Value] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, Range):
        return _values_in(value, run, at)
    if value is None:
        run.null(at, Problem.NOT_ITERABLE, "", None, None)
        return None
    return [value]


def _values_in(bounds: Range, run: Run, at: Position) -> Iterable[Value] | None:
    steps = _steps(bounds.start, bounds.end, run, at)
    if steps is None:
        return None
    left_out = [
        end
        for end, included in ((bounds.start, bounds.start_included), (bounds.end, bounds.end_included))
        if not included
    ]
    return (value for value in steps if value not in left_out)


def _steps(first: Value, last: Value, run: Run, at: Position) -> Iterable[Value] | None:
    """The whole numbers or the days from one to another, up or down."""
    if isinstance(first, Decimal) and isinstance(last, Decimal) and _is_whole(first) and _is_whole(last):
        return (Decimal(number) for number in _numbers(int(first), int(last)))
    if isinstance(first, Date) and isinstance(last, Date):
        return (date_of_number(number) for number in _numbers(first.number, last.number))
    run.null(at, Problem.NOT_ITERABLE, "", first, last)
    return None


def _numbers(first: int, last: int) -> range:
    step = 1 if first <= last else -1
    return range(first, last + step, step)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()
