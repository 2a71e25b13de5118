"""Visitors of a working city, and a dossier and a draft that are one citizen's alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from motcua.delivery.signin.acting import LEVEL
from motcua.domain.dossiers.models import Draft
from motcua.domain.identity.services import sign_in
from motcua.domain.identity.types import AccountKind, Claims
from motcua.infra import clock
from tests.office import Office, at

LAM, PHUC = "079088910001", "079191910002"
CLERK_HERE, CLERK_ELSEWHERE = "trinh.tre.xanh", "vu.dong.xanh"


@pytest.fixture(autouse=True)
def _quiet_tuesday(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.CLOCK = tmp_path / "clock"
    settings.FILES = tmp_path / "files"
    clock.set_to(at("2026-11-24 09:00"))
    cache.clear()
    yield
    cache.clear()


class Visitors:
    """Browsers by who sits before them."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def anybody(self) -> Client:
        """Somebody who has not signed in."""
        return Client()

    def citizen(self, personal_id: str) -> Client:
        """A citizen, signed in at level 2."""
        return _browser_of(self.office.citizen("2026-11-02 08:00", personal_id).account_id)

    def officer(self, login: str) -> Client:
        """An officer, signed in."""
        claims = Claims("https://officers.test", login, AccountKind.OFFICER, 2, login, login=login)
        return _browser_of(sign_in(claims, clock.now()).account_id)


def _browser_of(account_id: object) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=account_id))
    session = client.session
    session[LEVEL] = 2
    session.save()
    return client


@pytest.fixture
def visitors(working_city: Office) -> Visitors:
    return Visitors(working_city)


@pytest.fixture
def lams(visitors: Visitors) -> dict[str, object]:
    """A dossier and a draft of Nguyễn Trúc Lam: what stands in the places of an address."""
    dossier = visitors.office.filed().dossier_id
    visitors.citizen(LAM).post("/nop/1.013225/")
    return {"dossier_id": dossier, "draft_id": Draft.objects.get().pk}
