"""Why a past cannot be invented; the message says what to do."""

from __future__ import annotations


class InventionError(Exception):
    """Something that is wanted for an invented past is not there or cannot be used."""


class RecipeError(InventionError):
    """A file of the recipe is missing or says something that cannot be used; the message names it."""


class NobodyError(InventionError):
    """An office of the city has nobody for the work that comes to it; the message says where to add somebody."""
