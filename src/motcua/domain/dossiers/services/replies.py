"""Replies of other systems: brought by a connector of the city, or noted by the office that waits for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from motcua.core.procedure import Step
from motcua.domain.dossiers.acts import replies
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.perform import Done, perform
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import TIMER, Actor, ActorKind
from motcua.domain.dossiers.world import world_around
from motcua.domain.identity.policies import Scope


def receive_reply(dossier_id: UUID, n: int, system: str, command: UUID, now: datetime) -> Done:
    """Let the process go on because `system` has answered at wait `n`. For connectors: they have made sure by whom and
    for which dossier the reply is. Raises TaskGoneError when nobody waits for it any more.
    """
    by = Actor(ActorKind.SYSTEM, system)
    return perform(dossier_id, by, command, now, lambda work: replies.receive_reply(work, n))


def note_reply(dossier_id: UUID, n: int, by: ActingOfficer) -> Done:
    """Note that the reply awaited at wait `n` has come by another way. Officers of the office that waits may, and the
    officer in charge.
    """

    def act(work: Working) -> None:
        if not _waits(work, n, by.scope):
            raise NotAllowedError(
                "Việc ghi nhận trả lời thuộc bộ phận đang chờ trả lời đó.",
                "Noting a reply is for the office that waits for it.",
            )
        replies.receive_reply(work, n)

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)


def replies_to_note(dossier_id: UUID, scope: Scope, now: datetime) -> tuple[tuple[int, Step], ...]:
    """The waits for other systems whose replies the officer may note now: their numbers and their steps."""
    case, _ = read_case(dossier_id, uuid4())
    work = Working(case, world_around(case), TIMER, now)
    waits = [(n, step) for n, step in waiting_steps(work) if step.waits_for in replies.OTHER_SYSTEMS]
    return tuple((n, step) for n, step in waits if _waits(work, n, scope))


def _waits(work: Working, n: int, scope: Scope) -> bool:
    """Whether the wait lies in an office of the officer, or the dossier in his hands; a wait that is gone is nobody's
    and refused by the act.
    """
    handler = work.case.handler
    if handler and handler.officer_id == scope.officer_id:
        return True
    roles = [step.role for number, step in waiting_steps(work) if number == n]
    return all(scope.covers(work.world.office_of(work.case, role, work.now.date())) for role in roles)
