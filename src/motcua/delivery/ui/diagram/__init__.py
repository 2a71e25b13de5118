"""The diagram of a process as a picture for a page, and as the rows of the table beside it.

`draw(model, marks=…, notes=…, language=…)` gives an SVG element, `rows(…)` the same as lines of a table. The page
brings the stylesheet `diagram.css`; the template `ui/diagram.html` shows both.
"""

from motcua.delivery.ui.diagram.drawing import draw
from motcua.delivery.ui.diagram.marks import Language, Mark, Note, State, Time
from motcua.delivery.ui.diagram.telling import Row, rows

__all__ = ["Language", "Mark", "Note", "Row", "State", "Time", "draw", "rows"]
