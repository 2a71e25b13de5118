"""Filling in a form: the citizen's pages and the counter's screen show, read and keep it in the same way.

`fill_in` makes what the templates of `ui/filling/` show, `posted_values` reads a posted page back into the data that a
form validates, and `motcua/filling/filling.js` brings the page to life where there is JavaScript.
"""

from motcua.delivery.ui.filling.fields import FilledField, FilledRow
from motcua.delivery.ui.filling.page import FilledForm, FilledSection, PageProblem, anchor, fill_in
from motcua.delivery.ui.filling.posted import (
    ButtonPressed,
    button_pressed,
    posted_values,
    with_row_act,
    without_empty_rows,
)

__all__ = [
    "ButtonPressed",
    "FilledField",
    "FilledForm",
    "FilledRow",
    "FilledSection",
    "PageProblem",
    "anchor",
    "button_pressed",
    "fill_in",
    "posted_values",
    "with_row_act",
    "without_empty_rows",
]
