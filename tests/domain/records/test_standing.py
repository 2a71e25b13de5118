"""A paper of the city is genuine until it is replaced or revoked, and what became of it is never forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.records import queries, services
from motcua.domain.records.tokens import normal_token, token_for
from motcua.domain.records.types import (
    Document,
    IssuedFacts,
    NoReasonError,
    NotIssuedError,
    Origin,
    Validity,
)
from tests.domain.records.conftest import NOW
from tests.infra.files import papers

LATER = NOW + timedelta(days=30)
TOKEN = token_for("dossier", 3)
PERMIT = IssuedFacts("Giấy phép xây dựng", "17/2026", "Ủy ban nhân dân phường Tân Định", NOW, TOKEN)


def issued(pages: int = 1, facts: IssuedFacts | None = PERMIT) -> Document:
    return services.issue(papers.pdf(pages=pages), name="Giấy phép.pdf", origin=Origin.RESULT, now=NOW, facts=facts)


@pytest.fixture
def permit(db: None) -> Document:
    return issued()


def test_what_the_city_issued_is_genuine(permit: Document) -> None:
    standing = queries.standing_of(permit.sha256)
    assert standing is not None
    assert (standing.validity, standing.facts, standing.since) == (Validity.GENUINE, PERMIT, None)


def test_the_code_of_the_paper_leads_to_the_same_answer(permit: Document) -> None:
    assert queries.standing_by_token(TOKEN) == queries.standing_of(permit.sha256)


@pytest.mark.django_db
def test_what_nobody_issued_has_no_standing() -> None:
    assert queries.standing_of("0" * 64) is None
    assert queries.standing_by_token(TOKEN) is None


def test_papers_without_a_code_are_not_found_by_no_code(permit: Document) -> None:
    issued(2, IssuedFacts("Phiếu tiếp nhận", "1", "Phường", NOW))
    assert queries.standing_by_token("") is None


def test_what_a_citizen_uploads_is_no_paper_of_the_city(paper: Document) -> None:
    assert queries.standing_of(paper.sha256) is None


def test_a_copy_that_a_citizen_hands_in_is_known_as_the_citys_own(
    take_in: Callable[..., Document], permit: Document
) -> None:
    copy = take_in(papers.pdf(pages=1))
    assert copy.sha256 == permit.sha256
    assert queries.standing_of(copy.sha256) == queries.standing_of(permit.sha256)


@pytest.mark.django_db
def test_a_paper_from_before_facts_were_kept_is_told_by_its_name() -> None:
    old = issued(facts=None)
    standing = queries.standing_of(old.sha256)
    assert standing is not None
    assert standing.facts == IssuedFacts("Giấy phép", "", "", NOW)


def test_a_revoked_paper_says_why_and_since_when(permit: Document) -> None:
    services.revoke_document(permit.id, " Cấp sai thẩm quyền ", "officer:7", LATER)
    standing = queries.standing_of(permit.sha256)
    assert standing is not None
    assert (standing.validity, standing.since, standing.reason) == (Validity.REVOKED, LATER, "Cấp sai thẩm quyền")


def test_a_replaced_paper_names_what_replaced_it(permit: Document) -> None:
    corrected = IssuedFacts("Giấy phép xây dựng", "18/2026", PERMIT.issuer, LATER, token_for("dossier", 4))
    new = issued(2, corrected)
    services.replace_document(permit.id, new.id, "Sửa sai sót", "officer:7", LATER)
    standing, newer = queries.standing_of(permit.sha256), queries.standing_of(new.sha256)
    assert standing is not None
    assert newer is not None
    assert (standing.validity, standing.successor) == (Validity.REPLACED, corrected)
    assert newer.validity is Validity.GENUINE


def test_of_a_paper_that_was_signed_and_then_sealed_the_code_leads_to_the_sealed_one(permit: Document) -> None:
    sealed = issued(2)
    services.replace_document(permit.id, sealed.id, "Đã cấp số, đóng dấu", "officer:7", LATER)
    assert queries.standing_by_token(TOKEN) == queries.standing_of(sealed.sha256)


def test_saying_it_twice_changes_nothing(permit: Document) -> None:
    for at in (NOW, LATER):
        services.revoke_document(permit.id, "Cấp sai", "officer:7", at)
    assert [entry.at for entry in queries.standing_log(permit.id)] == [NOW]


def test_the_log_keeps_every_change(permit: Document) -> None:
    new = issued(2)
    services.replace_document(permit.id, new.id, "Sửa sai sót", "officer:7", NOW)
    services.revoke_document(permit.id, "Theo bản án", "officer:8", LATER)
    log = queries.standing_log(permit.id)
    assert [(entry.validity, entry.by) for entry in log] == [
        (Validity.REPLACED, "officer:7"),
        (Validity.REVOKED, "officer:8"),
    ]
    standing = queries.standing_of(permit.sha256)
    assert standing is not None
    assert standing.validity is Validity.REVOKED


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'khác'", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_the_log(permit: Document, statement: str) -> None:
    services.revoke_document(permit.id, "Cấp sai", "officer:7", NOW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("records_standingchange"))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_taken_out_of_force_without_a_reason(permit: Document, reason: str) -> None:
    with pytest.raises(NoReasonError):
        services.revoke_document(permit.id, reason, "officer:7", NOW)


def test_only_papers_of_the_city_can_be_revoked(paper: Document) -> None:
    for document_id in (paper.id, uuid4()):
        with pytest.raises(NotIssuedError):
            services.revoke_document(document_id, "Cấp sai", "officer:7", NOW)


def test_nothing_is_replaced_by_what_does_not_hold(permit: Document, paper: Document) -> None:
    revoked = issued(2)
    services.revoke_document(revoked.id, "Cấp sai", "officer:7", NOW)
    wrong: tuple[UUID, ...] = (permit.id, paper.id, revoked.id, uuid4())
    for successor in wrong:
        with pytest.raises(NotIssuedError):
            services.replace_document(permit.id, successor, "Sửa sai sót", "officer:7", NOW)


def test_two_papers_never_replace_one_another(permit: Document) -> None:
    new = issued(2)
    services.replace_document(permit.id, new.id, "Sửa sai sót", "officer:7", NOW)
    with pytest.raises(NotIssuedError):
        services.replace_document(new.id, permit.id, "Sửa sai sót", "officer:7", LATER)


@given(st.text(), st.integers())
def test_a_token_is_read_however_it_was_typed(name: str, n: int) -> None:
    token = token_for(name, n)
    assert normal_token(token) == token
    assert normal_token(token.lower().replace("-", " ").replace("1", "i").replace("0", "o")) == token


@given(st.text())
def test_whatever_else_is_typed_is_no_token(typed: str) -> None:
    read = normal_token(typed)
    assert read is None or normal_token(read) == read
