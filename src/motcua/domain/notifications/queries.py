"""What pages ask of messages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.notifications.addresses import mailbox, masked, mobile
from motcua.domain.notifications.book import LANGUAGES
from motcua.domain.notifications.models import ChannelStand, Message
from motcua.domain.notifications.policies import may_resend
from motcua.domain.notifications.ports import carriers
from motcua.domain.notifications.reaching import chosen_preferences, default_preferences
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.types import (
    AttemptCard,
    Channel,
    ChannelCount,
    InboxItem,
    MessageCard,
    MessageState,
    Preferences,
)
from motcua.infra.messages.push import public_key

NOBODY = UUID(int=0)


def messages_about(subject_ref: UUID) -> tuple[MessageCard, ...]:
    """The delivery log of a subject: all messages about it, the oldest first."""
    rows = Message.objects.filter(notice__subject_ref=subject_ref).order_by("id")
    return _cards(rows)


def dead_letters(scope: Scope, most: int = 200) -> tuple[MessageCard, ...]:
    """What could not be delivered, as far as the officer looks after it; the oldest first."""
    return _cards(_dead(scope).order_by("created_at", "id")[:most])


def dead_letter_count(scope: Scope) -> int:
    """How many there are."""
    return _dead(scope).count()


def event_title(event: str, language: str) -> str:
    """What an event is called in messages; its key, when the book knows it no more."""
    words = book().events.get(event)
    return words.title.get(language, words.title[LANGUAGES[0]]) if words else event


def _dead(scope: Scope) -> QuerySet[Message]:
    rows = Message.objects.filter(state=MessageState.DEAD).exclude(content={})
    agencies = frozenset(rows.values_list("notice__agency_id", flat=True).order_by().distinct())
    mine = [agency for agency in agencies if may_resend(scope, agency)]
    wanted = rows.filter(Q(notice__agency_id__in=mine))
    if may_resend(scope, None):
        wanted |= rows.filter(notice__agency_id__isnull=True)
    return wanted


def inbox(
    person_id: UUID | None = None, officer_id: int | None = None, *, first: int = 0, size: int = 20
) -> tuple[InboxItem, ...]:
    """What a person or an officer was told within the system, the newest first."""
    rows = _inbox_rows(person_id, officer_id).select_related("notice").order_by("-id")[first : first + size]
    return tuple(
        InboxItem(
            id=row.id,
            event=row.notice.event,
            subject_ref=row.notice.subject_ref,
            title=row.content["title"],
            text=row.content["text"],
            url=row.content["url"],
            at=row.created_at,
            read_at=row.read_at,
        )
        for row in rows
    )


def inbox_size(person_id: UUID | None = None, officer_id: int | None = None) -> int:
    """How many messages lie in an inbox."""
    return _inbox_rows(person_id, officer_id).count()


def unread(person_id: UUID | None = None, officer_id: int | None = None) -> int:
    """How many of them were not read yet."""
    return _inbox_rows(person_id, officer_id).filter(read_at=None).count()


def preferences_of(person_id: UUID) -> Preferences:
    """What a person has chosen, or what follows from his contacts. Raises NotFoundError for nobody."""
    person = identity.person(person_id)
    chosen = chosen_preferences(person_id)
    return chosen or default_preferences(book(), mobile(person.phone), mailbox(person.email), "vi")


def is_told(event: str) -> bool:
    """Whether this city tells people of such an event at all."""
    return event in book().events


def channels_on_offer() -> frozenset[Channel]:
    """The channels that this city can use."""
    return frozenset({Channel.IN_APP, *carriers()})


def push_key() -> str:
    """The city's public key for web push (RFC 8292), as a browser's `applicationServerKey` takes it; empty without."""
    return public_key(settings.PUSH_KEY) if settings.PUSH_KEY and Channel.PUSH in carriers() else ""


def channel_counts() -> tuple[ChannelCount, ...]:
    """How each channel does, for the operator."""
    counted: dict[str, dict[MessageState, int]] = {}
    for channel, state, n in Message.objects.values_list("channel", "state").annotate(n=Count("id")):
        counted.setdefault(channel, {})[MessageState(state)] = n
    stands = {stand.channel: stand for stand in ChannelStand.objects.all()}
    offered = channels_on_offer()
    return tuple(
        ChannelCount(
            channel=channel,
            configured=channel in offered,
            counts=counted.get(channel, {}),
            rests_until=stands[channel].rests_until if channel in stands else None,
            problem=stands[channel].problem if channel in stands else "",
        )
        for channel in Channel
    )


def _inbox_rows(person_id: UUID | None, officer_id: int | None) -> QuerySet[Message]:
    rows = Message.objects.filter(channel=Channel.IN_APP).exclude(content={})
    if officer_id is not None:
        return rows.filter(officer_id=officer_id)
    return rows.filter(person_id=person_id or NOBODY, officer_id__isnull=True)


def _cards(rows: QuerySet[Message]) -> tuple[MessageCard, ...]:
    return tuple(_card(row) for row in rows.select_related("notice").prefetch_related("attempts"))


def _card(row: Message) -> MessageCard:
    return MessageCard(
        id=row.id,
        event=row.notice.event,
        channel=Channel(row.channel),
        state=MessageState(row.state),
        subject_ref=row.notice.subject_ref,
        agency_id=row.notice.agency_id,
        name=row.notice.name,
        address=_shown_address(row),
        text=row.content.get("text", ""),
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        tries=row.tries,
        parts=row.parts,
        problem=row.problem,
        attempts=tuple(_attempts(row)),
    )


def _shown_address(row: Message) -> str:
    has_one = row.channel not in (Channel.PUSH, Channel.IN_APP) and row.content
    return masked(row.address) if has_one else ""


def _attempts(row: Message) -> Iterable[AttemptCard]:
    lines = sorted(row.attempts.all(), key=lambda each: each.id)
    return (AttemptCard(each.at, each.outcome, each.problem, each.officer_id) for each in lines)
