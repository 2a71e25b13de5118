"""What a dossier hears of its money. Called by payments in the transaction in which it moved."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid5

from motcua.domain.dossiers.acts import money
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.services.perform import perform
from motcua.domain.dossiers.types import Actor
from motcua.domain.payments.types import Paid, Refunded, Waived


class DossierMoney:
    """Tells dossiers what happened to their charges, each thing once; a charge of something else is none of theirs."""

    def paid(self, paid: Paid) -> None:
        """Money was applied to a charge: the process that waited for it moves on by itself."""
        if _is_a_dossier(paid.subject_ref):
            receipt = paid.reference or f"TT-{paid.payment_id}"
            command = uuid5(paid.subject_ref, f"payment {paid.payment_id}")
            act = partial(money.hear_of_payment, amount=paid.amount, receipt=receipt)
            perform(paid.subject_ref, Actor.of(paid.by.actor), command, paid.at, act)

    def waived(self, waived: Waived) -> None:
        """Less is to be paid."""
        if _is_a_dossier(waived.subject_ref):
            command = uuid5(waived.subject_ref, f"waiver {waived.charge_id} {waived.entry}")
            act = partial(money.hear_of_waiver, amount=waived.amount, reason=waived.reason, basis=waived.basis)
            perform(waived.subject_ref, Actor.of(waived.by.actor), command, waived.at, act)

    def refunded(self, refunded: Refunded) -> None:
        """Money has gone back."""
        if _is_a_dossier(refunded.subject_ref):
            command = uuid5(refunded.subject_ref, f"refund {refunded.refund_id}")
            act = partial(
                money.hear_of_refund, amount=refunded.amount, applied=refunded.applied, reason=refunded.reason
            )
            perform(refunded.subject_ref, Actor.of(refunded.by.actor), command, refunded.at, act)


def _is_a_dossier(subject_ref: UUID) -> bool:
    return Dossier.objects.filter(pk=subject_ref).exists()
