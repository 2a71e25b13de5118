"""At the desk: the tablet at the counter, and the heads who answer dissatisfied people."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.services import counter
from motcua.domain.feedback.models import FollowUp, Invitation, Rating
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, Door, Rater
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.services import notify
from motcua.domain.notifications.types import Recipient
from motcua.infra import clock
from tests.delivery.desk.officers import Officer, act, text_of
from tests.domain.feedback.finished import BAD, LINK, refused, refused_of
from tests.office import Office, at
from tests.permit import ECONOMY, ONE_STOP, accepted, resolved, returned

pytestmark = pytest.mark.django_db
TABLET = "/lam-viec/quay/danh-gia/"
LIST = "/lam-viec/khong-hai-long/"


def paid_and_resolved(office: Office) -> UUID:
    dossier = resolved(office)
    counter.record_payment(dossier, 75_000, "0000123", office.officer(ONE_STOP, "one_stop_officer", "2026-11-18 14:00"))
    return dossier


def test_the_tablet_opens_the_question_when_a_result_was_handed_over_at_this_counter(
    working_city: Office, clerk: Client
) -> None:
    dossier = paid_and_resolved(working_city)
    assert clerk.get(TABLET).status_code == 200
    act(clerk, dossier, "tra-ket-qua", "return_result", method="counter", receiver="Ông Lam")
    answer = clerk.get(TABLET)
    assert answer["Location"] == f"{TABLET}{dossier}/"
    page = text_of(clerk.get(answer["Location"]))
    assert "Ông/bà có hài lòng" in page
    assert "Nguyễn Trúc Lam" not in page
    assert "/lam-viec/ho-so/" not in page


def test_a_result_sent_by_post_invites_nobody(working_city: Office, clerk: Client) -> None:
    dossier = paid_and_resolved(working_city)
    act(clerk, dossier, "tra-ket-qua", "return_result", method="post", receiver="Ông Lam")
    assert not Invitation.objects.exists()


def test_a_touch_on_a_face_is_a_rating_and_the_tablet_is_ready_for_the_next(
    working_city: Office, clerk: Client
) -> None:
    dossier = returned(working_city)
    Invitation.objects.create(
        officer_id=working_city.city.who(ONE_STOP, "one_stop_officer"),
        subject_ref=dossier,
        until=clock.now() + timedelta(minutes=5),
    )
    answer = clerk.post(f"{TABLET}{dossier}/", {"q_overall": "2", "anonymous": "on"})
    assert answer["Location"] == f"{TABLET}cam-on/"
    thanks = clerk.get(answer["Location"]).content.decode()
    assert re.search(r'http-equiv="refresh" content="8; url=/lam-viec/quay/danh-gia/"', thanks)
    assert clerk.get(TABLET).status_code == 200
    rating = Rating.objects.get()
    assert (rating.door, rating.subject_ref, rating.levels) == ("tablet", None, {"overall": 2})


def test_an_invitation_ends_by_itself_and_when_somebody_does_not_want_to(working_city: Office, clerk: Client) -> None:
    dossier, officer = returned(working_city), working_city.city.who(ONE_STOP, "one_stop_officer")
    Invitation.objects.create(officer_id=officer, subject_ref=dossier, until=clock.now() - timedelta(seconds=1))
    assert clerk.get(TABLET).status_code == 200
    Invitation.objects.update(until=clock.now() + timedelta(minutes=1))
    assert clerk.get(TABLET).status_code == 302
    clerk.post(f"{TABLET}thoi/")
    assert clerk.get(TABLET).status_code == 200


def test_a_typed_code_leads_to_its_question(working_city: Office, clerk: Client) -> None:
    dossier = returned(working_city)
    code = Dossier.objects.get(pk=dossier).code
    assert clerk.get(TABLET, {"ma": f" {str(code).lower()} "})["Location"] == f"{TABLET}{dossier}/"


@pytest.mark.parametrize("typed", ["H29.27094-261103-9999", "x" * 500, "<b>", "\x00"])
def test_a_code_of_nothing_says_so(clerk: Client, typed: str) -> None:
    answer = clerk.get(TABLET, {"ma": typed})
    assert answer.status_code in (200, 404)
    assert "<b>" not in answer.content.decode().split("<main")[1].replace("<b>Một Cửa</b>", "")


def test_an_unfinished_and_a_rated_dossier_send_the_tablet_back_to_rest(working_city: Office, clerk: Client) -> None:
    answer = clerk.get(f"{TABLET}{accepted(working_city)}/")
    assert answer.status_code == 409
    assert "chưa trả kết quả" in text_of(answer)
    dossier = refused(working_city)
    clerk.post(f"{TABLET}{dossier}/", {"q_overall": "1"})
    again = clerk.post(f"{TABLET}{dossier}/", {"q_overall": "2"})
    assert again.status_code == 409
    assert "đã được đánh giá" in text_of(again)


def test_an_officer_does_not_rate_his_own_dossier_at_his_counter(working_city: Office, clerk: Client) -> None:
    officer = working_city.city.who(ONE_STOP, "one_stop_officer")
    own = identity.person(identity.officer(officer).person_id)
    dossier = refused_of(working_city, working_city.citizen("2026-11-02 09:00", own.personal_id or ""))
    answer = clerk.post(f"{TABLET}{dossier}/", {"q_overall": "2"})
    assert answer.status_code == 422
    assert "của chính cán bộ" in text_of(answer)
    assert not Rating.objects.exists()


def test_only_the_counter_has_a_tablet_and_only_for_dossiers_in_its_sight(
    working_city: Office, specialist: Client, stranger: Client
) -> None:
    assert specialist.get(TABLET).status_code == 403
    assert stranger.get(f"{TABLET}{refused(working_city)}/").status_code == 404


@pytest.fixture
def dissatisfied(working_city: Office) -> int:
    dossier = returned(working_city)
    me = Rater(Door.PORTAL, working_city.citizen("2026-11-18 09:00").person_id)
    rate(dossier, Answers({**BAD, "time": 0}, "Phải chờ lâu quá."), me, at("2026-11-19 16:00"))
    return FollowUp.objects.get().pk


def test_the_head_finds_who_is_dissatisfied_with_what_and_until_when_to_answer(dissatisfied: int, head: Client) -> None:
    page = text_of(head.get(LIST))
    assert "Phải chờ lâu quá." in page
    assert "Trễ hẹn" in page
    assert "trả lời trước 16:00, 25/11/2026" in page
    assert "Nguyễn Trúc Lam" in page


def test_the_head_answers_then_closes_and_both_are_kept(dissatisfied: int, head: Client) -> None:
    head.post(f"{LIST}{dissatisfied}/", {"words": "Chúng tôi đang xem lại."})
    assert "Chúng tôi đang xem lại." in text_of(head.get(LIST))
    head.post(f"{LIST}{dissatisfied}/", {"words": "Xin lỗi ông.", "closes": ""})
    assert "Không có ai đang chờ" in text_of(head.get(LIST))
    answered = text_of(head.get(LIST, {"xem": "da-tra-loi"}))
    assert "Xin lỗi ông." in answered
    assert "Đã đóng" in answered
    again = head.post(f"{LIST}{dissatisfied}/", {"words": "Nữa."})
    assert again.status_code == 422
    assert "đã được trả lời và đóng" in text_of(again)


def test_an_answer_without_words_or_with_too_many_is_told_where_it_was_typed(dissatisfied: int, head: Client) -> None:
    assert "Hãy ghi nội dung trả lời" in text_of(head.post(f"{LIST}{dissatisfied}/", {"words": " "}))
    long = head.post(f"{LIST}{dissatisfied}/", {"words": "dài " * 2500})
    assert long.status_code == 422
    assert "tối đa 4000" in text_of(long)
    assert "dài dài dài" in text_of(long)


def test_others_neither_see_nor_answer(dissatisfied: int, specialist: Client, officer: Officer) -> None:
    assert specialist.get(LIST).status_code == 403
    elsewhere = officer("H29.26956.04", "division_head")
    assert "Phải chờ lâu quá." not in text_of(elsewhere.get(LIST))
    assert elsewhere.post(f"{LIST}{dissatisfied}/", {"words": "Việc của tôi?"}).status_code == 404


def test_a_month_of_anonymous_dissatisfaction_is_answered_when_it_is_over(
    working_city: Office, chairman: Client
) -> None:
    rate(refused(working_city), Answers(BAD, "Thái độ chưa tốt.", anonymous=True), LINK, at("2026-11-20 10:00"))
    assert "Thái độ chưa tốt." not in text_of(chairman.get(LIST))
    clock.set_to(at("2026-12-01 09:00"))
    page = chairman.get(LIST)
    assert "Ẩn danh, tháng 11/2026" in text_of(page)
    assert "1 không hài lòng trong 1 đánh giá ẩn danh" in text_of(page)
    mark = re.search(r'name="group" value="([^"]+)"', page.content.decode())
    assert mark
    chairman.post(f"{LIST}thang/", {"group": mark[1], "words": "Đã nhắc nhở."})
    assert "Không có ai đang chờ" in text_of(chairman.get(LIST))
    assert chairman.post(f"{LIST}thang/", {"group": "x:y", "words": "Gì?"}).status_code == 400


def test_what_the_system_has_told_an_officer_is_in_his_messages_until_he_has_read_it(
    working_city: Office, head: Client, dissatisfied: int
) -> None:
    frame = text_of(head.get("/lam-viec/"))
    assert re.search(r'href="/lam-viec/tin-bao/"[^>]*>Tin báo <span class="figures soft">1</span>', frame)
    page = head.get("/lam-viec/tin-bao/")
    assert "Người dân không hài lòng" in text_of(page)
    ids = re.findall(r'name="id" value="(\d+)"', page.content.decode())
    head.post("/lam-viec/tin-bao/da-doc/", {"id": [*ids, "x", "9" * 30]})
    assert "Chưa đọc" not in text_of(head.get("/lam-viec/tin-bao/"))
    assert not re.search(r"Tin báo <span", text_of(head.get("/lam-viec/")))


def test_messages_of_one_officer_are_not_anothers(working_city: Office, head: Client, specialist: Client) -> None:
    to = Recipient("Trưởng phòng", officer_id=working_city.city.who(ECONOMY, "division_head"))
    facts = {"code": "H29-1", "url": "https://elsewhere.test/x", "due": "2026-11-25T09:00:00+07:00"}
    notify("dissatisfied", to, facts, subject_ref=uuid4(), key="k", now=clock.now())
    assert "H29-1" in text_of(head.get("/lam-viec/tin-bao/"))
    assert 'href="https://elsewhere.test' not in head.get("/lam-viec/tin-bao/").content.decode()
    assert "H29-1" not in text_of(specialist.get("/lam-viec/tin-bao/"))
