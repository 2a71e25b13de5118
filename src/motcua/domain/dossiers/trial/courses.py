"""A test dossier on its course, with its parts: stored in the trial space, or only in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.core.text import ToldError
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.errors import DossierError
from motcua.domain.dossiers.models import Dossier, DossierErrand, DossierEvent
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.services.linked import DueErrand, carry
from motcua.domain.dossiers.services.perform import Act, perform
from motcua.domain.dossiers.services.timers import fire_timer
from motcua.domain.dossiers.store.read import read_case, read_cases
from motcua.domain.dossiers.trial.beside import work_beside
from motcua.domain.dossiers.trial.deeds import work_at_tasks, work_at_waits
from motcua.domain.dossiers.trial.family import Family, Moment, linked_part
from motcua.domain.dossiers.trial.hands import Hands
from motcua.domain.dossiers.trial.stand import Stand, Work
from motcua.domain.dossiers.trial.types import LinkedPart
from motcua.domain.dossiers.types import Actor, ErrandKind
from motcua.domain.dossiers.world import world_of
from motcua.infra.letters import LetterError

_NO_COMMAND = UUID(int=0)


class NotPassedOnError(DossierError):
    """What passes between a whole and its parts could not be carried."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Không chuyển được giữa các cơ quan: {vi}", f"Nothing could be passed on: {en}")


class Course(Protocol):
    """One dossier that is led from act to act, and its parts with it."""

    def family(self, now: datetime) -> Family:
        """As they stand at that moment of their clock."""

    def does(self, dossier_id: UUID, actor: Actor, now: datetime, act: Act, *, takes_number: bool) -> None:
        """One act on one of them, and what it makes the others do. Raises ToldError, and leaves no trace then;
        NotPassedOnError when the others could not be told, after which nothing can be done any more.
        """

    def passes(self, moment: Moment, at: datetime) -> None:
        """Let time do what it does at that moment."""


class StoredCourse:
    """A dossier in the trial space, led by the city's own services."""

    def __init__(self, dossier_id: UUID, stand_in: int) -> None:
        self._id = dossier_id
        self._hands = Hands(date.min, stand_in)

    def family(self, now: datetime) -> Family:
        """As the tables have it."""
        case, _ = read_case(self._id, _NO_COMMAND)
        whole = self._stand(case, now)
        opened = read_cases([part.part_id for part in case.parts]) if case.parts else {}
        running = [part for part in case.parts if part.part_id in opened and not opened[part.part_id].phase.is_final]
        return Family(
            whole, tuple(self._stand(opened[part.part_id], now, linked_part(whole, part)) for part in running)
        )

    def has_done(self, command: UUID) -> bool:
        """Whether this very click was done before."""
        return DossierEvent.objects.filter(dossier_id__in=self._members(), command=command).exists()

    def does(
        self,
        dossier_id: UUID,
        actor: Actor,
        now: datetime,
        act: Act,
        *,
        takes_number: bool,
        command: UUID | None = None,
    ) -> None:
        """One act, once for each command, undone where its errands cannot be carried."""
        with transaction.atomic():
            perform(dossier_id, actor, command or uuid4(), now, act, takes_number=takes_number)
            self.carries(now)

    def passes(self, moment: Moment, at: datetime) -> None:
        """A timer fires, as the worker lets it; that an agency is silent is found by an errand."""
        with transaction.atomic():
            if moment.timer:
                fire_timer(moment.stand.case.id, moment.timer.n, at)
            self.carries(at)

    def carries(self, now: datetime) -> None:
        """Carry at once what a worker would carry soon, until nothing is left to do."""
        while errands := self._due(now):
            for errand in errands:
                try:
                    carry(errand, now)
                except ToldError as error:
                    raise NotPassedOnError(error.vi, error.en) from error
                except LetterError as error:
                    raise NotPassedOnError(str(error), str(error)) from error

    def _due(self, now: datetime) -> list[DueErrand]:
        rows = DossierErrand.objects.filter(dossier_id__in=self._members(), due_at__lte=now).order_by("due_at", "kind")
        return [DueErrand(row.dossier_id, ErrandKind(row.kind), row.seq) for row in rows]

    def _members(self) -> QuerySet[Dossier, UUID]:
        return Dossier.objects.filter(Q(pk=self._id) | Q(parent_id=self._id)).values_list("pk", flat=True)

    def _stand(self, case: Case, now: datetime, part: LinkedPart | None = None) -> Stand:
        hands = replace(self._hands, on=now.date())
        return Stand(case, world_of(case.version_id), StoredPast(case.id).parties(), hands, now, part)


def works(stand: Stand) -> tuple[Work, ...]:
    """Everything that can be done now with one dossier, steps first."""
    found = (*work_at_tasks(stand), *work_at_waits(stand), *work_beside(stand))
    return tuple(replace(each, part=stand.part) for each in found) if stand.part else found
