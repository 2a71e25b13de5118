"""A test dossier on its course: stored in the trial space, or only in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid4

from motcua.core.process import ProcessError
from motcua.domain.dossiers.acts import timers
from motcua.domain.dossiers.acts.case import World
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.services.perform import Act, perform
from motcua.domain.dossiers.services.timers import fire_timer
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.trial.beside import work_beside
from motcua.domain.dossiers.trial.deeds import work_at_tasks, work_at_waits
from motcua.domain.dossiers.trial.handing_in import HandedIn
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.stand import Stand, Work
from motcua.domain.dossiers.types import TIMER, Actor
from motcua.domain.dossiers.world import world_of

_NO_COMMAND = UUID(int=0)


class Course(Protocol):
    """One dossier that is led from act to act."""

    def stand(self, now: datetime) -> Stand:
        """As it stands at that moment of its clock."""

    def does(self, actor: Actor, now: datetime, act: Act, *, takes_number: bool) -> None:
        """One act. Raises ToldError, and leaves no trace then."""

    def fires(self, n: int, at: datetime) -> None:
        """Let a timer fire."""


class StoredCourse:
    """A dossier in the trial space, led by the city's own services."""

    def __init__(self, dossier_id: UUID, stand_in: int) -> None:
        self._id = dossier_id
        self._hands = Hands(date.min, stand_in)

    def stand(self, now: datetime) -> Stand:
        """As the tables have it."""
        case, _ = read_case(self._id, _NO_COMMAND)
        hands = replace(self._hands, on=now.date())
        return Stand(case, world_of(case.version_id), StoredPast(self._id).parties(), hands, now)

    def has_done(self, command: UUID) -> bool:
        """Whether this very click was done before."""
        return read_case(self._id, command)[1]

    def does(self, actor: Actor, now: datetime, act: Act, *, takes_number: bool, command: UUID | None = None) -> None:
        """One act, once for each command."""
        perform(self._id, actor, command or uuid4(), now, act, takes_number=takes_number)

    def fires(self, n: int, at: datetime) -> None:
        """Let a timer fire, as the worker does."""
        fire_timer(self._id, n, at)


class RememberedCourse:
    """A dossier that is nowhere but in memory: what many plays are made of."""

    def __init__(self, handed_in: HandedIn, world: World, hands: Hands) -> None:
        self._hands = hands
        self.chronicle = Chronicle(handed_in.case, world, handed_in.filing, handed_in.submitter)

    def stand(self, now: datetime) -> Stand:
        """As the last act left it."""
        kept = self.chronicle
        return Stand(kept.case, kept.world, kept.parties(), replace(self._hands, on=now.date()), now)

    def does(self, actor: Actor, now: datetime, act: Act, *, takes_number: bool) -> None:
        """One act."""
        _told(lambda: self.chronicle.does(actor, now, act))

    def fires(self, n: int, at: datetime) -> None:
        """Let a timer fire."""
        _told(lambda: self.chronicle.does(TIMER, at, lambda work: timers.fire(work, n)))


def _told(do: Callable[[], object]) -> None:
    """What the engine refuses is told in the words of a dossier, as the services do."""
    try:
        do()
    except ProcessError as error:
        raise WrongPhaseError(error.message.vi, error.message.en) from error


def works(stand: Stand) -> tuple[Work, ...]:
    """Everything that can be done now, steps first."""
    return (*work_at_tasks(stand), *work_at_waits(stand), *work_beside(stand))
