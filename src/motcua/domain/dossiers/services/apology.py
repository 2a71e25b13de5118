"""Saying sorry for a delay: whoever leads the office in charge does, for the law asks it of the agency that decides.
The system only proposes: a draft is sent, changed or dismissed by a person.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import apology
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.models import ApologyDraft
from motcua.domain.dossiers.policies import led_in_charge
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.perform import Done, decide, perform
from motcua.domain.dossiers.services.printing import pdf_of
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.world import world_around

LETTER = "apology_letter"


def apologise(
    dossier_id: UUID, new_due_at: datetime, reasons: tuple[str, ...], by: ActingOfficer, *, pen: KeyPen | None = None
) -> Done:
    """Send the letter of apology with its reasons and the new appointment, once only (Nghị định 61/2018/NĐ-CP Điều 19
    khoản 9). The head of the office in charge may, and who leads the agency that decides.

    A limit of days ends at closing of the new day, whatever its hour. Raises PinNeededError where the officer signs
    with a key.
    """

    def act(work: Working) -> None:
        _must_lead(work, by)
        apology.apologise(work, new_due_at, reasons)

    dossier, taken = dossier_for_officer(dossier_id, by.scope), (pen or KeyPen(by.officer_id)).take_up()
    return perform(dossier, by.actor, by.command, by.now, act, pen=taken)


def preview_apology(dossier_id: UUID, new_due_at: datetime, reasons: tuple[str, ...], by: ActingOfficer) -> bytes:
    """The letter as it would be sent, as PDF. The act is tried out in memory; nothing is kept. Refuses what sending
    would refuse.
    """
    case, _ = read_case(dossier_for_officer(dossier_id, by.scope), by.command)
    work = Working(case, world_around(case), by.actor, by.now)
    _must_lead(work, by)
    decide(work, lambda each: apology.apologise(each, new_due_at, reasons))
    letter = next(each for each in work.letters if each.key == LETTER)
    return pdf_of(work.world.procedure.letters[letter.key], letter.details, by.now)


def dismiss_apology(dossier_id: UUID, n: int, reason: str, by: ActingOfficer) -> Done:
    """Lay the draft aside, with the reason: the result will be there in time. If it is not, a new draft is made."""

    def act(work: Working) -> None:
        _must_lead(work, by)
        apology.dismiss(work, n, reason)

    done = perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)
    # Killed in between, the next click does this: the draft lies there until its row says otherwise.
    ApologyDraft.objects.filter(dossier_id=dossier_id, n=n, dismissed_at=None).update(
        dismissed_at=by.now, dismissed_by_id=by.officer_id, dismissed_why=reason.strip()
    )
    return done


def _must_lead(work: Working, by: ActingOfficer) -> None:
    leading = catalogue.leading_roles()
    if led_in_charge(by.scope, work.case.competent_id, work.case.handler, leading) is None:
        raise NotAllowedError(
            "Văn bản xin lỗi và hẹn lại do lãnh đạo cơ quan hoặc phòng đang giải quyết ký. Hãy báo lãnh đạo phòng.",
            "The apology and the new appointment are for the head of the office in charge. Tell the head.",
        )
