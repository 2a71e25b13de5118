"""What the applicant does with a dossier of his own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.domain.dossiers.acts import ending, reception
from motcua.domain.dossiers.acts.parts import must_stand_alone
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.forms import checked_form
from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.dossiers.services.acting import ActingPerson
from motcua.domain.dossiers.services.perform import Done, perform
from motcua.domain.dossiers.types import Paper


def answer_supplement(dossier_id: UUID, form: Any, papers: tuple[Paper, ...], by: ActingPerson) -> Done:
    """Hand in what was asked for: papers, and the corrected form if there is one (None leaves it as it is)."""

    def act(work: Working) -> None:
        values = None if form is None else checked_form(work.world.procedure, work.case, form, by.now)
        reception.receive_supplement(work, values, papers)

    return perform(dossier_for_person(dossier_id, by.person_id), by.actor, by.command, by.now, act)


def withdraw_dossier(dossier_id: UUID, reason: str, by: ActingPerson) -> Done:
    """Take the dossier back, as long as nothing is decided. A part goes with its whole, unless the package lets it be
    taken back alone.
    """

    def act(work: Working) -> None:
        must_stand_alone(work)
        ending.withdraw(work, reason)

    return perform(dossier_for_person(dossier_id, by.person_id), by.actor, by.command, by.now, act)


def answer_office(dossier_id: UUID, by: ActingPerson) -> Done:
    """Confirm what the office asked the applicant to confirm, such as the draft of a certificate."""
    own = dossier_for_person(dossier_id, by.person_id)
    return perform(own, by.actor, by.command, by.now, reception.receive_answer)
