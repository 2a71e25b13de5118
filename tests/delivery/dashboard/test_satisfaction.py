"""Satisfaction on the leaders' page: every share with its sample and interval, none from too few, in words too."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.delivery.desk.officers import Officer, text_of
from tests.domain.feedback.finished import given
from tests.office import PERMIT, Office
from tests.permit import ECONOMY

PAGE = "/dieu-hanh/hai-long/"
BIRTH = "1.001193"


def test_without_ratings_the_page_says_how_they_come(working_city: Office, chairman: Client) -> None:
    page = text_of(chairman.get(PAGE))
    assert "Trong kỳ chưa có đánh giá nào" in page
    assert PAGE in text_of(chairman.get("/dieu-hanh/"))


def test_a_share_stands_with_its_sample_its_interval_and_its_mean(working_city: Office, chairman: Client) -> None:
    given(working_city, PERMIT, 18, 2)
    page = text_of(chairman.get(PAGE))
    assert "90 % hài lòng trong 20 đánh giá, khoảng tin cậy 70–97 %." in page
    assert 'aria-label="90 % hài lòng, khoảng tin cậy 70–97 %"' in page
    assert re.search(r'data-label="Điểm trung bình">1,8</td>', page)


def test_too_few_ratings_are_counted_and_say_nothing(working_city: Office, chairman: Client) -> None:
    given(working_city, PERMIT, 5, 4)
    page = text_of(chairman.get(PAGE))
    assert "Có 9 đánh giá; từ 10 đánh giá mới nêu tỷ lệ." in page
    assert "chưa đủ mẫu" in page
    assert "<svg viewBox" not in page.split('class="dense board scores"')[1].split("</table>")[0]
    assert not re.search(r"\d %", page.split('class="dense board scores"')[1].split("<tbody>")[1].split("</table>")[0])


def test_different_is_said_in_words_and_only_where_it_is(working_city: Office, chairman: Client) -> None:
    given(working_city, PERMIT, 60, 40)
    given(working_city, BIRTH, 95, 5)
    page = text_of(chairman.get(PAGE))
    assert "▼ thấp hơn rõ" in page
    assert "▲ cao hơn rõ" in page
    given(working_city, "2.000815", 12, 0)
    assert "chưa thấy khác" in text_of(chairman.get(PAGE))


@pytest.mark.parametrize(("by", "told"), [("bo-phan", "Phòng Kinh tế"), ("buoc", "Thẩm định hồ sơ")])
def test_offices_and_steps_are_called_by_their_names(
    working_city: Office, chairman: Client, by: str, told: str
) -> None:
    given(working_city, PERMIT, 12, 0, in_charge=ECONOMY)
    assert told in text_of(chairman.get(PAGE, {"theo": by}))


@pytest.mark.parametrize("query", [{"ky": "thang"}, {"ky": "nam"}, {"ky": "???", "theo": "<x>"}])
def test_periods_are_whole_months_and_an_unknown_one_is_the_usual(
    working_city: Office, chairman: Client, query: dict[str, str]
) -> None:
    given(working_city, PERMIT, 12, 0)
    assert "trong 12 đánh giá" in text_of(chairman.get(PAGE, query))


def test_last_month_counts_its_own_only(working_city: Office, chairman: Client) -> None:
    given(working_city, PERMIT, 12, 0)
    assert "chưa có đánh giá nào" in text_of(chairman.get(PAGE, {"ky": "thang-truoc"}))


def test_only_who_leads_an_agency_sees_its_scores(working_city: Office, specialist: Client, officer: Officer) -> None:
    given(working_city, PERMIT, 12, 0)
    assert specialist.get(PAGE).status_code == 403
    elsewhere = officer("H29.26956.01", "commune_chairman")
    assert "chưa có đánh giá nào" in text_of(elsewhere.get(PAGE))


def test_it_speaks_english(working_city: Office, chairman: Client, compiled_words: None) -> None:
    given(working_city, PERMIT, 18, 2)
    page = text_of(chairman.get(PAGE, headers={"Accept-Language": "en"}))
    assert "90 % satisfied of 20 ratings, confidence interval 70–97 %." in page
