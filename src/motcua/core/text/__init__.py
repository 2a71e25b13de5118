"""Vietnamese text: one way to fold it for search, one way to sort it, one way to tell people what went wrong."""

from motcua.core.text.folding import fold, normal
from motcua.core.text.ordering import sort_key
from motcua.core.text.told import Parts, ToldError, sent_as_it_is

__all__ = ["Parts", "ToldError", "fold", "normal", "sent_as_it_is", "sort_key"]
