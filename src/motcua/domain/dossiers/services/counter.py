"""What the one-stop shop does beside its steps: papers handed in later, money received, dossiers stopped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import ending, money, reception
from motcua.domain.dossiers.acts.parts import must_stand_alone
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError, NotAllowedError
from motcua.domain.dossiers.forms import checked_form
from motcua.domain.dossiers.policies import led_in_charge, receives_for
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.cashier import take_payment
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.perform import Done, perform
from motcua.domain.dossiers.types import Handler, Paper
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope


def receive_supplement(dossier_id: UUID, form: Any, papers: tuple[Paper, ...], by: ActingOfficer) -> Done:
    """Take in at the counter, or from the post, what the applicant was asked for."""

    def act(work: Working) -> None:
        _must_sit_at_the_counter(by)
        values = None if form is None else checked_form(work.world.procedure, work.case, form, by.now)
        reception.receive_supplement(work, values, papers)

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)


def record_payment(dossier_id: UUID, amount: int, receipt: str, by: ActingOfficer) -> Done:
    """Record that the applicant has paid `amount` đồng; `receipt` is the number of the receipt given."""
    return take_payment(dossier_id, amount, receipt, by)


def record_payment_elsewhere(dossier_id: UUID, amount: int, receipt: str, by: ActingOfficer) -> Done:
    """Record that the applicant has shown by `receipt` that he paid `amount` đồng to the body that collects it, such as
    the tax authority; what waited for it goes on.
    """

    def act(work: Working) -> None:
        _must_sit_at_the_counter(by)
        money.record_payment_elsewhere(work, amount, receipt)

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)


def withdraw_for_applicant(dossier_id: UUID, reason: str, by: ActingOfficer) -> Done:
    """Record that the applicant, who is here or has written, takes the dossier back, as long as nothing is decided. The
    one-stop shop that received it may; his words are kept as the reason.
    """

    def act(work: Working) -> None:
        if not counters_of(by.scope, work.case.receiving_id):
            raise _not_yours()
        must_stand_alone(work)
        if not reason.strip():
            raise MissingWordsError
        ending.withdraw(work, reason)

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act)


def stop_dossier(dossier_id: UUID, reason: str, by: ActingOfficer, *, pen: KeyPen | None = None) -> Done:
    """End the work by a stop notice. The head of the office in charge may, and the one-stop shop where the dossier was
    received for an applicant who asks for it (Nghị định 118/2025/NĐ-CP Điều 21).

    Raises PinNeededError where the officer signs with a key.
    """

    def act(work: Working) -> None:
        case = work.case
        office = stopping_office(by.scope, case.receiving_id, case.competent_id, case.handler)
        if office is None:
            raise _not_yours()
        ending.stop(work, reason, office)

    dossier, taken = dossier_for_officer(dossier_id, by.scope), (pen or KeyPen(by.officer_id)).take_up()
    return perform(dossier, by.actor, by.command, by.now, act, pen=taken)


def stopping_office(scope: Scope, receiving_id: int, competent_id: int, handler: Handler | None) -> int | None:
    """The office in whose name an officer may stop a dossier: one in charge that he leads, or the counter of the agency
    that received it. None when he may not.
    """
    led = led_in_charge(scope, competent_id, handler, catalogue.leading_roles())
    return led if led is not None else next(iter(counters_of(scope, receiving_id)), None)


def counters_of(scope: Scope, receiving_id: int) -> list[int]:
    """The officer's own counters at the agency that received a dossier."""
    return [office for office in sorted(receives_for(scope)) if _is_of(office, receiving_id)]


def _is_of(office_id: int, agency_id: int) -> bool:
    return agency_id in (office_id, identity.agency(office_id).parent_id)


def _must_sit_at_the_counter(by: ActingOfficer) -> None:
    if not receives_for(by.scope):
        raise _not_yours()


def _not_yours() -> NotAllowedError:
    return NotAllowedError(
        "Việc này do cán bộ bộ phận một cửa thực hiện.", "This is for the officers of the one-stop shop."
    )
