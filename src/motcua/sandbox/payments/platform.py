"""What the platform knows and says, without any network: orders by their reference, each decided once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

_HANOI = timezone(timedelta(hours=7))
_TIME = "%Y%m%d%H%M%S"
_ASKED = (
    *("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan"),
    *("MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip"),
)
_TOLD = (
    *("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "ThoiGianGD", "MaLoi"),
)
PAID, PENDING, FAILED, UNKNOWN = "00", "01", "02", "03"


class RefusedError(ValueError):
    """A message that no known city sends."""


@dataclass
class Bill:
    """One order. decided: `00` paid or `02` given up; empty while it is open."""

    reference: str
    amount: int
    title: str
    facts: Mapping[str, Any]
    decided: str = ""
    transaction: str = ""
    decided_at: str = ""


@dataclass
class Platform:
    """All orders of one city. It lives by that city's clock, which a training city may shift."""

    partner: str
    secret: str
    pay_url: str
    bills: dict[str, Bill] = field(default_factory=dict)
    _ahead: timedelta = timedelta()

    def answer(self, message: Mapping[str, Any]) -> dict[str, str]:
        """INIT and GET_BILL. Raises RefusedError for what is not the city's."""
        told = {name: str(message.get(name, "")) for name in _ASKED}
        if told["MaDoiTac"] != self.partner or self._hash(told, _ASKED) != message.get("MaXacThuc"):
            raise RefusedError("unknown partner or wrong MaXacThuc")
        self._ahead = _moment(told["ThoiGianGD"]) - datetime.now(_HANOI)
        if told["LoaiBanTin"] == "INIT":
            return self._begin(told, message.get("ThongTinBienLai", {}))
        if told["LoaiBanTin"] == "GET_BILL":
            return self.told("GET_BILL", told["MaThamChieu"])
        raise RefusedError("unknown LoaiBanTin")

    def decide(self, reference: str, outcome: str) -> dict[str, str]:
        """The payer pays or gives up; the call-back that says so. What is decided stays so."""
        bill = self.bills[reference]
        if not bill.decided:
            bill.decided, bill.decided_at = outcome, (datetime.now(_HANOI) + self._ahead).strftime(_TIME)
            bill.transaction = f"NTT{len(self.bills):06d}{reference[-6:]}" if outcome == PAID else ""
        return self.told("CALLBACK", reference)

    def told(self, kind: str, reference: str) -> dict[str, str]:
        """What became of an order, signed."""
        bill = self.bills.get(reference)
        told = {
            "LoaiBanTin": kind,
            "PhienBan": "1.0.6",
            "MaDoiTac": self.partner,
            "MaThamChieu": reference,
            "SoTien": str(bill.amount) if bill else "0",
            "MaTienTe": "VND",
            "MaGiaoDich": bill.transaction if bill else "",
            "ThoiGianGD": bill.decided_at if bill else "",
            "MaLoi": (bill.decided or PENDING) if bill else UNKNOWN,
        }
        return told | {"MaXacThuc": self._hash(told, _TOLD)}

    def _begin(self, told: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, str]:
        reference = told["MaThamChieu"]
        bill = self.bills.setdefault(
            reference, Bill(reference, int(told["SoTien"]), told["ThongTinGiaoDich"], dict(facts))
        )
        if bill.amount != int(told["SoTien"]):
            raise RefusedError("the same MaThamChieu with another SoTien")
        return {"MaLoi": "00", "MaThamChieu": reference, "UrlThanhToan": f"{self.pay_url}/{reference}"}

    def _hash(self, told: Mapping[str, str], order: Sequence[str]) -> str:
        return hashlib.sha256(("|".join(told[name] for name in order) + self.secret).encode()).hexdigest()


def _moment(told: str) -> datetime:
    try:
        return datetime.strptime(told, _TIME).replace(tzinfo=_HANOI)
    except ValueError as error:
        raise RefusedError("ThoiGianGD is no time") from error
