"""Short words for telling somebody something."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from motcua.domain.identity import queries as identity
from motcua.domain.notifications.models import Message
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Channel, Recipient
from tests.city import City
from tests.office import at

DAY = at("2026-11-23 09:00")
NIGHT = at("2026-11-23 22:30")
SUBJECT = UUID("01938d2e-0000-7000-8000-000000000001")
CODE, URL = "H29.27094-261103-0001", "https://motcua.thanhpho.example/tra-cuu/AB12CD34/"
FACTS = {"code": CODE, "url": URL, "amount": "150000"}
BY_PHONE = Recipient("Nguyễn Trúc Lam", phone="0912 345 678")
BY_MAIL = Recipient("Nguyễn Trúc Lam", phone="0912345678", email="lam@thu.example")

BROWSER: dict[str, Any] = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/abc",
    "keys": {"p256dh": "B" * 87, "auth": "A" * 22},
}


def lam(city: City) -> Recipient:
    """A citizen with an account."""
    person = identity.person_by_personal_id("079088910001")
    assert person is not None
    return Recipient(person.full_name, person_id=person.id)


def told(to: Recipient = BY_PHONE, event: str = "fee_due", key: str = "", now: datetime = DAY, **facts: str) -> int:
    """Somebody is told that he owes a fee."""
    return notify(event, to, {**FACTS, **facts}, subject_ref=SUBJECT, key=key or str(uuid4()), now=now)


def by(channel: Channel) -> Message:
    """The one message by a channel."""
    return Message.objects.get(channel=channel)


def states() -> dict[str, str]:
    """How each message stands, by channel."""
    return dict(Message.objects.order_by("id").values_list("channel", "state"))
