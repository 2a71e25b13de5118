"""What the applicant does about the money of a dossier of his own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.dossiers.services.acting import ActingPerson
from motcua.domain.dossiers.services.owing import charges_of
from motcua.domain.payments import services as payments
from motcua.domain.payments.errors import NoSuchChargeError
from motcua.domain.payments.types import By, ChargeCard


def own_charges(dossier_id: UUID, person_id: UUID, now: datetime) -> tuple[ChargeCard, ...]:
    """The charges of a dossier that the person is a party to. NoSuchDossierError."""
    return charges_of(dossier_for_person(dossier_id, person_id), now)


def begin_payment(dossier_id: UUID, charge_id: int, by: ActingPerson) -> str:
    """Open an order at the national payment platform; where the payer goes. Safe to repeat.

    Raises NoSuchDossierError, NoSuchChargeError, and what `begin_platform_payment` raises.
    """
    _must_be_of(dossier_id, charge_id, by)
    return payments.begin_platform_payment(charge_id, By(str(by.actor)), by.now).url


def send_proof(
    dossier_id: UUID, charge_id: int, document_id: UUID, amount: int, words: str, *, by: ActingPerson
) -> int:
    """Send in a receipt of one's own for an officer to check; its id."""
    _must_be_of(dossier_id, charge_id, by)
    return payments.give_proof(
        charge_id, document_id, amount, words, by=By(str(by.actor), command=by.command), now=by.now
    )


def _must_be_of(dossier_id: UUID, charge_id: int, by: ActingPerson) -> None:
    if charge_id not in {charge.id for charge in own_charges(dossier_id, by.person_id, by.now)}:
        raise NoSuchChargeError
