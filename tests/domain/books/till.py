"""A till in the demo city: charges are opened, money comes in, every payment gets its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.payments import ports
from motcua.domain.payments.models import CollectingAccountRow, Payment
from motcua.domain.payments.receipts.keeper import ReceiptKeeper
from motcua.domain.payments.receipts.loading import load_collectors
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.services import open_charge, record_cash, record_transfer
from motcua.domain.payments.types import By, ChargeLine, NewCharge, Payer
from tests.city import TODAY, City

BOOKS = Path(__file__).resolve().parents[3] / "catalogue" / "reference" / "books"
WARD, ONE_STOP, LAND_OFFICE = "H29.27094", "H29.27094.03", "H29.16.10"
FEE = 75_000


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


NOW = at("2026-11-23 09:00")


@dataclass
class Till:
    """Short words for what a cashier does."""

    city: City
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @property
    def cashier(self) -> By:
        officer = self.city.who(ONE_STOP, "one_stop_officer")
        return By(f"officer:{officer}", officer, self.city.office(ONE_STOP), uuid4())

    def charge(self, amount: int = FEE, *, agency: str = WARD, payer: str = "Nguyễn Trúc Lam", **line: object) -> int:
        n = next(self._numbers)
        lines = (ChargeLine("permit", "Lệ phí cấp giấy phép", amount, "Nghị quyết 01/NQ-HĐND", **line),)
        return open_charge(
            NewCharge(
                subject_ref=UUID(int=n),
                key=f"charge:{n}",
                title="Lệ phí cấp giấy phép",
                payer=Payer(payer, "079088910001", address="12 Đường Xuân Thủy"),
                agency_id=self.city.office(agency),
                lines=lines,
                reference=f"H29.27094-261123-{n:04}",
                procedure_code="1.013225",
                procedure_name="Cấp giấy phép xây dựng",
            ),
            NOW,
        )

    def cash(self, charge: int, amount: int = FEE, now: datetime = NOW) -> int:
        return record_cash(charge, amount, self.cashier, now)

    def transfer(self, charge: int, reference: str, amount: int = FEE, now: datetime = NOW) -> int:
        return record_transfer(charge, amount, reference, self.cashier, now)

    def paid(self, now: datetime = NOW, amount: int = FEE) -> Receipt:
        """A new charge, paid in cash; its receipt."""
        return self.receipt(self.cash(self.charge(amount), amount, now))

    def receipt(self, payment: int) -> Receipt:
        return Receipt.objects.get(payment_id=payment, ended_at=None)

    def account(self, agency: str = WARD, number: str = "0123456789") -> int:
        row = CollectingAccountRow.objects.create(
            agency_id=self.city.office(agency), bank_bin="970436", bank_name="Vietcombank", number=number, holder="UBND"
        )
        return row.pk

    def payments(self) -> int:
        return Payment.objects.count()


@pytest.fixture
def till(city: City, settings, tmp_path: Path) -> Iterator[Till]:
    settings.FILES = tmp_path / "files"
    load_collectors(BOOKS, TODAY)
    keeper, before = ReceiptKeeper(), (ports.receipts(), ports.listeners())
    ports.join(receipts=keeper, listeners=(keeper,))
    yield Till(city)
    ports.join(listeners=before[1])
    ports._Joined.receipts = before[0]
