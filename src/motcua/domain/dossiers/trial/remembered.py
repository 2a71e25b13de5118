"""A test dossier that is nowhere but in memory, with its parts: what many plays are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from motcua.core.process import ProcessError
from motcua.core.text import ToldError
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import timers
from motcua.domain.dossiers.acts.case import World
from motcua.domain.dossiers.acts.parts import find_silent
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.kin import called_off, opened, told
from motcua.domain.dossiers.linked import Own
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.services.linked import why_called_off
from motcua.domain.dossiers.services.perform import Act
from motcua.domain.dossiers.trial.courses import NotPassedOnError
from motcua.domain.dossiers.trial.family import Family, Moment, linked_part
from motcua.domain.dossiers.trial.handing_in import HandedIn
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.stand import Stand
from motcua.domain.dossiers.trial.types import LinkedPart
from motcua.domain.dossiers.types import LINK, TIMER, Actor, ErrandKind, Part
from motcua.domain.dossiers.world import new_code, world_of


class Worlds:
    """The worlds of versions, with numbers that are given out in memory."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._known: dict[int, World] = {}

    def of(self, version_id: int) -> World:
        """The world in which dossiers of that version live."""
        if version_id not in self._known:
            code = partial(new_code, next_number=self._next)
            self._known[version_id] = replace(world_of(version_id), next_number=self._next, new_code=code)
        return self._known[version_id]

    def _next(self, scope: str) -> int:
        self._given[scope] += 1
        return self._given[scope]


class RememberedCourse:
    """One dossier in memory, led by the same acts as one that is stored."""

    def __init__(self, handed_in: HandedIn, worlds: Worlds, hands: Hands) -> None:
        self._worlds = worlds
        self._hands = hands
        world = worlds.of(handed_in.case.version_id)
        self.whole = Chronicle(handed_in.case, world, handed_in.filing, handed_in.submitter)
        self._parts: dict[UUID, Chronicle] = {}
        self._carries(handed_in.case.submitted_at)

    def parts(self) -> Iterator[tuple[str, Chronicle]]:
        """The parts that it had, each with the key of its linked procedure."""
        for part in self.whole.case.parts:
            if part.part_id in self._parts:
                yield part.child, self._parts[part.part_id]

    def family(self, now: datetime) -> Family:
        """As the last act left them."""
        whole = self._stand(self.whole, now)
        running = [
            (part, kept)
            for part in self.whole.case.parts
            if (kept := self._parts.get(part.part_id)) and not kept.case.phase.is_final
        ]
        return Family(whole, tuple(self._stand(kept, now, linked_part(whole, part)) for part, kept in running))

    def does(self, dossier_id: UUID, actor: Actor, now: datetime, act: Act, *, takes_number: bool) -> None:
        """One act, and what it makes the others do."""
        chronicle = self._parts.get(dossier_id, self.whole)
        _in_words(lambda: chronicle.does(actor, now, act))
        self._carries(now)

    def passes(self, moment: Moment, at: datetime) -> None:
        """A timer fires, or an agency is found silent."""
        timer = moment.timer
        if timer:
            self.does(moment.stand.case.id, TIMER, at, lambda work: timers.fire(work, timer.n), takes_number=False)
        else:
            self.does(self.whole.case.id, LINK, at, find_silent, takes_number=False)

    def _stand(self, kept: Chronicle, now: datetime, part: LinkedPart | None = None) -> Stand:
        return Stand(kept.case, kept.world, kept.parties(), replace(self._hands, on=now.date()), now, part)

    # --- what passes between them

    def _carries(self, at: datetime) -> None:
        try:
            while self._tells(at) or self._sends(at):
                pass
        except (ToldError, ProcessError) as error:
            raise _not_passed_on(error) from error

    def _tells(self, at: datetime) -> bool:
        """Whether the whole was told anything."""
        telling = [each for each in self.whole.case.parts if self._has_news(each)]
        for part in telling:
            told(self.whole, part.n, self._parts[part.part_id], at)
        return bool(telling)

    def _has_news(self, part: Part) -> bool:
        kept = self._parts.get(part.part_id)
        return kept is not None and kept.errands.pop(ErrandKind.TELL, None) is not None

    def _sends(self, at: datetime) -> bool:
        """Whether parts were to be opened or called off."""
        if self.whole.errands.pop(ErrandKind.SEND, None) is None:
            return False
        for part in self.whole.case.parts:
            kept = self._parts.get(part.part_id)
            if part.is_open and kept is None:
                self._parts[part.part_id] = self._opened(part, at)
            elif part.called_off_at and kept:
                called_off(self.whole, kept, why_called_off(self.whole.case.phase), at)
        return True

    def _opened(self, part: Part, at: datetime) -> Chronicle:
        version_id = catalogue.published(self.whole.world.procedure.children[part.child].code, at.date())
        return opened(self.whole, part, Own(version_id, self._worlds.of(version_id)), new_reference(), at)


def _in_words(do: Callable[[], object]) -> None:
    """What the engine refuses is told in the words of a dossier, as the services do."""
    try:
        do()
    except ProcessError as error:
        raise WrongPhaseError(error.message.vi, error.message.en) from error


def _not_passed_on(error: ToldError | ProcessError) -> NotPassedOnError:
    told_in = error.message if isinstance(error, ProcessError) else error
    return NotPassedOnError(told_in.vi, told_in.en)
