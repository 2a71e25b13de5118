"""Fills the tables from the plain files of `catalogue/reference`.

Safe to run again: what is there is brought up to date, nothing is removed, and what was ended here stays ended.
"""

from motcua.domain.identity.reference.loading import Loaded, load_people, load_reference
from motcua.domain.identity.reference.reading import BadReferenceError

__all__ = ["BadReferenceError", "Loaded", "load_people", "load_reference"]
