"""What becomes of a message: sent, tried again, replaced by another channel, or given up and seen by an operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.domain.notifications.book import Book, ChannelRule
from motcua.domain.notifications.models import Attempt, Message, PushSubscription
from motcua.domain.notifications.ports import carriers
from motcua.domain.notifications.reaching import Reached, first_usable
from motcua.domain.notifications.services.resting import has_answered, has_not_answered
from motcua.domain.notifications.services.telling import Telling
from motcua.domain.notifications.types import Channel, MessageState, Preferences, Recipient

MOST_AT_ONCE = 200
_HANGING = (MessageState.SENDING, MessageState.UNSURE)


class Outcome(StrEnum):
    """A word of the delivery log."""

    SENT = "sent"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    DOWN = "down"
    UNSURE = "unsure"
    BROKEN_OFF = "broken_off"
    EXPIRED = "expired"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    RESENT = "resent"


# After these it is known that the vendor does not have the message, whatever came before.
_CLEAR = frozenset({Outcome.REFUSED, Outcome.NOT_NOW, Outcome.UNDELIVERED})
_UNCERTAIN = frozenset({Outcome.UNSURE, Outcome.BROKEN_OFF})


@dataclass(frozen=True, slots=True)
class Settling:
    """One attempt, ended. Each way of ending it is written only while the claim still holds: a worker that was thought
    dead changes nothing any more.
    """

    rules: Book
    rule: ChannelRule
    message: Message
    claim: UUID
    now: datetime

    def sent(self, reference: str) -> None:
        """The vendor has it."""
        self._settle(Outcome.SENT, "", state=MessageState.SENT, sent_at=self.now, reference=reference[:120])
        has_answered(self.rule.channel)

    def refused(self, problem: str) -> None:
        """The vendor will never take it for this address."""
        has_answered(self.rule.channel)
        self._give_up(Outcome.REFUSED, problem)

    def not_now(self, problem: str) -> None:
        """The vendor will perhaps take it later."""
        has_answered(self.rule.channel)
        self._again(Outcome.NOT_NOW, problem)

    def unsure(self, problem: str) -> None:
        """The vendor may have it. Asked again only where that cannot make two of it."""
        if self.rule.repeats:
            self._later(Outcome.UNSURE, problem)
        else:
            wait = self.now + self.rule.report_wait
            self._settle(Outcome.UNSURE, problem, state=MessageState.UNSURE, due_at=wait)

    def down(self, problem: str) -> None:
        """The vendor is not there."""
        self._later(Outcome.DOWN, problem)

    def _later(self, outcome: Outcome, problem: str) -> None:
        """No answer says nothing about the message, so it costs no try; another one knocks first next time."""
        has_not_answered(self.rule.channel, self.rules.rest, problem, self.now)
        if self.now >= self.message.expires_at:
            self._give_up(outcome if outcome is Outcome.UNSURE else Outcome.EXPIRED, problem)
        else:
            tries, due = self.message.tries - 1, self.now + self.rule.wait_after(1)
            self._settle(outcome, problem, state=MessageState.WAITING, tries=tries, due_at=due)

    def _again(self, outcome: Outcome, problem: str) -> None:
        if self.message.tries >= self.rule.tries:
            self._give_up(outcome, problem)
        else:
            due = self.now + self.rule.wait_after(self.message.tries)
            self._settle(outcome, problem, state=MessageState.WAITING, due_at=due)

    def _give_up(self, outcome: Outcome, problem: str) -> None:
        with transaction.atomic():
            if self._settle(outcome, problem, state=MessageState.DEAD):
                follow_on(self.rules, self.message, self.now)

    @transaction.atomic
    def _settle(self, outcome: Outcome, problem: str, **changes: Any) -> bool:
        held = Message.objects.filter(id=self.message.id, state=MessageState.SENDING, claim=self.claim)
        if not held.update(claim=None, problem=problem, **changes):
            return False
        note(self.message.id, outcome, problem, self.now)
        return True


def note(message_id: int, outcome: Outcome, problem: str, now: datetime, officer_id: int | None = None) -> None:
    """A line of the delivery log; that a vendor still does not answer is not written again."""
    if outcome in (Outcome.DOWN, Outcome.UNSURE):
        last = Attempt.objects.filter(message_id=message_id).order_by("-id").first()
        if last and last.outcome == outcome:
            return
    Attempt.objects.create(message_id=message_id, at=now, outcome=outcome, problem=problem, officer_id=officer_id)


def is_uncertain(message_id: int) -> bool:
    """Whether the vendor may have the message although nobody has heard so."""
    outcomes = list(Attempt.objects.filter(message_id=message_id).order_by("id").values_list("outcome", flat=True))
    settled = [n for n, each in enumerate(outcomes, 1) if each in _CLEAR]
    return not _UNCERTAIN.isdisjoint(outcomes[max(settled, default=0) :])


def follow_on(rules: Book, message: Message, now: datetime) -> None:
    """Let the next channel of the line tell what this one could not. Call in the transaction in which it was given up;
    it stays a dead letter where there is no next, and where nobody knows whether it was taken after all.
    """
    if message.channel == Channel.PUSH and message.subscription_id:
        PushSubscription.objects.filter(id=message.subscription_id).delete()
    notice, words = message.notice, rules.words_for(message.notice.event)
    channel = first_usable(rules, carriers(), words, rules.channels[Channel(message.channel)].next)
    if channel is None or not notice.facts or is_uncertain(message.id):
        return
    if not notice.messages.filter(channel=channel).exists():
        to = Recipient(notice.name, notice.person_id, notice.officer_id, notice.phone, notice.email, notice.language)
        who = Reached(to, notice.phone, notice.email, Preferences(frozenset(), notice.language), ())
        if not Telling(rules, words, who, notice.facts).write(notice.id, who.addresses(channel), now):
            return
    Message.objects.filter(id=message.id).update(state=MessageState.REPLACED)


@transaction.atomic
def take_up_abandoned(rules: Book, rule: ChannelRule, now: datetime) -> None:
    """Messages whose worker stopped in the middle, and those whose report never came. Where the vendor sends a repeated
    message once it is simply due again; elsewhere nobody knows whether it went out, and in the end an operator decides.
    """
    late = Message.objects.filter(channel=rule.channel, state__in=_HANGING, due_at__lte=now)
    if not late.exists():  # nearly always
        return
    for message in late.select_for_update(skip_locked=True)[:MOST_AT_ONCE]:
        same = Message.objects.filter(id=message.id)
        if message.state == MessageState.UNSURE:
            same.update(state=MessageState.DEAD)
            note(message.id, Outcome.EXPIRED, "", now)
            continue
        if not rule.repeats:
            same.update(claim=None, state=MessageState.UNSURE, due_at=now + rule.report_wait)
        elif message.tries < rule.tries:
            same.update(claim=None, state=MessageState.WAITING, due_at=now)
        else:  # whoever sends it breaks off each time
            same.update(claim=None, state=MessageState.DEAD)
        note(message.id, Outcome.BROKEN_OFF, "", now)


@transaction.atomic
def give_up_expired(rules: Book, rule: ChannelRule, now: datetime) -> None:
    """Messages that have waited for a silent vendor longer than its patience go on by the next channel."""
    if rule.is_quiet(now):
        return
    waiting = Message.objects.select_for_update(skip_locked=True, of=("self",)).select_related("notice")
    for message in waiting.filter(channel=rule.channel, state=MessageState.WAITING, expires_at__lte=now)[:MOST_AT_ONCE]:
        Message.objects.filter(id=message.id).update(state=MessageState.DEAD, problem=NO_ANSWER)
        note(message.id, Outcome.EXPIRED, NO_ANSWER, now)
        follow_on(rules, message, now)


NO_ANSWER = "no answer from the vendor"
