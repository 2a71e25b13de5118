"""What operators do: send a dead letter again, let old words be forgotten."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotAllowedError
from motcua.domain.notifications.models import Message, Notice
from motcua.domain.notifications.policies import may_resend
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services.settling import Outcome, is_uncertain, note
from motcua.domain.notifications.types import Channel, MessageState, NotAMessageError

_SETTLED = (MessageState.SENT, MessageState.DELIVERED, MessageState.REPLACED, MessageState.DEAD)


@transaction.atomic
def resend(message_id: int, by_officer_id: int, now: datetime) -> None:
    """Send a dead letter once more, from the beginning. Where it is not known whether the vendor took it, it keeps its
    tracking number: a vendor that has it does not send it a second time.

    Raises NotAMessageError when it is no dead letter any more, NotAllowedError for officers who do not look after it.
    """
    found = Message.objects.select_for_update(of=("self",)).select_related("notice")
    message = found.filter(id=message_id, state=MessageState.DEAD).first()
    if message is None or not message.content:
        raise NotAMessageError
    if not may_resend(identity.scope(by_officer_id, now.date()), message.notice.agency_id):
        raise NotAllowedError(
            "Ông/bà không phụ trách tin nhắn của cơ quan này.", "You do not look after the messages of this agency."
        )
    message.tracking_id = message.tracking_id if is_uncertain(message.id) else str(uuid4())
    message.state, message.tries, message.problem = MessageState.WAITING, 0, ""
    message.due_at, message.expires_at = now, now + book().channels[Channel(message.channel)].patience
    message.save(update_fields=["tracking_id", "state", "tries", "problem", "due_at", "expires_at"])
    note(message.id, Outcome.RESENT, "", now, by_officer_id)


@transaction.atomic
def forget_words(now: datetime) -> int:
    """Erase names, addresses and words of messages older than the city keeps them; how many notices. That something was
    sent, by which channel and when, stays.
    """
    old = Notice.objects.filter(created_at__lt=now - book().retention).exclude(facts={})
    messages = Message.objects.filter(notice__in=old)
    messages.exclude(state__in=_SETTLED).update(state=MessageState.DEAD, claim=None)
    messages.update(content={}, address=Concat(Value("erased:"), Cast("id", CharField())))
    return old.update(facts={}, name="", phone="", email="")
