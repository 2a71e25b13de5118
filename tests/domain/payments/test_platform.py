"""Paying at the national platform: what may get lost, come twice, or be forged."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.delivery.worker.payments import AskPlatform
from motcua.domain.payments import queries, services
from motcua.domain.payments.errors import PlatformUnreachableError, WrongStateError
from motcua.domain.payments.models import Exchange, RefusedMessage
from motcua.domain.payments.policies import next_ask
from motcua.domain.payments.types import ChargeState, ExchangeState
from motcua.infra.payment_platform import Bill, Outcome
from tests.domain.payments.conftest import HOME, NOW, Till, callback
from tests.effort import examples

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_who_begins_twice_is_led_to_the_same_order(till: Till) -> None:
    charge = till.charge(8000)
    first = services.begin_platform_payment(charge, till.by(), NOW)
    assert services.begin_platform_payment(charge, till.by(), NOW) == first
    assert till.platform.begun == 1


def test_an_order_whose_answer_was_lost_is_sent_again_under_the_same_reference(till: Till) -> None:
    charge = till.charge(8000)
    till.platform.down = True
    with pytest.raises(PlatformUnreachableError):
        services.begin_platform_payment(charge, till.by(), NOW)
    till.platform.down = False
    services.begin_platform_payment(charge, till.by(), NOW)
    assert Exchange.objects.count() == 1


def test_a_new_amount_is_a_new_order(till: Till) -> None:
    charge = till.charge(8000)
    services.begin_platform_payment(charge, till.by(), NOW)
    old = till.platform.last
    services.waive(charge, 3000, "Giảm", "NQ 1", by=till.by(), now=NOW)
    services.begin_platform_payment(charge, till.by(), NOW)
    assert till.platform.orders[till.platform.last].amount == 5000
    services.take_callback(till.platform.pay(old), HOME, NOW)
    card, [refund] = queries.charge(charge), queries.refunds_of(charge)
    assert (card.state, card.paid, refund.amount) == (ChargeState.PAID, 5000, 3000)


def test_nothing_can_be_ordered_when_nothing_is_due(till: Till) -> None:
    charge = till.charge(8000)
    services.record_cash(charge, 8000, till.by(), NOW)
    with pytest.raises(WrongStateError):
        services.begin_platform_payment(charge, till.by(), NOW)


def test_a_callback_settles_the_charge_and_the_same_again_changes_nothing(till: Till) -> None:
    charge = _begun(till)
    told = till.platform.pay(till.platform.last)
    assert services.take_callback(orjson.dumps(told), HOME, NOW).taken
    assert services.take_callback(told, HOME, LATER).taken
    assert queries.charge(charge).state is ChargeState.PAID
    assert len(till.ear.heard) == len(queries.payments_of(charge)) == 1


def test_polling_repairs_a_lost_callback(till: Till) -> None:
    charge = _begun(till)
    till.platform.pay(till.platform.last)
    assert services.poll_due(NOW) == 0
    assert services.poll_due(NOW + timedelta(seconds=30)) == 1
    assert queries.charge(charge).state is ChargeState.PAID
    assert services.poll_due(LATER) == 0


def test_an_outage_leaves_the_question_for_later(till: Till) -> None:
    charge = _begun(till)
    till.platform.pay(till.platform.last)
    till.platform.down = True
    with pytest.raises(PlatformUnreachableError):
        services.poll_due(NOW + timedelta(minutes=1))
    till.platform.down = False
    assert services.poll_due(LATER) == 1
    assert queries.charge(charge).state is ChargeState.PAID


def test_the_worker_rests_in_an_outage_so_that_its_other_rounds_do_not_wait(till: Till) -> None:
    charge, ask = _begun(till), AskPlatform()
    till.platform.pay(till.platform.last)
    till.platform.down = True
    assert ask(NOW + timedelta(minutes=1)) == 0
    till.platform.down = False
    assert ask(NOW + timedelta(minutes=1, seconds=20)) == 0
    assert ask(NOW + timedelta(minutes=5)) == 1
    assert queries.charge(charge).state is ChargeState.PAID


def test_that_an_order_failed_comes_late_and_changes_nothing(till: Till) -> None:
    charge = _begun(till)
    reference = till.platform.last
    services.take_callback(till.platform.pay(reference), HOME, NOW)
    assert services.take_callback(callback(reference, 8000, MaLoi="02"), HOME, LATER).taken
    assert queries.charge(charge).state is ChargeState.PAID


def test_money_comes_after_the_platform_had_given_the_order_up(till: Till) -> None:
    charge = _begun(till)
    reference = till.platform.last
    services.take_callback(callback(reference, 8000, MaLoi="02"), HOME, NOW)
    assert Exchange.objects.get().state == ExchangeState.FAILED
    services.take_callback(till.platform.pay(reference), HOME, LATER)
    assert queries.charge(charge).state is ChargeState.PAID


def test_money_by_an_order_of_a_cancelled_charge_is_kept_and_to_go_back(till: Till) -> None:
    charge = _begun(till)
    services.cancel_charge(charge, "Rút hồ sơ", till.by(), NOW)
    services.take_callback(till.platform.pay(till.platform.last), HOME, NOW)
    [refund] = queries.refunds_of(charge)
    assert refund.amount == 8000
    assert not till.ear.heard


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"MaXacThuc": "0" * 64}, "hash"),
        ({"MaXacThuc": "không phải mã băm"}, "hash"),
        ({"SoTien": "80000"}, "hash"),
    ],
)
def test_a_callback_that_was_touched_is_refused_and_logged(till: Till, changes: dict[str, str], why: str) -> None:
    charge = _begun(till)
    told = till.platform.pay(till.platform.last) | changes
    assert not services.take_callback(told, HOME, NOW).taken
    assert queries.charge(charge).state is ChargeState.OPEN
    assert RefusedMessage.objects.get().why == why


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"MaTienTe": "USD"}, "currency"),
        ({"SoTien": "80000"}, "amount"),
        ({"SoTien": "-8000"}, "amount"),
        ({"SoTien": "8000.5"}, "amount"),
        ({"SoTien": "٨٠٠٠"}, "amount"),
        ({"MaDoiTac": "HN"}, "partner"),
        ({"MaLoi": "77"}, "code"),
        ({"MaThamChieu": "somebody-elses"}, "order"),
        ({"ThoiGianGD": "20261123093000"}, "time"),
        ({"ThoiGianGD": "hôm nay"}, "time"),
    ],
)
def test_a_well_signed_callback_must_still_be_about_our_money(till: Till, changes: dict[str, str], why: str) -> None:
    charge = _begun(till)
    told = callback(till.platform.last, 8000, **changes)
    assert not services.take_callback(told, HOME, NOW).taken
    assert queries.charge(charge).state is ChargeState.OPEN
    assert RefusedMessage.objects.get().why == why


def test_a_callback_from_elsewhere_is_refused(till: Till) -> None:
    charge = _begun(till)
    assert not services.take_callback(till.platform.pay(till.platform.last), "203.0.113.9", NOW).taken
    assert queries.charge(charge).state is ChargeState.OPEN
    assert RefusedMessage.objects.get().origin == "203.0.113.9"


def test_a_clock_that_is_a_little_ahead_is_believed(till: Till) -> None:
    charge = _begun(till)
    told = till.platform.pay(till.platform.last, NOW + timedelta(minutes=4))
    assert services.take_callback(told, HOME, NOW).taken
    assert queries.charge(charge).state is ChargeState.PAID


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'{"MaThamChieu": {}}', b"x" * 20_000])
def test_a_body_that_is_no_message_is_refused(till: Till, body: bytes) -> None:
    assert not services.take_callback(body, HOME, NOW).taken
    assert RefusedMessage.objects.get().why in ("shape", "hash")


def test_a_second_transaction_for_a_paid_order_is_nobodys_money(till: Till) -> None:
    charge = _begun(till)
    reference = till.platform.last
    services.take_callback(till.platform.pay(reference), HOME, NOW)
    assert not services.take_callback(callback(reference, 8000, "T-other"), HOME, NOW).taken
    assert len(queries.payments_of(charge)) == 1


def test_orders_are_asked_for_ever_more_rarely_and_not_for_ever() -> None:
    moment, asks, gaps = NOW, 0, []
    while following := next_ask(asks, NOW, moment):
        gaps.append(following - moment)
        moment, asks = following, asks + 1
    assert gaps == sorted(gaps)
    assert timedelta(days=29) < moment - NOW < timedelta(days=32)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(300))
@given(st.data())
def test_whatever_is_lost_repeated_or_reordered_paid_is_paid_once(till: Till, data: st.DataObject) -> None:
    """Messages of two orders of one charge come in any order, any number of times, among them late failures; between
    them the city asks. In the end every order that was paid has one payment, and the charge took what was due.
    """
    till.ear.heard.clear()
    till.platform.orders.clear()
    till.platform.bills.clear()
    charge = till.charge(8000)
    services.begin_platform_payment(charge, till.by(), NOW)
    first = till.platform.last
    Exchange.objects.filter(reference=first).update(state=ExchangeState.LEFT)
    services.begin_platform_payment(charge, till.by(), NOW)
    orders = [first, till.platform.last]
    paid = data.draw(st.lists(st.sampled_from(orders), min_size=1, max_size=2, unique=True), label="paid")
    messages = [till.platform.pay(order) for order in paid] + [
        callback(order, 8000, "", MaLoi="02") for order in orders
    ]
    came = data.draw(st.lists(st.sampled_from([*messages, None]), max_size=8), label="came")
    moment = NOW
    for message in came:
        moment += timedelta(minutes=1)
        if message is None:
            services.poll_due(moment)
        else:
            services.take_callback(message, HOME, moment)
    for order in orders:  # a call-back that failed before it was paid ends our asking; the platform then calls again
        if order in paid:
            services.take_callback(till.platform.pay(order), HOME, moment)
    while services.poll_due(moment := moment + timedelta(hours=2)) and moment < NOW + timedelta(days=2):
        pass
    payments = queries.payments_of(charge)
    assert len(payments) == len(paid)
    assert queries.charge(charge).paid == 8000
    assert sum(each.excess for each in payments) == 8000 * (len(paid) - 1)
    assert len([told for told in till.ear.heard if told.charge_id == charge]) == 1


def _begun(till: Till) -> int:
    charge = till.charge(8000)
    services.begin_platform_payment(charge, till.by(), NOW)
    assert isinstance(till.platform.ask(till.platform.last, NOW), Bill)
    assert till.platform.ask(till.platform.last, NOW).outcome is Outcome.PENDING
    return charge
