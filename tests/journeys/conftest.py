"""The city on a real server, an identity provider to sign in at, and browsers to visit it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.delivery.signin.providers import forget_published
from motcua.infra import clock
from tests.journeys.browsers import DESKTOP, Come
from tests.office import Office, at
from tests.sandbox.identity_provider import CLIENT, IdentityProvider, running_provider

MORNING = at("2026-11-24 09:00")
PATIENCE = 10_000
"""Milliseconds until a page that does not do what it should is a failure."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def vouching(live_server: LiveServer) -> Iterator[IdentityProvider]:
    """The provider that knows the address at which this worker's city happens to be."""
    with running_provider(live_server.url) as provider:
        yield provider


@pytest.fixture
def address(
    live_server: LiveServer,
    vouching: IdentityProvider,
    working_city: Office,
    compiled_words: None,
    settings: LazySettings,
    tmp_path: Path,
) -> Iterator[str]:
    """Where the city is reached, at nine in the morning of Tuesday, 24 November 2026."""
    settings.CLOCK, settings.FILES = tmp_path / "clock", tmp_path / "files"
    settings.PUBLIC_URL = live_server.url
    settings.IDENTITY_PROVIDERS = {
        name: {"issuer": vouching.issuer(name), "client_id": CLIENT[0], "client_secret": CLIENT[1]}
        for name in ("citizens", "officers")
    }
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": ["'self'", vouching.url]}}
    clock.set_to(MORNING)
    forget_published()
    cache.clear()
    yield live_server.url
    forget_published()
    cache.clear()


@pytest.fixture
def come(chromium: Browser, address: str) -> Iterator[Come]:
    """A new browser at the city's home page; what its pages complain of on the console fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        # Refused pages and lost connections are part of the play; broken policies and scripts are not.
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            complaints.append(said.text)

    def open_one(**options: Any) -> Page:
        context = chromium.new_context(base_url=address, locale="vi-VN", **{**DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        page.goto("/")
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in() -> Callable[..., None]:
    """Plays a person at the provider's page: `sign_in(page, personal id or login)`.

    A page that is not there yet is sent there first: by the citizens' door, or by that of `door="can-bo"`.
    """

    def play(page: Page, person: str, level: int = 2, door: str = "cong-dan") -> None:
        if "/oauth2/" not in page.url:
            page.goto(f"/dang-nhap/{door}/")
        page.wait_for_load_state()  # groups that have not arrived yet would stay closed
        page.locator("details").evaluate_all("groups => groups.forEach((group) => { group.open = true; })")
        page.locator(f'input[name=person][value="{person}"]').check()
        if page.locator("input[name=level]").count():
            page.locator(f'input[name=level][value="{level}"]').check()
        page.get_by_role("button", name="Đăng nhập").click()

    return play
