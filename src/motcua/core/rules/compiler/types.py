"""Whether a value is of a type: `instance of`, and the types of parameters."""

from collections.abc import Mapping

from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.cursor import BUILTIN_TYPES
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import InstanceOf, TypeName
from motcua.core.rules.values import Function, Range, Value, kind_of

Types = Mapping[str, TypeName]
"""Types by the names that a model gives them."""


def compile_instance_of(node: InstanceOf, static: Static, compile_: Compile) -> Code:
    """Code that asks for the type of a value."""
    value, types, at = compile_(node.value, static), static.types, node.at
    wanted = _resolved(node.type, types)
    if wanted.name not in BUILTIN_TYPES:
        return lambda scope, run: run.null(at, Problem.UNKNOWN_TYPE, wanted.name)

    def code(scope: Scope, run: Run) -> Value:
        found = value(scope, run)
        return found is not None and conforms(found, wanted, types)

    return code


def conforms(value: Value, wanted: TypeName, types: Types) -> bool:
    """Whether a value is of a type; null is of every type, as an entry or argument."""
    wanted = _resolved(wanted, types)
    if value is None or wanted.name == "Any":
        return True
    if kind_of(value) != wanted.name:
        return False
    return not wanted.parameters or _parts_conform(value, wanted, types)


def fitted_to(value: Value, wanted: TypeName, types: Types) -> Value:
    """The value as a parameter of the type takes it: a list of one item for the item, or the item for such a list."""
    wanted = _resolved(wanted, types)
    if wanted.name == "list" and value is not None and not isinstance(value, list):
        return [value]
    if wanted.name not in ("list", "Any") and isinstance(value, list) and len(value) == 1:
        return value[0]
    return value


def _parts_conform(value: Value, wanted: TypeName, types: Types) -> bool:
    """Of a function only the number of parameters can be told."""
    first, *_ = wanted.parameters
    if isinstance(value, list):
        return all(conforms(item, first, types) for item in value)
    if isinstance(value, Range):
        return conforms(value.start, first, types) and conforms(value.end, first, types)
    if isinstance(value, Function):
        return len(value.parameters) == len(wanted.parameters) - 1
    entries = value if isinstance(value, dict) else {}
    return all(
        label in entries and conforms(entries[label], of, types)
        for label, of in zip(wanted.labels, wanted.parameters, strict=True)
    )


def _resolved(wanted: TypeName, types: Types) -> TypeName:
    """The type behind a name; names that stand for one another in a circle end as a name that is no type."""
    for _ in types:
        wanted = types.get(wanted.name, wanted)
    return wanted
