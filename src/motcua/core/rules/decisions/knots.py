"""The parts of a decision model, compiled: decisions as knots of a net, knowledge and services as functions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from motcua.core.rules.decisions.model import DecisionService, Reference
from motcua.core.rules.decisions.types import Fit, fitted_or_null
from motcua.core.rules.errors import Position, RuleError
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.values import Function, Value

_LEVELS_OF_A_SERVICE = 4
"""What asking a service adds to the depth, counted like levels of a function's body."""

Given = dict[Reference, Value]
"""The values of inputs and decisions in one evaluation."""


@dataclass(frozen=True, slots=True)
class Need:
    """A value that a decision reads: its name, after the name of the import that it comes from, if it does."""

    name: str
    imported_as: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Knot:
    """A compiled decision. `base` holds what it may call."""

    reference: Reference
    code: Code
    base: Scope
    needs: tuple[Need, ...]

    def value(self, given: Given, run: Run) -> Value:
        """What the decision says, given what it needs."""
        scope = run.copied(self.base)
        for need in self.needs:
            value = given[need.reference]
            if need.imported_as:
                scope[need.imported_as] = {**scope.get(need.imported_as, {}), need.name: value}
            else:
                scope[need.name] = value
        return self.code(scope, run)


@dataclass(frozen=True, slots=True)
class Input:
    """Data from outside: where they are found in what the caller gives, and their type."""

    reference: Reference
    path: tuple[str, ...]
    fit: Fit | None
    at: Position

    def value(self, data: Mapping[str, object], run: Run) -> Value:
        """The value of a caller's datum; null, with the reason, when it is absent or does not fit."""
        found: object = data
        for name in self.path:
            if not isinstance(found, Mapping) or name not in found:
                return run.null(self.at, Problem.UNKNOWN_NAME, ".".join(self.path))
            found = found[name]
        return self.fitted(run.value_of(found), run)

    def fitted(self, value: Value, run: Run) -> Value:
        """The value as the input's type takes it."""
        return fitted_or_null(self.fit, value, run, self.at)


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be known and done to say what some decisions say: the decisions in an order that works."""

    inputs: tuple[Input, ...]
    order: tuple[Knot, ...]

    def complete(self, given: Given, run: Run) -> None:
        """Add to what is given the values of all decisions of the plan."""
        for knot in self.order:
            run.spend(1)
            given[knot.reference] = knot.value(given, run)


class Plans:
    """Makes a plan when it is first asked for: a model of a thousand decisions has a thousand plans."""

    def __init__(self, make: Callable[[tuple[Reference, ...], tuple[Reference, ...]], Plan]) -> None:
        self._make = make
        self._made: dict[tuple[tuple[Reference, ...], tuple[Reference, ...]], Plan] = {}

    def of(self, targets: tuple[Reference, ...], given: tuple[Reference, ...] = ()) -> Plan:
        """How the targets are found when something is given."""
        plan = self._made.get((targets, given))
        if plan is None:
            plan = self._made[targets, given] = self._make(targets, given)
        return plan


@dataclass(frozen=True, slots=True)
class Service:
    """A compiled decision service: its parameters in order, how to find its outputs, and what it gives."""

    part: DecisionService
    parameters: tuple[Input, ...]
    plans: Plans
    outputs: tuple[tuple[str, Reference], ...]
    fit: Fit | None
    at: Position

    def call(self, arguments: Sequence[Value], run: Run) -> Value:
        """The output of one decision, or a context of several; null when an argument does not fit."""
        given: Given = {}
        for parameter, argument in zip(self.parameters, arguments, strict=True):
            given[parameter.reference] = parameter.fitted(argument, run)
            if given[parameter.reference] is None and argument is not None:
                return None
        run.enter(_LEVELS_OF_A_SERVICE, self.at)
        wanted = tuple(reference for _, reference in self.outputs)
        plan = self.plans.of(wanted, tuple(given))
        for missing in plan.inputs:
            if missing.reference not in given:
                given[missing.reference] = run.null(self.at, Problem.UNKNOWN_NAME, missing.path[-1])
        plan.complete(given, run)
        run.leave(_LEVELS_OF_A_SERVICE)
        if len(self.outputs) == 1:
            return fitted_or_null(self.fit, given[self.outputs[0][1]], run, self.at)
        made: Value = {name: given[reference] for name, reference in self.outputs}
        return fitted_or_null(self.fit, made, run, self.at)

    def as_function(self) -> Function:
        """The service as a value to be called by name."""
        return Function(tuple(parameter.path[-1] for parameter in self.parameters), self.call)


def broken(error: RuleError) -> Callable[..., Value]:
    """The code of what could not be compiled: whoever needs it learns why."""

    def code(*arguments: object) -> Value:
        raise error

    return code
