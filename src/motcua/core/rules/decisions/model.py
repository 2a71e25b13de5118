"""A decision model as plain values: what a DMN file says, every expression still as text."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, TypeVar

from motcua.core.rules.decisions.table import DecisionTable
from motcua.core.rules.decisions.types import ItemDefinition
from motcua.core.rules.errors import Message, RuleError


class ModelError(RuleError):
    """The model cannot be used, or has no such part."""

    @classmethod
    def said(cls, vi: str, en: str) -> "ModelError":
        """The error with its sentence in both languages."""
        return cls(Message(vi, en))


@dataclass(frozen=True, slots=True)
class Variable:
    """A name with its type."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Boxed:
    """Any expression in a box; its value is fitted to the type, if it has one."""

    type: str


@dataclass(frozen=True, slots=True)
class LiteralBox(Boxed):
    """A text of FEEL."""

    text: str


@dataclass(frozen=True, slots=True)
class TableBox(Boxed):
    """A decision table."""

    table: DecisionTable


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a boxed context; the one without a name is what the context as a whole says."""

    variable: Variable | None
    value: "Box"


@dataclass(frozen=True, slots=True)
class ContextBox(Boxed):
    """Named values, of which the later ones may use the earlier."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class InvocationBox(Boxed):
    """A function with a value for each of its parameters, by name."""

    callee: "Box"
    bindings: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FunctionBox(Boxed):
    """A function; `kind` is FEEL for all that can be called here."""

    parameters: tuple[Variable, ...]
    body: "Box | None"
    kind: str = "FEEL"


@dataclass(frozen=True, slots=True)
class RelationBox(Boxed):
    """A list of contexts, drawn as a table of values."""

    columns: tuple[Variable, ...]
    rows: tuple[tuple["Box", ...], ...]


@dataclass(frozen=True, slots=True)
class ListBox(Boxed):
    """A list of expressions."""

    items: tuple["Box", ...]


@dataclass(frozen=True, slots=True)
class ConditionalBox(Boxed):
    """If, then, else."""

    condition: "Box"
    then: "Box"
    otherwise: "Box"


@dataclass(frozen=True, slots=True)
class FilterBox(Boxed):
    """The items of a list that match."""

    source: "Box"
    match: "Box"


@dataclass(frozen=True, slots=True)
class IteratorBox(Boxed):
    """For each item of a list a value, or whether some or every item satisfies a condition."""

    kind: Literal["for", "some", "every"]
    variable: str
    source: "Box"
    body: "Box"


Box: TypeAlias = (
    LiteralBox
    | TableBox
    | ContextBox
    | InvocationBox
    | FunctionBox
    | RelationBox
    | ListBox
    | ConditionalBox
    | FilterBox
    | IteratorBox
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A part of this model or of an imported one."""

    namespace: str
    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """Anything in the model that others can refer to."""

    id: str
    name: str
    type: str
    """The type of its value, or for what is called of its function or its result."""


@dataclass(frozen=True, slots=True)
class InputData(Part):
    """What comes from outside."""


@dataclass(frozen=True, slots=True)
class Decision(Part):
    """A value that is decided from others."""

    logic: Box | None
    information: tuple[Reference, ...]
    """The inputs and decisions that it needs."""
    knowledge: tuple[Reference, ...]
    """The business knowledge and decision services that it may call."""

    @property
    def table(self) -> DecisionTable | None:
        """The decision table, when the decision is one."""
        return self.logic.table if isinstance(self.logic, TableBox) else None


@dataclass(frozen=True, slots=True)
class BusinessKnowledge(Part):
    """A function with a name."""

    function: FunctionBox | None
    knowledge: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class DecisionService(Part):
    """Decisions that are asked as one function: of the input data, then of the input decisions."""

    outputs: tuple[Reference, ...]
    encapsulated: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    input_data: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """Another model, whose parts are known here under a name; without a name under their own."""

    name: str
    model: "DecisionModel"


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """All that a DMN file says, with the models that it imports."""

    name: str
    namespace: str
    types: tuple[ItemDefinition, ...]
    inputs: tuple[InputData, ...]
    decisions: tuple[Decision, ...]
    knowledge: tuple[BusinessKnowledge, ...]
    services: tuple[DecisionService, ...]
    imports: tuple[Imported, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that can be referred to, in the order of the kinds."""
        return (*self.inputs, *self.decisions, *self.knowledge, *self.services)

    def decision(self, name_or_id: str) -> Decision:
        """The decision of that id or name; raises `ModelError`."""
        return found(self.decisions, name_or_id)


PartOf = TypeVar("PartOf", bound=Part)


def found(parts: tuple[PartOf, ...], name_or_id: str) -> PartOf:
    """The part of that id, else the first of that name; raises `ModelError`."""
    by_name = [part for part in parts if part.name == name_or_id]
    for part in [part for part in parts if part.id == name_or_id] + by_name:
        return part
    known = ", ".join(f"“{part.name}”" for part in parts)
    raise ModelError(
        Message(
            f"mô hình không có “{name_or_id}”; có: {known or 'không gì cả'}",
            f"the model has no “{name_or_id}”; it has: {known or 'nothing'}",
        )
    )


def boxes_in(box: Box) -> Iterator[Box]:
    """The box and all boxes inside it."""
    waiting: list[object] = [box]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Boxed):
            yield each  # type: ignore[misc]  # every kind of box is in Box
        if isinstance(each, (Boxed, Entry)) and not isinstance(each, TableBox):
            waiting += [getattr(each, field.name) for field in fields(each)]
        elif isinstance(each, tuple):
            waiting += each
