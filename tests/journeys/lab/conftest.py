"""A reformer in a browser of his own, and a draft to work on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from motcua.domain.catalogue.drafting import open_draft
from motcua.domain.identity import queries as identity
from tests.delivery.lab.reformers import NOW, author
from tests.journeys.browsers import Come
from tests.office import PERMIT, Office

Reformer = Callable[..., Page]


@pytest.fixture
def reformer(come: Come, sign_in: Callable[..., None], working_city: Office) -> Reformer:
    """Opens a browser for the one who holds this role in this office: `reformer(DESIGNS)`."""

    def open_one(who: tuple[str, str], **window: Any) -> Page:
        page = come(**window)
        sign_in(page, identity.officer(working_city.city.who(*who)).login, door="can-bo")
        page.goto("/cai-cach/")
        return page

    return open_one


@pytest.fixture
def draft(address: str, working_city: Office) -> int:
    """A draft of the building permit."""
    return open_draft(PERMIT, author(working_city), NOW)
