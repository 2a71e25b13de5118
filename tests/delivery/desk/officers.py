"""The officers' pages on the working city, at nine in the morning of Tuesday, 24 November 2026: fixtures for the tests
of the desk and of the overview, and how a page is posted to as its own forms would.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from motcua.delivery.signin.acting import LEVEL
from motcua.domain.dossiers.models import OpenTask
from motcua.domain.identity import queries as identity
from motcua.domain.identity.services import sign_in
from motcua.domain.identity.types import AccountKind, Claims
from motcua.infra import clock
from tests.office import Office, at
from tests.permit import ECONOMY, LEADERSHIP, ONE_STOP

NOW = "2026-11-24 09:00"
Officer = Callable[[str, str], Client]


@pytest.fixture(autouse=True)
def quiet_tuesday(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.CLOCK, settings.FILES = tmp_path / "clock", tmp_path / "files"
    clock.set_to(at(NOW))
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def officer(working_city: Office) -> Officer:
    """A browser in which the first officer with that role in that office has signed in."""

    def come_in(office: str, role: str) -> Client:
        login = identity.officer(working_city.city.who(office, role)).login
        return browser_of(login)

    return come_in


@pytest.fixture
def clerk(officer: Officer) -> Client:
    return officer(ONE_STOP, "one_stop_officer")


@pytest.fixture
def head(officer: Officer) -> Client:
    return officer(ECONOMY, "division_head")


@pytest.fixture
def specialist(officer: Officer) -> Client:
    return officer(ECONOMY, "specialist")


@pytest.fixture
def chairman(officer: Officer) -> Client:
    return officer(LEADERSHIP, "commune_chairman")


@pytest.fixture
def stranger(officer: Officer) -> Client:
    """A clerk of another ward."""
    return officer("H29.26956.03", "one_stop_officer")


def browser_of(login: str, **options: Any) -> Client:
    claims = Claims("https://officers.test", login, AccountKind.OFFICER, 2, login, login=login)
    client = Client(**options)
    client.force_login(get_user_model().objects.get(pk=sign_in(claims, clock.now()).account_id))
    session = client.session
    session[LEVEL] = 2
    session.save()
    return client


def open_page(client: Client, dossier: UUID, query: str = "") -> str:
    return text_of(client.get(f"/lam-viec/ho-so/{dossier}/{query}"))


def act(client: Client, dossier: UUID, word: str, step: str | None = None, **fields: Any) -> HttpResponse:
    """Post one of the page's acts as its form would."""
    if step:
        task = OpenTask.objects.get(dossier_id=dossier, step=step, kind="step")
        fields = {"n": task.n, "kind": task.kind, **fields}
    return client.post(f"/lam-viec/ho-so/{dossier}/viec/{word}/", {"command": uuid4(), **fields})


def text_of(answer: Any) -> str:
    """What a page says: its HTML with the entities undone and the blanks made single."""
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def bare(answer: Any) -> str:
    """The same without the marks that every answer has anew."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text_of(answer))


def said_after(client: Client, answer: HttpResponse) -> str:
    """The page to which an act leads."""
    assert answer.status_code == 302, text_of(answer)[:2000]
    return text_of(client.get(answer["Location"]))
