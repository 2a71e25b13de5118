"""A paper is taken out of force, or replaced, on the decision of an officer who is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from motcua.delivery.cli import papers as commands
from motcua.domain.identity import queries as identity
from motcua.domain.records.queries import standing_by_token, standing_log
from motcua.domain.records.services import issue
from motcua.domain.records.tokens import token_for
from motcua.domain.records.types import IssuedFacts, Origin, Validity
from tests.city import NOW, City
from tests.infra.files import papers
from tests.permit import LEADERSHIP

pytestmark = pytest.mark.django_db
OLD, NEW = token_for("old"), token_for("new")


@pytest.fixture(autouse=True)
def _issued(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"
    for pages, token in ((1, OLD), (2, NEW)):
        facts = IssuedFacts("Giấy phép xây dựng", f"{pages}/2026", "Phường An Khánh", NOW, token)
        issue(papers.pdf(pages=pages), name="a.pdf", origin=Origin.RESULT, now=NOW, facts=facts)


@pytest.fixture
def leader(city: City) -> str:
    return identity.officer(city.who(LEADERSHIP, "commune_chairman")).login


def validity(token: str) -> Validity:
    standing = standing_by_token(token)
    assert standing
    return standing.validity


def test_a_paper_is_revoked_by_an_officer_for_a_reason(leader: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.revoke([OLD.lower(), "--reason", "Cấp sai thẩm quyền", "--by", leader]) == 0
    assert (validity(OLD), validity(NEW)) == (Validity.REVOKED, Validity.GENUINE)
    standing = standing_by_token(OLD)
    assert standing
    assert standing_log(standing.document_id)[0].by == f"officer:{identity.officer_by_login(leader).id}"
    assert commands.check([OLD]) == 0
    assert "Cấp sai thẩm quyền" in capsys.readouterr().out


def test_a_paper_is_replaced_by_another(leader: str) -> None:
    assert commands.replace([OLD, NEW, "--reason", "Sửa sai sót", "--by", leader]) == 0
    assert (validity(OLD), validity(NEW)) == (Validity.REPLACED, Validity.GENUINE)


def test_what_cannot_be_done_is_told_and_changes_nothing(leader: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = (
        [token_for("nothing"), "--reason", "Sai", "--by", leader],
        [OLD, "--reason", " ", "--by", leader],
        [OLD, "--reason", "Sai", "--by", "nobody"],
    )
    for arguments in wrong:
        assert commands.revoke(arguments) == 1
        assert capsys.readouterr().err
    assert commands.replace([OLD, OLD, "--reason", "Sai", "--by", leader]) == 1
    assert validity(OLD) is Validity.GENUINE
