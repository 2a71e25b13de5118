"""What the expressions of one model may use: its types and those it imports, and the names of entries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from motcua.core.rules.cursor import BUILTIN_TYPES, Known
from motcua.core.rules.decisions.model import (
    Box,
    ContextBox,
    DecisionModel,
    ModelError,
    RelationBox,
    TableBox,
    boxes_in,
)
from motcua.core.rules.decisions.parsing import Surroundings
from motcua.core.rules.decisions.types import ItemDefinition, ItemTypes
from motcua.core.rules.errors import Message
from motcua.core.rules.evaluation import Limits
from motcua.core.rules.names import NameTable

MOST_MODELS: Final = 200
"""Models that a model imports, each counted as often as a way leads to it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """One model with what its expressions may use, and how it is called from the model that is evaluated."""

    model: DecisionModel
    path: tuple[str, ...]
    around: Surroundings

    def import_of(self, namespace: str) -> str | None:
        """The name under which a namespace is known here; empty for the model itself, nothing for a stranger."""
        if namespace == self.model.namespace:
            return ""
        return next((each.name for each in self.model.imports if each.model.namespace == namespace), None)


def environment_of(model: DecisionModel, path: tuple[str, ...], limits: Limits) -> Environment:
    """The environment of a model; raises `ModelError` for too many imports, and the errors of expressions."""
    definitions = [
        _renamed(definition, prefix, prefix + definition.name)
        for prefix, each in _with_imports(model)
        for definition in each.types
    ]
    types = ItemTypes(definitions, limits)
    known = Known.of((), types.parsed)
    members = NameTable(_members(model, definitions))
    return Environment(model, path, Surroundings(replace(known, members=members), types, limits))


def _with_imports(model: DecisionModel) -> list[tuple[str, DecisionModel]]:
    """The model and all that it imports, each with what stands before the names of its types here."""
    found = [("", model)]
    for prefix, each in found:
        found += [
            (f"{prefix}{imported.name}." if imported.name else prefix, imported.model) for imported in each.imports
        ]
        if len(found) > MOST_MODELS:
            raise ModelError(
                Message(f"mô hình nhập hơn {MOST_MODELS} mô hình", f"the model imports over {MOST_MODELS} models")
            )
    return found


def _renamed(definition: ItemDefinition, prefix: str, name: str) -> ItemDefinition:
    def called(reference: str) -> str:
        return reference if not reference or reference in BUILTIN_TYPES else prefix + reference

    if not prefix:
        return definition
    return replace(
        definition,
        name=name,
        type=called(definition.type),
        components=tuple(_renamed(each, prefix, each.name) for each in definition.components),
        parameters=None if definition.parameters is None else tuple(map(called, definition.parameters)),
        result=called(definition.result),
    )


def _members(model: DecisionModel, definitions: list[ItemDefinition]) -> Iterator[str]:
    """The names that may stand after a dot, or in a filter."""
    for definition in definitions:
        yield from _components(definition)
    for each in model.imports:
        yield from (part.name for part in each.model.parts)
    for service in model.services:
        yield from (decision.name for decision in model.decisions if len(service.outputs) > 1)
    for logic in (*(each.logic for each in model.decisions), *(each.function for each in model.knowledge)):
        if logic is not None:
            yield from (name for box in boxes_in(logic) for name in _entries(box))


def _components(definition: ItemDefinition) -> Iterator[str]:
    for component in definition.components:
        yield component.name
        yield from _components(component)


def _entries(box: Box) -> Iterator[str]:
    if isinstance(box, TableBox):
        yield from (output.name for output in box.table.outputs if output.name)
    elif isinstance(box, RelationBox):
        yield from (column.name for column in box.columns)
    elif isinstance(box, ContextBox):
        yield from (entry.variable.name for entry in box.entries if entry.variable)
