"""A dossier and its parts at other agencies: one life after the other in the order of time, and what passes between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.history.city import City
from motcua.domain.dossiers.history.filings import filed
from motcua.domain.dossiers.history.life import Life, Next
from motcua.domain.dossiers.history.plan import Planned
from motcua.domain.dossiers.history.recipe import Fate
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.kin import called_off, opened, told
from motcua.domain.dossiers.linked import Own
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.types import ErrandKind, Part

# How long the systems take to pass a part on.
ON_THE_WAY = timedelta(seconds=15)
_OF_PARTS = 10_000_000


class FamilyMove(NamedTuple):
    """The next act on one of the dossiers of a family. part: the number of a part, 0 for the whole."""

    at: datetime
    part: int
    move: Next


class Family:
    """One planned dossier from its filing on, with the parts that come from it. Most have none."""

    def __init__(self, city: City, planned: Planned, until: datetime) -> None:
        self._city = city
        self._planned = planned
        self._until = until
        self._whole = Life(city, planned, filed(city, planned))
        self._parts: dict[int, Life] = {}
        self._settle(planned.filed_at)

    def chronicles(self) -> Iterator[Chronicle]:
        """All its dossiers, the whole first."""
        yield self._whole.chronicle
        yield from (life.chronicle for life in self._parts.values())

    def next(self) -> FamilyMove | None:
        """What happens next to any of them; nothing when nobody does anything any more."""
        lives = {0: self._whole, **self._parts}
        moves = [FamilyMove(move.at, n, move) for n, life in lives.items() if (move := life.next())]
        return min(moves, key=lambda each: (each.at, each.part), default=None)

    def do(self, move: FamilyMove) -> None:
        """Let it happen, and carry what follows from it to the others."""
        life = self._parts[move.part] if move.part else self._whole
        life.do(move.move)
        self._settle(move.at)

    def _settle(self, at: datetime) -> None:
        """Carry every errand that is due; one that would come after the end is left to the city's own worker."""
        for n, life in list(self._parts.items()):
            if life.chronicle.errands.pop(ErrandKind.TELL, None):
                self._tell(n, life.chronicle, at)
        if ErrandKind.SEND in self._whole.chronicle.errands and at + ON_THE_WAY <= self._until:
            del self._whole.chronicle.errands[ErrandKind.SEND]
            for part in self._whole.case.parts:
                self._send(part, at + ON_THE_WAY)

    def _tell(self, n: int, chronicle: Chronicle, at: datetime) -> None:
        if told(self._whole.chronicle, n, chronicle, at):
            self._whole.stands_since(at)

    def _send(self, part: Part, at: datetime) -> None:
        life = self._parts.get(part.n)
        if part.is_open and life is None:
            self._parts[part.n] = self._opened(part, at)
        elif part.called_off_at and life and life.case.phase.is_open:
            called_off(self._whole.chronicle, life.chronicle, self._city.recipe.words["called_off"], at)
            life.chronicle.errands.clear()

    def _opened(self, part: Part, at: datetime) -> Life:
        """The part at its agency, as the city's worker would file it, with a life of its own."""
        whole, n = self._whole.chronicle, self._planned.n + _OF_PARTS * part.n
        code = whole.world.procedure.children[part.child].code
        version_id = catalogue.published(code, at.date())
        own = Own(version_id, self._city.world(version_id))
        reference = new_reference(Chance(self._city.seed, n, "ids").choice)
        ids = Chance(self._city.seed, n, "commands")
        chronicle = opened(whole, part, own, reference, at, commands=lambda: UUID(int=ids.getrandbits(128), version=4))
        return Life(self._city, self._plan_of(part, code, n, at), chronicle)

    def _plan_of(self, part: Part, code: str, n: int, at: datetime) -> Planned:
        """What becomes of a part: the fate of the whole, where that lies at this part; else all goes well."""
        recipe, planned, chance = self._city.recipe, self._planned, Chance(self._city.seed, n, "plan")
        offer = recipe.parts.get(code) or recipe.offers[code]
        is_slow = planned.slow_step == part.step and planned.fate in (Fate.LATE, Fate.APOLOGISED, Fate.STUCK)
        is_rejected = planned.fate is Fate.REJECTED and part.step in planned.offer.rejected
        return replace(
            planned,
            n=n,
            filed_at=at,
            offer=offer,
            case=self._whole.chronicle.world.procedure.children[part.child].case,
            fate=planned.fate if is_slow or is_rejected else Fate.DONE,
            slow_step=chance.pick(offer.slow_at),
        )
