"""Functions on contexts."""

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.evaluation import Run
from motcua.core.rules.problems import Problem
from motcua.core.rules.values import Value

Context = dict[str, Value]


@builtin("get value(m: context, key: string)")
def _get_value(run: Run, context: Context, key: str) -> Value:
    if key not in context:
        raise CannotError(Problem.NO_MEMBER, key, context)
    return context[key]


@builtin("get entries(m: context)")
def _get_entries(run: Run, context: Context) -> Value:
    run.spend(len(context))
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context(entries: list)")
def _context_from(run: Run, entries: list[Value]) -> Value:
    run.spend(len(entries))
    made: Context = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) and "value" in entry else None
        if not isinstance(entry, dict) or not isinstance(key, str):
            raise CannotError(Problem.ARGUMENT_TYPES, "context")
        if key in made:
            raise CannotError(Problem.DUPLICATE_KEY, key)
        made[key] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any)")
def _context_put(run: Run, context: Context, key: str, value: Value) -> Value:
    run.spend(len(context))
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any)")
def _context_put_deep(run: Run, context: Context, keys: list[Value], value: Value) -> Value:
    """Put a value where a path of keys leads; contexts that are missing on the way are made."""
    if not keys or not all(isinstance(key, str) for key in keys):
        raise CannotError(Problem.ARGUMENT_TYPES, "context put")
    return _put(run, context, [key for key in keys if isinstance(key, str)], value)


@builtin("context merge(contexts: list)")
def _context_merge(run: Run, contexts: list[Value]) -> Value:
    """All entries; of those with one key the last."""
    merged: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            raise CannotError(Problem.ARGUMENT_TYPES, "context merge")
        run.spend(len(context))
        merged.update(context)
    return merged


def _put(run: Run, context: Context, keys: list[str], value: Value) -> Context:
    run.spend(len(context))
    copies = [dict(context)]
    for key in keys[:-1]:
        inner = copies[-1].get(key)
        if not isinstance(inner, dict) and inner is not None:
            raise CannotError(Problem.NO_MEMBER, key, inner)
        run.spend(len(inner or {}))
        copies.append(dict(inner or {}))
    result: Value = value
    for key, copy in zip(reversed(keys), reversed(copies), strict=True):
        copy[key] = result
        result = copy
    return copies[0]
