"""The citizen's pages on the working city, its clock at a quiet Tuesday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from motcua.delivery.signin.acting import LEVEL
from motcua.infra import clock
from tests.delivery.portal.pages import LAM, OpenDraft, begin
from tests.office import Office, at

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _house(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """A clock and a store of its own for each test."""
    settings.CLOCK = tmp_path / "clock"
    settings.FILES = tmp_path / "files"
    clock.set_to(at("2026-11-24 09:00"))
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sign_in(working_city: Office) -> SignIn:
    """A browser in which that citizen has signed in."""

    def come_in(personal_id: str = LAM, level: int = 2, **options: bool) -> Client:
        me = working_city.citizen("2026-11-02 08:00", personal_id)
        client = Client(**options)
        client.force_login(get_user_model().objects.get(pk=me.account_id))
        session = client.session
        session[LEVEL] = level
        session.save()
        return client

    return come_in


@pytest.fixture
def me(sign_in: SignIn) -> Client:
    """Nguyễn Trúc Lam, signed in at level 2."""
    return sign_in()


@pytest.fixture
def draft(me: Client) -> OpenDraft:
    """A building permit that he has just begun."""
    return begin(me)
