"""A file is what its content says, and a hostile one is found out without harm."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.infra.files import Active, Fault, Findings, Kind, inspect
from tests.infra.files import papers


@pytest.fixture
def look(tmp_path: Path):
    def look_into(content: bytes) -> Findings:
        path = tmp_path / "given"
        path.write_bytes(content)
        return inspect(path)

    return look_into


@pytest.mark.parametrize(
    ("content", "kind", "media_type"),
    [
        (papers.pdf(), Kind.PDF, "application/pdf"),
        (papers.picture("JPEG"), Kind.JPEG, "image/jpeg"),
        (papers.picture("MPO"), Kind.JPEG, "image/jpeg"),
        (papers.picture("PNG"), Kind.PNG, "image/png"),
        (papers.picture("WEBP"), Kind.WEBP, "image/webp"),
        (papers.picture("TIFF"), Kind.TIFF, "image/tiff"),
    ],
)
def test_papers_are_known_by_their_content(look, content: bytes, kind: Kind, media_type: str) -> None:
    found = look(content)
    assert (found.kind, found.media_type, found.pages, found.fault) == (kind, media_type, 1, None)
    assert found.size == len(content)
    assert not found.encrypted
    assert not found.has_active_content


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 40, Kind.HEIC),
        (papers.word_document(), Kind.OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Kind.OFFICE),
        (papers.archive(a="b"), Kind.ARCHIVE),
        (b"Rar!\x1a\x07\x01\x00", Kind.ARCHIVE),
        (b"MZ\x90\x00" + b"\0" * 100, Kind.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Kind.UNKNOWN),
        (b"GIF89a" + b"\0" * 20, Kind.UNKNOWN),
        ("Kính gửi Ủy ban".encode(), Kind.UNKNOWN),
    ],
)
def test_kinds_that_cannot_be_shown_as_pictures_are_refused(look, content: bytes, kind: Kind) -> None:
    found = look(content)
    assert (found.kind, found.fault) == (kind, Fault.UNREADABLE_KIND)


def test_an_empty_file_is_empty(look) -> None:
    assert look(b"").fault is Fault.EMPTY


def test_pages_are_counted(look) -> None:
    assert look(papers.pdf(pages=7)).pages == 7
    assert look(papers.fax(pages=3)).pages == 3


def test_a_photograph_has_the_size_at_which_it_is_looked_at(look) -> None:
    lying, upright = look(papers.picture()), look(papers.photo_held_upright())
    assert (lying.width, lying.height) == (60, 40)
    assert (upright.width, upright.height) == (40, 60)


@pytest.mark.parametrize(
    "content", [papers.picture("JPEG", (400, 400)), papers.picture("PNG", (400, 400)), papers.pdf()]
)
def test_a_file_cut_short_is_damaged(look, content: bytes) -> None:
    assert look(content[: len(content) * 3 // 4]).fault is Fault.DAMAGED


def test_a_pdf_behind_blank_bytes_of_a_scanner_is_a_pdf(look) -> None:
    assert look(b"\xef\xbb\xbf\r\n" + papers.pdf()).fault is None


@pytest.mark.parametrize(
    "content",
    [papers.png_that_claims(60_000, 60_000), papers.png_that_claims(64_001, 1_000), papers.pdf(pages=2_001)],
)
def test_a_bomb_is_too_demanding(look, content: bytes) -> None:
    assert look(content).fault is Fault.TOO_DEMANDING


@pytest.mark.parametrize(
    "content",
    [
        papers.pdf() + papers.archive(**{"run.js": "alert(1)"}),
        papers.picture("PNG") + papers.word_document(),
        papers.pdf() + papers.end_of_a_giant_archive(),
        papers.picture("JPEG", comment=b"<html><script>alert(1)</script>"),
        papers.picture("JPEG", comment=b"%PDF-1.7"),
        papers.pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1),
    ],
)
def test_a_file_that_is_something_else_too_is_refused(look, content: bytes) -> None:
    assert look(content).fault is Fault.TWO_KINDS


def test_a_film_behind_a_phones_picture_is_no_reason(look) -> None:
    assert look(papers.picture() + b"\x00\x00\x00\x18ftypmp42" + b"\0" * 200_000).fault is None


def test_a_pdf_with_a_password_is_encrypted(look) -> None:
    found = look((papers.DATA / "locked.pdf").read_bytes())
    assert found.encrypted
    assert found.pages is None
    assert found.fault is None


def test_a_pdf_that_only_forbids_printing_is_not_encrypted(look) -> None:
    found = look((papers.DATA / "no_printing.pdf").read_bytes())
    assert (found.encrypted, found.pages, found.active) == (False, 2, ())


SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
ATTACHMENT = b"<</Type/Filespec/F(a.exe)/EF<</F 11 0 R>>>>"


@pytest.mark.parametrize(
    ("content", "active"),
    [
        (papers.pdf(SCRIPT, catalog=b"/Names<</JavaScript<</Names[(a) 10 0 R]>>>>"), Active.SCRIPT),
        (papers.pdf(page=b"/AA<</O%s>>" % SCRIPT), Active.SCRIPT),
        (papers.pdf(b"<</S/J#61vaScrip#74/JS(1)>>", page=b"/AA<</O 10 0 R>>"), Active.SCRIPT),
        (papers.pdf(page=b"/AA<</O<</S/L#61unch/F(cmd.exe)>>>>"), Active.LAUNCH),
        (papers.pdf(ATTACHMENT, b"<</Type/EmbeddedFile/Length 0>>stream\n\nendstream"), Active.ATTACHMENT),
        (papers.pdf(page=b"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]"), Active.MEDIA),
        (papers.pdf(b"<</Length 0>>stream\n\nendstream", catalog=b"/AcroForm<</Fields[]/XFA 10 0 R>>"), Active.XFA),
        (papers.pdf(page=b"/AA<</O<</S/SubmitForm/F(http://a)>>>>"), Active.SENDS_DATA),
        (papers.pdf(catalog=b"/OpenAction<</S/URI/URI(http://a)>>"), Active.ON_OPENING),
        (papers.pdf(b"<</S/URI/URI(http://a)>>", catalog=b"/OpenAction 10 0 R"), Active.ON_OPENING),
        (papers.pdf_with_everything_compressed(b"/OpenAction 5 0 R", SCRIPT), Active.SCRIPT),
        ((papers.DATA / "no_printing_with_script.pdf").read_bytes(), Active.SCRIPT),
    ],
)
def test_what_acts_in_a_pdf_is_found_however_it_is_hidden(look, content: bytes, active: Active) -> None:
    found = look(content)
    assert active in found.active
    assert found.has_active_content


def test_what_our_reader_overlooks_is_found_in_the_bytes(look) -> None:
    assert look(papers.pdf() + b"99 0 obj\n<</S/Launch>>\nendobj\n%%EOF").active == (Active.LAUNCH,)


@pytest.mark.parametrize(
    "content",
    [
        papers.pdf(catalog=b"/OpenAction[100 0 R/XYZ null null 0]"),
        papers.pdf(b"[100 0 R/Fit]", catalog=b"/OpenAction 10 0 R"),
        papers.pdf(b"<</S/GoTo/D[100 0 R/Fit]>>", catalog=b"/OpenAction 10 0 R"),
        papers.pdf(page=b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a)>>>>]"),
    ],
)
def test_opening_at_a_page_and_links_are_harmless(look, content: bytes) -> None:
    assert look(content).active == ()


@given(st.binary(max_size=400), st.sampled_from([b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\x00"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rubbish_behind_a_good_start_is_never_an_error(look, rubbish: bytes, start: bytes) -> None:
    assert look(start + rubbish).fault in {Fault.DAMAGED, Fault.TWO_KINDS}


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_byte_is_never_an_error(look, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([papers.picture("PNG"), papers.fax(2), papers.pdf(pages=2)])))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    assert look(bytes(content)).size == len(content)


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_bytes(papers.photo_held_upright())
    inspect(path)
    assert path.read_bytes() == papers.photo_held_upright()
    assert list(tmp_path.iterdir()) == [path]


def test_many_files_at_once_each_get_their_own_answer(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    paths = []
    for n in range(8):
        paths.append(tmp_path / str(n))
        paths[-1].write_bytes(papers.pdf(pages=n + 1))
    with ThreadPoolExecutor(8) as pool:
        assert [found.pages for found in pool.map(inspect, paths)] == list(range(1, 9))


def test_streams_longer_than_a_pipe_are_read_whole(look) -> None:
    noise = io.BytesIO()
    papers.Image.effect_noise((900, 900), 90).save(noise, "PNG")
    assert look(noise.getvalue()).fault is None
