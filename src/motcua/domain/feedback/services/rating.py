"""Giving a rating, once for each dossier and voice."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction

from motcua.core.deadlines import ClockRules, statutory_due_at
from motcua.domain.feedback.errors import AlreadyRatedError, OwnDossierError, StaysNamedError
from motcua.domain.feedback.models import FollowUp, Invitation, Rating
from motcua.domain.feedback.months import month_of
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.standing import is_used, must_be_open, use
from motcua.domain.feedback.subjects import Subject, subject_of
from motcua.domain.feedback.telling import tell_heads
from motcua.domain.feedback.types import Answers, Rater, Voice
from motcua.domain.identity import queries as identity

CROWD = 50
"""Among how many others an anonymous rating is mixed when it is written: enough to be one of many, few enough to be
written again in some milliseconds.
"""
_NO_CUT_OFF = ClockRules()
_chance = SystemRandom()


def rate(subject_ref: UUID, answers: Answers, rater: Rater, now: datetime) -> None:
    """Take a rating, or the change of one that names its dossier. The caller knows that this rater may rate this
    dossier: he is a party to it, holds its link, or stands at the counter.

    Raises FeedbackError for what is not taken: no end that is rated, too late, rated before, an officer's own dossier
    in his own session, answers outside the questions; NoSuchDossierError.
    """
    asked, subject = questionnaire(), subject_of(subject_ref, now)
    tidy = replace(answers, words=_composed(answers.words))
    must_be_open(subject, asked, now)
    asked.check(tidy)
    _must_not_be_ones_own(subject, rater)
    with transaction.atomic():
        if rater.voice is Voice.COUNTER and is_used(subject.ref, Voice.APPLICANT):
            raise AlreadyRatedError
        if not use(subject.ref, rater.voice):
            _change(subject, tidy, rater, asked, now)
        elif tidy.anonymous:
            _mix_in(_row(subject, tidy, rater, asked, now))
        else:
            row = _row(subject, tidy, rater, asked, now)
            row.subject_ref, row.voice, row.given_at = subject.ref, rater.voice, now
            row.person_id = rater.person_id
            row.save(force_insert=True)
            _follow_up(row, subject, asked, now)
        Invitation.objects.filter(subject_ref=subject.ref).delete()


def _change(subject: Subject, answers: Answers, rater: Rater, asked: Questionnaire, now: datetime) -> None:
    """What somebody said under his name he may say otherwise for some days; what a link said, also its applicant. What
    was said at the counter stays: whoever stands there next is somebody else.
    """
    if rater.voice is Voice.COUNTER:
        raise AlreadyRatedError
    row = Rating.objects.select_for_update().filter(subject_ref=subject.ref, voice=rater.voice).first()
    if row is None or row.given_at is None or now > row.given_at + asked.changeable_for:
        raise AlreadyRatedError
    if row.person_id is not None and row.person_id != rater.person_id:
        raise AlreadyRatedError
    if answers.anonymous:
        raise StaysNamedError
    row.levels, row.words = dict(answers.levels), answers.words
    row.dissatisfied = asked.is_dissatisfied(answers)
    row.save(update_fields=["levels", "words", "dissatisfied"])
    _follow_up(row, subject, asked, now)


def _row(subject: Subject, answers: Answers, rater: Rater, asked: Questionnaire, now: datetime) -> Rating:
    return Rating(
        id=uuid4(),
        month=month_of(now),
        procedure_code=subject.procedure_code,
        agency_id=subject.agency_id,
        office_id=subject.office_id,
        door=rater.door,
        steps=[list(step) for step in subject.steps],
        levels=dict(answers.levels),
        dissatisfied=asked.is_dissatisfied(answers),
        words=answers.words,
    )


def _mix_in(row: Rating) -> None:
    """Write an anonymous rating so that the order and the transaction of its writing do not give it away: others of the
    same month and agency are written again with it, in chance order and under new ids.
    """
    others = Rating.objects.filter(subject_ref=None, month=row.month, agency_id=row.agency_id)
    crowd = list(others.order_by("?").select_for_update(skip_locked=True)[:CROWD])
    Rating.objects.filter(pk__in=[each.pk for each in crowd]).delete()
    rows = [row, *crowd]
    _chance.shuffle(rows)
    for each in rows:
        each.pk = uuid4()
    Rating.objects.bulk_create(rows)


def _follow_up(row: Rating, subject: Subject, asked: Questionnaire, now: datetime) -> None:
    """Somebody dissatisfied who told who he is hears from the head of the office in charge. Once opened it stays, also
    when he then says otherwise: the head sees what is said now.
    """
    if not row.dissatisfied or FollowUp.objects.filter(rating=row).exists():
        return
    calendar = identity.calendar_of(row.office_id)
    due_at = statutory_due_at(calendar, asked.answer_within, _NO_CUT_OFF, now)
    opened = FollowUp.objects.create(rating=row, office_id=row.office_id, opened_at=now, due_at=due_at)
    tell_heads(opened, subject, now)


def _must_not_be_ones_own(subject: Subject, rater: Rater) -> None:
    if rater.officer_id is None:
        return
    person = identity.person(identity.officer(rater.officer_id).person_id)
    if subject.has_party(person.id, person.personal_id):
        raise OwnDossierError


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words).replace("\x00", "").strip()
