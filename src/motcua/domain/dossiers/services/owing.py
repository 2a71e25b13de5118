"""What a dossier owes, as charges: those that its notices opened, and one for what was noticed before there were
any.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.core.procedure import FEE_LETTER
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.services.charging import new_charge
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import Actor, ActorKind
from motcua.domain.dossiers.world import world_around
from motcua.domain.payments import queries as payments
from motcua.domain.payments import services
from motcua.domain.payments.types import By, ChargeCard, ChargeLine

_KEEPER = Actor(ActorKind.SYSTEM, "payments")
_EARLIER = "earlier"


def charges_of(dossier_id: UUID, now: datetime) -> tuple[ChargeCard, ...]:
    """The charges of a dossier, the oldest first. What was noticed before charges were kept, or in an invented past,
    gets its charge here, by the letter that the applicant was sent.
    """
    charges = payments.charges_of(dossier_id)
    case = case_of(dossier_id)
    missing = case.fees_due - case.fees_paid - sum(charge.outstanding for charge in charges)
    if missing <= 0:
        return charges
    with transaction.atomic():
        work = Working(case, world_around(case), _KEEPER, now)
        new = new_charge(work, _EARLIER, _noticed_lines(dossier_id, missing), {"moment": _EARLIER})
        services.open_charge(new, now, By(str(_KEEPER)))
    return payments.charges_of(dossier_id)


def case_of(dossier_id: UUID) -> Case:
    """The dossier as it stands; NoSuchDossierError."""
    case, _ = read_case(dossier_id, uuid5(dossier_id, "money"))
    return case


def _noticed_lines(dossier_id: UUID, missing: int) -> tuple[ChargeLine, ...]:
    """What the letters asked for, where that is what is missing; else one line for the rest of it."""
    letters = DossierLetter.objects.filter(dossier_id=dossier_id, key=FEE_LETTER).order_by("n")
    fees = [fee for details in letters.values_list("details", flat=True) for fee in details["fees"]]
    lines = tuple(
        ChargeLine(f"fee{n}", fee["name"], fee["amount"], fee["basis"], fee["quantity"])
        for n, fee in enumerate(fees, 1)
    )
    if sum(line.amount for line in lines) == missing:
        return lines
    basis = "; ".join(dict.fromkeys(line.basis for line in lines)) or "Thông báo phí, lệ phí"
    return (ChargeLine("rest", "Phí, lệ phí còn phải nộp", missing, basis[:500]),)
