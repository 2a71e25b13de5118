"""Does what happened fit what was drawn? Cases are replayed through the process engine itself."""

from motcua.core.mining.conformance.alignment import (
    Alignment,
    Effort,
    Move,
    MoveKind,
    Unexplained,
    align,
    explained,
)
from motcua.core.mining.conformance.checking import Conformance, Deviation, DeviationKind, Reason, check_conformance
from motcua.core.mining.conformance.moves import Moves, alike
from motcua.core.process.steering import Steerable, steerable

__all__ = [
    "Alignment",
    "Conformance",
    "Deviation",
    "DeviationKind",
    "Effort",
    "Move",
    "MoveKind",
    "Moves",
    "Reason",
    "Steerable",
    "Unexplained",
    "align",
    "alike",
    "check_conformance",
    "explained",
    "steerable",
]
