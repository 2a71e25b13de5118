"""Telling the applicant what is to be paid, with the legal basis of each line."""

from __future__ import annotations

from motcua.core.fees import Collected, Line, assess
from motcua.core.procedure import FEE_LETTER
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind


def notice_fee(work: Working, moment: Collected) -> None:
    """Tell the applicant what is to be paid at this moment of the procedure, by the tariff of the day of filing.

    Nothing to pay, no notice. A notice that a return edge leads to again is not given twice. A part asks for nothing:
    the tariff of the whole names all that is to be paid.
    """
    case = work.case
    if case.part_of:
        return
    fees = assess(
        work.world.procedure.fees,
        case.submitted_at.date(),
        case.channel.value,
        case.case_key,
        work.data(),
        policy=work.world.fee_policy,
    )
    lines = [line for line in fees.lines if line.collected is moment and line.payable]
    amount = fees.payable_at(moment)
    if not lines or _NOTICED in case.answers.get(moment.value, {}):
        return
    work.change(fees_due=case.fees_due + amount, answers={**case.answers, moment.value: {_NOTICED: str(amount)}})
    letter = work.issue_letter(FEE_LETTER, {"fees": [_plain(line) for line in lines]})
    work.record(EventKind.FEE_NOTICED, {"amount": amount, "letter": letter}, office_id=case.competent_id)


_NOTICED = "fee_noticed"


def _plain(line: Line) -> dict[str, object]:
    return {"name": line.name.vi, "amount": line.payable, "basis": line.basis, "quantity": line.quantity}
