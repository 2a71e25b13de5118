"""What the head of an office owes dissatisfied people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.core.deadlines import ClockRules, statutory_due_at
from motcua.domain.feedback.models import FollowUp as FollowUpRow
from motcua.domain.feedback.models import MonthReply, Rating
from motcua.domain.feedback.months import end_of, month_of, months_before
from motcua.domain.feedback.policies import offices_answered_for
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.types import AnonymousFollowUp, AnonymousGroup, Answers, Door, FollowUp, Reply
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope

MONTHS_LOOKED_BACK = 12
_NO_CUT_OFF = ClockRules()


def follow_ups(scope: Scope, *, closed: bool = False, first: int = 0, size: int = 50) -> tuple[FollowUp, ...]:
    """Those of the offices that the officer leads: the open ones by the day they are owed, or the closed ones, latest
    first.
    """
    rows = FollowUpRow.objects.filter(office_id__in=offices_answered_for(scope), closed_at__isnull=not closed)
    ordered = rows.order_by("-closed_at", "pk") if closed else rows.order_by("due_at", "pk")
    found = ordered.select_related("rating").prefetch_related("replies")
    return tuple(_follow_up(row) for row in found[first : first + size])


def open_follow_ups(scope: Scope, now: datetime) -> int:
    """How many dissatisfied people wait for this officer's answer; a month of anonymous ones counts as one."""
    offices = offices_answered_for(scope)
    if not offices:
        return 0
    named = FollowUpRow.objects.filter(office_id__in=offices, closed_at=None).count()
    since = months_before(month_of(now), MONTHS_LOOKED_BACK)
    counts, replies = _counts(_ratings(offices, since, now)), _replies(offices, since)
    return named + sum(bad > _answered(replies[group]) for group, (_n, bad) in counts.items())


def anonymous_follow_ups(scope: Scope, now: datetime) -> tuple[AnonymousFollowUp, ...]:
    """The anonymous dissatisfaction with the offices that the officer leads, in the months that are over, latest first.
    Not earlier: whoever watched the list grow would know who had just been there.
    """
    offices = offices_answered_for(scope)
    if not offices:
        return ()
    asked, since = questionnaire(), months_before(month_of(now), MONTHS_LOOKED_BACK)
    rows = _ratings(offices, since, now)
    counts, words, replies = _counts(rows), _words(rows.filter(dissatisfied=True)), _replies(offices, since)
    told = (_of_month(group, counts[group], words[group], replies[group], asked) for group in counts)
    return tuple(sorted(told, key=lambda each: (each.group.month, each.group.procedure_code), reverse=True))


def replies_of(row: FollowUpRow) -> tuple[Reply, ...]:
    """What was answered, oldest first."""
    rows = sorted(row.replies.all(), key=lambda each: each.pk)
    return tuple(Reply(each.at, each.officer_id, each.words, each.closes) for each in rows)


def _follow_up(row: FollowUpRow) -> FollowUp:
    rating = row.rating
    if rating.subject_ref is None:
        raise ValueError("only a rating that names its dossier is followed up by itself")
    return FollowUp(
        id=row.pk,
        subject_ref=rating.subject_ref,
        procedure_code=rating.procedure_code,
        office_id=row.office_id,
        door=Door(rating.door),
        answers=Answers(rating.levels, rating.words),
        opened_at=row.opened_at,
        due_at=row.due_at,
        replies=replies_of(row),
        closed_at=row.closed_at,
    )


def _of_month(
    group: AnonymousGroup,
    counts: tuple[int, int],
    words: Iterable[str],
    replies: Iterable[MonthReply],
    asked: Questionnaire,
) -> AnonymousFollowUp:
    calendar = identity.calendar_of(group.office_id)
    answers = list(replies)
    return AnonymousFollowUp(
        group=group,
        n=counts[0],
        dissatisfied=counts[1],
        words=tuple(sorted(words)),
        due_at=statutory_due_at(calendar, asked.answer_within, _NO_CUT_OFF, end_of(group.month)),
        replies=tuple(Reply(each.at, each.officer_id, each.words, True) for each in answers),
        answered=_answered(answers),
    )


def _ratings(offices: Iterable[int], since: date, now: datetime) -> QuerySet[Rating]:
    """The anonymous ones of the months that are over."""
    return Rating.objects.filter(
        office_id__in=list(offices), subject_ref=None, month__gte=since, month__lt=month_of(now)
    )


def _counts(rows: QuerySet[Rating]) -> dict[AnonymousGroup, tuple[int, int]]:
    """How many there are and how many of them are dissatisfied, where any is."""
    counted = rows.values_list("office_id", "procedure_code", "month").annotate(
        n=Count("pk"), bad=Count("pk", filter=Q(dissatisfied=True))
    )
    return {AnonymousGroup(office, code, month): (n, bad) for office, code, month, n, bad in counted if bad}


def _answered(replies: Iterable[MonthReply]) -> int:
    return max((each.answered for each in replies), default=0)


def _words(rows: Iterable[Rating]) -> defaultdict[AnonymousGroup, list[str]]:
    found: defaultdict[AnonymousGroup, list[str]] = defaultdict(list)
    for row in rows:
        if row.words:
            found[AnonymousGroup(row.office_id, row.procedure_code, row.month)].append(row.words)
    return found


def _replies(offices: Iterable[int], since: date) -> defaultdict[AnonymousGroup, list[MonthReply]]:
    found: defaultdict[AnonymousGroup, list[MonthReply]] = defaultdict(list)
    for row in MonthReply.objects.filter(office_id__in=list(offices), month__gte=since).order_by("pk"):
        found[AnonymousGroup(row.office_id, row.procedure_code, row.month)].append(row)
    return found
