"""Everything that is known about the elements of a diagram, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.core.process.model import FlowNode, Model, SequenceFlow
from motcua.delivery.ui.diagram.marks import Language, Mark, Note, note_words, state_words


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The model and what the page says about it. `kind` and `name` know every element, `node` and `flow` only some.

    `closed` are the pools that show nothing of their inside, `ridden` the activities with events on their border.
    """

    kind: Mapping[str, str]
    name: Mapping[str, str]
    node: Mapping[str, FlowNode]
    flow: Mapping[str, SequenceFlow]
    closed: frozenset[str]
    ridden: frozenset[str]
    marks: Mapping[str, Mark]
    notes: Mapping[str, Note]
    language: Language

    def state(self, element: str) -> str:
        """The class for where the dossier stands with an element."""
        mark = self.marks.get(element)
        return f" d-{mark.state}" if mark else ""

    def note(self, element: str) -> list[str]:
        """The small words under the name of a step."""
        return note_words(self.notes.get(element), self.marks.get(element), self.language)

    def hint(self, element: str) -> str:
        """All about a node, for a pointing device."""
        state = state_words(self.marks.get(element), self.language) if self.marks else ""
        words = (" ".join(self.name.get(element, "").split()), state, *self.note(element))
        return ". ".join(part for part in words if part)


def look_at(model: Model, marks: Mapping[str, Mark], notes: Mapping[str, Note], language: Language) -> View:
    """Look everything up once."""
    nodes = [node for process in model.processes for node in process.content.all_nodes()]
    scopes = [process.content for process in model.processes]
    scopes += [node.content for node in nodes if node.content is not None]
    filled = {process.id for process in model.processes if process.content.nodes}
    return View(
        kind={element.id: element.kind for element in model.elements},
        name={element.id: element.name for element in model.elements},
        node={node.id: node for node in nodes},
        flow={flow.id: flow for scope in scopes for flow in scope.flows},
        closed=frozenset(pool.id for pool in model.participants if pool.process not in filled),
        ridden=frozenset(node.attached_to for node in nodes if node.attached_to),
        marks=marks,
        notes=notes,
        language=language,
    )
