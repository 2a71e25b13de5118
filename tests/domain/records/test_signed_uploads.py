"""What citizens sign is judged by real certificates: whom the city trusts, whom it does not, and what was altered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from motcua.domain.records import queries
from motcua.domain.records.judging import judge_due, judge_what_is_trusted_otherwise
from motcua.domain.records.types import Document
from motcua.infra.signing import Key, Standing, sign_pdf
from tests.infra.signing.papers import letter, with_other_page
from tests.sandbox.trust_centre import TrustCentre, real_now, trust_centre

__all__ = ["trust_centre"]

TakeIn = Callable[..., Document]


@pytest.fixture
def key(trust_centre: TrustCentre, tmp_path: Path) -> Key:
    return trust_centre.key(tmp_path / "keys")


@pytest.fixture
def roots(trust_centre: TrustCentre, tmp_path: Path) -> Path:
    """A folder with the certificates of the centre that gave the citizen his own."""
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "centre.pem").write_bytes(trust_centre.http.get("/pki/chain.pem").content)
    return folder


@pytest.fixture
def trusted(roots: Path, settings: LazySettings) -> None:
    """The city trusts it."""
    settings.TRUST_FOLDER, settings.TRUST_SECONDS = roots, 30.0


def found(document: Document) -> tuple[Standing, str]:
    assert judge_due(real_now()) == 1
    judgement = queries.signatures_of(document.id)
    assert judgement
    [signature] = judgement.signatures
    return signature.standing, signature.signer


def signed(key: Key) -> bytes:
    return sign_pdf(letter(), key, at=real_now(), field="Người nộp")


@pytest.mark.usefixtures("trusted")
def test_a_signature_by_a_trusted_issuer_is_valid(take_in: TakeIn, key: Key) -> None:
    paper = take_in(signed(key), now=real_now())
    assert found(paper) == (Standing.VALID, "Trần Thị Hoa")


@pytest.mark.usefixtures("trusted")
def test_a_paper_that_was_altered_after_signing_is_told_as_altered(take_in: TakeIn, key: Key) -> None:
    paper = take_in(with_other_page(signed(key)), now=real_now())
    assert found(paper)[0] is Standing.ALTERED


def test_an_issuer_that_the_city_comes_to_trust_makes_the_signature_valid(
    take_in: TakeIn, key: Key, roots: Path, settings: LazySettings
) -> None:
    settings.TRUST_FOLDER = None
    paper = take_in(signed(key), now=real_now())
    assert found(paper)[0] is Standing.UNKNOWN_ISSUER
    settings.TRUST_FOLDER, settings.TRUST_SECONDS = roots, 30.0
    assert judge_what_is_trusted_otherwise(real_now()) == 1
    assert found(paper)[0] is Standing.VALID


def test_an_unsigned_paper_has_no_signature(take_in: TakeIn) -> None:
    paper = take_in(letter(), now=real_now())
    judge_due(real_now())
    judgement = queries.signatures_of(paper.id)
    assert judgement
    assert judgement.signatures == ()
