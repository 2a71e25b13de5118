"""From which books dossiers draw numbers, and by which of their acts: learnt from those that were played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.deeds import Deed, Doing, is_taken_in_at_once
from motcua.domain.dossiers.bulk.growing import Book, book_of
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.shape import DRAWS_NOTHING, filing_of, variant_of
from motcua.domain.dossiers.bulk.surroundings import Place, Surroundings
from motcua.domain.dossiers.city.course import Course

Drawn = tuple[Book, ...]


class Drawing:
    """What is known of the acts in one process. An act draws as it drew in others that were filed and filled in alike,
    and in which the steps before had ended so.
    """

    def __init__(self, player: Player, around: Surroundings) -> None:
        self._player, self._around = player, around
        self._known: dict[Hashable, Drawn | None] = {}

    def draws(self, course: Course, deeds: Sequence[Deed]) -> Sequence[Draw]:
        """What a dossier draws. It is played if one of its acts is new, or once drew otherwise."""
        places = [n for n, deed in enumerate(deeds) if deed.doing not in DRAWS_NOTHING]
        keys = list(self._keys(course, deeds, places))
        books = [self._known.get(key) for key in keys]
        if None not in books:
            return list(self._foretold(course, deeds, places, books))
        drawn = self._player.play(course).draws
        for key, place in zip(keys, places, strict=True):
            found = tuple(book_of(draw) for draw in drawn if draw.deed == place)
            self._known[key] = found if self._known.get(key, found) == found else None
        return drawn

    def _foretold(
        self, course: Course, deeds: Sequence[Deed], places: Sequence[int], books: Sequence[Drawn | None]
    ) -> Iterator[Draw]:
        place = Place(course.receiving_id, course.competent_id)
        for n, drawn in zip(places, books, strict=True):
            for book in drawn or ():
                yield Draw(book.name(place, deeds[n].at, self._around), deeds[n].at, n)

    def _keys(self, course: Course, deeds: Sequence[Deed], places: Sequence[int]) -> Iterator[Hashable]:
        """For each act that can draw all that decides of it: how the dossier was filed, what was done how often, and
        how the steps before have ended.
        """
        procedure = self._player.world(course.version_id).procedure
        filling = variant_of(course, deeds, self._player.material).filling
        filed = *filing_of(course), filling, is_taken_in_at_once(course, procedure)
        ended: dict[str, str] = {}
        done: Counter[tuple[Doing, str]] = Counter()
        for n in places:
            doing, step = deeds[n].doing, deeds[n].step
            if step is not None and doing is Doing.END:
                ended[step.node] = step.outcome
            act = doing, step.node if step else ""
            done[act] += 1
            yield filed, act, frozenset(done.items()), frozenset(ended.items())
