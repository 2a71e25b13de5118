"""What the drawing of a file lacks, and what it shows that a layout cannot."""

from __future__ import annotations

from typing import NamedTuple

from motcua.core.process.drawing import Diagram
from motcua.core.process.layout.arrange import arrange
from motcua.core.process.model import Element, Model


class Coverage(NamedTuple):
    """`missing`: what a layout draws and the file does not. `beyond`: what the file draws and a layout would lose."""

    missing: tuple[Element, ...]
    beyond: tuple[Element, ...]


def coverage(model: Model) -> Coverage:
    """Compare the drawing of the file with that of a layout, element by element in file order."""
    own, laid_out = _shown(model.diagrams), _shown(arrange(model))
    return Coverage(
        tuple(element for element in model.elements if element.id in laid_out - own),
        tuple(element for element in model.elements if element.id in own - laid_out),
    )


def _shown(diagrams: tuple[Diagram, ...]) -> set[str]:
    shapes = {shape.element for diagram in diagrams for shape in diagram.shapes}
    return shapes | {edge.element for diagram in diagrams for edge in diagram.edges}
