"""The diagram of a process as a picture for a page, and as the rows of the table beside it.

`dossier_diagram(page, now)` shows where a dossier stands, `procedure_diagram(procedure)` the bare process; both are for
the template `ui/diagram.html` on a page that brings the stylesheet `motcua/css/diagram.css`. Under them lie
`draw(model, marks=…, notes=…, language=…)`, which gives an SVG element, and `rows(…)`, which gives the same in words.
"""

from motcua.delivery.ui.diagram.drawing import draw
from motcua.delivery.ui.diagram.marks import Language, Mark, Note, State, Time
from motcua.delivery.ui.diagram.shown import ShownDiagram, dossier_diagram, procedure_diagram
from motcua.delivery.ui.diagram.telling import Row, rows

__all__ = [
    "Language",
    "Mark",
    "Note",
    "Row",
    "ShownDiagram",
    "State",
    "Time",
    "dossier_diagram",
    "draw",
    "procedure_diagram",
    "rows",
]
