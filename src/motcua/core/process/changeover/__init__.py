"""Moving a running instance from one drawing of a process to another, without moving it on.

`Changeover(old, new, mapping)` answers for each state where it would stand in the new process, or why it cannot. What
it answers is sound: a dossier of the new process could have come to stand just so by itself, which is tried out on
every way through it. `suggest_mapping` proposes which element of the old drawing is which of the new one.
"""

from motcua.core.process.changeover.changing import Changeover, change_over, shape_of
from motcua.core.process.changeover.names import suggest_mapping
from motcua.core.process.changeover.values import (
    BadMappingError,
    Blocked,
    Change,
    Changed,
    Moved,
    Obstacle,
    ObstacleKind,
    TokenMoved,
)

__all__ = [
    "BadMappingError",
    "Blocked",
    "Change",
    "Changed",
    "Changeover",
    "Moved",
    "Obstacle",
    "ObstacleKind",
    "TokenMoved",
    "change_over",
    "shape_of",
    "suggest_mapping",
]
