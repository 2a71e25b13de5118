"""Telling the applicant what is to be paid, with the legal basis of each line."""

from __future__ import annotations

from dataclasses import replace

from motcua.core.fees import Assessment, Collected, Line, assess
from motcua.core.money import transfer_memo
from motcua.core.procedure import FEE_LETTER, Procedure
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind


def notice_fee(work: Working, moment: Collected) -> None:
    """Tell the applicant what is to be paid at this moment of the procedure, by the tariff of the day of filing.

    Nothing to pay, no notice; what a budget bears in his place is charged all the same, for that budget owes it. A
    notice that a return edge leads to again is not given twice. A part asks for nothing: the tariff of the whole names
    all that is to be paid.
    """
    case = work.case
    if case.part_of or _NOTICED in case.answers.get(moment.value, {}):
        return
    fees = assessed(work, moment)
    if fees.payable or fees.subsidised:
        work.charge(moment.value, fees, fee_memo(work, moment))
    lines = [line for line in fees.lines if line.payable]
    if not lines:
        return
    amount = fees.payable
    work.change(fees_due=case.fees_due + amount, answers={**case.answers, moment.value: {_NOTICED: str(amount)}})
    details = {"fees": [_plain(work, line) for line in lines], "memo": fee_memo(work, moment)}
    letter = work.issue_letter(FEE_LETTER, details, by_itself=True)
    work.record(EventKind.FEE_NOTICED, {"amount": amount, "letter": letter}, office_id=case.competent_id)


def assessed(work: Working, moment: Collected) -> Assessment:
    """What the tariff of the day of filing says of this dossier for one moment; the same data give the same amount."""
    case = work.case
    fees = assess(
        work.world.procedure.fees,
        case.submitted_at.date(),
        case.channel.value,
        case.case_key,
        work.data(),
        policy=work.world.fee_policy,
    )
    return replace(fees, lines=tuple(line for line in fees.lines if line.collected is moment))


def fee_memo(work: Working, moment: Collected) -> str:
    """What a bank transfer says that pays what is due at this moment: where a procedure asks twice, the second memo is
    another one.
    """
    case = work.case
    is_second = moment is Collected.AFTER and any(
        item.collected is Collected.BEFORE for item in work.world.procedure.fees.items
    )
    return transfer_memo(case.code or case.reference, 2 if is_second else 1)


def cited_bases(procedure: Procedure, line: Line) -> str:
    """On what a line rests, with what is taken off it; a relief of the city's own policy is cited in words already."""
    legal = procedure.legal
    return "; ".join(legal[basis].cited if basis in legal else basis for basis in line.bases)


_NOTICED = "fee_noticed"


def _plain(work: Working, line: Line) -> dict[str, object]:
    basis = cited_bases(work.world.procedure, line)
    return {"name": line.name.vi, "amount": line.payable, "basis": basis, "quantity": line.quantity}
