"""Rating at the portal: one's own dossier, or by the link of a message without signing in; no script is needed."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from motcua.domain.feedback.links import rating_path
from motcua.domain.feedback.models import Rating
from motcua.infra import clock
from tests.delivery.portal.conftest import SignIn
from tests.delivery.portal.pages import LAM, PHUC, said
from tests.domain.feedback.finished import refused
from tests.office import Office, at
from tests.permit import WARD, accepted, returned

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(working_city: Office) -> UUID:
    return returned(working_city)


@pytest.fixture
def stranger() -> Client:
    """A browser in which nobody has signed in."""
    return Client()


def test_the_link_asks_the_questions_without_signing_in_and_names_nobody(stranger: Client, dossier: UUID) -> None:
    page = stranger.get(rating_path(dossier))
    words = said(page)
    assert page.status_code == 200
    assert "Ông/bà có hài lòng" in words
    assert "Không hài lòng" in words
    assert "Nguyễn Trúc Lam" not in words
    assert "H29.27094" not in words
    assert page["X-Robots-Tag"] == "noindex"


def test_one_face_and_one_button_are_a_rating(stranger: Client, dossier: UUID) -> None:
    answer = stranger.post(rating_path(dossier), {"q_overall": "2"})
    assert answer.status_code == 302
    assert "Xin cảm ơn" in said(stranger.get(answer["Location"]))
    rating = Rating.objects.get()
    assert (rating.levels, rating.subject_ref, rating.door) == ({"overall": 2}, dossier, "link")


def test_an_anonymous_rating_names_no_dossier_and_uses_the_link_up(stranger: Client, dossier: UUID) -> None:
    stranger.post(rating_path(dossier), {"q_overall": "0", "q_time": "0", "words": "Lâu.", "anonymous": "on"})
    assert Rating.objects.get().subject_ref is None
    again = stranger.get(rating_path(dossier))
    assert "đã được đánh giá" in said(again)
    assert "Lâu." not in said(again)
    refused_now = stranger.post(rating_path(dossier), {"q_overall": "2"})
    assert refused_now.status_code == 409
    assert "chỉ đánh giá một lần" in said(refused_now)
    assert Rating.objects.count() == 1


def test_a_forged_link_leads_nowhere_and_says_what_to_do(stranger: Client, dossier: UUID) -> None:
    path = rating_path(dossier)
    for forged in (f"{path[:-2]}{'A' if path[-2] != 'A' else 'B'}/", "/danh-gia/x/", "/danh-gia/đánh/"):
        answer = stranger.get(forged)
        assert answer.status_code == 404
        assert "không đúng hoặc bị cắt ngắn" in said(answer)


def test_an_expired_link_says_so_and_takes_nothing(stranger: Client, dossier: UUID) -> None:
    clock.set_to(at("2026-12-18 14:11"))
    assert stranger.get(rating_path(dossier)).status_code == 410
    answer = stranger.post(rating_path(dossier), {"q_overall": "2"})
    assert answer.status_code == 410
    assert "Đã hết hạn đánh giá" in said(answer)
    assert not Rating.objects.exists()


def test_a_dossier_without_a_result_is_not_rated_yet(stranger: Client, working_city: Office) -> None:
    path = rating_path(accepted(working_city))
    assert stranger.get(path).status_code == 409
    assert "chưa trả kết quả" in said(stranger.post(path, {"q_overall": "2"}))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Hãy chọn mức hài lòng chung"),
        ({"q_overall": "7"}, "không nằm trong các mức"),
        ({"q_overall": "-1"}, "không nằm trong các mức"),
        ({"q_overall": "²"}, "không nằm trong các mức"),
        ({"q_overall": "2", "words": "dài " * 2500}, "tối đa 1000"),
    ],
)
def test_what_cannot_be_taken_is_told_and_what_was_typed_is_kept(
    stranger: Client, dossier: UUID, data: dict[str, str], told: str
) -> None:
    answer = stranger.post(rating_path(dossier), {"q_attitude": "1", **data})
    assert answer.status_code == 422
    assert told in said(answer)
    assert re.search(r'name="q_attitude" value="1" checked', answer.content.decode())
    assert not Rating.objects.exists()


def test_who_floods_the_page_is_told_to_wait(stranger: Client, dossier: UUID) -> None:
    path = rating_path(dossier)
    answers = [stranger.get(path).status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]
    cache.clear()


def test_a_persons_own_dossier_leads_to_its_rating_once_it_has_ended(
    sign_in: SignIn, working_city: Office, dossier: UUID
) -> None:
    me = sign_in(LAM)
    assert f"/ho-so/{dossier}/danh-gia/" in me.get(f"/ho-so/{dossier}/").content.decode()
    answer = me.post(f"/ho-so/{dossier}/danh-gia/", {"q_overall": "0", "words": "Chờ lâu."})
    told = said(me.get(answer["Location"]))
    assert "Xin cảm ơn" in told
    assert "Lãnh đạo bộ phận sẽ trả lời" in told
    page = said(me.get(f"/ho-so/{dossier}/"))
    assert "Đánh giá của ông/bà" in page
    change = me.get(f"/ho-so/{dossier}/danh-gia/")
    assert "Chờ lâu." in said(change)
    assert "ẩn danh" not in said(change)
    me.post(f"/ho-so/{dossier}/danh-gia/", {"q_overall": "1"})
    assert Rating.objects.get().levels == {"overall": 1}


def test_another_persons_dossier_is_not_there(sign_in: SignIn, dossier: UUID) -> None:
    assert sign_in(PHUC).get(f"/ho-so/{dossier}/danh-gia/").status_code == 404


def test_an_unfinished_dossier_does_not_ask(sign_in: SignIn, working_city: Office) -> None:
    open_one = accepted(working_city)
    assert "danh-gia" not in sign_in(LAM).get(f"/ho-so/{open_one}/").content.decode()


def test_a_refused_dossier_is_rated_too(stranger: Client, working_city: Office) -> None:
    path = rating_path(refused(working_city))
    assert stranger.post(path, {"q_overall": "0"}).status_code == 302
    assert Rating.objects.get().office_id == working_city.city.office(WARD)


def test_it_asks_in_english_too(stranger: Client, dossier: UUID, compiled_words: None) -> None:
    with translation.override("en"):
        words = said(stranger.get(rating_path(dossier), headers={"Accept-Language": "en"}))
    assert "Are you satisfied with how your dossier was handled?" in words
    assert "Rate anonymously" in words
