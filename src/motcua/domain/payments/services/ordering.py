"""Paying at the national payment platform: an order, the call-back, and asking again when none comes.

The network is never asked inside a transaction. What the platform says is taken in one transaction with the payment,
its receipt and the dossier, whoever brings it, a call-back or our own question; the order's row says that it is once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import orjson
from django.db import transaction

from motcua.domain.identity import queries as identity
from motcua.domain.payments import ports
from motcua.domain.payments.book import Money, locked, note, take
from motcua.domain.payments.errors import PlatformUnreachableError, WrongStateError
from motcua.domain.payments.models import Charge, Exchange, RefusedMessage
from motcua.domain.payments.policies import next_ask
from motcua.domain.payments.queries import must_account_for
from motcua.domain.payments.types import PLATFORM, Begun, By, ChargeState, EntryKind, ExchangeState, Method, Reply
from motcua.infra.ids import uuid7
from motcua.infra.payment_platform import Account, Bill, ForgedError, Order, Outcome, Person, Service, UnreachableError

TAKEN = Reply("00", "taken")
NOT_BELIEVED = Reply("97", "not believed")
NOT_KNOWN = Reply("03", "no such order")
LONGEST_CALLBACK = 16 * 1024
_LED_TO = (ExchangeState.BEGUN, ExchangeState.OPEN)


def begin_platform_payment(charge_id: int, by: By, now: datetime) -> Begun:
    """Open an order at the platform for what is due; where the payer goes. Safe to repeat: as long as the amount is the
    same, it is the same order, also after a crash between here and there.

    Raises PlatformMissingError, PlatformUnreachableError, WrongStateError, NoSuchChargeError.
    """
    platform = ports.platform()
    with transaction.atomic():
        exchange = _order_of(locked(charge_id), by, now)
    if exchange.url:
        return Begun(exchange.url)
    try:
        url = platform.begin(_as_order(exchange))
    except UnreachableError as error:
        raise PlatformUnreachableError from error
    if not Exchange.objects.filter(pk=exchange.pk, state__in=_LED_TO).update(url=url, state=ExchangeState.OPEN):
        raise _nothing_to_pay()  # somebody paid in another way while the platform answered
    return Begun(url)


def take_callback(told: bytes | Mapping[str, object], origin: str, now: datetime) -> Reply:
    """The platform says, of itself, what became of an order. Forged, foreign and impossible messages are refused and
    logged; the same one again is answered as the first time.
    """
    try:
        fields = _fields(told)
        bill = ports.platform().confirmed(fields, origin, now)
    except ForgedError as error:
        _log_refusal(told, origin, error, now)
        return NOT_BELIEVED
    try:
        return _settle(bill, "callback", now)
    except ForgedError as error:
        _log_refusal(told, origin, error, now)
        return NOT_KNOWN if error.why == "order" else NOT_BELIEVED


def poll_due(now: datetime, most: int = 50) -> int:
    """Ask the platform for orders that are not decided and due to be asked for; how many were asked. This repairs what
    a lost call-back left. Raises PlatformUnreachableError at the first that gets no answer: the rest waits.
    """
    asked = 0
    for exchange in Exchange.objects.filter(next_ask_at__lte=now).order_by("next_ask_at")[:most]:
        following = next_ask(exchange.asks + 1, exchange.begun_at, now)
        mine = Exchange.objects.filter(pk=exchange.pk, asks=exchange.asks, next_ask_at=exchange.next_ask_at)
        if not mine.update(asks=exchange.asks + 1, next_ask_at=following):
            continue  # another worker asks for it
        asked += 1
        try:
            _settle(ports.platform().ask(exchange.reference, now), "question", now)
        except UnreachableError as error:
            raise PlatformUnreachableError from error
        except ForgedError as error:
            _log_refusal(exchange.reference.encode(), "question", error, now)
    return asked


def ask_now(charge_id: int, now: datetime) -> None:
    """Ask at once for the undecided orders of a charge: before an officer believes a paper, or while a payer waits."""
    undecided = Exchange.objects.filter(charge_id=charge_id, next_ask_at__isnull=False)
    for exchange in undecided:
        try:
            _settle(ports.platform().ask(exchange.reference, now), "question", now)
        except UnreachableError as error:
            raise PlatformUnreachableError from error


def _order_of(charge: Charge, by: By, now: datetime) -> Exchange:
    """The order that the payer is led to: the open one, if it is for what is due now, else a new one."""
    if not ChargeState(charge.state).takes_money:
        raise _nothing_to_pay()
    due = charge.due - charge.paid
    must_account_for(charge.agency_id, now.date())
    open_order = charge.exchanges.filter(state__in=_LED_TO).first()
    if open_order and open_order.amount == due:
        return open_order
    charge.exchanges.filter(state__in=_LED_TO).update(state=ExchangeState.LEFT)
    exchange = Exchange.objects.create(
        charge=charge,
        reference=uuid7(now).hex,
        amount=due,
        state=ExchangeState.BEGUN,
        begun_by=by.actor,
        begun_at=now,
        next_ask_at=next_ask(0, now, now),
    )
    note(charge, EntryKind.ORDERED, by, now, exchange=exchange.pk, amount=due)
    return exchange


def _nothing_to_pay() -> WrongStateError:
    return WrongStateError(
        "Khoản này không còn gì phải nộp theo lệnh đã mở. Hãy tải lại trang để xem tình trạng.",
        "Nothing is left to pay by this order. Reload the page to see where it stands.",
    )


def _as_order(exchange: Exchange) -> Order:
    """The order as the platform gets it; the same row gives the same order."""
    charge = exchange.charge
    agency = identity.agency(charge.agency_id)
    account = must_account_for(charge.agency_id, exchange.begun_at.date())
    return Order(
        reference=exchange.reference,
        amount=exchange.amount,
        title=charge.memo,
        at=exchange.begun_at,
        payer=Person(charge.payer_name, charge.payer_identifier, charge.payer_address),
        service=Service(charge.procedure_code, charge.procedure_name, agency.code, agency.name, charge.reference),
        account=Account(account.bank_bin, account.number, account.holder),
        items=[(item.name, item.amount) for item in charge.items.order_by("n") if item.amount],
    )


def _settle(bill: Bill, decided_by: str, now: datetime) -> Reply:
    """Take what the platform says into the books, once. Raises ForgedError for an order or amount that is not ours."""
    if bill.outcome in (Outcome.PENDING, Outcome.UNKNOWN):
        return TAKEN
    charge_id = Exchange.objects.filter(reference=bill.reference).values_list("charge_id", flat=True).first()
    if charge_id is None:
        raise ForgedError("order", bill.reference)
    with transaction.atomic():
        charge = locked(charge_id)
        exchange = Exchange.objects.select_for_update().get(reference=bill.reference)
        if exchange.state == ExchangeState.PAID:
            _must_be_the_same(exchange, bill)
        elif bill.outcome is Outcome.PAID:
            _take_paid(charge, exchange, bill, decided_by, now)
        elif exchange.state != ExchangeState.FAILED:
            _decide(exchange, ExchangeState.FAILED, bill, decided_by, now)
            note(charge, EntryKind.ORDER_FAILED, PLATFORM, now, exchange=exchange.pk)
    return TAKEN


def _take_paid(charge: Charge, exchange: Exchange, bill: Bill, decided_by: str, now: datetime) -> None:
    if bill.amount != exchange.amount:
        raise ForgedError("amount", bill.reference)
    _decide(exchange, ExchangeState.PAID, bill, decided_by, now)
    money = Money(bill.amount, Method.PLATFORM, bill.transaction, bill.at, exchange)
    take(charge, money, PLATFORM, now)


def _must_be_the_same(exchange: Exchange, bill: Bill) -> None:
    """A paid order stays paid: that it failed is old news, another transaction of it is nobody's money yet."""
    if bill.outcome is Outcome.PAID and (bill.transaction, bill.amount) != (exchange.transaction, exchange.amount):
        raise ForgedError("twice", bill.reference)


def _decide(exchange: Exchange, state: ExchangeState, bill: Bill, decided_by: str, now: datetime) -> None:
    exchange.state, exchange.transaction = state, bill.transaction
    exchange.decided_at, exchange.decided_by, exchange.next_ask_at = now, decided_by, None
    exchange.save()


def _fields(told: bytes | Mapping[str, object]) -> Mapping[str, object]:
    if isinstance(told, Mapping):
        return told
    if len(told) > LONGEST_CALLBACK:
        raise ForgedError("shape")
    try:
        fields = orjson.loads(told)
    except orjson.JSONDecodeError as error:
        raise ForgedError("shape") from error
    if not isinstance(fields, dict):
        raise ForgedError("shape")
    return fields


def _log_refusal(told: bytes | Mapping[str, object], origin: str, error: ForgedError, now: datetime) -> None:
    content = told if isinstance(told, bytes) else repr(sorted(told.items())).encode()
    RefusedMessage.objects.create(
        at=now,
        origin=origin[:60],
        reference=error.reference,
        why=error.why,
        sha256=hashlib.sha256(content).hexdigest(),
    )
