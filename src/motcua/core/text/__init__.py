"""Vietnamese text: one way to fold it for search, one way to sort it."""

from motcua.core.text.folding import fold, normal
from motcua.core.text.ordering import sort_key

__all__ = ["fold", "normal", "sort_key"]
