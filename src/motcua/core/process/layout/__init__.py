"""Layout of drawn processes: coordinates for a model that has none, and BPMN DI for its file.

Lanes are horizontal strips in file order, time runs from left to right. The same model always gets the same drawing.

The way from a model to a drawing, a file for each step: `sheets` says how large everything is; `turns` which links lead
back; `columns` and `rows` where everything stands; `trips` and `routes` which way the links take along the lines of the
`grid`; `wires` how links lie side by side; `clusters` where the words stand; `heights` and `widths` turn lines into
pixels; `picture` is the sequence of these steps, `arrange` adds pools and lanes, `writing` puts it into the file,
`coverage` compares it with the drawing that a file has,
`reading` lists the nodes in the order of the drawing.
"""

from __future__ import annotations

from motcua.core.process.layout.arrange import TooLargeToDrawError, arrange
from motcua.core.process.layout.coverage import Coverage, coverage
from motcua.core.process.layout.reading import reading_order
from motcua.core.process.layout.writing import write_diagrams
from motcua.core.process.reader import read_model
from motcua.core.process.safe_xml import ORDINARY, Limits

__all__ = ["Coverage", "TooLargeToDrawError", "arrange", "coverage", "lay_out", "reading_order"]


def lay_out(xml: bytes, limits: Limits = ORDINARY) -> bytes:
    """The same BPMN file with its drawing made anew; what is not drawing stays byte for byte.

    A file without any process comes back unchanged. Raises UnreadableModelError for what cannot be read as BPMN,
    TooLargeToDrawError for what is too large.
    """
    model = read_model(xml, limits)
    return write_diagrams(xml, model, arrange(model))
