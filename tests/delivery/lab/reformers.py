"""The people of the laboratory in browsers of their own, and a draft of the building permit."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import draft as draft_of
from motcua.domain.catalogue.drafting import open_draft
from motcua.domain.catalogue.types import Author
from tests.delivery.desk.officers import Officer
from tests.office import PERMIT, Office, at

DESIGNS = ("H29.02", "procedure_designer")
CONTROLS = ("H29.02", "procedure_controller")
LEADS = ("H29.01", "city_leader")
NOW = at("2026-11-24 09:00")


@pytest.fixture
def designer(officer: Officer) -> Client:
    return officer(*DESIGNS)


@pytest.fixture
def controller(officer: Officer) -> Client:
    return officer(*CONTROLS)


@pytest.fixture
def leader(officer: Officer) -> Client:
    return officer(*LEADS)


def author(office: Office, who: tuple[str, str] = DESIGNS) -> Author:
    return catalogue.author_of(office.city.who(*who), NOW.date())


@pytest.fixture
def draft(working_city: Office) -> int:
    """A draft of the building permit, as the designer has opened it."""
    return open_draft(PERMIT, author(working_city), NOW)


def page_of(n: int, rest: str = "") -> str:
    return f"/cai-cach/phien-ban/{n}/{rest}"


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def file_of(n: int, name: str) -> str:
    return draft_of(n).files[name].decode()


def revision_of(n: int) -> int:
    return draft_of(n).revision


def posted(client: Client, n: int, word: str, where: str, act: str = "save", **typed: Any) -> HttpResponse:
    """Post the cells of an entry as its form would, some of them typed anew."""
    page = client.get(page_of(n, f"phan/{word}/"), {"muc": where})
    shown = page.content.decode()
    form = shown[shown.index('class="card"') :] if 'class="card"' in shown else ""
    found = re.search(r'name="base" value="([^"]*)"', form)
    base = json.loads(html.unescape(found[1])) if found else {}
    fields = {name: typed.pop(name.removeprefix("v:"), value) for name, value in base.items()}
    sent = {"revision": revision_of(n), "muc": where, "base": json.dumps(base), "act": act, **fields, **typed}
    return client.post(page_of(n, f"phan/{word}/"), sent)
