"""Saying sorry for a delay: whoever leads the office in charge does, for the law asks it of the agency that decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import apology
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError
from motcua.domain.dossiers.policies import led_in_charge
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.perform import Done, perform


def apologise(dossier_id: UUID, new_due_at: datetime, reasons: tuple[str, ...], by: ActingOfficer) -> Done:
    """Send the letter of apology with its reasons and the new appointment, once only (Nghị định 61/2018/NĐ-CP Điều 19
    khoản 9). The head of the office in charge may, and who leads the agency that decides.

    A limit of days ends at closing of the new day, whatever its hour.
    """

    def act(work: Working) -> None:
        leading = catalogue.leading_roles()
        if led_in_charge(by.scope, work.case.competent_id, work.case.handler, leading) is None:
            raise NotAllowedError(
                "Văn bản xin lỗi và hẹn lại do lãnh đạo cơ quan hoặc phòng đang giải quyết ký. Hãy báo lãnh đạo phòng.",
                "The apology and the new appointment are for the head of the office in charge. Tell the head.",
            )
        apology.apologise(work, new_due_at, reasons)

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)
