"""A dossier and its money: what is noticed is charged, what is paid moves the dossier on, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock
from uuid import UUID

import pytest

from motcua.core.fees import Collected
from motcua.core.money import vietqr
from motcua.domain.dossiers.acts.fee_notice import assessed
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError, WrongPhaseError
from motcua.domain.dossiers.handlers import DossierMoney
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter, OpenTask
from motcua.domain.dossiers.services import cashier, charging, counter
from motcua.domain.dossiers.services.owing import case_of, charges_of
from motcua.domain.dossiers.types import TIMER
from motcua.domain.dossiers.world import world_around
from motcua.domain.payments import ports, queries, services
from motcua.domain.payments.errors import NoSuchChargeError
from motcua.domain.payments.types import By, ChargeState, CollectingAccount, Method
from tests.office import Office, at
from tests.permit import ECONOMY, ONE_STOP, accepted, fee_told, resolved

pytestmark = pytest.mark.django_db
NOW = "2026-11-18 14:00"


@pytest.fixture(autouse=True)
def only_dossiers_listen() -> Iterator[None]:
    """Receipts are another matter."""
    before = dict(vars(ports._Joined))
    ports._Joined.listeners, ports._Joined.receipts = (DossierMoney(),), None
    yield
    for name in ("platform", "listeners", "receipts"):
        setattr(ports._Joined, name, before[name])


def clerk(office: Office, when: str = NOW):
    return office.officer(ONE_STOP, "one_stop_officer", when)


def head(office: Office, when: str = NOW):
    return office.officer(ECONOMY, "division_head", when)


def kinds(dossier: UUID) -> list[str]:
    return list(DossierEvent.objects.filter(dossier_id=dossier).order_by("seq").values_list("kind", flat=True))


def open_steps(dossier: UUID) -> set[str]:
    return set(OpenTask.objects.filter(dossier_id=dossier, kind="step").values_list("step", flat=True))


def test_a_fee_notice_opens_a_charge_with_its_lines_and_their_legal_basis(working_city: Office) -> None:
    dossier = fee_told(working_city)
    [charge] = queries.charges_of(dossier)
    assert (charge.state, charge.due, charge.payer.name) == (ChargeState.OPEN, 75_000, "Nguyễn Trúc Lam")
    assert all(line.basis for line in charge.lines)
    assert charge.memo.startswith("TTHC H29 27094 261103 ")


def test_the_fee_notice_carries_the_code_by_which_banks_pay_this_very_charge(working_city: Office) -> None:
    ward = working_city.city.office("H29.27094")
    services.set_account(CollectingAccount(ward, "970999", "Ngân hàng Huấn luyện", "2927094001", "UBND AN KHANH"), None)
    dossier = fee_told(working_city)
    [charge] = queries.charges_of(dossier)
    account = DossierLetter.objects.get(dossier_id=dossier, key="fee_notice").details["payment"]["account"]
    assert account["memo"] == charge.memo
    assert account["vietqr"] == vietqr("970999", "2927094001", 75_000, charge.memo)


def test_paying_moves_a_waiting_dossier_on_by_itself(working_city: Office) -> None:
    dossier = resolved(working_city)
    assert open_steps(dossier) == set()
    [charge] = queries.charges_of(dossier)
    services.record_transfer(charge.id, 75_000, "FT1", By("system:bank"), at(NOW))
    row = Dossier.objects.get(pk=dossier)
    assert (row.fees_paid, open_steps(dossier)) == (75_000, {"return_result"})
    assert kinds(dossier).count("FeePaid") == 1


def test_cash_at_the_counter_settles_the_charge_and_the_same_click_again_changes_nothing(working_city: Office) -> None:
    dossier, by = resolved(working_city), clerk(working_city)
    counter.record_payment(dossier, 75_000, "0000123", by)
    assert counter.record_payment(dossier, 75_000, "0000123", by).repeated
    [charge] = queries.charges_of(dossier)
    assert charge.state is ChargeState.PAID
    assert kinds(dossier).count("FeePaid") == 1


def test_more_than_is_owed_is_not_taken_at_the_counter(working_city: Office) -> None:
    dossier = resolved(working_city)
    with pytest.raises(WrongPhaseError):
        counter.record_payment(dossier, 75_001, "0000123", clerk(working_city))


def test_a_dossier_taken_back_owes_nothing_any_more(working_city: Office) -> None:
    dossier = fee_told(working_city)
    counter.withdraw_for_applicant(dossier, "Đổi ý", clerk(working_city))
    [charge] = queries.charges_of(dossier)
    assert charge.state is ChargeState.CANCELLED


def test_a_waiver_of_all_moves_the_dossier_on_too(working_city: Office) -> None:
    dossier = resolved(working_city)
    [charge] = queries.charges_of(dossier)
    with pytest.raises(NotAllowedError):
        cashier.waive_fee(dossier, charge.id, 75_000, "Hộ nghèo", "NQ 10/2024", by=clerk(working_city))
    cashier.waive_fee(dossier, charge.id, 75_000, "Hộ nghèo", "NQ 10/2024", by=head(working_city))
    assert open_steps(dossier) == {"return_result"}
    assert Dossier.objects.get(pk=dossier).fees_due == 0


def test_a_refund_is_seen_by_the_dossier_and_asks_for_nothing_again(working_city: Office) -> None:
    dossier = resolved(working_city)
    counter.record_payment(dossier, 75_000, "0000123", clerk(working_city))
    [charge] = queries.charges_of(dossier)
    [payment] = queries.payments_of(charge.id)
    cashier.ask_refund(dossier, payment.id, 75_000, "Thu nhầm", clerk(working_city))
    [refund] = queries.refunds_of(charge.id)
    cashier.decide_refund(dossier, refund.id, approve=True, words="", by=head(working_city))
    cashier.pay_refund(dossier, refund.id, Method.CASH, "", clerk(working_city))
    row = Dossier.objects.get(pk=dossier)
    assert (row.fees_due, row.fees_paid) == (0, 0)
    assert kinds(dossier)[-1] == "FeeRefunded"


def test_what_was_noticed_before_there_were_charges_gets_one_by_its_letter(working_city: Office) -> None:
    with mock.patch.object(charging, "_settle_money"):
        dossier = resolved(working_city)
    assert not queries.charges_of(dossier)
    [charge] = charges_of(dossier, at(NOW))
    assert (charge.due, charge.key) == (75_000, f"{dossier}:earlier")
    counter.record_payment(dossier, 75_000, "0000123", clerk(working_city))
    assert open_steps(dossier) == {"return_result"}


def test_an_officer_of_elsewhere_and_a_strange_charge_are_turned_away(working_city: Office) -> None:
    dossier, other = resolved(working_city), accepted(working_city)
    [charge] = queries.charges_of(dossier)
    specialist = working_city.officer(ECONOMY, "specialist", NOW)
    with pytest.raises(NotAllowedError):
        counter.record_payment(dossier, 75_000, "0000123", specialist)
    with pytest.raises(NoSuchChargeError):
        cashier.take_transfer(other, charge.id, 75_000, "FT1", clerk(working_city))


def test_a_fee_of_a_past_day_is_reached_again_by_the_assessment_kept_with_its_charge(working_city: Office) -> None:
    dossier = resolved(working_city)
    [charge] = queries.charges_of(dossier)
    kept = charge.assessment
    case = case_of(dossier)
    work = Working(case, world_around(case), TIMER, at("2027-08-02 09:00"))
    again = assessed(work, Collected(kept["moment"]))
    assert again.on.isoformat() == kept["on"] == "2026-11-02"
    assert again.payable == charge.due == sum(line["payable"] for line in kept["lines"])
