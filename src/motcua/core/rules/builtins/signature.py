"""How a built-in function is declared, and how arguments find their parameters.

`@builtin("substring(string: string, start position: number, length: number?)")` declares a function of FEEL by its
head: each parameter with the kinds it takes, `?` when it may be left out (the body then gets `None`), `|null` when
null may be given. `any` takes everything, null too. A head whose last parameter begins with `*` takes one argument or
more and hands them over as one list. Of several heads the first that the arguments fit is called; heads that need
different bodies are declared one after the other.

A list of one item passes for its item, and any other value than null for a list of itself, as the standard says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from motcua.core.rules.problems import Problem
from motcua.core.rules.values import Value, kind_of

Body = TypeVar("Body", bound=Callable[..., Value])


class CannotError(Exception):
    """The function has no result for these arguments; it becomes null with this problem."""

    def __init__(self, problem: Problem, text: str = "", *values: Value) -> None:
        super().__init__(problem, text)
        self.problem = problem
        self.text = text
        self.values = values


class UnsuitableError(Exception):
    """An argument is not of a kind that the parameter takes."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a head; no kinds at all take everything."""

    name: str
    kinds: frozenset[str]
    optional: bool

    def fitted(self, value: Value) -> Value:
        """The argument as the body wants it; raises `UnsuitableError`."""
        if not self.kinds or kind_of(value) in self.kinds:
            return value
        if "list" in self.kinds and value is not None:
            return [value]
        if isinstance(value, list) and len(value) == 1 and kind_of(value[0]) in self.kinds:
            return value[0]
        raise UnsuitableError


@dataclass(frozen=True, slots=True)
class Signature:
    """One head of a function with its body."""

    parameters: tuple[Parameter, ...]
    variadic: bool
    body: Callable[..., Value]

    def order(self, count: int, names: Sequence[str]) -> list[int | None] | None:
        """For each parameter the index of its argument or `None`; nothing when the arguments do not fit the head."""
        if self.variadic:
            return None if names or count < 1 else list(range(count))
        if not names:
            required = sum(not parameter.optional for parameter in self.parameters)
            fits = required <= count <= len(self.parameters)
            return [index if index < count else None for index in range(len(self.parameters))] if fits else None
        indexes = {name: index for index, name in enumerate(names)}
        if len(indexes) != count or not indexes.keys() <= {parameter.name for parameter in self.parameters}:
            return None
        if any(not parameter.optional and parameter.name not in indexes for parameter in self.parameters):
            return None
        return [indexes.get(parameter.name) for parameter in self.parameters]

    def fitted(self, order: Sequence[int | None], arguments: Sequence[Value]) -> list[Value]:
        """The arguments for the body; raises `UnsuitableError`."""
        if self.variadic:
            return [[self.parameters[0].fitted(argument) for argument in arguments]]
        return [
            None if index is None else parameter.fitted(arguments[index])
            for parameter, index in zip(self.parameters, order, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of FEEL with all its heads."""

    name: str
    signatures: list[Signature] = field(default_factory=list)


BUILTINS: Final[dict[str, Builtin]] = {}
"""Every built-in function by its name; complete once the package is imported."""


def builtin(*heads: str) -> Callable[[Body], Body]:
    """Declare a function by its heads; see the module's text."""

    def declare(body: Body) -> Body:
        for head in heads:
            name, _, rest = head.partition("(")
            parameters = tuple(_parameter(text) for text in rest.rstrip(")").split(",") if text.strip())
            variadic = any(parameter.name.startswith("*") for parameter in parameters)
            BUILTINS.setdefault(name, Builtin(name)).signatures.append(Signature(parameters, variadic, body))
        return body

    return declare


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.strip().partition(": ")
    optional = kinds.endswith("?")
    wanted = frozenset(kinds.rstrip("?").split("|"))
    return Parameter(name, frozenset() if "any" in wanted else wanted, optional)
