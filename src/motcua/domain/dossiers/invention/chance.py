"""Chance that comes out the same each time: every choice is drawn from the words that say what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

T = TypeVar("T")
Range = tuple[float, float]


class Chance(Random):
    """A source of choices for one thing, such as the fate of the twelfth dossier."""

    def __init__(self, *words: object) -> None:
        """The same words give the same choices."""
        super().__init__("/".join(map(str, words)))

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of the keys, as likely as its weight."""
        return self.choices(list(weights), list(weights.values()))[0]

    def between(self, bounds: Range) -> float:
        """A number between two, each as likely."""
        return self.uniform(*bounds)

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in this share of all cases."""
        return self.random() < share
