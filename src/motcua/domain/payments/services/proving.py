"""A citizen's own receipt: for when money was paid and the city has not heard of it (the error path of the process that
QĐ 1610/QĐ-TTPVHCC describes, step 6).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.domain.payments.book import Money, locked, note, take
from motcua.domain.payments.errors import MissingReasonError, NoSuchChargeError, WrongStateError
from motcua.domain.payments.models import Charge, Proof
from motcua.domain.payments.policies import whole
from motcua.domain.payments.types import By, ChargeState, EntryKind, Method, ProofState


def give_proof(charge_id: int, document_id: UUID, amount: int, words: str, *, by: By, now: datetime) -> int:
    """The payer sends in a receipt for an officer to check; its id. The same document again is the same proof."""
    with transaction.atomic():
        charge = locked(charge_id)
        same = charge.proofs.filter(document_id=document_id).first()
        if same:
            return same.pk
        if not ChargeState(charge.state).takes_money:
            raise WrongStateError(
                "Khoản thu này không còn gì phải nộp, nên không cần gửi biên lai.",
                "Nothing is left to pay of this charge, so no receipt is needed.",
            )
        proof = Proof.objects.create(
            charge=charge,
            document_id=document_id,
            amount=whole(amount),
            words=words.strip()[:300],
            given_by=by.actor,
            given_at=now,
            state=ProofState.WAITING,
        )
        note(charge, EntryKind.PROOF_GIVEN, by, now, proof=proof.pk, amount=proof.amount)
        return proof.pk


def check_proof(proof_id: int, *, accept: bool, answer: str, by: By, now: datetime) -> None:
    """An officer has checked a receipt with those who hold the money. Accepted, it is a payment; declined, the payer is
    told why. Raises NoSuchChargeError, WrongStateError, MissingReasonError.
    """
    if not accept and not answer.strip():
        raise MissingReasonError
    with transaction.atomic():
        proof, charge = _locked(proof_id)
        if proof.state != ProofState.WAITING:
            raise WrongStateError(
                "Biên lai này đã được kiểm tra. Hãy tải lại trang để xem kết quả.",
                "This receipt is checked already. Reload the page to see how.",
            )
        if accept:
            money = Money(proof.amount, Method.PROOF, f"proof-{proof.pk}", proof.given_at)
            proof.payment = take(charge, money, by, now)
        else:
            note(charge, EntryKind.PROOF_DECLINED, by, now, proof=proof.pk)
        proof.state = ProofState.ACCEPTED if accept else ProofState.DECLINED
        proof.checked_by, proof.checked_at, proof.answer = by.actor, now, answer.strip()[:300]
        proof.save()


def _locked(proof_id: int) -> tuple[Proof, Charge]:
    """The proof as it stands once its charge is held."""
    found = Proof.objects.filter(pk=proof_id).values_list("charge_id", flat=True).first()
    if found is None:
        raise NoSuchChargeError
    charge = locked(found)
    return Proof.objects.get(pk=proof_id), charge
