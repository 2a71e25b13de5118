"""What officers do about the money of a dossier: the one-stop shop takes and gives it back, whoever leads decides."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID, uuid5

from django.db import transaction

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.errors import NotAllowedError, WrongPhaseError
from motcua.domain.dossiers.policies import led_in_charge, receives_for
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.owing import case_of, charges_of
from motcua.domain.dossiers.services.perform import Done
from motcua.domain.identity.policies import Scope
from motcua.domain.payments import queries, services
from motcua.domain.payments.errors import (
    NoSuchChargeError,
    PaymentError,
    PlatformMissingError,
    PlatformUnreachableError,
)
from motcua.domain.payments.types import By, ChargeCard, Method


def take_payment(dossier_id: UUID, amount: int, receipt: str, by: ActingOfficer) -> Done:
    """Take cash for what a dossier owes, the oldest charge first; the dossier as it then stands. Sent twice, it is done
    once.
    """
    own = dossier_for_officer(dossier_id, by.scope)
    with transaction.atomic():
        at_the_counter = _at_the_counter(by)
        charges = [each for each in charges_of(own, by.now) if each.outstanding]
        if queries.payment_of_click(uuid5(by.command, "1")):
            return Done(case_of(own), repeated=True)
        _must_owe(amount, sum(each.outstanding for each in charges))
        for n, charge in enumerate(charges, 1):
            part = min(amount, charge.outstanding)
            if part:
                click = By(at_the_counter.actor, by.officer_id, at_the_counter.office_id, uuid5(by.command, str(n)))
                _take_cash(charge.id, part, receipt.strip()[:60], click, by)
            amount -= part
    return Done(case_of(own))


def take_transfer(dossier_id: UUID, charge_id: int, amount: int, bank_ref: str, by: ActingOfficer) -> None:
    """Record a transfer that has come into the account."""
    charge = _charge(dossier_id, charge_id, by)
    services.record_transfer(charge.id, amount, bank_ref[:60], _at_the_counter(by), by.now)


def check_proof(dossier_id: UUID, proof_id: int, *, accept: bool, answer: str, by: ActingOfficer) -> None:
    """Say what a receipt that the applicant sent in is worth. The platform is asked first: what it knows of needs no
    paper, and the same money is not taken twice.
    """
    charge = _charge(dossier_id, queries.proof(proof_id).charge_id, by)
    if accept:
        with suppress(PlatformUnreachableError, PlatformMissingError):
            services.ask_now(charge.id, by.now)
        if not queries.charge(charge.id).outstanding:
            raise WrongPhaseError(
                "Khoản thu này đã đủ tiền, nên không cần biên lai. Hãy trả lời người nộp là đã nhận được.",
                "This charge is paid already, so no receipt is needed. Tell the payer that the money has come.",
            )
    services.check_proof(proof_id, accept=accept, answer=answer, by=_at_the_counter(by), now=by.now)


def waive_fee(dossier_id: UUID, charge_id: int, amount: int, reason: str, basis: str, *, by: ActingOfficer) -> None:
    """Take something off what is to be paid. Whoever leads the office in charge may."""
    charge = _charge(dossier_id, charge_id, by)
    services.waive(charge.id, amount, reason, basis, by=_leading(dossier_id, by), now=by.now)


def ask_refund(dossier_id: UUID, payment_id: int, amount: int, reason: str, by: ActingOfficer) -> None:
    """Ask for money to go back. The one-stop shop may."""
    _charge(dossier_id, queries.payment(payment_id).charge_id, by)
    services.ask_refund(payment_id, amount, reason, _at_the_counter(by), by.now)


def decide_refund(dossier_id: UUID, refund_id: int, *, approve: bool, words: str, by: ActingOfficer) -> None:
    """Approve or decline that money goes back. Whoever leads the office in charge may, but not who asked for it."""
    _charge(dossier_id, queries.refund(refund_id).charge_id, by)
    services.decide_refund(refund_id, approve=approve, words=words, by=_leading(dossier_id, by), now=by.now)


def pay_refund(dossier_id: UUID, refund_id: int, method: Method, reference: str, by: ActingOfficer) -> None:
    """Give money back that somebody has approved. The one-stop shop may."""
    _charge(dossier_id, queries.refund(refund_id).charge_id, by)
    services.pay_refund(refund_id, method, reference, _at_the_counter(by), by.now)


def may_decide_money(case: Case, scope: Scope) -> bool:
    """Whether the officer may waive fees and approve refunds of this dossier."""
    return led_in_charge(scope, case.competent_id, case.handler, catalogue.leading_roles()) is not None


def _take_cash(charge_id: int, amount: int, receipt: str, click: By, by: ActingOfficer) -> None:
    try:
        services.record_cash(charge_id, amount, click, by.now, reference=receipt)
    except PaymentError as error:  # another cashier was quicker
        raise WrongPhaseError(error.vi, error.en) from error


def _charge(dossier_id: UUID, charge_id: int, by: ActingOfficer) -> ChargeCard:
    """The charge, if it is one of this dossier and the officer may see that."""
    charge = queries.charge(charge_id)
    if charge.subject_ref != dossier_for_officer(dossier_id, by.scope):
        raise NoSuchChargeError
    return charge


def _at_the_counter(by: ActingOfficer) -> By:
    counters = sorted(receives_for(by.scope))
    if not counters:
        raise NotAllowedError(
            "Việc này do cán bộ bộ phận một cửa thực hiện.", "This is for the officers of the one-stop shop."
        )
    return By(str(by.actor), by.officer_id, counters[0], by.command)


def _leading(dossier_id: UUID, by: ActingOfficer) -> By:
    case = case_of(dossier_id)
    office = led_in_charge(by.scope, case.competent_id, case.handler, catalogue.leading_roles())
    if office is None:
        raise NotAllowedError(
            "Việc giảm phí và duyệt hoàn trả do lãnh đạo cơ quan giải quyết quyết định.",
            "Waivers and refunds are decided by whoever leads the agency in charge.",
        )
    return By(str(by.actor), by.officer_id, office, by.command)


def _must_owe(amount: int, outstanding: int) -> None:
    if not 0 < amount <= outstanding:
        raise WrongPhaseError(
            f"Số tiền phải từ 1 đến {outstanding} đồng, là số còn phải nộp."
            if outstanding
            else "Hồ sơ không còn khoản nào phải nộp.",
            f"The amount must be from 1 to {outstanding} đồng." if outstanding else "Nothing is left to pay.",
        )
