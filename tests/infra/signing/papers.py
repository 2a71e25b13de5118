"""Letters to be signed, the pictures of signatures, and what forgers do to them."""

from __future__ import annotations

import io

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.infra.letters.typefaces import FOLDER, fonts

_LETTER = """#set document(title: "Giấy phép xây dựng", date: datetime(year: 2026, month: 11, day: 22))
#set text(lang: "vi", font: "Be Vietnam Pro")
= Giấy phép xây dựng
Chủ tịch Ủy ban nhân dân phường cho phép ông Nguyễn Văn Được xây nhà ở riêng lẻ.
"""
_PICTURE = """#set document(title: "Chữ ký")
#set page(width: 180pt, height: 60pt, margin: 4pt)
#set text(lang: "vi", font: "Be Vietnam Pro", size: 8pt)
Người ký: Trần Thị Hoa \\ Số: 12/GP-UBND
"""


def letter() -> bytes:
    """A letter of one page as PDF/A-2b and PDF/UA-1, like all of the city's."""
    return _printed(_LETTER, ["a-2b", "ua-1"])


def picture() -> bytes:
    """What is seen of a signature."""
    return _printed(_PICTURE, ["a-2b"])


def _printed(source: str, standards: list[str]) -> bytes:
    printed = typst.compile(  # type: ignore[call-overload]
        {"main.typ": source.encode()}, root=str(FOLDER), font_paths=fonts(), pdf_standards=standards
    )
    assert isinstance(printed, bytes)
    return printed


def with_other_page(content: bytes) -> bytes:
    """An incremental update that shows something else on the page: the signed bytes stay as they are."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    drawn = generic.StreamObject(stream_data=b"0 0 1 rg 0 0 600 900 re f")
    page[generic.NameObject("/Contents")] = writer.add_object(drawn)
    writer.update_container(page)
    return _appended(writer)


def with_cover(content: bytes) -> bytes:
    """A shadow attack: a note laid over the page by an incremental update hides what was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    shown = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 400 400 re f")
    shown.update(
        {
            generic.NameObject("/Type"): generic.NameObject("/XObject"),
            generic.NameObject("/Subtype"): generic.NameObject("/Form"),
            generic.NameObject("/BBox"): _numbers(0, 0, 400, 400),
        }
    )
    cover = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Subtype"): generic.NameObject("/Stamp"),
            generic.NameObject("/Rect"): _numbers(0, 0, 400, 400),
            generic.NameObject("/AP"): generic.DictionaryObject({generic.NameObject("/N"): writer.add_object(shown)}),
        }
    )
    notes = page.get("/Annots")
    page[generic.NameObject("/Annots")] = generic.ArrayObject([*(notes or ()), writer.add_object(cover)])
    writer.update_container(page)
    return _appended(writer)


def without_signatures(content: bytes) -> bytes:
    """An incremental update that takes the form with all signatures out of the catalogue."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    del writer.root["/AcroForm"]
    writer.update_root()
    return _appended(writer)


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.NumberObject, values))


def _appended(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
