"""Officers look at pictures of papers."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from motcua.infra.files import DecoderError, FolderStore, Previews, UnknownFileError
from tests.infra.files import papers


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


@pytest.fixture
def previews(store: FolderStore, tmp_path: Path) -> Previews:
    return Previews(store, tmp_path / "previews")


@pytest.fixture
def kept(store: FolderStore) -> Callable[[bytes], str]:
    return lambda content: store.store(io.BytesIO(content), limit=10_000_000).sha256


def seen(preview: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(preview))
    assert picture.format == "WEBP"
    return picture.convert("RGB")


def is_red(colour: object) -> bool:
    return isinstance(colour, tuple) and colour[0] > 200 and colour[1] < 80


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_shown(previews: Previews, kept, kind: str) -> None:
    shown = seen(previews.page(kept(papers.picture(kind, (400, 200))), page=1, width=160))
    assert shown.size == (160, 80)
    assert is_red(shown.getpixel((10, 40)))
    assert not is_red(shown.getpixel((150, 40)))


def test_a_photograph_is_shown_the_right_way_up(previews: Previews, kept) -> None:
    shown = seen(previews.page(kept(papers.photo_held_upright()), page=1, width=160))
    assert shown.size == (40, 60)
    assert is_red(shown.getpixel((20, 5)))
    assert not is_red(shown.getpixel((20, 55)))


def test_a_picture_is_never_blown_up(previews: Previews, kept) -> None:
    assert seen(previews.page(kept(papers.picture(size=(60, 40))), page=1, width=1600)).size == (60, 40)


def test_each_page_of_a_pdf_is_shown(previews: Previews, kept) -> None:
    red = b"<</Length 31>>stream\n1 0 0 rg 0 0 200 300 re f       \nendstream"
    sha256 = kept(papers.pdf(red, pages=2, page=b"/Contents 10 0 R"))
    shown = seen(previews.page(sha256, page=2, width=800))
    assert shown.size == (800, 1200)
    assert is_red(shown.getpixel((400, 600)))


def test_a_ribbon_of_a_page_is_shown_narrow(previews: Previews, kept) -> None:
    ribbon = papers.pdf().replace(b"[0 0 200 300]", b"[0 0 1 14400]")
    assert seen(previews.page(kept(ribbon), page=1, width=160)).height <= 640


def test_transparent_pictures_lie_on_white_paper(previews: Previews, kept) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(previews.page(kept(out.getvalue()), page=1, width=160)).getpixel((10, 10)) == (255, 255, 255)


def test_a_scan_in_fine_steps_of_grey_keeps_its_greys(previews: Previews, kept) -> None:
    out = io.BytesIO()
    Image.new("I;16", (400, 400), 30_000).save(out, "PNG")
    grey = seen(previews.page(kept(out.getvalue()), page=1, width=160)).getpixel((10, 10))
    assert isinstance(grey, tuple)
    assert 110 <= grey[0] <= 125


def test_a_preview_carries_nothing_of_where_the_photograph_was_taken(previews: Previews, kept) -> None:
    place = Image.Exif()
    place[0x010E] = "10.7769, 106.7009"
    preview = previews.page(kept(papers.picture(exif=place)), page=1, width=160)
    assert not Image.open(io.BytesIO(preview)).getexif()
    assert b"106.7009" not in preview


def test_a_preview_is_drawn_once(previews: Previews, kept, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = kept(papers.picture())
    first = previews.page(sha256, page=1, width=160)
    monkeypatch.setattr("motcua.infra.files.confined.run", None)
    assert previews.page(sha256, page=1, width=160) == first


def test_forgotten_previews_are_gone(previews: Previews, kept, tmp_path: Path) -> None:
    sha256 = kept(papers.picture())
    previews.page(sha256, page=1, width=160)
    previews.forget(sha256)
    assert [path for path in (tmp_path / "previews").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("page", "width"), [(1, 161), (1, 100_000), (0, 160), (-1, 160)])
def test_only_the_listed_widths_and_real_pages_are_drawn(previews: Previews, kept, page: int, width: int) -> None:
    with pytest.raises(ValueError, match="no preview"):
        previews.page(kept(papers.picture()), page=page, width=width)


@pytest.mark.parametrize("content", [papers.pdf(), papers.fax(1), papers.picture(), b"not a paper"])
def test_a_page_that_is_not_there_cannot_be_drawn(previews: Previews, kept, content: bytes) -> None:
    with pytest.raises(DecoderError):
        previews.page(kept(content), page=2, width=160)


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", ""])
def test_unknown_content_has_no_preview(previews: Previews, sha256: str) -> None:
    with pytest.raises(UnknownFileError):
        previews.page(sha256, page=1, width=160)
