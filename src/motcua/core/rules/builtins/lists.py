"""Functions that look at a list, change it into another, or search it. Positions count from 1, or back from -1."""

from decimal import Decimal
from functools import cmp_to_key

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.comparison import equal
from motcua.core.rules.evaluation import Run
from motcua.core.rules.problems import Problem
from motcua.core.rules.values import Function, Value

List = list[Value]


@builtin("list contains(list: list, element: any)")
def _list_contains(run: Run, items: List, element: Value) -> Value:
    return _index(run, items, element) is not None


@builtin("count(list: list)")
def _count(run: Run, items: List) -> Value:
    return Decimal(len(items))


@builtin("sublist(list: list, start position: number, length: number?)")
def _sublist(run: Run, items: List, start: Decimal, length: Decimal | None) -> Value:
    begin = _place(items, start)
    if length is not None and length < 0:
        raise CannotError(Problem.POSITION, str(length))
    end = len(items) if length is None else begin + int(min(length, Decimal(len(items))))
    return _made(run, items[begin:end])


@builtin("append(list: list)")
def _append_nothing(run: Run, items: List) -> Value:
    return items


@builtin("append(*items: any)")
def _append(run: Run, arguments: List) -> Value:
    return _made(run, [*_as_list(arguments[0]), *arguments[1:]])


@builtin("concatenate(*lists: list)")
def _concatenate(run: Run, lists: List) -> Value:
    run.spend(sum(len(_as_list(each)) for each in lists))
    return [item for each in lists for item in _as_list(each)]


@builtin("insert before(list: list, position: number, newItem: any)")
def _insert_before(run: Run, items: List, position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return _made(run, [*items[:place], item, *items[place:]])


@builtin("remove(list: list, position: number)")
def _remove(run: Run, items: List, position: Decimal) -> Value:
    place = _place(items, position)
    return _made(run, [*items[:place], *items[place + 1 :]])


@builtin("list replace(list: list, position: number, newItem: any)")
def _replace_at(run: Run, items: List, position: Decimal, item: Value) -> Value:
    place = _place(items, position)
    return _made(run, [*items[:place], item, *items[place + 1 :]])


@builtin("list replace(list: list, match: function, newItem: any)")
def _replace_where(run: Run, items: List, match: Function, new_item: Value) -> Value:
    if len(match.parameters) != 2:
        raise CannotError(Problem.ARGUMENTS, "match")
    replaced: List = []
    for item in items:
        answer = match.call([item, new_item], run)
        if not isinstance(answer, bool):
            raise CannotError(Problem.NOT_BOOLEAN, "list replace", answer)
        replaced.append(new_item if answer else item)
    return _made(run, replaced)


@builtin("reverse(list: list)")
def _reverse(run: Run, items: List) -> Value:
    return _made(run, items[::-1])


@builtin("index of(list: list, match: any)")
def _index_of(run: Run, items: List, match: Value) -> Value:
    run.spend(len(items))
    return [Decimal(index + 1) for index, item in enumerate(items) if equal(item, match, run) is True]


@builtin("distinct values(list: list)")
def _distinct_values(run: Run, items: List) -> Value:
    distinct: List = []
    for item in items:
        if _index(run, distinct, item) is None:
            distinct.append(item)
    return distinct


@builtin("union(*lists: list)")
def _union(run: Run, lists: List) -> Value:
    return _distinct_values(run, [item for each in lists for item in _as_list(each)])


@builtin("flatten(list: list)")
def _flatten(run: Run, items: List) -> Value:
    """Walks with a stack of its own, since lists may be nested deeper than Python calls may."""
    flat: List = []
    pending = items[::-1]
    while pending:
        run.spend(1)
        item = pending.pop()
        if isinstance(item, list):
            run.spend(len(item))
            pending.extend(item[::-1])
        else:
            flat.append(item)
    return flat


@builtin("sort(list: list, precedes: function)")
def _sort(run: Run, items: List, precedes: Function) -> Value:
    """Stable; the function says whether its first argument stands before its second."""
    if len(precedes.parameters) != 2:
        raise CannotError(Problem.ARGUMENTS, "precedes")

    def order(left: Value, right: Value) -> int:
        return -1 if stands_before(left, right) else int(stands_before(right, left))

    def stands_before(left: Value, right: Value) -> bool:
        answer = precedes.call([left, right], run)
        if not isinstance(answer, bool):
            raise CannotError(Problem.NOT_BOOLEAN, "sort", answer)
        return answer

    return _made(run, sorted(items, key=cmp_to_key(order)))


def _made(run: Run, items: List) -> List:
    run.spend(len(items))
    return items


def _as_list(value: Value) -> List:
    return value if isinstance(value, list) else [value]


def _index(run: Run, items: List, wanted: Value) -> int | None:
    for index, item in enumerate(items):
        run.spend(1)
        if equal(item, wanted, run) is True:
            return index
    return None


def _place(items: List, position: Decimal) -> int:
    """The index from 0 of a position from 1, or from -1 backwards; a fraction is cut off."""
    length = len(items)
    if not 1 <= abs(position) < length + 1:
        raise CannotError(Problem.POSITION, str(position))
    return int(position) - 1 if position > 0 else length + int(position)
