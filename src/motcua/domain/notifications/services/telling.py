"""Telling somebody of an event: a notice, and a message for each channel by which he wants to hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import connection

from motcua.domain.notifications.book import Book, EventWords
from motcua.domain.notifications.models import Message
from motcua.domain.notifications.ports import carriers
from motcua.domain.notifications.reaching import Address, Reached, reached, ways_to
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.types import Channel, MessageState, Recipient
from motcua.domain.notifications.wording import shown_facts, worded

_NOTICE = """
INSERT INTO notifications_notice (event, key, recipient, person_id, officer_id, agency_id, subject_ref, name, phone,
    email, language, facts, urgent, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (key, recipient) DO NOTHING RETURNING id
"""


def notify(
    event: str,
    to: Recipient,
    facts: Mapping[str, str],
    *,
    subject_ref: UUID,
    key: str,
    now: datetime,
    agency_id: int | None = None,
) -> int:
    """Tell somebody of an event, by the channels he has chosen; how many messages were made. The rows are written in
    the caller's transaction and sent afterwards. The same key twice for the same recipient makes nothing.

    facts: what the event's template asks for, as plain values: a date or moment in ISO form, money as whole đồng. The
    recipient's name is added where the template has it. agency_id: whose message it is; its operators see it when it
    cannot be delivered.

    Raises UnknownEventError when the template does not know the event, or other facts than these.
    """
    rules = book()
    words = rules.words_for(event)
    who = reached(rules, to)
    said = {"name": to.name, **facts} if "name" in words.facts else dict(facts)
    shown_facts(rules, words, said, who.preferences.language)  # before anything is written
    notice = _new_notice(words, who, said, (subject_ref, key, agency_id), now)
    if notice is None:
        return 0
    return Telling(rules, words, who, said).write(notice, ways_to(rules, carriers(), words, who), now)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told to whom."""

    rules: Book
    words: EventWords
    who: Reached
    facts: Mapping[str, str]

    def write(self, notice_id: int, addresses: Iterable[Address], now: datetime) -> int:
        """Write the messages of a notice, one for each address; how many. What is read within the system has arrived
        with it.
        """
        return len(Message.objects.bulk_create([self._message(notice_id, each, now) for each in addresses]))

    def _message(self, notice_id: int, to: Address, now: datetime) -> Message:
        content, arrived = self._content(to.channel), to.channel is Channel.IN_APP
        return Message(
            notice_id=notice_id,
            channel=to.channel,
            address=to.address,
            subscription_id=to.subscription_id,
            person_id=self.who.to.person_id,
            officer_id=self.who.to.officer_id,
            content=content,
            state=MessageState.DELIVERED if arrived else MessageState.WAITING,
            urgent=self.words.urgent,
            tracking_id=str(uuid4()),
            parts=content["parts"],
            created_at=now,
            due_at=now,
            expires_at=now + self.rules.channels[to.channel].patience,
            sent_at=now if arrived else None,
            delivered_at=now if arrived else None,
        )

    def _content(self, channel: Channel) -> dict[str, Any]:
        """What a message says, as its row keeps it: later changes of the template do not reach it."""
        language = self.who.preferences.language
        content = asdict(worded(self.rules, self.words, channel, self.facts, language))
        if channel is Channel.ZALO:
            content["template"] = self.rules.vendors["zalo"]["templates"][self.words.event]
        return {**content, "language": language}


def _new_notice(
    words: EventWords,
    who: Reached,
    facts: Mapping[str, str],
    about: tuple[UUID, str, int | None],
    now: datetime,
) -> int | None:
    subject_ref, key, agency_id = about
    to = who.to
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTICE,
            [
                *(words.event, key, who.mark, to.person_id, to.officer_id, agency_id, subject_ref, to.name, who.phone),
                *(who.email, who.preferences.language, orjson.dumps(facts).decode(), words.urgent, now),
            ],
        )
        found = cursor.fetchone()
    return found[0] if found else None
