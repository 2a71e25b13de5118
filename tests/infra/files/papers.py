"""Files as citizens send them, good and bad, made small."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image

DATA = Path(__file__).parent / "data"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture, left half red, right half white."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo_held_upright() -> bytes:
    """A photograph whose data lie on the side: the phone says that the right edge of the data is the top."""
    turned = Image.Exif()
    turned[0x0112] = 6
    return picture(exif=turned)


def fax(pages: int) -> bytes:
    sheets = [Image.new("1", (80, 120), 1) for _ in range(pages)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    return out.getvalue()


def pdf(*more: bytes, catalog: bytes = b"", pages: int = 1, page: bytes = b"") -> bytes:
    """A PDF of empty pages. `more` are objects numbered from 10; `catalog` and `page` are further entries."""
    kids = b" ".join(b"%d 0 R" % (100 + n) for n in range(pages))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        **{10 + n: body for n, body in enumerate(more)},
        **{100 + n: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]%s>>" % page for n in range(pages)},
    }
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in places.items())
    out += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


def pdf_with_everything_compressed(catalog: bytes, action: bytes) -> bytes:
    """All objects hide in one compressed stream, as most programs write today."""
    hidden = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>",
        5: action,
    }
    body, index = b"", b""
    for number, text in hidden.items():
        index += b"%d %d " % (number, len(body))
        body += text + b" "
    packed = zlib.compress(index + body)
    out = b"%PDF-1.7\n"
    stream_at = len(out)
    out += b"4 0 obj\n<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(index), len(packed))
    out += packed + b"\nendstream\nendobj\n"
    table_at = len(out)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, stream_at, 0), (2, 4, 3), (1, table_at, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out += b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that promise a picture of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 9)) + _chunk(b"IEND", b"")
    )


def archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def end_of_a_giant_archive() -> bytes:
    """How a ZIP ends whose sizes need more than 32 bits."""
    return b"PK\x06\x07" + bytes(16) + b"PK\x05\x06" + b"\xff" * 16 + bytes(2)


def word_document() -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
