"""A dossier and the drawing that it is moved to."""

from motcua.core.process.changeover import (
    Blocked,
    Changed,
    ObstacleKind,
    change_over,
)
from tests.core.process.drawn import NOW, Dossier, compiled

TWO_BRANCHES = """
start s
user appraise
parallel fork
user police
user survey
parallel join
user sign
end e
s -> appraise -> fork -> police -> join
fork -> survey -> join
join -> sign -> e
"""
ONE_AFTER_THE_OTHER = """
start s
user appraise
user police
user survey
user sign
end e
s -> appraise -> police -> survey -> sign -> e
"""


def moved(old: Dossier, drawing: str, **mapping: str) -> Changed:
    found = change_over(old.definition, compiled(drawing), old.state, mapping, NOW)
    assert isinstance(found, Changed), found
    return found


def refused(old: Dossier, drawing: str, mapping: dict[str, str] | None = None) -> dict[str, ObstacleKind]:
    """Why not: by element."""
    found = change_over(old.definition, compiled(drawing), old.state, mapping or {}, NOW)
    assert isinstance(found, Blocked), found
    assert all(each.message.vi and each.message.en for each in found.obstacles)
    return {each.element: each.kind for each in found.obstacles}
