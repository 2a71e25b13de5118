"""Regular expressions as FEEL has them (those of XPath), in bounded time.

Python's `re` can be kept busy for hours by a pattern of twenty characters, so these have a matcher of their own.
A pattern becomes a small program; the matcher backtracks over it, but never enters a state twice, which makes the
work at most the length of the program times that of the text (more only for patterns with back references).
Every step is counted, and too many end the search.
"""

from motcua.core.rules.patterns.program import PatternError
from motcua.core.rules.patterns.search import Search, TooManyStepsError

__all__ = ["PatternError", "Search", "TooManyStepsError"]
