"""Answering somebody dissatisfied: the head of the office in charge, in words, until it is closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.domain.feedback.errors import FollowUpClosedError, NoSuchFollowUpError, NoWordsError, TooManyWordsError
from motcua.domain.feedback.models import FollowUp, MonthReply, Rating, Reply
from motcua.domain.feedback.months import is_over
from motcua.domain.feedback.policies import offices_answered_for
from motcua.domain.feedback.telling import tell_person
from motcua.domain.feedback.types import AnonymousGroup
from motcua.domain.identity.policies import Scope

LONGEST_REPLY = 4000


def reply(follow_up_id: int, words: str, scope: Scope, now: datetime, *, closes: bool) -> None:
    """Answer a dissatisfied person, and with `closes` end the matter. The person is told, in the same transaction.

    Raises NoSuchFollowUpError for one of an office that the officer does not lead, FollowUpClosedError, NoWordsError,
    TooManyWordsError.
    """
    said = _words(words)
    with transaction.atomic():
        row = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
        if row is None or row.office_id not in offices_answered_for(scope) or scope.officer_id is None:
            raise NoSuchFollowUpError
        if row.closed_at is not None:
            raise FollowUpClosedError
        answer = Reply.objects.create(follow_up=row, at=now, officer_id=scope.officer_id, words=said, closes=closes)
        if closes:
            row.closed_at = now
            row.save(update_fields=["closed_at"])
        tell_person(row.rating, answer, now)


def reply_to_month(group: AnonymousGroup, words: str, scope: Scope, now: datetime) -> None:
    """Answer the anonymous dissatisfaction of a month that is over, all at once: nobody knows whose it was, so the
    words stay with the office. Raises NoSuchFollowUpError, FollowUpClosedError, NoWordsError, TooManyWordsError.
    """
    said = _words(words)
    n = Rating.objects.filter(**group._asdict(), subject_ref=None, dissatisfied=True).count()
    if scope.officer_id is None or group.office_id not in offices_answered_for(scope):
        raise NoSuchFollowUpError
    if not n or not is_over(group.month, now):
        raise NoSuchFollowUpError
    with transaction.atomic():
        if MonthReply.objects.filter(**group._asdict(), answered__gte=n).exists():
            raise FollowUpClosedError
        MonthReply.objects.create(**group._asdict(), at=now, officer_id=scope.officer_id, words=said, answered=n)


def _words(words: str) -> str:
    said = words.replace("\x00", "").strip()
    if not said:
        raise NoWordsError
    if len(said) > LONGEST_REPLY:
        raise TooManyWordsError(len(said), LONGEST_REPLY)
    return said
