"""The types that a model gives names to, and the fitting of values to them.

What the standard allows between an expression and the type of its place: a value becomes the list of itself, a list of
one item its item, a date the midnight (UTC) that it begins with. Any other value that is not of the type becomes null.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from motcua.core.rules.compiler.types import conforms
from motcua.core.rules.cursor import BUILTIN_TYPES
from motcua.core.rules.errors import Message, Origin, Position, RuleError
from motcua.core.rules.evaluation import STANDARD_LIMITS, Limits, Run
from motcua.core.rules.expression import UnaryTests, compile_unary_tests
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import TypeName
from motcua.core.rules.temporal import Date, DateTime, Time
from motcua.core.rules.text import text_of
from motcua.core.rules.values import PYTHON_TYPES, SCALARS, Function, Value, kind_of

_START: Final = Position(1, 1)
_SHOWN = 40


class MisfitError(Exception):
    """A value is not of the type of its place; it becomes null with this problem."""

    def __init__(self, problem: Problem, text: str, value: Value) -> None:
        super().__init__(problem, text)
        self.problem = problem
        self.text = text
        self.value = value


Fit: TypeAlias = Callable[[Value, Run], Value]
"""Fits a value to a type; raises `MisfitError`."""


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A type with a name: another type narrowed, the entries of a context, or a function.

    `allowed` are unary tests on the value, or on each item of a collection; `constraint` those on a whole collection.
    """

    name: str
    type: str = ""
    allowed: str = ""
    constraint: str = ""
    collection: bool = False
    components: tuple["ItemDefinition", ...] = ()
    parameters: tuple[str, ...] | None = None
    """The types of a function's parameters; nothing for what is no function."""
    result: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A definition, ready to be asked."""

    definition: ItemDefinition
    allowed: UnaryTests | None
    constraint: UnaryTests | None
    components: tuple["_Shape", ...] = field(default=())


class ItemTypes:
    """All types of a model by their names."""

    def __init__(self, definitions: Iterable[ItemDefinition] = (), limits: Limits = STANDARD_LIMITS) -> None:
        given = {definition.name: definition for definition in definitions}
        _refuse_circles(given)
        self.parsed: Mapping[str, TypeName] = {name: _type_of(definition) for name, definition in given.items()}
        """The types as FEEL knows them, which knows no allowed values."""
        self._shapes = {name: _shape(definition, limits) for name, definition in given.items()}

    def knows(self, name: str) -> bool:
        """Whether there is a type of that name; no name at all stands for any type."""
        return not name or name in self._shapes or name in BUILTIN_TYPES

    def result_of(self, name: str) -> str:
        """The type of what a function of the type gives; a type of no function is itself that of the result."""
        shape = self._shapes.get(name)
        return name if shape is None or shape.definition.parameters is None else shape.definition.result

    def base_of(self, name: str) -> str:
        """The type that the type narrows, as far as it leads."""
        while name in self._shapes and not self._shapes[name].definition.collection:
            name = self._shapes[name].definition.type
        return name

    def allowed_by(self, name: str) -> tuple[str, ...]:
        """The unary tests of the type, and of those that it narrows."""
        found = []
        while name in self._shapes and not self._shapes[name].definition.collection:
            definition = self._shapes[name].definition
            found += [definition.allowed] if definition.allowed else []
            name = definition.type
        return tuple(found)

    def fit(self, name: str) -> Fit | None:
        """How values are fitted to the type; nothing when it takes all of them. Raises `RuleError` for no type."""
        if not self.knows(name):
            raise RuleError(Message(f"không có kiểu nào tên “{name}”", f"there is no type named “{name}”"))
        if name in ("", "Any"):
            return None
        wanted = TypeName(_START, name)
        fits_at_once = PYTHON_TYPES.get(name)

        def fit(value: Value, run: Run) -> Value:
            return value if value is None or type(value) is fits_at_once else self._fitted(value, wanted, run)

        return fit

    def _fitted(self, value: Value, wanted: TypeName, run: Run) -> Value:
        try:
            self._demand(value, wanted, run)
        except MisfitError:
            changed = self._changed(value, wanted)
            if changed is value:
                raise
            self._demand(changed, wanted, run)
            return changed
        return value

    def _changed(self, value: Value, wanted: TypeName) -> Value:
        """The value as the standard lets it be changed for the type, or itself."""
        is_list = self._is_list(wanted)
        if is_list and not isinstance(value, list):
            return [value]
        if not is_list and isinstance(value, list) and len(value) == 1:
            return value[0]
        if isinstance(value, Date) and self.base_of(wanted.name) == "date and time":
            return DateTime(value, Time(0, 0, 0, zone=0))
        return value

    def _is_list(self, wanted: TypeName) -> bool:
        shape = self._shapes.get(wanted.name)
        while shape and not shape.definition.collection:
            wanted = TypeName(_START, shape.definition.type)
            shape = self._shapes.get(wanted.name)
        return shape is not None or wanted.name == "list"

    def _demand(self, value: Value, wanted: TypeName, run: Run) -> None:
        """Raise `MisfitError` unless the value is of the type."""
        shape = self._shapes.get(wanted.name)
        if shape is not None:
            self._demand_shape(value, shape, run)
        elif not conforms(value, wanted, self.parsed):
            raise MisfitError(Problem.NOT_OF_TYPE, wanted.name, value)

    def _demand_shape(self, value: Value, shape: _Shape, run: Run) -> None:
        run.spend(1)
        if value is None:
            return
        if not shape.definition.collection:
            self._demand_item(value, shape, run)
        elif isinstance(value, list):
            for item in value:
                self._demand_item(item, shape, run)
        else:
            raise MisfitError(Problem.NOT_OF_TYPE, shape.definition.name, value)
        _demand_allowed(value, shape.constraint, run)

    def _demand_item(self, value: Value, shape: _Shape, run: Run) -> None:
        if value is None:
            return
        definition = shape.definition
        if definition.parameters is not None:
            if not isinstance(value, Function) or len(value.parameters) != len(definition.parameters):
                raise MisfitError(Problem.NOT_OF_TYPE, definition.name, value)
        elif shape.components:
            for component in shape.components:
                name = component.definition.name
                if not isinstance(value, dict) or name not in value:
                    raise MisfitError(Problem.NOT_OF_TYPE, definition.name, value)
                self._demand_shape(value[name], component, run)
        else:
            self._demand(value, TypeName(_START, definition.type or "Any"), run)
        _demand_allowed(value, shape.allowed, run)


def fitted_or_null(fit: Fit | None, value: Value, run: Run, at: Position) -> Value:
    """The value as the type takes it, or null with the reason."""
    if fit is None:
        return value
    try:
        return fit(value, run)
    except MisfitError as misfit:
        return run.null(at, misfit.problem, misfit.text, misfit.value)


def shown(value: Value, run: Run) -> str:
    """A value for a sentence, cut when long."""
    text = text_of(value, run)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _type_of(definition: ItemDefinition) -> TypeName:
    made = TypeName(_START, definition.type or "Any")
    if definition.parameters is not None:
        parts = (*definition.parameters, definition.result)
        made = TypeName(_START, "function", tuple(TypeName(_START, part or "Any") for part in parts))
    elif definition.components:
        entries = tuple(_type_of(component) for component in definition.components)
        made = TypeName(_START, "context", entries, tuple(component.name for component in definition.components))
    return TypeName(_START, "list", (made,)) if definition.collection else made


def _shape(definition: ItemDefinition, limits: Limits) -> _Shape:
    origin = Origin(Message(f"kiểu “{definition.name}”", f"type “{definition.name}”"))
    allowed, constraint = (
        compile_unary_tests(text, limits=limits, origin=origin) if text else None
        for text in (definition.allowed, definition.constraint)
    )
    return _Shape(
        definition, allowed, constraint, tuple(_shape(component, limits) for component in definition.components)
    )


def _demand_allowed(value: Value, allowed: UnaryTests | None, run: Run) -> None:
    if allowed is not None and not allowed.passes(value, {}, run):
        text = shown(value, run) if type(value) in SCALARS else kind_of(value)
        raise MisfitError(Problem.NOT_ALLOWED, text, value)


def _refuse_circles(definitions: Mapping[str, ItemDefinition]) -> None:
    """A type may hold itself as an entry, but not be another name of itself."""
    for name in definitions:
        seen = {name}
        reference = definitions[name].type
        while reference in definitions:
            if reference in seen:
                raise RuleError(
                    Message(f"kiểu “{name}” được định nghĩa bằng chính nó", f"the type “{name}” is defined by itself")
                )
            seen.add(reference)
            reference = definitions[reference].type
