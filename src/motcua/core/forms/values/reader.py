"""The shape of every reader of values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from motcua.core.forms.context import FilingContext
from motcua.core.forms.problems import Json, Refused

Reader: TypeAlias = "Callable[[object, FilingContext], Json | Refused]"
"""Turns what was submitted into a normalised value; None when nothing was submitted. Reading a normalised value again
gives the same value. A reader never raises, whatever it is given."""
