"""The investment policy (QĐ 1582/QĐ-UBND): the department's report goes to the city's People's Committee, its decision
comes back and is returned at the first receiving point. Real browsers: the investor on a phone, officers at a desk.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from motcua.domain.dossiers.models import Dossier
from tests.journeys.browsers import barriers
from tests.journeys.linked.conftest import People, it_is
from tests.linked import LAM, Linked, appraised

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAME = "Chấp thuận chủ trương đầu tư"
CITY_CLERK, EXAMINER = ("H29.02.02", "city_office_clerk"), ("H29.02", "city_office_specialist")
OFFICE_LEADER, CITY_LEADER = ("H29.02.01", "city_office_leader"), ("H29.01", "city_leader")
RECORDS, COUNTER, SPECIALIST = (
    ("H29.11.02", "records_clerk"),
    ("H29.11.03", "one_stop_officer"),
    ("H29.11.05", "specialist"),
)


def test_the_citys_decision_is_a_part_that_comes_back_to_where_the_dossier_was_received(people: People) -> None:
    it_is("2026-11-10 14:00")
    whole = appraised(people.office)
    it_is("2026-11-10 15:00")
    reference = Dossier.objects.get(pk=whole.whole).reference
    part = key_of(whole)
    people.accepts(CITY_CLERK, part)
    page = people.opened(SPECIALIST, reference)
    expect(page.locator("#lien-thong")).to_contain_text("Quyết định của Ủy ban nhân dân thành phố")
    expect(page.locator("#lien-thong")).to_contain_text("17:30")  # three working days
    assert barriers(page) == []

    it_is("2026-11-11 16:00")
    people.acts(EXAMINER, part, "Xong, chuyển bước")
    people.acts(OFFICE_LEADER, part, "Xong, chuyển bước")
    it_is("2026-11-12 15:00")
    people.acts(CITY_LEADER, part, "Chấp thuận")
    people.acts(CITY_CLERK, part, "Phát hành kết quả")

    lam = people.citizen(LAM)
    lam.goto("/ho-so/")
    lam.get_by_role("link", name=NAME).click()
    expect(lam.get_by_role("heading", name="Các phần của hồ sơ")).to_be_visible()
    expect(lam.get_by_role("link", name="Quyết định chấp thuận chủ trương đầu tư (PDF)")).to_be_visible()
    assert barriers(lam) == []

    it_is("2026-11-13 09:00")
    people.acts(RECORDS, reference, "Phát hành kết quả")
    people.acts(COUNTER, reference, "Trả kết quả")
    lam.reload()
    expect(lam.get_by_role("heading", level=1)).to_contain_text("đã xong")


def key_of(whole: Linked) -> str:
    """By which its agency finds the part."""
    row = Dossier.objects.get(parent_id=whole.whole)
    return row.code or row.reference
