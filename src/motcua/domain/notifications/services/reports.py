"""What vendors report later of messages they took."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from motcua.domain.notifications.models import Message
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services.settling import Outcome, follow_on, note
from motcua.domain.notifications.types import Channel, MessageState

_OPEN = (MessageState.SENT, MessageState.SENDING, MessageState.UNSURE, MessageState.WAITING)


@transaction.atomic
def take_report(channel: Channel, tracking_id: str, *, delivered: bool, now: datetime, problem: str = "") -> bool:
    """Keep a vendor's delivery report; whether it told anything new. It may come twice, early, or for a message whose
    answer was lost: then it says that the message was taken. What could not be delivered goes on by the next channel.
    """
    found = Message.objects.select_for_update(of=("self",)).select_related("notice")
    message = found.filter(channel=channel, tracking_id=tracking_id).first()
    if message is None:
        return False
    same = Message.objects.filter(id=message.id)
    if delivered:
        if message.state == MessageState.DELIVERED:
            return False
        sent_at = Coalesce(F("sent_at"), now)
        same.update(state=MessageState.DELIVERED, claim=None, delivered_at=now, sent_at=sent_at, problem="")
        note(message.id, Outcome.DELIVERED, "", now)
        return True
    if message.state not in _OPEN:
        return False
    same.update(state=MessageState.DEAD, claim=None, problem=problem[:200])
    note(message.id, Outcome.UNDELIVERED, problem[:200], now)
    follow_on(book(), message, now)
    return True
