"""Who is dissatisfied hears from the head of the office in charge, in working hours; the anonymous month by month."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.feedback.errors import (
    FollowUpClosedError,
    NoSuchFollowUpError,
    NoWordsError,
    TooManyWordsError,
)
from motcua.domain.feedback.models import FollowUp
from motcua.domain.feedback.queries.follow_ups import anonymous_follow_ups, follow_ups, open_follow_ups
from motcua.domain.feedback.queries.rating import rating_page
from motcua.domain.feedback.services.follow_ups import reply, reply_to_month
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import AnonymousGroup, Answers, Door, Rater
from motcua.domain.identity.policies import Scope
from motcua.domain.notifications import queries as notifications
from tests.domain.feedback.finished import BAD, GOOD, LATER, LINK, person, refused, said
from tests.office import PERMIT, Office, at
from tests.permit import ECONOMY, LEADERSHIP, WARD, returned

pytestmark = pytest.mark.django_db
DECEMBER = at("2026-12-01 08:00")


@pytest.fixture
def head(working_city: Office) -> Scope:
    return working_city.city.scope(ECONOMY, "division_head")


def dissatisfied(office: Office) -> int:
    dossier = returned(office)
    rate(dossier, Answers(BAD, "Phải chờ lâu."), person(office), at("2026-11-19 16:00"))
    return FollowUp.objects.get().pk


def test_the_head_of_the_office_in_charge_owes_an_answer_in_working_hours(working_city: Office, head: Scope) -> None:
    dissatisfied(working_city)
    (each,) = follow_ups(head)
    assert each.office_id == working_city.city.office(ECONOMY)
    assert each.answers.words == "Phải chờ lâu."
    # 24 working hours from four o'clock on Thursday: 1.5 that day, 8 on Friday, 8 on Monday, and, as the
    # 24th is a day off, 6.5 on Wednesday.
    assert each.due_at == at("2026-11-25 16:00")
    assert open_follow_ups(head, LATER) == 1


def test_the_head_is_told_and_others_are_not(working_city: Office) -> None:
    dissatisfied(working_city)
    told = notifications.inbox(officer_id=working_city.city.who(ECONOMY, "division_head"))
    assert [each.event for each in told] == ["dissatisfied"]
    assert not notifications.inbox(officer_id=working_city.city.who(ECONOMY, "specialist"))


def test_who_leads_the_agency_sees_it_and_who_leads_nothing_does_not(working_city: Office) -> None:
    dissatisfied(working_city)
    assert len(follow_ups(working_city.city.scope(LEADERSHIP, "commune_chairman"))) == 1
    assert follow_ups(working_city.city.scope(ECONOMY, "specialist")) == ()
    assert open_follow_ups(working_city.city.scope(ECONOMY, "specialist"), LATER) == 0


def test_satisfied_people_are_owed_nothing(working_city: Office) -> None:
    said(refused(working_city), {"overall": 1})
    assert not FollowUp.objects.exists()


def test_answers_are_recorded_and_the_last_closes_in_words(working_city: Office, head: Scope) -> None:
    number = dissatisfied(working_city)
    reply(number, "Chúng tôi đang xem lại.", head, at("2026-11-20 09:00"), closes=False)
    reply(number, "Đã xin lỗi và rút kinh nghiệm.", head, at("2026-11-23 09:00"), closes=True)
    (closed,) = follow_ups(head, closed=True)
    assert [each.words for each in closed.replies] == ["Chúng tôi đang xem lại.", "Đã xin lỗi và rút kinh nghiệm."]
    assert closed.closed_at == at("2026-11-23 09:00")
    assert follow_ups(head) == ()
    with pytest.raises(FollowUpClosedError):
        reply(number, "Thêm một lời.", head, at("2026-11-23 10:00"), closes=False)


def test_the_person_is_told_that_there_is_an_answer_and_reads_it_behind_the_link(
    working_city: Office, head: Scope
) -> None:
    number, me = dissatisfied(working_city), person(working_city)
    reply(number, "Xin lỗi ông Lam.", head, at("2026-11-20 09:00"), closes=True)
    (told,) = notifications.inbox(person_id=me.person_id)[:1]
    assert told.event == "rating_answered"
    assert "Xin lỗi ông Lam" not in told.text
    page = rating_page(FollowUp.objects.get().rating.subject_ref, me, at("2026-11-21 09:00"))
    assert page.own is not None
    assert [each.words for each in page.own.replies] == ["Xin lỗi ông Lam."]


@pytest.mark.parametrize(("words", "refusal"), [("  ", NoWordsError), ("x" * 4001, TooManyWordsError)])
def test_an_answer_has_words_and_not_too_many(
    working_city: Office, head: Scope, words: str, refusal: type[Exception]
) -> None:
    number = dissatisfied(working_city)
    with pytest.raises(refusal):
        reply(number, words, head, LATER, closes=True)


def test_the_head_of_another_office_finds_nothing_to_answer(working_city: Office) -> None:
    number = dissatisfied(working_city)
    stranger = working_city.city.scope("H29.26956.04", "division_head")
    with pytest.raises(NoSuchFollowUpError):
        reply(number, "Việc không của tôi.", stranger, LATER, closes=True)


def test_it_stays_when_somebody_then_says_otherwise_and_opens_when_he_does(working_city: Office) -> None:
    dossier, me = refused(working_city), person(working_city)
    said(dossier, GOOD, me)
    assert not FollowUp.objects.exists()
    said(dossier, BAD, me)
    said(dossier, GOOD, me)
    assert FollowUp.objects.filter(closed_at=None).count() == 1


def test_anonymous_dissatisfaction_is_told_when_its_month_is_over(working_city: Office) -> None:
    chairman = working_city.city.scope(LEADERSHIP, "commune_chairman")
    said(refused(working_city), BAD, words="Chậm.", anonymous=True)
    said(refused(working_city, "079088910002"), GOOD, anonymous=True)
    assert anonymous_follow_ups(chairman, at("2026-11-30 23:59")) == ()
    (month,) = anonymous_follow_ups(chairman, DECEMBER)
    assert month.group == AnonymousGroup(working_city.city.office(WARD), PERMIT, date(2026, 11, 1))
    assert (month.n, month.dissatisfied, month.words, month.is_open) == (2, 1, ("Chậm.",), True)
    assert month.due_at == at("2026-12-03 17:30")  # three working days' hours from the end of the month


def test_a_month_is_answered_in_words_once(working_city: Office) -> None:
    chairman = working_city.city.scope(LEADERSHIP, "commune_chairman")
    said(refused(working_city), BAD, anonymous=True)
    group = AnonymousGroup(working_city.city.office(WARD), PERMIT, date(2026, 11, 1))
    with pytest.raises(NoSuchFollowUpError):
        reply_to_month(group, "Quá sớm.", chairman, at("2026-11-30 09:00"))
    reply_to_month(group, "Đã nhắc bộ phận tiếp nhận.", chairman, DECEMBER)
    (month,) = anonymous_follow_ups(chairman, DECEMBER)
    assert not month.is_open
    assert open_follow_ups(chairman, DECEMBER) == 0
    with pytest.raises(FollowUpClosedError):
        reply_to_month(group, "Lần nữa.", chairman, DECEMBER)


def test_a_month_of_another_office_or_without_dissatisfaction_is_not_answered(working_city: Office) -> None:
    said(refused(working_city), GOOD, anonymous=True)
    group = AnonymousGroup(working_city.city.office(WARD), PERMIT, date(2026, 11, 1))
    with pytest.raises(NoSuchFollowUpError):
        reply_to_month(group, "Không ai.", working_city.city.scope(LEADERSHIP, "commune_chairman"), DECEMBER)
    said(refused(working_city, "079088910002"), BAD, anonymous=True)
    with pytest.raises(NoSuchFollowUpError):
        reply_to_month(group, "Nơi khác.", working_city.city.scope("H29.26956.04", "division_head"), DECEMBER)


def test_dissatisfaction_by_the_link_is_answered_to_whom_the_dossier_names(working_city: Office) -> None:
    said(refused(working_city), BAD, LINK)
    chairman = working_city.city.scope(LEADERSHIP, "commune_chairman")
    reply(FollowUp.objects.get().pk, "Xin cảm ơn.", chairman, LATER, closes=True)
    applicant = person(working_city)
    assert applicant == Rater(Door.PORTAL, applicant.person_id)
    assert "/danh-gia/" in notifications.inbox(person_id=applicant.person_id)[0].url
