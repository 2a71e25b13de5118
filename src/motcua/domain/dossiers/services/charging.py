"""What an act means for money, written in one transaction with the act: a charge for what it finds to be paid, and no
charge any more for a dossier that has ended without a result.

The row of a charge is locked before that of its dossier, as payments do, so that nobody waits in a circle.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.core.fees import Line
from motcua.domain.dossiers.acts.fee_notice import cited_bases
from motcua.domain.dossiers.acts.working import NewFee, Working
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.store.write import write_act
from motcua.domain.dossiers.types import Party, PartyRole, Phase
from motcua.domain.payments import services as payments
from motcua.domain.payments.types import By, ChargeLine, NewCharge, Payer
from motcua.infra.postgres.trial import is_inside as inside_a_trial

_MOST_CITED = 500
_WITHOUT_RESULT = frozenset({Phase.NOT_ACCEPTED, Phase.WITHDRAWN, Phase.STOPPED})
_WHY_CANCELLED = {
    Phase.NOT_ACCEPTED: "Hồ sơ không được tiếp nhận",
    Phase.WITHDRAWN: "Người nộp rút hồ sơ",
    Phase.STOPPED: "Dừng giải quyết hồ sơ",
}


def write_with_money(work: Working, command: UUID, *, filing_key: str = "") -> UUID | None:
    """Write an act as `write_act` does, and what it means for money with it. A trial pays nothing real."""
    if inside_a_trial() or not (work.charges or _ends_unpaid(work)):
        return write_act(work, command, filing_key=filing_key, consumers=settings.OUTBOX_CONSUMERS)
    with transaction.atomic():
        _settle_money(work)
        standing = write_act(work, command, filing_key=filing_key, consumers=settings.OUTBOX_CONSUMERS)
        transaction.set_rollback(standing != work.case.id)
    return standing


def charge_key(dossier_id: UUID, moment: str) -> str:
    """Under which key the charge of a moment of the procedure is opened, once."""
    return f"{dossier_id}:{moment}"


def applicant_of(work: Working) -> Party:
    """Who owes the fees of a dossier."""
    parties = work.parties or StoredPast(work.case.id).parties()
    return next(party for party in parties if party.role is PartyRole.APPLICANT)


def new_charge(
    work: Working, moment: str, lines: tuple[ChargeLine, ...], assessment: dict[str, Any], memo: str = ""
) -> NewCharge:
    """What is to be paid for a dossier, as payments take it."""
    case, procedure, applicant = work.case, work.world.procedure, applicant_of(work)
    return NewCharge(
        subject_ref=case.id,
        key=charge_key(case.id, moment),
        title=f"Phí, lệ phí: {procedure.short_name.vi}",
        payer=Payer(applicant.name, applicant.identifier, applicant.phone, applicant.email, applicant.address),
        agency_id=case.competent_id,
        lines=lines,
        reference=case.code or case.reference,
        procedure_code=procedure.code,
        procedure_name=procedure.name.vi,
        assessment=assessment,
        memo=memo,
    )


def _settle_money(work: Working) -> None:
    for new in work.charges:
        lines = tuple(_line(work, line) for line in new.fees.lines if line.payable or line.subsidised)
        charge = new_charge(work, new.moment, lines, _assessment(work, new), new.memo)
        payments.open_charge(charge, work.now, By(str(work.actor)))
    if _ends_unpaid(work):
        reason = _WHY_CANCELLED[work.case.phase]
        payments.cancel_charges_of(work.case.id, reason, By(str(work.actor)), work.now)


def _ends_unpaid(work: Working) -> bool:
    case, before = work.case, work.before
    return case.phase in _WITHOUT_RESULT and before.phase not in _WITHOUT_RESULT and case.fees_due > case.fees_paid


def _line(work: Working, line: Line) -> ChargeLine:
    return ChargeLine(
        code=line.item,
        name=line.name.vi,
        amount=line.payable,
        basis=cited_bases(work.world.procedure, line)[:_MOST_CITED],
        quantity=line.quantity,
        kind=line.kind.value,
        gross=line.gross,
        waived=line.waived,
        subsidised=line.subsidised,
        borne_by=next(iter(line.borne_by), ""),
    )


def _assessment(work: Working, new: NewFee) -> dict[str, Any]:
    """How the amount was reached: all that `assess` was asked with, so that it can be asked again on any later day."""
    return {
        "moment": new.moment,
        "on": new.fees.on.isoformat(),
        "channel": new.fees.channel.value,
        "case": new.fees.case,
        "version": work.case.terms_id or work.case.version_id,
        "contents": new.contents,
        "answers": new.answers,
        "lines": [_reached(line) for line in new.fees.lines],
    }


def _reached(line: Line) -> dict[str, Any]:
    reliefs = [
        {"code": each.code, "amount": each.amount, "borne_by": each.borne_by, "basis": each.basis}
        for each in line.reliefs
    ]
    return {
        "item": line.item,
        "unit": line.unit_amount,
        "quantity": line.quantity,
        "payable": line.payable,
        "basis": line.basis,
        "reliefs": reliefs,
    }
