"""Many at one charge at the same moment, each on a connection of his own."""

from __future__ import annotations

from functools import partial

import pytest

from motcua.domain.payments import queries, services
from motcua.domain.payments.errors import WrongStateError
from motcua.domain.payments.models import Exchange
from motcua.domain.payments.types import ChargeState
from tests.at_once import at_once
from tests.domain.payments.conftest import HOME, NOW, Till

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_cashiers_at_once_take_the_fee_once(till: Till) -> None:
    charge = till.charge(75_000)
    answers = at_once(*(partial(services.record_cash, charge, 75_000, till.by(), NOW) for _ in range(10)))
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert sum(isinstance(answer, WrongStateError) for answer in answers) == 9
    [payment] = queries.payments_of(charge)
    assert (payment.applied, payment.excess) == (75_000, 0)


def test_a_payer_in_ten_windows_is_led_to_one_order(till: Till) -> None:
    charge = till.charge(75_000)
    answers = at_once(*(partial(services.begin_platform_payment, charge, till.by(), NOW) for _ in range(10)))
    assert len({answer.url for answer in answers}) == 1
    assert Exchange.objects.count() == 1


def test_a_call_back_that_comes_ten_times_at_once_is_one_payment(till: Till) -> None:
    charge = till.charge(75_000)
    services.begin_platform_payment(charge, till.by(), NOW)
    told = till.platform.pay(till.platform.last)
    answers = at_once(*(partial(services.take_callback, told, HOME, NOW) for _ in range(10)))
    assert all(answer.taken for answer in answers)
    assert queries.charge(charge).state is ChargeState.PAID
    assert len(queries.payments_of(charge)) == len(till.ear.heard) == 1
