"""`{% load sent_messages %}`: the delivery log of a dossier, and the way to what could not be delivered."""

from __future__ import annotations

from uuid import UUID

from django import template

from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.sent_messages import message_channel_name, shown_messages
from motcua.domain.notifications.policies import sees_dead_letters
from motcua.domain.notifications.queries import dead_letter_count, messages_about

register = template.Library()
register.filter("message_channel_name", message_channel_name)


@register.inclusion_tag("desk/messages/log.html")
def message_log(dossier_id: UUID) -> dict[str, object]:
    """What was said about a dossier, to whom, and whether it arrived."""
    return {"messages": shown_messages(messages_about(dossier_id))}


@register.simple_tag
def dead_letters_for(by: AtWork) -> int | None:
    """How many messages could not be delivered that the officer looks after; None when he looks after none."""
    return dead_letter_count(by.scope) if sees_dead_letters(by.scope) else None
