"""Code of calls, of built-in functions and others, and of function definitions."""

from collections.abc import Sequence

from motcua.core.rules.builtins import BUILTINS, Builtin, CannotError, Signature, UnsuitableError
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.compiler.types import conforms, fitted_to
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import Call, FunctionOf, Name, depth_of
from motcua.core.rules.values import Function, Value

_LEVELS_OF_A_CALL = 4
"""What a call itself adds to the depth, counted like levels of a body."""

Candidates = list[tuple[Signature, list[int | None]]]


def compile_call(node: Call, static: Static, compile_: Compile) -> Code:
    """Code of a call."""
    arguments = [compile_(argument, static) for argument in node.arguments]
    callee = node.callee
    found = static.resolve(callee.name) if isinstance(callee, Name) else None
    if isinstance(callee, Name) and found and found.base == "root":
        if callee.name in BUILTINS:
            return _call_of_builtin(BUILTINS[callee.name], arguments, node.names, node.at)
        if not found.slots:
            return _call_of_named(callee, compile_(callee, static), arguments, node.names)
    return _call_of_value(compile_(callee, static), arguments, node.names, node.at)


def compile_function(node: FunctionOf, static: Static, compile_: Compile) -> Code:
    """Code that makes a function, which keeps the names of its place."""
    names = tuple(parameter.name for parameter in node.parameters)
    wanted_types = [parameter.type for parameter in node.parameters]
    body, types = compile_(node.body, static.local(*names)), static.types
    levels, at = depth_of(node.body) + _LEVELS_OF_A_CALL, node.at

    def external(arguments: list[Value], run: Run) -> Value:
        return run.null(at, Problem.EXTERNAL)

    def code(scope: Scope, run: Run) -> Value:
        run.spend(len(scope))
        defined_in = dict(scope)

        def call(arguments: list[Value], run: Run) -> Value:
            inner = run.copied(defined_in)
            for name, wanted, argument in zip(names, wanted_types, arguments, strict=True):
                inner[name] = argument if wanted is None else fitted_to(argument, wanted, types)
                if wanted is not None and not conforms(inner[name], wanted, types):
                    return run.null(at, Problem.ARGUMENT_TYPES, name)
            run.enter(levels, at)
            result = body(inner, run)
            run.leave(levels)
            return result

        return Function(names, external if node.external else call)

    return code


def builtin_as_function(builtin: Builtin) -> Function:
    """A built-in function as a value, to be handed to another."""
    names = tuple(parameter.name for parameter in builtin.signatures[0].parameters)

    def call(arguments: list[Value], run: Run) -> Value:
        for signature in builtin.signatures:
            order = signature.order(len(arguments), ())
            if order is not None:
                try:
                    return signature.body(run, *signature.fitted(order, arguments))
                except UnsuitableError:
                    continue
        raise CannotError(Problem.ARGUMENTS, builtin.name)

    return Function(names, call, builtin.name)


def _call_of_builtin(builtin: Builtin, arguments: Sequence[Code], names: Sequence[str], at: Position) -> Code:
    """The heads that the arguments could fit are known already; which one they fit, only their values tell."""
    candidates: Candidates = [
        (signature, order)
        for signature in builtin.signatures
        if (order := signature.order(len(arguments), names)) is not None
    ]
    name = builtin.name

    def code(scope: Scope, run: Run) -> Value:
        shadow = scope.get(name)
        values = [argument(scope, run) for argument in arguments]
        run.weigh(values)
        if type(shadow) is Function:
            return _called(shadow, values, names, run, at)
        for signature, order in candidates:
            try:
                fitted = signature.fitted(order, values)
            except UnsuitableError:
                continue
            return _computed(signature, fitted, run, name, at)
        problem = Problem.ARGUMENT_TYPES if candidates else Problem.ARGUMENTS
        return run.null(at, problem, name)

    return code


def _computed(signature: Signature, arguments: list[Value], run: Run, name: str, at: Position) -> Value:
    try:
        return signature.body(run, *arguments)
    except CannotError as cannot:
        return run.null(at, cannot.problem, cannot.text, *cannot.values)
    except ArithmeticError:
        return run.null(at, Problem.OUT_OF_BOUNDS, name)


def _call_of_named(callee: Name, function: Code, arguments: Sequence[Code], names: Sequence[str]) -> Code:
    def code(scope: Scope, run: Run) -> Value:
        if callee.name not in scope:
            return run.null(callee.at, Problem.UNKNOWN_FUNCTION, callee.name)
        return called(scope, run)

    called = _call_of_value(function, arguments, names, callee.at)
    return code


def _call_of_value(callee: Code, arguments: Sequence[Code], names: Sequence[str], at: Position) -> Code:
    def code(scope: Scope, run: Run) -> Value:
        function = callee(scope, run)
        values = [argument(scope, run) for argument in arguments]
        run.weigh(values)
        if not isinstance(function, Function):
            return run.null(at, Problem.NOT_A_FUNCTION, "", function)
        return _called(function, values, names, run, at)

    return code


def _called(function: Function, values: list[Value], names: Sequence[str], run: Run, at: Position) -> Value:
    if names:
        given = dict(zip(names, values, strict=True))
        if given.keys() != set(function.parameters) or len(given) != len(values):
            return run.null(at, Problem.ARGUMENTS, function.name)
        values = [given[name] for name in function.parameters]
    if not function.name and len(values) != len(function.parameters):
        return run.null(at, Problem.ARGUMENTS, function.name)
    try:
        return function.call(values, run)
    except CannotError as cannot:
        return run.null(at, cannot.problem, cannot.text, *cannot.values)
    except ArithmeticError:
        return run.null(at, Problem.OUT_OF_BOUNDS, function.name)
