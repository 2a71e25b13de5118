"""A rating belongs to a finished dossier, once for each voice, and can be changed for some days where it has a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.feedback.errors import (
    AlreadyRatedError,
    FeedbackError,
    NotFinishedError,
    OutsideScaleError,
    OwnDossierError,
    StaysNamedError,
    TooLateError,
    TooManyWordsError,
    UnansweredError,
)
from motcua.domain.feedback.models import FollowUp, Rating, UsedVoice
from motcua.domain.feedback.queries.rating import rating_page
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, Door, MayRate, Rater
from motcua.domain.identity import queries as identity
from motcua.infra.ids import uuid7
from tests.at_once import at_once
from tests.domain.feedback.finished import BAD, GOOD, LATER, LINK, person, refused, refused_of, said
from tests.office import Office, at
from tests.permit import WARD, accepted, returned

pytestmark = pytest.mark.django_db
TABLET = Rater(Door.TABLET)


def test_a_returned_dossier_is_rated_with_the_steps_of_its_way(working_city: Office) -> None:
    dossier = returned(working_city)
    rate(dossier, Answers(GOOD, "Nhanh gọn."), LINK, at("2026-11-19 08:00"))
    rating = Rating.objects.get()
    assert rating.subject_ref == dossier
    assert rating.agency_id == working_city.city.office(WARD)
    assert rating.office_id == working_city.city.office(f"{WARD}.04")
    steps = dict(rating.steps)
    assert steps["appraise"] == working_city.city.office(f"{WARD}.04")
    assert steps["receive"] == working_city.city.office(f"{WARD}.03")
    assert (rating.words, rating.dissatisfied, str(rating.month)) == ("Nhanh gọn.", False, "2026-11-01")


def test_what_has_not_ended_is_not_rated(working_city: Office) -> None:
    dossier = accepted(working_city)
    with pytest.raises(NotFinishedError):
        said(dossier)
    assert rating_page(dossier, LINK, LATER).may is MayRate.NOT_YET


def test_no_dossier_no_rating(working_city: Office) -> None:
    with pytest.raises(NoSuchDossierError):
        said(uuid7(LATER))


def test_the_time_for_rating_ends(working_city: Office) -> None:
    dossier = refused(working_city)
    ended = at("2026-11-03 08:30")
    with pytest.raises(TooLateError, match="03/12/2026"):
        rate(dossier, Answers(GOOD), LINK, ended + timedelta(days=30, seconds=1))
    rate(dossier, Answers(GOOD), LINK, ended + timedelta(days=30))
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("anonymous", [True, False])
def test_nobody_rates_a_dossier_twice_anonymously(working_city: Office, anonymous: bool) -> None:
    dossier = refused(working_city)
    said(dossier, anonymous=True)
    with pytest.raises(AlreadyRatedError):
        said(dossier, BAD, anonymous=anonymous)
    with pytest.raises(AlreadyRatedError):
        said(dossier, BAD, person(working_city), anonymous=anonymous)
    assert Rating.objects.count() == 1
    assert rating_page(dossier, LINK, LATER).may is MayRate.DONE


def test_a_named_rating_is_changed_for_some_days_by_who_gave_it(working_city: Office) -> None:
    dossier, me = refused(working_city), person(working_city)
    said(dossier, GOOD, me)
    page = rating_page(dossier, me, LATER)
    assert page.may is MayRate.CHANGE
    assert page.own is not None
    assert page.own.answers.levels == GOOD
    rate(dossier, Answers(BAD, "Nghĩ lại."), me, LATER + timedelta(days=7))
    assert Rating.objects.get().words == "Nghĩ lại."
    with pytest.raises(AlreadyRatedError):
        rate(dossier, Answers(GOOD), me, LATER + timedelta(days=7, seconds=1))
    assert rating_page(dossier, me, LATER + timedelta(days=8)).may is MayRate.DONE


def test_a_named_rating_does_not_become_anonymous(working_city: Office) -> None:
    dossier, me = refused(working_city), person(working_city)
    said(dossier, GOOD, me)
    with pytest.raises(StaysNamedError):
        said(dossier, BAD, me, anonymous=True)


def test_who_has_the_link_neither_sees_nor_changes_what_somebody_signed_in_has_said(working_city: Office) -> None:
    dossier = refused(working_city)
    said(dossier, BAD, person(working_city), "Riêng tư.")
    assert rating_page(dossier, LINK, LATER).own is None
    with pytest.raises(AlreadyRatedError):
        said(dossier, GOOD)


def test_what_came_by_the_link_its_applicant_may_change(working_city: Office) -> None:
    dossier, me = refused(working_city), person(working_city)
    said(dossier, BAD)
    said(dossier, GOOD, me)
    assert Rating.objects.get().levels == GOOD


def test_a_face_pressed_at_the_counter_takes_nobodys_voice_away(working_city: Office) -> None:
    dossier = refused(working_city)
    said(dossier, GOOD, TABLET, anonymous=True)
    said(dossier, BAD, person(working_city))
    assert Rating.objects.count() == 2


def test_the_counter_does_not_speak_after_the_applicant(working_city: Office) -> None:
    dossier = refused(working_city)
    said(dossier, BAD, anonymous=True)
    with pytest.raises(AlreadyRatedError):
        said(dossier, GOOD, TABLET)


def test_what_was_said_at_the_counter_under_a_name_nobody_changes_there(working_city: Office) -> None:
    dossier = refused(working_city)
    said(dossier, BAD, TABLET)
    with pytest.raises(AlreadyRatedError):
        said(dossier, GOOD, TABLET)
    assert Rating.objects.get().levels == BAD


def test_an_officer_does_not_rate_his_own_dossier_in_his_office(working_city: Office) -> None:
    officer = working_city.city.who(f"{WARD}.03", "one_stop_officer")
    own = identity.person(identity.officer(officer).person_id)
    by = working_city.citizen("2026-11-02 09:00", own.personal_id or "")
    dossier = refused_of(working_city, by)
    with pytest.raises(OwnDossierError):
        said(dossier, GOOD, Rater(Door.TABLET, officer_id=officer))
    said(dossier, GOOD, Rater(Door.PORTAL, person_id=by.person_id))
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        (Answers({"overall": 3}), OutsideScaleError),
        (Answers({"overall": -1}), OutsideScaleError),
        (Answers({"overall": 2, "beauty": 2}), OutsideScaleError),
        (Answers({}), UnansweredError),
        (Answers({"time": 2}), UnansweredError),
        (Answers(GOOD, "x" * 10_000), TooManyWordsError),
    ],
)
def test_what_cannot_be_counted_is_refused_and_uses_no_voice(
    working_city: Office, answers: Answers, refusal: type[FeedbackError]
) -> None:
    dossier = refused(working_city)
    with pytest.raises(refusal):
        rate(dossier, answers, LINK, LATER)
    assert not Rating.objects.exists()
    assert not UsedVoice.objects.exists()
    said(dossier)


def test_words_are_composed_and_hold_nothing_that_a_database_cannot(working_city: Office) -> None:
    said(refused(working_city), words="  Ca\u0309m o\u031bn\x00  ")
    assert Rating.objects.get().words == "Cảm ơn"


def test_only_who_filed_online_is_asked_about_it(working_city: Office) -> None:
    asked = {question.key for question in rating_page(refused(working_city), LINK, LATER).questions}
    assert "online" in asked
    assert "place" not in asked


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("anonymous", [(True, True), (False, False), (True, False)])
def test_of_several_at_once_each_voice_is_heard_once(working_city: Office, anonymous: tuple[bool, bool]) -> None:
    dossiers = [refused(working_city), refused(working_city)]
    answers = at_once(
        *(
            lambda dossier=dossier, hidden=hidden: said(dossier, BAD, anonymous=hidden)
            for hidden in anonymous * 2
            for dossier in dossiers
        )
    )
    assert all(answer is None or isinstance(answer, FeedbackError) for answer in answers), answers
    assert Rating.objects.count() == 2
    assert UsedVoice.objects.count() == 2
    assert FollowUp.objects.count() == Rating.objects.exclude(subject_ref=None).count()
