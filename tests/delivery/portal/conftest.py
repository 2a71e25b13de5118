"""The citizen's pages on the working city, its clock at a quiet Tuesday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from motcua.delivery.signin.acting import LEVEL
from motcua.infra import clock
from tests.office import Office, _copied_catalogue, _copied_city, at, city, working_city

__all__ = ["_copied_catalogue", "_copied_city", "city", "working_city"]

LAM, PHUC = "079088910001", "079191910002"
NOW = at("2026-11-24 09:00")


@pytest.fixture(autouse=True)
def _house(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """A clock and a store of its own for each test."""
    settings.CLOCK = tmp_path / "clock"
    settings.FILES = tmp_path / "files"
    clock.set_to(NOW)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def set_clock() -> Callable[[str], None]:
    return lambda text: clock.set_to(at(text))


@pytest.fixture
def sign_in(working_city: Office) -> Callable[..., Client]:
    """A browser in which that citizen has signed in."""

    def come_in(personal_id: str = LAM, level: int = 2) -> Client:
        me = working_city.citizen("2026-11-02 08:00", personal_id)
        client = Client()
        client.force_login(get_user_model().objects.get(pk=me.account_id))
        session = client.session
        session[LEVEL] = level
        session.save()
        return client

    return come_in


@pytest.fixture
def me(sign_in: Callable[..., Client]) -> Client:
    """Nguyễn Trúc Lam, signed in at level 2."""
    return sign_in()


def now() -> datetime:
    return clock.now()


def text_of(answer: Any) -> str:
    return str(answer.content.decode())
