"""What passes between the city and the platform, as bytes and as values. Pure."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from motcua.infra.payment_platform.errors import ForgedError

VERSION: Final = "1.0.6"
CURRENCY: Final = "VND"
LONGEST_FIELD: Final = 500

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_TIME = "%Y%m%d%H%M%S"
# In this order, joined by "|", the secret behind them.
_ASKED: Final = (
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
)
_TOLD: Final = (
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "ThoiGianGD",
    "MaLoi",
)


class Outcome(StrEnum):
    """What the platform says of an order. UNKNOWN: it has never heard of it."""

    PAID = "00"
    PENDING = "01"
    FAILED = "02"
    UNKNOWN = "03"


@dataclass(frozen=True, slots=True)
class Terms:
    """What city and platform have agreed. partner: who the city is there. skew: how far its clock may be ahead of ours.
    origins: from which networks call-backs come; empty for any.
    """

    partner: str
    secret: str = field(repr=False)
    skew: timedelta
    origins: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Into which account the money goes."""

    bank: str
    number: str
    holder: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who pays."""

    name: str
    identifier: str
    address: str


@dataclass(frozen=True, slots=True)
class Service:
    """What is paid for: the procedure, the dossier, the agency that collects."""

    procedure_code: str
    procedure_name: str
    agency_code: str
    agency_name: str
    dossier: str


@dataclass(frozen=True, slots=True)
class Order:
    """One payment order. The same `reference` is the same order, however often it is sent."""

    reference: str
    amount: int
    title: str
    at: datetime
    payer: Person
    service: Service
    account: Account
    items: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Bill:
    """What became of an order. transaction: the platform's own number. at: when it was paid or given up."""

    reference: str
    outcome: Outcome
    amount: int = 0
    currency: str = CURRENCY
    transaction: str = ""
    at: datetime | None = None


def init_message(order: Order, terms: Terms) -> dict[str, Any]:
    """INIT: open an order."""
    told = {
        "LoaiBanTin": "INIT",
        **_common(order.reference, order.at, terms),
        "SoTien": str(order.amount),
        "ThongTinGiaoDich": order.title,
    }
    return {**signed(told, _ASKED, terms.secret), "ThongTinBienLai": _receipt_facts(order)}


def bill_message(reference: str, at: datetime, terms: Terms) -> dict[str, Any]:
    """GET_BILL: ask what became of an order."""
    told = {"LoaiBanTin": "GET_BILL", **_common(reference, at, terms), "SoTien": "0", "ThongTinGiaoDich": ""}
    return signed(told, _ASKED, terms.secret)


def signed(told: Mapping[str, str], order: Sequence[str], secret: str) -> dict[str, str]:
    """The message with its MaXacThuc: SHA-256 over the fields in order, joined by `|`, the secret behind them."""
    return {**told, "MaXacThuc": _hash(told, order, secret)}


def read_bill(told: Mapping[str, object], terms: Terms, now: datetime) -> Bill:
    """What an answer or a call-back says, if it is surely the platform's.

    Raises ForgedError for a wrong hash, another partner, a shape or currency that was not agreed, and a time that has
    not come yet.
    """
    given = {name: _plain(told, name) for name in (*_TOLD, "MaXacThuc")}
    reference = given["MaThamChieu"][:40]
    if not hmac.compare_digest(_hash(given, _TOLD, terms.secret).encode(), given["MaXacThuc"].lower().encode()):
        raise ForgedError("hash", reference)
    if given["MaDoiTac"] != terms.partner:
        raise ForgedError("partner", reference)
    if given["MaLoi"] not in set(Outcome):
        raise ForgedError("code", reference)
    outcome = Outcome(given["MaLoi"])
    if outcome in (Outcome.PENDING, Outcome.UNKNOWN):
        return Bill(reference, outcome)
    if given["MaTienTe"] != CURRENCY:
        raise ForgedError("currency", reference)
    at = _moment(given["ThoiGianGD"], reference)
    if at > now + terms.skew:
        raise ForgedError("time", reference)
    return Bill(reference, outcome, _amount(given["SoTien"], reference), CURRENCY, given["MaGiaoDich"][:60], at)


def comes_from(origin: str, terms: Terms) -> bool:
    """Whether a call-back from this address may be the platform's."""
    if not terms.origins:
        return True
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return False
    return any(address in network for network in terms.origins)


def _common(reference: str, at: datetime, terms: Terms) -> dict[str, str]:
    return {
        "PhienBan": VERSION,
        "MaDoiTac": terms.partner,
        "MaThamChieu": reference,
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "web",
        "NgonNgu": "vi-VN",
        "MaTienTe": CURRENCY,
        "MaNganHang": "",
        "ThoiGianGD": at.astimezone(_ZONE).strftime(_TIME),
        "Ip": "",
    }


def _receipt_facts(order: Order) -> dict[str, Any]:
    service, payer, account = order.service, order.payer, order.account
    return {
        "MaDichVu": "2",
        "MaDVC": service.procedure_code,
        "TenDVC": service.procedure_name,
        "MaTTHC": service.procedure_code,
        "TenTTHC": service.procedure_name,
        "MaDonVi": service.agency_code,
        "TenDonVi": service.agency_name,
        "MaHoSo": service.dossier,
        "TKThuHuong": account.number,
        "MaNHThuHuong": account.bank,
        "TenTKThuHuong": account.holder,
        "NoiDungThanhToan": order.title,
        "HoTenNguoiNop": payer.name,
        "SoCMNDNguoiNop": payer.identifier,
        "DiaChiNguoiNop": payer.address,
        "DSKhoanNop": [{"NoiDung": name, "SoTien": str(amount)} for name, amount in order.items],
    }


def _hash(told: Mapping[str, str], order: Sequence[str], secret: str) -> str:
    return hashlib.sha256(("|".join(told[name] for name in order) + secret).encode()).hexdigest()


def _plain(told: Mapping[str, object], name: str) -> str:
    """A field as text; what is no short text or whole number was not sent by the platform."""
    value = told.get(name, "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ForgedError("shape")
    text = str(value)
    if len(text) > LONGEST_FIELD:
        raise ForgedError("shape")
    return text


def _moment(told: str, reference: str) -> datetime:
    try:
        return datetime.strptime(told, _TIME).replace(tzinfo=_ZONE)
    except ValueError as error:
        raise ForgedError("time", reference) from error


def _amount(told: str, reference: str) -> int:
    """Whole đồng, as digits only: no sign, no fraction, no other script's digits."""
    if not (told.isascii() and told.isdigit() and len(told) <= 15):
        raise ForgedError("amount", reference)
    return int(told)
