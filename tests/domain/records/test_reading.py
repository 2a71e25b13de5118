"""A document has no address of its own: it is seen through what refers to it, and handed out safely."""

import io
from collections.abc import Callable
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from PIL import Image

from motcua.domain.records import queries, serving
from motcua.domain.records.types import Digitisation, Document, NotReadableError, Origin
from tests.infra.files import papers

pytestmark = pytest.mark.django_db


class Dossier:
    """Refers to some documents and is open to some readers."""

    def __init__(self, holds: set[UUID], open_to: set[UUID]) -> None:
        self.holds = holds
        self.open_to = open_to

    def shows(self, document_id: UUID, reader: UUID) -> bool:
        return document_id in self.holds and reader in self.open_to


NOTHING = Dossier(set(), set())


@pytest.fixture
def get() -> Callable[..., HttpRequest]:
    return lambda **headers: RequestFactory().get("/ho-so/x/giay-to/1", headers=headers)


def test_who_uploaded_a_paper_may_see_it(paper: Document, hoa) -> None:
    assert queries.readable(paper.id, hoa, NOTHING) == paper


def test_others_see_a_paper_only_through_what_refers_to_it(paper: Document, nam) -> None:
    assert queries.readable(paper.id, nam, Dossier({paper.id}, {nam})) == paper
    for referrer in (NOTHING, Dossier({paper.id}, set()), Dossier(set(), {nam})):
        with pytest.raises(NotReadableError):
            queries.readable(paper.id, nam, referrer)


def test_who_scanned_a_paper_sees_it_in_its_dossier_only(take_in, hoa) -> None:
    scan = take_in(papers.pdf(), origin=Origin.COUNTER_SCAN)
    with pytest.raises(NotReadableError):
        queries.readable(scan.id, hoa, NOTHING)


def test_a_missing_paper_and_a_forbidden_one_look_alike(paper: Document, nam) -> None:
    with pytest.raises(NotReadableError) as missing:
        queries.readable(uuid4(), nam, NOTHING)
    with pytest.raises(NotReadableError) as forbidden:
        queries.readable(paper.id, nam, NOTHING)
    assert str(missing.value) == str(forbidden.value)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_an_upload_is_handed_out_to_be_kept_under_its_vietnamese_name(paper: Document, get) -> None:
    response = serving.file_response(get(), paper)
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.partition("''")[2]) == "Bản vẽ móng.pdf"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(paper.size)
    assert body(response) == papers.pdf()


def test_nothing_in_an_upload_can_act_in_our_name(paper: Document, get) -> None:
    response = serving.file_response(get(), paper)
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    response.close()


def test_a_name_cannot_add_a_header(take_in, get) -> None:
    paper = take_in(papers.pdf(), 'a"; filename=b.exe\r\nSet-Cookie: x=1;.pdf')
    response = serving.file_response(get(), paper)
    assert "\n" not in response["Content-Disposition"]
    assert not response.has_header("Set-Cookie")
    response.close()


@pytest.mark.parametrize(
    ("content", "name", "saved"),
    [
        (papers.picture(), "sổ đỏ.exe", "sổ đỏ.jpg"),
        (papers.pdf(), "đơn.docx", "đơn.pdf"),
        (papers.fax(1), "bản vẽ", "bản vẽ.tif"),
        (papers.picture("PNG"), "ảnh.v2.png", "ảnh.v2.png"),
    ],
)
def test_a_saved_file_ends_in_what_it_is(take_in, content: bytes, name: str, saved: str) -> None:
    assert serving.file_name(take_in(content, name)) == saved


def test_a_letter_of_the_city_is_shown_by_the_browser(letter: Document, get) -> None:
    response = serving.file_response(get(), letter)
    assert response["Content-Disposition"].startswith("inline")
    response.close()
    kept = serving.file_response(get(), letter, keep=True)
    assert kept["Content-Disposition"].startswith("attachment")
    assert kept["Content-Security-Policy"] == response["Content-Security-Policy"]
    kept.close()


def test_what_has_not_changed_is_not_sent_again(paper: Document, get) -> None:
    first = serving.file_response(get(), paper)
    first.close()
    again = serving.file_response(get(**{"If-None-Match": first["ETag"]}), paper)
    assert again.status_code == 304
    assert again["Cache-Control"] == "private, no-cache"


def test_a_page_is_shown_as_a_picture(paper: Document, get) -> None:
    response = serving.preview_response(get(), paper, page=1, width=160)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-cache"
    assert Image.open(io.BytesIO(response.content)).size == (160, 240)
    again = serving.preview_response(get(**{"If-None-Match": response["ETag"]}), paper, page=1, width=160)
    assert again.status_code == 304


@pytest.mark.parametrize(("page", "width"), [(2, 160), (0, 160), (1, 999)])
def test_a_page_that_cannot_be_drawn_is_not_found(paper: Document, get, page: int, width: int) -> None:
    with pytest.raises(Http404):
        serving.preview_response(get(), paper, page, width)


def test_the_digitisation_states_are_those_the_national_portal_asks_for() -> None:
    assert list(Digitisation) == [
        *("none", "digitised", "reused_from_component", "reused_from_result", "reused_from_national_store"),
    ]
