"""What the dossiers of a history share: the recipe, the staff, the numbers given out, the papers that stand for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from motcua.domain.dossiers.acts.case import World
from motcua.domain.dossiers.history.recipe import Recipe
from motcua.domain.dossiers.invention.staff import Staff
from motcua.domain.dossiers.world import new_code, world_of
from motcua.domain.records.types import Document
from motcua.infra.numbering import last_numbers, take_many


class Numbers:
    """Numbers without gaps, given out in memory and taken from the city in one go at the end."""

    def __init__(self) -> None:
        self._seen = last_numbers()
        self._last: dict[str, int] = {}

    def next(self, scope: str) -> int:
        """The next number in a scope."""
        number = self._last.get(scope, self._seen.get(scope, 0)) + 1
        self._last[scope] = number
        return number

    def take(self) -> None:
        """Take all that were given out. Raises NumbersMovedError when somebody else took one meanwhile."""
        take_many(self._seen, self._last)


@dataclass
class City:
    """One city and one history in the making."""

    recipe: Recipe
    specimen: Document
    staff: Staff = field(default_factory=Staff)
    numbers: Numbers = field(default_factory=Numbers)
    _worlds: dict[int, World] = field(default_factory=dict)

    @property
    def seed(self) -> str:
        """What all chance is drawn from."""
        return self.recipe.arrivals.seed

    def world(self, version_id: int) -> World:
        """The world of a version of a procedure, with this history's numbers."""
        if version_id not in self._worlds:
            coded: Callable[..., str] = partial(new_code, next_number=self.numbers.next)
            world = replace(world_of(version_id), next_number=self.numbers.next, new_code=coded)
            self._worlds[version_id] = world
        return self._worlds[version_id]
