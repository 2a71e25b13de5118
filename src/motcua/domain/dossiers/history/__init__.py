"""The invented past of a training city: some thousand dossiers, decided by the same acts under a simulated clock.

It has no place in a real city and refuses to work there. docs/how-it-works/training-history.md tells how it is made.
"""

from motcua.domain.dossiers.history.making import Made, make_history
from motcua.domain.dossiers.invention.errors import HistoryError, NobodyError, NotATrainingCityError, RecipeError

__all__ = ["HistoryError", "Made", "NobodyError", "NotATrainingCityError", "RecipeError", "make_history"]
