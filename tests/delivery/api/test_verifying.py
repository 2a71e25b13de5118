"""A machine asks about a paper of the city without an account, and learns nothing about whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.domain.dossiers.models import DossierLetter
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.records.services import revoke_document
from motcua.domain.records.types import Document
from tests import permit
from tests.office import Office, at

NOW = at("2026-11-24 09:00")


@pytest.fixture
def letter(working_city: Office, settings: LazySettings, tmp_path: Path) -> DossierLetter:
    settings.FILES = tmp_path / "files"
    return DossierLetter.objects.get(dossier_id=permit.resolved(working_city), key="permit")


@pytest.fixture
def paper(letter: DossierLetter) -> Document:
    return letter_document(letter.dossier_id, letter.n, NOW)


def test_a_paper_is_found_by_its_hash_and_by_its_code(client: Client, letter: DossierLetter, paper: Document) -> None:
    token = letter.details["result"]["token"]
    for key in (paper.sha256, paper.sha256.upper(), token, token.lower().replace("-", "")):
        answer = client.get(f"/api/v1/verify/{key}")
        assert answer.status_code == 200, key
        told = answer.json()
        assert (told["validity"], told["sha256"], told["paper"]["number"]) == ("genuine", paper.sha256, letter.number)
    assert set(told["paper"]) == {"title", "number", "issuer", "issued_at", "token"}


def test_a_revoked_paper_says_so(client: Client, paper: Document) -> None:
    revoke_document(paper.id, "Cấp sai thẩm quyền", "officer:1", NOW)
    told = client.get(f"/api/v1/verify/{paper.sha256}").json()
    assert (told["validity"], told["reason"], told["replaced_by"]) == ("revoked", "Cấp sai thẩm quyền", None)


@pytest.mark.usefixtures("working_city")
def test_what_nobody_issued_is_not_found(client: Client) -> None:
    for key in ("0" * 64, "7KQF-2M9T-XD4B-8KJ2", "%00", "x" * 3000):
        answer = client.get(f"/api/v1/verify/{key}")
        assert answer.status_code == 404
        assert "không do thành phố cấp" in answer.json()["vi"]


@pytest.mark.usefixtures("working_city")
def test_a_machine_that_tries_codes_is_told_to_wait(client: Client) -> None:
    assert [client.get("/api/v1/verify/0").status_code for _ in range(61)] == [404] * 60 + [429]
