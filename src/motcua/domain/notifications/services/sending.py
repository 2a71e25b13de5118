"""Sending what is due. The row is the queue: whoever claims a message sends it, everybody else passes it by. What a
claim left behind when its worker was killed is taken up again after the lease.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from motcua.domain.notifications.book import Book, ChannelRule
from motcua.domain.notifications.models import Message
from motcua.domain.notifications.ports import Carrier, carriers
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services import settling
from motcua.domain.notifications.services.resting import is_resting
from motcua.domain.notifications.types import Channel
from motcua.infra.messages import NotNowError, Outgoing, RefusedError, UnsureError, VendorDownError

_CLAIM = """
WITH due AS (
    SELECT id FROM notifications_message
    WHERE channel = %s AND state = 'waiting' AND due_at <= %s AND (urgent OR NOT %s)
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE notifications_message m SET state = 'sending', claim = %s, tries = m.tries + 1, due_at = %s
FROM due WHERE m.id = due.id RETURNING m.id
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker, and nobody else, is sending."""

    message: Message
    claim: UUID
    rule: ChannelRule


def send_due(now: datetime, most: int = 100, channels: Collection[Channel] | None = None) -> int:
    """Send what is due, up to `most` messages by each of the channels (all, without any); how many a vendor was asked
    about. Any number of workers may do so at once. A vendor that does not answer stops its own channel only.
    """
    rules, asked = book(), 0
    for channel, carrier in carriers().items():
        if channels is None or channel in channels:
            asked += _send_by(rules, rules.channels[channel], carrier, now, most)
    return asked


def _send_by(rules: Book, rule: ChannelRule, carrier: Carrier, now: datetime, most: int) -> int:
    settling.take_up_abandoned(rules, rule, now)
    if is_resting(rule.channel, now):
        settling.give_up_expired(rules, rule, now)
        return 0
    for asked in range(most):
        claimed = claim(rules, rule, now)
        if claimed is None:
            return asked
        if not _carried(rules, claimed, carrier, now):
            return asked + 1
    return most


def claim(rules: Book, rule: ChannelRule, now: datetime) -> Claimed | None:
    """Take the message that has waited longest, for the time of the lease; None when nothing is due."""
    mine = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [rule.channel, now, rule.is_quiet(now), mine, now + rules.lease])
        found = cursor.fetchone()
    if found is None:
        return None
    message = Message.objects.select_related("notice", "subscription").get(id=found[0])
    return Claimed(message, mine, rule)


def _carried(rules: Book, claimed: Claimed, carrier: Carrier, now: datetime) -> bool:
    """Hand one message to the vendor and keep what came of it; False when the vendor does not answer."""
    message, rule = claimed.message, claimed.rule
    outcome = settling.Settling(rules, rule, message, claimed.claim, now)
    try:
        reference = carrier.carry(outgoing(rules, message))
    except RefusedError as why:
        outcome.refused(why.problem)
    except NotNowError as why:
        outcome.not_now(why.problem)
    except UnsureError as why:
        outcome.unsure(why.problem)
        return False
    except VendorDownError as why:
        outcome.down(why.problem)
        return False
    else:
        outcome.sent(reference)
    return True


def outgoing(rules: Book, message: Message) -> Outgoing:
    """The message as a vendor is handed it. Raises RefusedError for a browser that has gone."""
    content: dict[str, Any] = message.content
    address, values = message.address, content["values"]
    if message.channel == Channel.PUSH:
        browser = message.subscription
        if browser is None:
            raise RefusedError("the subscription has ended")
        address, values = browser.endpoint, {"p256dh": browser.p256dh, "auth": browser.auth}
    optional = rules.words_for(message.notice.event).optional
    return Outgoing(
        tracking_id=message.tracking_id,
        address=address,
        title=content["title"],
        text=content["text"],
        url=content["url"],
        language=content["language"],
        template=content.get("template", ""),
        values=values,
        urgent=message.urgent,
        unsubscribe=f"{settings.PUBLIC_URL}{rules.preferences_page}" if optional else "",
    )
