"""From which books linked dossiers and their parts draw numbers, and when: learnt from those that were played."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.families import FamilyAct, acts_of, play_family
from motcua.domain.dossiers.bulk.growing import Book, book_of
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.shape import DRAWS_NOTHING, variant_of
from motcua.domain.dossiers.bulk.surroundings import Place, Surroundings
from motcua.domain.dossiers.city.course import Course

Way = tuple[tuple[Book, int], ...]
"""The books of a dossier, each with the place of the act that draws from it among those that can."""


class FamilyBooks:
    """What is known of families in one process. A dossier draws as all draw that went its way, whatever the others of
    its family do meanwhile.
    """

    def __init__(self, player: Player, around: Surroundings) -> None:
        self._player, self._around = player, around
        self._ways: dict[Hashable, Way | None] = {}

    def draws(self, course: Course) -> Sequence[Draw]:
        """What a dossier draws together with its parts; the first that goes a way is played to learn it."""
        acts = acts_of(course, self._player)
        places = _places(course, acts)
        keys = list(self._keys(course, acts, places))
        ways = [self._ways.get(key) for key in keys]
        if None not in ways:
            return self._foretold(course, acts, places, ways)
        drawn = play_family(self._player, course).draws
        if not all(key in self._ways for key in keys):
            found = [self._ways.get(key) or _way(drawn, own) for key, own in zip(keys, places, strict=True)]
            is_known = self._foretold(course, acts, places, found) == drawn
            self._ways.update(zip(keys, found, strict=True) if is_known else dict.fromkeys(keys))
        return drawn

    def _foretold(
        self, course: Course, acts: Sequence[FamilyAct], places: Sequence[Sequence[int]], ways: Sequence[Way | None]
    ) -> list[Draw]:
        found = []
        for dossier, own, way in zip(course.dossiers(), places, ways, strict=True):
            place = Place(dossier.receiving_id, dossier.competent_id)
            for book, n in way or ():
                at = acts[own[n]].deed.at
                found.append(Draw(book.name(place, at, self._around), at, own[n]))
        return sorted(found, key=lambda draw: draw.deed)

    def _keys(self, course: Course, acts: Sequence[FamilyAct], places: Sequence[Sequence[int]]) -> Iterator[Hashable]:
        """What decides of what each dossier draws: how it was filed and filled in, and which way it and, of a whole,
        its parts went.
        """
        filling = variant_of(course, self._player.deeds(course), self._player.material).filling
        for dossier, own in zip(course.dossiers(), places, strict=True):
            deeds = [acts[n].deed for n in own]
            did = tuple((deed.doing, deed.step.node, deed.step.outcome) for deed in deeds if deed.step)
            heard = () if dossier.part else tuple((step.node, step.outcome) for step in dossier.steps if step.outcome)
            yield dossier.version_id, dossier.case_key, dossier.channel, dossier.assisted, filling, did, heard


def _places(course: Course, acts: Sequence[FamilyAct]) -> list[list[int]]:
    """For each dossier the places of its acts that can draw a number."""
    found: list[list[int]] = [[] for _ in course.dossiers()]
    for n, (member, deed) in enumerate(acts):
        if deed.doing not in DRAWS_NOTHING:
            found[member].append(n)
    return found


def _way(drawn: Sequence[Draw], own: Sequence[int]) -> Way:
    return tuple((book_of(draw), own.index(draw.deed)) for draw in drawn if draw.deed in own)
