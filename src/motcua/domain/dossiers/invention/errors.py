"""Why a history cannot be made; nothing was changed, and the message says what to do."""

from __future__ import annotations


class HistoryError(Exception):
    """A history cannot be made."""


class NotATrainingCityError(HistoryError):
    """An invented past has no place in a real city."""

    def __init__(self) -> None:
        super().__init__("invented dossiers have no place in a real city (MOTCUA_TRAINING=1)")


class RecipeError(HistoryError):
    """A file of the recipe is missing or says something that cannot be used; the message names it."""


class NobodyError(HistoryError):
    """An office of the city has nobody for the work that comes to it; the message says where to add somebody."""
