"""Signatures are judged behind the taking in; who is silent is asked again; no judgement is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from motcua.domain.records import judging, models, queries, services
from motcua.domain.records.judging import ASK_AGAIN, MOST_TRIES, TAKEN_FOR, judge_due, judge_what_is_trusted_otherwise
from motcua.domain.records.shelf import store
from motcua.domain.records.types import Document, Origin
from motcua.infra.signing import SignatureFinding, Standing
from tests.domain.records.conftest import NOW
from tests.infra.files import papers

SOON = NOW + timedelta(minutes=1)
SIGNED = SignatureFinding(1, Standing.VALID, "Lê Văn Ký", "Phòng công chứng", "CA", "01", NOW, None, covers_whole=True)


class Verifier:
    """Stands for `verify_pdf`: what it finds, and as of which moment it was asked."""

    def __init__(self) -> None:
        self.finds: tuple[SignatureFinding, ...] = (SIGNED,)
        self.asked: list[datetime] = []
        self.fails = False

    def __call__(self, content: bytes, trust: Any, at: datetime) -> tuple[SignatureFinding, ...]:
        assert content.startswith(b"%PDF")
        self.asked.append(at)
        if self.fails:
            raise OSError("killed")
        return self.finds


@pytest.fixture
def verifier(monkeypatch: pytest.MonkeyPatch) -> Verifier:
    found = Verifier()
    monkeypatch.setattr(judging, "verify_pdf", found)
    return found


@pytest.fixture
def trusts(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Whom the city trusts, as a mark."""

    def say(mark: str) -> None:
        monkeypatch.setattr(judging, "mark_of", lambda trust: mark)

    say("first")
    return say


def standings(document: Document) -> list[Standing] | None:
    judgement = queries.signatures_of(document.id)
    return [each.standing for each in judgement.signatures] if judgement else None


def test_an_upload_is_judged_in_a_round_and_not_before(verifier: Verifier, paper: Document) -> None:
    assert standings(paper) is None
    assert judge_due(SOON) == 1
    judgement = queries.signatures_of(paper.id)
    assert judgement
    assert (judgement.judged_at, judgement.signatures) == (SOON, (SIGNED,))
    assert judge_due(SOON) == 0


def test_it_is_judged_as_of_the_day_on_which_it_came(verifier: Verifier, paper: Document) -> None:
    judge_due(NOW + timedelta(days=400))
    assert verifier.asked == [paper.uploaded_at]


def test_what_the_city_issues_is_judged_too(verifier: Verifier, letter: Document) -> None:
    judge_due(SOON)
    assert standings(letter) == [Standing.VALID]


def test_pictures_are_not_looked_at(verifier: Verifier, take_in: Callable[..., Document]) -> None:
    take_in(papers.picture(), "ảnh.jpg")
    assert judge_due(SOON) == 0


def test_an_unsigned_paper_is_judged_to_have_no_signature(verifier: Verifier, paper: Document) -> None:
    verifier.finds = ()
    judge_due(SOON)
    assert standings(paper) == []


def test_a_worker_that_dies_over_a_paper_leaves_it_to_the_next(verifier: Verifier, paper: Document) -> None:
    verifier.fails = True
    with pytest.raises(OSError, match="killed"):
        judge_due(SOON)
    verifier.fails = False
    assert judge_due(SOON) == 0
    assert judge_due(SOON + TAKEN_FOR) == 1
    assert standings(paper) == [Standing.VALID]


def test_a_paper_that_kills_every_worker_is_left_alone_in_the_end(verifier: Verifier, paper: Document) -> None:
    verifier.fails = True
    for n in range(MOST_TRIES):
        with pytest.raises(OSError, match="killed"):
            judge_due(SOON + n * TAKEN_FOR)
    assert judge_due(SOON + timedelta(days=1)) == 0
    assert models.SignatureCheck.objects.get().document_id == paper.id


def test_a_silent_authority_is_asked_again_ever_more_seldom(verifier: Verifier, paper: Document) -> None:
    verifier.finds = (replace(SIGNED, standing=Standing.NOT_CHECKED),)
    at, waits = SOON, []
    while judge_due(at):
        queued = models.SignatureCheck.objects.filter(document_id=paper.id).first()
        if queued:
            waits.append(queued.due_at - at)
            at = queued.due_at
    assert waits == [ASK_AGAIN * 2**n for n in range(MOST_TRIES - 1)]
    assert models.SignatureJudgement.objects.count() == 1  # nothing new was found out


def test_when_the_authority_answers_the_new_judgement_stands_beside_the_old(
    verifier: Verifier, paper: Document
) -> None:
    verifier.finds = (replace(SIGNED, standing=Standing.NOT_CHECKED),)
    judge_due(SOON)
    verifier.finds = (SIGNED,)
    judge_due(SOON + ASK_AGAIN)
    assert standings(paper) == [Standing.VALID]
    judged = models.SignatureJudgement.objects.order_by("id").values_list("judged_at", flat=True)
    assert list(judged) == [SOON, SOON + ASK_AGAIN]
    assert not models.SignatureCheck.objects.exists()


def test_when_the_city_trusts_others_signed_papers_are_judged_again(
    verifier: Verifier, paper: Document, take_in: Callable[..., Document], trusts: Callable[[str], None]
) -> None:
    verifier.finds = (replace(SIGNED, standing=Standing.UNKNOWN_ISSUER),)
    judge_due(SOON)
    verifier.finds = ()
    take_in(papers.pdf(pages=2))
    judge_due(SOON)
    assert judge_what_is_trusted_otherwise(SOON) == 0
    trusts("second")
    assert judge_what_is_trusted_otherwise(SOON) == 1
    assert judge_what_is_trusted_otherwise(SOON) == 0
    verifier.finds = (SIGNED,)
    judge_due(SOON)
    assert standings(paper) == [Standing.VALID]
    assert judge_what_is_trusted_otherwise(SOON) == 0


def test_an_upload_that_is_thrown_away_takes_its_judgement_along(
    verifier: Verifier, paper: Document, hoa: UUID
) -> None:
    judge_due(SOON)
    services.discard(paper.id, hoa)
    assert not models.SignatureJudgement.objects.exists()


def test_one_that_is_thrown_away_while_it_is_judged_is_forgotten(
    verifier: Verifier, paper: Document, hoa: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*asked: Any) -> tuple[SignatureFinding, ...]:
        services.discard(paper.id, hoa)
        return (SIGNED,)

    monkeypatch.setattr(judging, "verify_pdf", meanwhile)
    assert judge_due(SOON) == 1
    assert not models.SignatureJudgement.objects.exists()


def test_lost_content_is_said_once_and_stops_nothing(
    verifier: Verifier, paper: Document, caplog: pytest.LogCaptureFixture
) -> None:
    store().delete(paper.sha256, timedelta(seconds=-1))
    other = services.issue(papers.pdf(pages=3), name="a.pdf", origin=Origin.RESULT, now=NOW)
    assert judge_due(SOON) == 2
    assert "has lost its content" in caplog.text
    assert standings(other) == [Standing.VALID]
    assert judge_due(SOON + TAKEN_FOR) == 0


def test_what_a_signer_calls_himself_is_made_fit_to_be_shown(verifier: Verifier, paper: Document) -> None:
    verifier.finds = (replace(SIGNED, signer="Chủ tịch\x00\u202e" + "x" * 500),)
    judge_due(SOON)
    judgement = queries.signatures_of(paper.id)
    assert judgement
    assert judgement.signatures[0].signer == ("Chủ tịch" + "x" * 500)[:300]
