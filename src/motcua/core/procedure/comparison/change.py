"""One difference, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.core.forms import Text

ADDED, REMOVED = "added", "removed"


class Part(StrEnum):
    """What of a procedure a change is about."""

    PROCEDURE = "procedure"
    LAW = "law"
    CASE = "case"
    LIMIT = "limit"
    PAPER = "paper"
    RESULT = "result"
    STEP = "step"
    OUTCOME = "outcome"
    GROUP = "group"
    NODE = "node"
    FLOW = "flow"
    FORM = "form"
    FEE = "fee"
    RELIEF = "relief"
    LETTER = "letter"
    CHILD = "child"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. kind: `added`, `removed`, or what of it changed, such as `limit`, `role` or `condition`.

    key: what it is about, by the keys of the package: `check`, `check.verify`, `form.yaml owner_name`. old and new are
    in words; None on the side where it is not.
    """

    part: Part
    kind: str
    key: str
    message: Text
    old: Text | None
    new: Text | None


@dataclass(frozen=True, slots=True)
class Total:
    """A figure before and after, such as the number of steps."""

    key: str
    name: Text
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences in the order in which one reads a procedure, and the figures that a reform is judged by."""

    changes: tuple[Change, ...]
    totals: tuple[Total, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.changes)
