"""A finding about a drawn process: where it is, what is wrong, what to do. Checks return these; errors carry them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Text(NamedTuple):
    """One message in the two languages of the system."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `error` means that the process must not be used, `warning` that somebody should look."""

    level: Literal["error", "warning"]
    code: str
    element: str
    line: int
    message: Text

    def __str__(self) -> str:
        return f"dòng {self.line}, {self.element}: {self.message}"


def error(code: str, element: str, line: int, vi: str, en: str) -> Problem:
    """A finding that forbids use."""
    return Problem("error", code, element, line, Text(vi, en))


def warning(code: str, element: str, line: int, vi: str, en: str) -> Problem:
    """A finding that somebody should look at."""
    return Problem("warning", code, element, line, Text(vi, en))
