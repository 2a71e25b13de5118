"""The one way an act is done: read, decide, write; again when somebody was quicker; told when the act no longer
fits.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.core.deadlines import ClockError
from motcua.core.process import ProcessError, StaleCommandError
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.signing import void_what_changed
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import BusyDossierError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.letters import complete_letters
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.services.charging import write_with_money
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.signatures import settle_documents, touches_documents
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import Actor
from motcua.domain.dossiers.world import world_around

Act = Callable[[Working], None]
TRIES = 8


@dataclass(frozen=True, slots=True)
class Done:
    """What an act left: the case as it now stands. `repeated`: the same command had been done before."""

    case: Case
    repeated: bool = False


def perform(
    dossier_id: UUID,
    by: Actor,
    command: UUID,
    now: datetime,
    act: Act,
    *,
    takes_number: bool = False,
    pen: KeyPen | None = None,
) -> Done:
    """Do an act on a dossier, once for each `command`.

    No row is locked while the act is decided: the write is guarded by the last event seen. When another act came
    between, this one is decided anew on what now stands, and refused if it no longer fits. Nobody waits for anybody.

    The write is one statement, which is a transaction by itself. An act that takes a number without gaps has it in one
    transaction with the write; so has one that signs with the `pen`, with the documents that it makes.
    """
    for _ in range(TRIES):
        case, repeated = read_case(dossier_id, command)
        if repeated:
            return Done(case, repeated=True)
        work = Working(case, world_around(case), by, now, pen)
        with transaction.atomic() if takes_number else nullcontext():
            decide(work, act)
            if not work.events:
                return Done(case)  # it stands already as the act would have it
            if _written(work, command, pen):
                return Done(work.case)
            if takes_number:
                transaction.set_rollback(True)
    raise BusyDossierError


def _written(work: Working, command: UUID, pen: KeyPen | None) -> bool:
    """Write the act, and in the same transaction the documents that it makes or takes out of force, if any."""
    if not touches_documents(work):
        return bool(write_with_money(work, command))
    with transaction.atomic():
        settle_documents(work, pen)
        written = bool(write_with_money(work, command))
        transaction.set_rollback(not written)
    return written


def decide(work: Working, act: Act) -> None:
    """Let the act decide; what core refuses is told in the words of a dossier."""
    try:
        act(work)
    except StaleCommandError as error:
        raise TaskGoneError(error.message.vi, error.message.en) from error
    except ProcessError as error:
        raise WrongPhaseError(error.message.vi, error.message.en) from error
    except ClockError as error:
        raise WrongPhaseError(error.vi, error.en) from error
    void_what_changed(work)
    complete_letters(work, StoredPast(work.case.id))
