"""What a page needs that asks for a rating."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.feedback.errors import NotFinishedError, TooLateError
from motcua.domain.feedback.models import FollowUp, Rating
from motcua.domain.feedback.queries.follow_ups import replies_of
from motcua.domain.feedback.questionnaire import Questionnaire, questionnaire
from motcua.domain.feedback.standing import is_used, must_be_open
from motcua.domain.feedback.subjects import Subject, subject_of, subject_on
from motcua.domain.feedback.types import Answers, MayRate, OwnRating, Rater, RatingPage, Voice


def rating_page(subject_ref: UUID, rater: Rater, now: datetime) -> RatingPage:
    """How a dossier stands with a rater, and what he is asked. Raises NoQuestionsError, NoSuchDossierError."""
    return _page(subject_of(subject_ref, now), rater, now)


def rating_on(page: DossierPage, rater: Rater, now: datetime) -> RatingPage:
    """The same for a dossier whose page was read already; not for a part. Raises NoQuestionsError."""
    return _page(subject_on(page), rater, now)


def _page(subject: Subject, rater: Rater, now: datetime) -> RatingPage:
    asked = questionnaire()
    own = _own(subject, rater, asked)
    return RatingPage(
        may=_may(subject, rater, own, asked, now),
        subject_ref=subject.ref,
        procedure=subject.procedure,
        office_id=subject.office_id,
        ended_at=subject.ended_at,
        until=subject.ended_at + asked.open_for if subject.ended_at else None,
        questions=asked.asked_of(subject.channel.value),
        longest_words=asked.longest_words,
        anonymous_first=rater.door in asked.anonymous_first,
        own=own,
    )


def _may(subject: Subject, rater: Rater, own: OwnRating | None, asked: Questionnaire, now: datetime) -> MayRate:
    if own:
        return MayRate.CHANGE if now <= own.changeable_until else MayRate.DONE
    if any(is_used(subject.ref, voice) for voice in {rater.voice, Voice.APPLICANT}):
        return MayRate.DONE
    try:
        must_be_open(subject, asked, now)
    except NotFinishedError:
        return MayRate.NOT_YET
    except TooLateError:
        return MayRate.OVER
    return MayRate.YES


def _own(subject: Subject, rater: Rater, asked: Questionnaire) -> OwnRating | None:
    """What he said under his name; what came by the link he sees who has the link, and who is a party. Nobody reads at
    the counter what the one before him has said.
    """
    if rater.voice is Voice.COUNTER:
        return None
    row = Rating.objects.filter(subject_ref=subject.ref, voice=rater.voice).first()
    if row is None or row.given_at is None or row.person_id not in (None, rater.person_id):
        return None
    follow_up = FollowUp.objects.filter(rating=row).first()
    return OwnRating(
        answers=Answers(row.levels, row.words),
        given_at=row.given_at,
        changeable_until=row.given_at + asked.changeable_for,
        replies=replies_of(follow_up) if follow_up else (),
        answer_by=follow_up.due_at if follow_up and follow_up.closed_at is None else None,
    )
