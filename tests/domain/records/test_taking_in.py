"""Papers that come in are looked into first; what is refused leaves nothing and gets a sentence that helps."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import ProtectedError
from django.db.models.query import QuerySet

from motcua.domain.records import models, queries, services
from motcua.domain.records.types import BadContentError, Document, NotReadableError, Origin, Refusal, StillUsedError
from tests.domain.records.conftest import NOW, RULE
from tests.infra.files import papers

pytestmark = pytest.mark.django_db


def test_a_paper_is_taken_in_as_what_it_is(take_in, hoa) -> None:
    content = papers.photo_held_upright()
    taken = take_in(content, "C:\\Ảnh\\sổ đỏ.pdf", declared_type="application/pdf")
    assert isinstance(taken, Document)
    assert taken.sha256 == hashlib.sha256(content).hexdigest()
    assert (taken.name, taken.media_type, taken.size) == ("sổ đỏ.pdf", "image/jpeg", len(content))
    assert (taken.pages, taken.width, taken.height) == (1, 40, 60)
    assert (taken.origin, taken.uploaded_by, taken.uploaded_at) == (Origin.UPLOAD, hoa, NOW)
    assert queries.documents([taken.id]) == {taken.id: taken}


def test_ids_follow_the_time_of_taking_in(take_in) -> None:
    earlier = take_in(papers.pdf(), now=NOW)
    later = take_in(papers.pdf(), now=NOW + timedelta(seconds=1))
    assert earlier.id < later.id


def test_the_same_content_from_two_people_is_two_documents_and_one_file(take_in, nam, files: Path) -> None:
    first, second = take_in(papers.pdf()), take_in(papers.pdf(), by=nam)
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len(list(files.glob("content/*/*"))) == 1


REFUSED = {
    "empty": (b"", "file_empty", "trống"),
    "a Word file": (papers.word_document(), "file_office", "Lưu thành PDF"),
    "an archive": (papers.archive(a="b"), "file_archive", "giải nén"),
    "a phone's HEIC": (b"\x00\x00\x00\x18ftypheic" + bytes(40), "file_heic", "Tương thích nhất"),
    "a program": (b"MZ" + bytes(200), "file_unknown", "chụp ảnh"),
    "a file cut short": (papers.picture("PNG", (300, 300))[:-200], "file_damaged", "tải lại"),
    "a bomb": (papers.png_that_claims(60_000, 60_000), "file_too_demanding", "giảm cỡ ảnh"),
    "two kinds in one": (papers.pdf() + papers.archive(a="b"), "file_two_kinds", "Print to PDF"),
    "a PDF with a password": ((papers.DATA / "locked.pdf").read_bytes(), "file_encrypted", "bỏ mật khẩu"),
    "a PDF with a script": (papers.pdf(page=b"/AA<</O<</S/JavaScript/JS(1)>>>>"), "file_active", "PDF thường"),
    "too many pages": (papers.pdf(pages=11), "file_too_long", "10 trang"),
    "too many bytes": (papers.pdf() + bytes(2 * 1024 * 1024), "file_too_large", "nặng hơn 2 MB"),
}


@pytest.mark.parametrize(("content", "code", "advice"), REFUSED.values(), ids=REFUSED)
def test_a_refused_file_leaves_nothing_and_gets_advice(take_in, files: Path, content, code: str, advice: str) -> None:
    refusal = take_in(content, "hồ sơ {x}.pdf")
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert advice in refusal.message.vi
    assert "hồ sơ {x}.pdf" in refusal.message.vi
    assert "hồ sơ {x}.pdf" in refusal.message.en
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert not models.Document.objects.exists()


def test_a_kind_that_this_procedure_does_not_accept_is_refused_by_its_own_rule(take_in) -> None:
    refusal = take_in(papers.picture(), rule=replace(RULE, accept=("pdf",)))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "file_kind"
    assert "PDF" in refusal.message.vi


def test_one_of_several_demanded_files_may_come_alone(take_in) -> None:
    assert isinstance(take_in(papers.pdf(), rule=replace(RULE, min_files=3)), Document)


def test_a_scan_at_the_counter_says_so(take_in) -> None:
    assert take_in(papers.fax(3), origin=Origin.COUNTER_SCAN).origin is Origin.COUNTER_SCAN


def test_a_letter_is_kept_without_anybody_having_uploaded_it(letter: Document) -> None:
    assert (letter.origin, letter.uploaded_by, letter.pages) == (Origin.ISSUED_LETTER, None, 2)


@pytest.mark.parametrize("content", [b"", b"not a letter", papers.pdf(page=b"/AA<</O<</S/Launch>>>>")])
def test_the_city_issues_nothing_unreadable(content: bytes) -> None:
    with pytest.raises(BadContentError):
        services.issue(content, name="x.pdf", origin=Origin.ISSUED_LETTER, now=NOW)


def test_an_upload_can_be_thrown_away_by_who_sent_it(paper: Document, hoa, nam) -> None:
    with pytest.raises(NotReadableError):
        services.discard(paper.id, nam)
    services.discard(paper.id, hoa)
    assert queries.documents([paper.id]) == {}
    with pytest.raises(NotReadableError):
        services.discard(paper.id, hoa)


def test_a_scan_of_the_counter_is_not_its_officers_to_throw_away(take_in, hoa) -> None:
    scan = take_in(papers.pdf(), origin=Origin.COUNTER_SCAN)
    with pytest.raises(NotReadableError):
        services.discard(scan.id, hoa)


def test_a_paper_that_something_refers_to_stays(paper: Document, hoa, monkeypatch: pytest.MonkeyPatch) -> None:
    def protected(_rows: object) -> None:
        raise ProtectedError("a dossier refers to it", set())

    monkeypatch.setattr(QuerySet, "delete", protected)
    with pytest.raises(StillUsedError, match="đã nằm trong hồ sơ"):
        services.discard(paper.id, hoa)


def test_unused_content_goes_and_used_content_stays(paper: Document, take_in, hoa, files: Path) -> None:
    thrown_away = take_in(papers.pdf(pages=3))
    services.discard(thrown_away.id, hoa)
    assert services.drop_unused_content(timedelta(days=1)) == 0
    assert services.drop_unused_content(timedelta(seconds=-5)) == 1
    assert [path.name for path in files.glob("content/*/*")] == [paper.sha256]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sha256": "ABC"}, "a_digest_is_64_hexadecimal_digits"),
        ({"name": ""}, "a_document_has_a_name"),
        ({"size": 0}, "a_document_is_not_empty"),
        ({"pages": 0}, "a_document_has_pages"),
        ({"origin": "found"}, "a_document_is_of_a_known_origin"),
        ({"uploaded_by": None}, "somebody_brought_what_was_uploaded_or_scanned"),
    ],
)
def test_the_database_refuses(paper: Document, changes: dict[str, object], sentence: str) -> None:
    from django.db import IntegrityError

    row = models.Document.objects.get(id=paper.id)
    for field, value in changes.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError, match=sentence):
        row.save(force_update=True)


def test_moments_are_kept_with_their_zone(take_in) -> None:
    taken = take_in(papers.pdf(), now=datetime(2026, 11, 25, 2, 5, tzinfo=UTC))
    assert queries.documents([taken.id])[taken.id].uploaded_at == NOW
