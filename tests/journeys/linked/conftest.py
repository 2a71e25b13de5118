"""Everybody who has to do with a linked dossier, at a browser of his own: citizens on a phone, officers at a desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.identity import queries as identity
from motcua.infra import clock
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.linked import carried
from tests.office import Office, at

SignIn = Callable[..., None]


class People:
    """Officers and citizens who sign in once, and what they do with the pages."""

    def __init__(self, come: Come, sign_in: SignIn, office: Office) -> None:
        self.office = office
        self._come, self._sign_in = come, sign_in
        self._pages: dict[str, Page] = {}

    def stranger(self) -> Page:
        return self._come(**PHONE)

    def citizen(self, personal_id: str) -> Page:
        return self._somebody(personal_id, "cong-dan")

    def officer(self, office: str, role: str) -> Page:
        """The first officer with that role in that office."""
        return self._somebody(identity.officer(self.office.city.who(office, role)).login, "can-bo")

    def acts(self, who: tuple[str, str], key: str, button: str, **typed: str) -> Page:
        """Open a dossier by its code or reference, type by label, press the button, and let the worker go its round.

        A label whose words begin with `?` is opened first.
        """
        page = self.opened(who, key)
        for label, words in typed.items():
            page.get_by_label(label.replace("_", " ")).first.fill(words)
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(page.locator(".error-summary")).to_have_count(0)
        expect(page.get_by_role("status").first).to_be_visible()
        assert barriers(page) == []
        carried(clock.now())
        return page

    def accepts(self, who: tuple[str, str], key: str) -> None:
        page = self.opened(who, key)
        page.get_by_role("button", name="Đánh dấu tất cả").click()
        page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        expect(page.get_by_role("status").first).to_be_visible()
        carried(clock.now())

    def opened(self, who: tuple[str, str], key: str) -> Page:
        page = self.officer(*who)
        page.goto("/lam-viec/")
        search = page.get_by_role("searchbox").first
        search.fill(key)
        search.press("Enter")
        page.wait_for_url("**/lam-viec/ho-so/**")
        return page

    def _somebody(self, who: str, door: str) -> Page:
        if who not in self._pages:
            page = self._pages[who] = self._come(**(DESKTOP if door == "can-bo" else PHONE))
            self._sign_in(page, who, door=door)
        return self._pages[who]


@pytest.fixture
def people(come: Come, sign_in: SignIn, working_city: Office) -> People:
    return People(come, sign_in, working_city)


def it_is(moment: str | datetime) -> None:
    """The city's clock is set, and the worker goes its round."""
    clock.set_to(at(moment) if isinstance(moment, str) else moment)
    carried(clock.now())
