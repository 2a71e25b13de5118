"""What this app asks of others without knowing them. `config/wiring.py` joins them, once in every process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from motcua.domain.payments.errors import PlatformMissingError
from motcua.domain.payments.types import Paid, Refunded, Waived
from motcua.infra.payment_platform import Bill, Order


class PaymentPlatform(Protocol):
    """The national payment platform. Both calls may be repeated; both raise `UnreachableError`."""

    def begin(self, order: Order) -> str:
        """INIT: the address at which the payer pays. The same order again gives the same one."""

    def ask(self, reference: str, now: datetime) -> Bill:
        """GET_BILL: what became of an order."""

    def confirmed(self, told: Mapping[str, object], origin: str, now: datetime) -> Bill:
        """What a call-back says; raises `ForgedError` for one that is not surely the platform's."""


class MoneyListener(Protocol):
    """Whoever wants to know what happened to the money of a subject; called in the transaction in which it did.

    An exception takes everything back: it is raised only for what another try can mend.
    """

    def paid(self, paid: Paid) -> None: ...

    def waived(self, waived: Waived) -> None: ...

    def refunded(self, refunded: Refunded) -> None: ...


class ReceiptIssuer(Protocol):
    """Gives every payment its receipt; called in the transaction of the payment (NĐ 254/2026 Điều 23: at the time of
    collection).
    """

    def issue(self, payment_id: int, now: datetime) -> None: ...


class _Joined:
    platform: PaymentPlatform | None = None
    listeners: tuple[MoneyListener, ...] = ()
    receipts: ReceiptIssuer | None = None


def join(
    *,
    platform: PaymentPlatform | None = None,
    listeners: tuple[MoneyListener, ...] | None = None,
    receipts: ReceiptIssuer | None = None,
) -> None:
    """Put what is given behind the ports; what is not given stays."""
    _Joined.platform = platform or _Joined.platform
    _Joined.listeners = _Joined.listeners if listeners is None else listeners
    _Joined.receipts = receipts or _Joined.receipts


def platform() -> PaymentPlatform:
    """The platform; raises PlatformMissingError where the city is not joined to it."""
    if _Joined.platform is None:
        raise PlatformMissingError
    return _Joined.platform


def has_platform() -> bool:
    """Whether the city is joined to the platform."""
    return _Joined.platform is not None


def listeners() -> tuple[MoneyListener, ...]:
    """Who is told what happens to money."""
    return _Joined.listeners


def receipts() -> ReceiptIssuer | None:
    """Who gives receipts, if anybody."""
    return _Joined.receipts
