"""Into which account money goes: an agency's own, else that of the nearest above it, on each day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motcua.core.money import InvalidTransferError
from motcua.domain.payments import queries, services
from motcua.domain.payments.errors import BadAccountsError, WrongStateError
from motcua.domain.payments.types import CollectingAccount
from tests.city import REFERENCE, TODAY, City

pytestmark = pytest.mark.django_db
DEMO = REFERENCE / "accounts" / "demo.yaml"


def test_the_training_citys_accounts_can_be_loaded_again_and_again(city: City) -> None:
    assert services.load_accounts(DEMO, TODAY) == services.load_accounts(DEMO, TODAY)
    ward = city.office("H29.27094")
    account = queries.must_account_for(ward, TODAY)
    assert (account.agency_id, account.number) == (ward, "2927094001")


def test_an_office_collects_into_the_account_of_the_agency_above_it(city: City) -> None:
    services.load_accounts(DEMO, TODAY)
    assert queries.must_account_for(city.office("H29.27094.03"), TODAY).number == "2927094001"


def test_a_new_account_holds_from_its_day_on_and_the_old_one_until_then(city: City) -> None:
    services.load_accounts(DEMO, TODAY)
    ward = city.office("H29.27094")
    services.set_account(CollectingAccount(ward, "970999", "Ngân hàng", "1", "UBND AN KHANH"), date(2027, 1, 1))
    assert queries.must_account_for(ward, date(2026, 12, 31)).number == "2927094001"
    assert queries.must_account_for(ward, date(2027, 1, 1)).number == "1"


def test_without_any_account_one_is_told_to_pay_at_the_counter(city: City) -> None:
    with pytest.raises(WrongStateError, match="cash at the counter"):
        queries.must_account_for(city.office("H29.27094"), TODAY)


def test_an_account_that_no_bank_reads_and_a_file_that_is_none_are_refused(city: City, tmp_path: Path) -> None:
    with pytest.raises(InvalidTransferError):
        services.set_account(CollectingAccount(city.office("H29"), "97", "Ngân hàng", "1", "UBND"), None)
    with pytest.raises(BadAccountsError):
        services.load_accounts(tmp_path / "none.yaml", TODAY)
