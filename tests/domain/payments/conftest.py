"""The demo city with an account to collect into, and a platform that says what a test wants it to say."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.payments import ports, services
from motcua.domain.payments.types import (
    By,
    ChargeLine,
    CollectingAccount,
    NewCharge,
    Paid,
    Payer,
    Refunded,
    Waived,
)
from motcua.infra.payment_platform import Bill, ForgedError, Order, Outcome, Terms, UnreachableError
from motcua.infra.payment_platform.messages import comes_from, read_bill
from tests.city import City

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
TERMS = Terms("HCM", "bí mật", timedelta(minutes=5), (ipaddress.ip_network("10.0.0.0/8"),))
HOME = "10.0.0.7"


def callback(
    reference: str, amount: int | str, transaction: str = "T1", at: datetime = NOW, **other: str
) -> dict[str, str]:
    """What the platform posts when an order is paid, signed by a hand of the tests' own."""
    told = {
        "LoaiBanTin": "CALLBACK",
        "PhienBan": "1.0.6",
        "MaDoiTac": "HCM",
        "MaThamChieu": reference,
        "SoTien": str(amount),
        "MaTienTe": "VND",
        "MaGiaoDich": transaction,
        "ThoiGianGD": at.astimezone(ZONE).strftime("%Y%m%d%H%M%S"),
        "MaLoi": "00",
    } | other
    return told | {"MaXacThuc": hashlib.sha256(("|".join(told.values()) + "bí mật").encode()).hexdigest()}


@dataclass
class FakePlatform:
    """What the platform knows of orders; `down` for an outage."""

    orders: dict[str, Order] = field(default_factory=dict)
    bills: dict[str, Bill] = field(default_factory=dict)
    begun: int = 0
    down: bool = False

    def begin(self, order: Order) -> str:
        self._answer()
        self.begun += 1
        known = self.orders.setdefault(order.reference, order)
        assert known == order, "the same reference is the same order"
        return f"https://pay.test/{order.reference}"

    def ask(self, reference: str, now: datetime) -> Bill:
        self._answer()
        if reference not in self.orders:
            return Bill(reference, Outcome.UNKNOWN)
        return self.bills.get(reference, Bill(reference, Outcome.PENDING))

    def confirmed(self, told: object, origin: str, now: datetime) -> Bill:
        assert isinstance(told, dict)
        if not comes_from(origin, TERMS):
            raise ForgedError("origin")
        return read_bill(told, TERMS, now)

    def pay(self, reference: str, at: datetime = NOW) -> dict[str, str]:
        """The payer pays; the call-back that says so."""
        order = self.orders[reference]
        bill = self.bills.setdefault(
            reference, Bill(reference, Outcome.PAID, order.amount, "VND", f"T{len(self.bills) + 1}", at)
        )
        return callback(reference, bill.amount, bill.transaction, at)

    @property
    def last(self) -> str:
        return next(reversed(self.orders))

    def _answer(self) -> None:
        if self.down:
            raise UnreachableError("down for a test")


@dataclass
class Ear:
    """Hears what happens to money."""

    heard: list[Paid | Waived | Refunded] = field(default_factory=list)

    def paid(self, paid: Paid) -> None:
        self.heard.append(paid)

    def waived(self, waived: Waived) -> None:
        self.heard.append(waived)

    def refunded(self, refunded: Refunded) -> None:
        self.heard.append(refunded)


@dataclass
class Till:
    """The city's till: short words for what its people do with money."""

    city: City
    platform: FakePlatform
    ear: Ear
    subject: UUID = field(default_factory=uuid4)

    @property
    def agency(self) -> int:
        return self.city.office("H29.27094")

    def by(self, office: str = "H29.27094.03", role: str = "one_stop_officer") -> By:
        """An officer, with one click to spend."""
        officer = self.city.who(office, role)
        return By(f"officer:{officer}", officer, self.city.office(office), uuid4())

    def head(self) -> By:
        """Somebody else, with one click to spend."""
        return self.by("H29.27094.01", "commune_chairman")

    def charge(self, *amounts: int, key: str = "") -> int:
        lines = tuple(
            ChargeLine(f"fee{n}", f"Phí {n}", amount, "Nghị quyết 10/2024/NQ-HĐND")
            for n, amount in enumerate(amounts, 1)
        )
        return services.open_charge(self.new(lines, key or uuid4().hex), NOW)

    def new(self, lines: tuple[ChargeLine, ...], key: str) -> NewCharge:
        return NewCharge(
            subject_ref=self.subject,
            key=key,
            title="Phí cấp bản sao trích lục",
            payer=Payer("Nguyễn Trúc Lam", "079088910001"),
            agency_id=self.agency,
            lines=lines,
            reference="H29.12-261123-0001",
            procedure_code="2.000635",
            procedure_name="Cấp bản sao trích lục hộ tịch",
        )


@pytest.fixture
def till(city: City) -> Iterator[Till]:
    before = dict(vars(ports._Joined))
    platform, ear = FakePlatform(), Ear()
    ports._Joined.platform, ports._Joined.listeners, ports._Joined.receipts = platform, (ear,), None
    found = Till(city, platform, ear)
    services.set_account(
        CollectingAccount(found.agency, "970999", "Ngân hàng Huấn luyện", "29120001", "UBND PHUONG AN KHANH"), None
    )
    yield found
    for name in ("platform", "listeners", "receipts"):
        setattr(ports._Joined, name, before[name])
