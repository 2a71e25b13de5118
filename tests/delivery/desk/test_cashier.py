"""The cashier's page: what is taken, waived and given back, by whom, and what is refused there."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client

from motcua.domain.dossiers.handlers import DossierMoney
from motcua.domain.payments import ports, queries, services
from motcua.domain.payments.receipts.loading import load_collectors
from motcua.domain.payments.types import By, ChargeState, RefundState
from motcua.domain.records import services as records
from motcua.domain.records.types import Origin
from motcua.infra import clock
from tests.city import REFERENCE, TODAY
from tests.domain.payments.conftest import FakePlatform
from tests.infra.files import papers
from tests.office import Office
from tests.permit import resolved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_tuesday")]


@pytest.fixture(autouse=True)
def only_dossiers_listen() -> Iterator[None]:
    before = dict(vars(ports._Joined))
    ports._Joined.listeners, ports._Joined.receipts = (DossierMoney(),), None
    yield
    for name in ("platform", "listeners", "receipts"):
        setattr(ports._Joined, name, before[name])


@pytest.fixture
def owed(working_city: Office) -> UUID:
    """A dossier that waits for its fee."""
    return resolved(working_city)


def does(officer: Client, dossier: UUID, word: str, **fields: object):
    return officer.post(f"/lam-viec/ho-so/{dossier}/thu-phi/{word}/", {"command": str(uuid4()), **fields})


def test_the_page_shows_every_line_with_its_basis_and_the_sum_in_words(clerk: Client, owed: UUID) -> None:
    [charge] = queries.charges_of(owed)
    page = clerk.get(f"/lam-viec/ho-so/{owed}/thu-phi/").content.decode()
    for told in (charge.lines[0].basis, "Bảy mươi lăm nghìn đồng", charge.memo, "Nhận tiền mặt"):
        assert told in page, told


def test_cash_is_taken_and_the_same_click_again_takes_nothing(clerk: Client, owed: UUID) -> None:
    fields = {"command": str(uuid4()), "amount": "75.000", "charge": queries.charges_of(owed)[0].id}
    for _ in range(2):
        assert clerk.post(f"/lam-viec/ho-so/{owed}/thu-phi/tien-mat/", fields).status_code == 302
    [charge] = queries.charges_of(owed)
    assert charge.state is ChargeState.PAID
    assert len(queries.payments_of(charge.id)) == 1


def test_a_transfer_needs_the_banks_number(clerk: Client, owed: UUID) -> None:
    [charge] = queries.charges_of(owed)
    refused = does(clerk, owed, "chuyen-khoan", amount="75.000", charge=charge.id)
    assert refused.status_code == 422
    assert "số giao dịch của ngân hàng" in refused.content.decode()
    assert does(clerk, owed, "chuyen-khoan", amount="75.000", charge=charge.id, bank_ref="FT1").status_code == 302


@pytest.mark.parametrize("amount", ["0", "-75.000", "75 USD", "75.001", ""])
def test_a_wrong_amount_is_refused_in_words(clerk: Client, owed: UUID, amount: str) -> None:
    refused = does(clerk, owed, "tien-mat", amount=amount)
    assert refused.status_code == 422
    assert "Số tiền phải từ 1 đến 75000 đồng" in refused.content.decode()


def test_the_head_waives_and_the_clerk_may_not(clerk: Client, head: Client, owed: UUID) -> None:
    [charge] = queries.charges_of(owed)
    fields = {"charge": charge.id, "amount": "25.000", "reason": "Hộ cận nghèo", "basis": "NQ 10/2024"}
    assert does(clerk, owed, "giam", **fields).status_code == 403
    assert does(head, owed, "giam", **fields).status_code == 302
    assert queries.charge(charge.id).outstanding == 50_000


def test_a_refund_goes_from_the_counter_to_the_head_and_back(clerk: Client, head: Client, owed: UUID) -> None:
    does(clerk, owed, "tien-mat", amount="75.000")
    [charge] = queries.charges_of(owed)
    [payment] = queries.payments_of(charge.id)
    does(clerk, owed, "de-nghi-hoan", payment=payment.id, amount="75.000", reason="Thu nhầm")
    [refund] = queries.refunds_of(charge.id)
    assert does(clerk, owed, "duyet-hoan", refund=refund.id).status_code == 403
    does(head, owed, "duyet-hoan", refund=refund.id)
    does(clerk, owed, "tra-lai", refund=refund.id, method="cash")
    [refund] = queries.refunds_of(charge.id)
    assert refund.state is RefundState.PAID
    assert "Trả lại tiền" in clerk.get(f"/lam-viec/ho-so/{owed}/thu-phi/").content.decode()


def test_what_waits_for_the_cashier_is_listed_with_the_takings_until_it_is_done(
    clerk: Client, head: Client, owed: UUID
) -> None:
    load_collectors(REFERENCE / "books", TODAY)
    does(clerk, owed, "tien-mat", amount="75.000")
    [charge] = queries.charges_of(owed)
    [payment] = queries.payments_of(charge.id)
    assert "Chờ thu ngân" not in clerk.get("/lam-viec/so-thu/").content.decode()
    does(clerk, owed, "de-nghi-hoan", payment=payment.id, amount="75.000", reason="Thu nhầm")
    page = clerk.get("/lam-viec/so-thu/").content.decode()
    assert "Chờ thu ngân" in page
    assert f"/lam-viec/ho-so/{owed}/thu-phi/" in page
    [refund] = queries.refunds_of(charge.id)
    does(head, owed, "khong-duyet-hoan", refund=refund.id, words="Thu đúng")
    assert "Chờ thu ngân" not in clerk.get("/lam-viec/so-thu/").content.decode()


def test_no_number_of_a_paper_receipt_is_asked_for_where_the_city_numbers_its_own(clerk: Client, owed: UUID) -> None:
    answer = clerk.post(f"/lam-viec/ho-so/{owed}/viec/nop-phi/", {"command": str(uuid4()), "amount": "75.000"})
    assert answer.status_code == 302
    [charge] = queries.charges_of(owed)
    assert charge.state is ChargeState.PAID


def test_a_stranger_finds_nothing(stranger: Client, owed: UUID) -> None:
    assert stranger.get(f"/lam-viec/ho-so/{owed}/thu-phi/").status_code == 404


def test_a_receipt_is_not_believed_when_the_platform_knows_of_the_money_itself(
    clerk: Client, owed: UUID, working_city: Office
) -> None:
    platform = FakePlatform()
    ports._Joined.platform = platform
    services.load_accounts(REFERENCE / "accounts" / "demo.yaml", TODAY)
    [charge] = queries.charges_of(owed)
    services.begin_platform_payment(charge.id, By("citizen:payer"), clock.now())
    platform.pay(platform.last)
    document = records.issue(papers.pdf(), name="bien-lai.pdf", origin=Origin.REGISTRY, now=clock.now())
    proof = services.give_proof(charge.id, document.id, 75_000, "", by=By("citizen:payer"), now=clock.now())
    assert does(clerk, owed, "nhan-bien-lai", proof=proof).status_code == 422
    [payment] = queries.payments_of(charge.id)
    assert payment.excess == 0
