"""The city's client and the sandbox bank, over real HTTP: names, batches once a reference, results, and its faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest

from motcua.core.books.payouts import Beneficiary, Ordered, batch_file, read_outcomes
from motcua.infra.bank import BankClient, BankError, bank_from
from tests.sandbox.identity_provider import CITY, IdentityProvider, running_provider


@pytest.fixture(scope="module")
def server() -> Iterator[IdentityProvider]:
    with running_provider(CITY) as provider:
        yield provider


@pytest.fixture
def bank(server: IdentityProvider) -> BankClient:
    return BankClient(f"{server.url}/bank", "sandbox", 1.0)


@contextmanager
def misbehaving(server: IdentityProvider, fault: str) -> Iterator[None]:
    httpx.put(f"{server.url}/bank/control/fault/{fault}").raise_for_status()
    try:
        yield
    finally:
        httpx.delete(f"{server.url}/bank/control/fault").raise_for_status()


def paid(server: IdentityProvider) -> dict[str, int]:
    found: dict[str, int] = httpx.get(f"{server.url}/bank/control/paid").json()
    return found


def batch(reference: str, account: str = "9088910001", amount: int = 500_000) -> bytes:
    to = Beneficiary("Nguyễn Trúc Lam", "079088910001", "970436", account, amount)
    return batch_file([Ordered(f"{reference}-1", to)], "Trợ cấp")


@pytest.fixture
def reference() -> str:
    return f"B{uuid4().hex[:12]}"


def test_the_bank_names_the_holder_of_an_account_and_knows_no_other(bank: BankClient) -> None:
    assert bank.name_of("970436", "9088910001") == "NGUYEN TRUC LAM"
    assert bank.name_of("970436", "0000000000") is None
    assert bank.name_of("970436", "../control/paid") is None


def test_a_batch_is_carried_out_once_however_often_it_comes(
    bank: BankClient, server: IdentityProvider, reference: str
) -> None:
    for _ in range(3):
        bank.hand_in(reference, batch(reference))
    assert paid(server)[f"{reference}-1"] == 500_000
    (outcome,) = read_outcomes(bank.outcome(reference) or b"")
    assert (outcome.mark, outcome.amount, outcome.paid) == (f"{reference}-1", 500_000, True)


def test_a_batch_that_was_done_while_its_answer_got_lost_is_not_done_again(
    bank: BankClient, server: IdentityProvider, reference: str
) -> None:
    with misbehaving(server, "done_but_silent"), pytest.raises(BankError):
        bank.hand_in(reference, batch(reference))
    bank.hand_in(reference, batch(reference))
    assert list(paid(server).values()).count(500_000) >= 1
    assert len(read_outcomes(bank.outcome(reference) or b"")) == 1


def test_another_file_under_the_same_reference_and_one_that_does_not_add_up_are_refused(
    bank: BankClient, reference: str
) -> None:
    bank.hand_in(reference, batch(reference))
    with pytest.raises(BankError):
        bank.hand_in(reference, batch(reference, amount=600_000))
    with pytest.raises(BankError):
        bank.hand_in(f"{reference}x", batch(reference).replace(b"TONG,,,,500000", b"TONG,,,,1"))


def test_a_closed_account_fails_with_its_reason(bank: BankClient, server: IdentityProvider, reference: str) -> None:
    httpx.put(f"{server.url}/bank/control/closed/7777777").raise_for_status()
    bank.hand_in(reference, batch(reference, "7777777"))
    (outcome,) = read_outcomes(bank.outcome(reference) or b"")
    assert (outcome.paid, outcome.reason) == (False, "TAI KHOAN DA DONG")


@pytest.mark.parametrize("fault", ["down", "slow"])
def test_an_outage_is_an_error_that_may_be_tried_again(bank: BankClient, server: IdentityProvider, fault: str) -> None:
    with misbehaving(server, fault), pytest.raises(BankError):
        bank.name_of("970436", "9088910001")
    assert bank.name_of("970436", "9088910001") == "NGUYEN TRUC LAM"


def test_results_may_be_awaited(bank: BankClient, server: IdentityProvider, reference: str) -> None:
    bank.hand_in(reference, batch(reference))
    with misbehaving(server, "no_results_yet"):
        assert bank.outcome(reference) is None
    assert bank.outcome(reference) is not None
    assert bank.outcome("never handed in") is None


def test_a_stranger_is_turned_away(server: IdentityProvider) -> None:
    with pytest.raises(BankError):
        BankClient(f"{server.url}/bank", "wrong", 1.0).name_of("970436", "9088910001")


def test_a_city_without_a_bank_has_none() -> None:
    assert bank_from({"url": "", "token": ""}, 1.0) is None
