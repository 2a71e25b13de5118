"""What is not published is nowhere on the citizens' pages, and nobody can file for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from motcua.domain.catalogue import drafting, queries
from motcua.domain.catalogue.types import Author, NotOfferedError
from motcua.domain.dossiers.services.filing import submit_dossier
from tests.delivery.portal.pages import said
from tests.office import PERMIT, Office, at

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 09:00")
NEW = "3.123456.H29"


@pytest.fixture
def designer(working_city: Office) -> Author:
    return queries.author_of(working_city.city.who("H29.02", "procedure_designer"), NOW.date())


def test_a_new_procedure_that_is_being_drafted_is_not_to_be_found(designer: Author, client: Client) -> None:
    drafting.open_draft(NEW, designer, NOW)
    assert client.get(f"/thu-tuc/{NEW}/").status_code == 404
    assert client.get(f"/nop/{NEW}/").status_code in (302, 404)
    for page in ("/thu-tuc/", "/thu-tuc/?q=thủ+tục+mới", f"/thu-tuc/?q={NEW}", "/thu-tuc/goi-y/?q=thủ+tục+mới"):
        assert f"/thu-tuc/{NEW}/" not in client.get(page).content.decode()


def test_the_page_of_a_procedure_does_not_show_what_its_draft_says(designer: Author, client: Client) -> None:
    before = said(client.get(f"/thu-tuc/{PERMIT}/"))
    version = drafting.open_draft(PERMIT, designer, NOW)
    text = drafting.draft(version).files["procedure.yaml"].replace("Tiếp nhận".encode(), "Đón nhận".encode())
    drafting.save_file(version, "procedure.yaml", text, 1, designer, NOW)
    assert said(client.get(f"/thu-tuc/{PERMIT}/")) == before


def test_nobody_files_for_what_is_not_published(designer: Author, working_city: Office) -> None:
    drafting.open_draft(NEW, designer, NOW)
    by = working_city.citizen("2026-11-24 09:00")
    with pytest.raises(NotOfferedError):
        submit_dossier(replace(working_city.permit(by), procedure_code=NEW), by)
