"""What has arrived where, and how each vendor is told to misbehave. All of it in memory."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum


class Vendor(StrEnum):
    ZALO = "zalo"
    SMS = "sms"
    EMAIL = "email"
    PUSH = "push"


class Fault(StrEnum):
    """One misbehaviour, kept up until it is taken back. SLOW: takes the message and answers late. LOSES: takes it and
    never answers. LATER: cannot take it now. REFUSES: this address never. UNDELIVERED: takes it, and reports afterwards
    that it did not arrive.
    """

    DOWN = "down"
    SLOW = "slow"
    LOSES = "loses"
    LATER = "later"
    REFUSES = "refuses"
    UNDELIVERED = "undelivered"


SLOW_SECONDS = 2.0
_OFFICE = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message at somebody's telephone or mailbox. parts: what an SMS is paid as."""

    vendor: Vendor
    address: str
    tracking_id: str
    title: str
    text: str
    url: str
    parts: int
    at: datetime

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "at": self.at.isoformat()}


@dataclass
class Arrivals:
    """The telephones and mailboxes of the city. asked: how often each vendor was asked to send something."""

    faults: dict[Vendor, Fault] = field(default_factory=dict)
    asked: dict[Vendor, int] = field(default_factory=dict)
    without_zalo: set[str] = field(default_factory=set)
    _kept: list[Arrived] = field(default_factory=list)
    _known: dict[tuple[Vendor, str], str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def knocks(self, vendor: Vendor) -> Fault | None:
        """Somebody wants to send something; how the vendor misbehaves at the moment."""
        with self._lock:
            self.asked[vendor] = self.asked.get(vendor, 0) + 1
        return self.faults.get(vendor)

    def take(
        self,
        vendor: Vendor,
        address: str,
        tracking_id: str,
        text: str,
        *,
        title: str = "",
        url: str = "",
        parts: int = 1,
    ) -> str:
        """Deliver a message, once for each tracking number; the vendor's own number for it."""
        with self._lock:
            known = self._known.get((vendor, tracking_id))
            if known:
                return known
            number = f"{vendor}-{len(self._known) + 1}"
            self._known[vendor, tracking_id] = number
            at = datetime.now(_OFFICE)
            self._kept.append(Arrived(vendor, address, tracking_id, title, text, url, parts, at))
            return number

    def all(self) -> list[Arrived]:
        """What has arrived, the newest first."""
        with self._lock:
            return list(reversed(self._kept))

    def clear(self) -> None:
        """Empty telephones and vendors that behave."""
        with self._lock:
            for kept in (self._kept, self._known, self.faults, self.asked, self.without_zalo):
                kept.clear()
