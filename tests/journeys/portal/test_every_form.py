"""Every page of every form that can be filed here, at the width of a phone, with all its errors shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.effort import FULL
from tests.journeys.browsers import PHONE, Come, barriers
from tests.journeys.portal.citizen import LAM

pytestmark = pytest.mark.journey
COMPANY, BIRTH = "2.001199", "1.001193"
IS_TOLD_IN_PLACE = """id => document.getElementById(id).closest("[data-field]")
    .querySelector("[data-error]:not([hidden])") !== null"""
FILED_HERE = (
    *("1.001776", "1.004222", "1.004873", "1.009645.H05", "1.012787", "1.013225", "1.013831", "1.013833"),
    *("2.000635", "2.000908", "2.000986", "2.001827"),
)


@pytest.mark.slow
@pytest.mark.parametrize("code", [COMPANY, BIRTH, *(FILED_HERE if FULL else ())])
def test_no_page_of_a_form_keeps_anybody_out(come: Come, sign_in: Callable[..., None], code: str) -> None:
    page = come(**PHONE)
    sign_in(page, LAM)
    page.goto(f"/nop/{code}/")
    cases = page.locator("input[name=case]")
    if cases.count():
        cases.first.check()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.locator(".tasks")).to_be_visible()
    page.wait_for_load_state()
    addresses = [link.get_attribute("href") for link in page.locator(".tasks a").all()]
    assert len(addresses) > 3
    for address in addresses:
        page.goto(f"{address}?xem-loi=1")
        assert barriers(page) == [], address
        # What the summary names is also said at its input, after the browser has judged the page itself.
        for problem in page.locator("[data-problems] a[href^='#']").all():
            place = str(problem.get_attribute("href")).removeprefix("#")
            assert page.evaluate(IS_TOLD_IN_PLACE, place), place
