"""Very many dossiers into the real tables at once, each as its officers would have left it.

What a dossier's events say is decided by the real acts, played in memory (`playing.py`). Dossiers of one shape differ in
moments, people, offices and numbers only: those that were played show where these stand (`learning.py`), and the others
are cast in that mould (`mould.py`). Both go into the tables by COPY (`writing.py`), in parts that are written whole or
not at all (`loading.py`). docs/adr/0023-city.md says why.
"""

from motcua.domain.dossiers.bulk.errors import BooksInUseError, BulkError, ForeignCourseError, UnplayableCourseError

__all__ = [
    "BooksInUseError",
    "BulkError",
    "ForeignCourseError",
    "UnplayableCourseError",
]
