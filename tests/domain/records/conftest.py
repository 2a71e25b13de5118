"""Two citizens, an officer, and a store of their own for each test."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from motcua.core.forms import FileRule
from motcua.core.workcal import ZONE
from motcua.domain.identity.models import Account, Person
from motcua.domain.records import services
from motcua.domain.records.types import Document, Origin, Refusal
from tests.infra.files import papers

NOW = datetime(2026, 11, 25, 9, 5, tzinfo=ZONE)
RULE = FileRule(accept=("pdf", "image"), max_bytes=2 * 1024 * 1024, max_files=5, max_pages=10)


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:
    settings.FILES = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def hoa(db: None) -> UUID:
    return _account("Nguyễn Thị Hoa", "079190000001")


@pytest.fixture
def nam(db: None) -> UUID:
    return _account("Trần Văn Nam", "079190000002")


@pytest.fixture
def take_in(hoa: UUID) -> Callable[..., Document | Refusal]:
    def send(content: bytes, name: str = "giấy tờ.pdf", rule: FileRule = RULE, **more: object) -> Document | Refusal:
        return services.take_in(io.BytesIO(content), name=name, rule=rule, **{"by": hoa, "now": NOW, **more})

    return send


@pytest.fixture
def paper(take_in: Callable[..., Document]) -> Document:
    return take_in(papers.pdf(), "Bản vẽ móng.pdf")


@pytest.fixture
def letter(db: None) -> Document:
    return services.issue(papers.pdf(pages=2), name="Giấy tiếp nhận.pdf", origin=Origin.ISSUED_LETTER, now=NOW)


def _account(name: str, personal_id: str) -> UUID:
    person = Person.objects.create(full_name=name, search_name=name.lower(), personal_id=personal_id)
    return Account.objects.create(issuer="https://id.example.vn", subject=personal_id, person=person).id
